"""Exchange files about who: departments, people, posts."""

# ruff: noqa: E501 - one line per language reads better than a ragged column of strings

from __future__ import annotations

from pupitre.kernel.text import N_
from pupitre.tables.exchange.declare import Kind
from pupitre.tables.exchange.names import DEPARTMENT, column

UNITS = Kind(
    "units",
    N_("A department or team."),
    ("code",),
    (
        column("code", "code", N_("Department code"), required=True, en="department code; unit code; dept code; code; id; unit id; org code; department id; cost center code; org unit id; division code; ref; reference; number", fr="code direction; code service; code unité; code; code département; id; code pôle; identifiant; code structure; code entité; n° service; sigle; réf.; référence; n°; numéro"),
        column("name", "text", N_("Department"), en="department name; department; unit name; name; team; division; unit; team name; organisation unit; label; full name; business unit; division name", fr="direction; nom de la direction; service; nom du service; libellé; intitulé; nom; département; équipe; pôle; unité; nom de l'unité; libellé direction; libellé service; structure; nom de la structure"),
        column("parent", "unit", N_("Department above"), en="parent; parent department; parent unit; reports to; belongs to; upper unit; higher unit; parent code; parent division", fr="direction parente; rattachement; service parent; unité parente; rattaché à; direction de rattachement; entité mère; niveau supérieur; parent; dépend de; pôle de rattachement"),
        column("headcount", "number", N_("Headcount"), en="headcount; fte; staff; employees; number of employees; size; posts; people; heads", fr="effectif; effectifs; etp; nombre de personnes; nb salariés; nb agents; nombre de salariés; nombre d'agents; effectif (etp)"),
        column("site", "text", N_("Site"), en="site; location; city; plant; place; facility; based in; located in; where", fr="site; lieu; ville; usine; implantation; localisation; établissement; basé à; situé à; lieu de travail"),
        column("start", "date", N_("Since"), en="since; start; created on; valid from; start date; opened; from", fr="depuis; date de création; début; créé le; valable du; date début; date d'effet; du"),
        column("end", "date", N_("Until"), en="until; end; closed on; valid to; end date; to", fr="jusqu'au; fin; supprimé le; valable au; date de fin; date de fermeture; au"),
        column("alias", "list", N_("Other names"), en="alias; aliases; other names; also known as; short name; acronym; abbreviation; former name", fr="alias; autres noms; autre nom; ancien nom; sigle; abréviation; nom court; acronyme; appellations; anciens noms"),
        column("entity", "text", N_("Company"), en="entity; legal entity; company; subsidiary; business", fr="entité; société; filiale; entité juridique; entreprise; raison sociale"),
    ),
)  # fmt: skip
PEOPLE = Kind(
    "people",
    N_("A person."),
    ("id",),
    (
        column("id", "code", N_("Employee number"), required=True, en="employee id; employee number; staff id; id; employee no; personnel number; badge; payroll number; staff number; worker id; emp no; person id; employee code; hr id; badge number", fr="matricule; code agent; n° salarié; identifiant; n° agent; matricule salarié; id salarié; numéro de matricule; code salarié; n° matricule; id; matricule rh; n° employé; identifiant agent; numéro agent; badge; n° badge; code employé"),
        column("name", "text", N_("Name"), en="name; full name; employee name; employee; person; staff name; first and last name; worker; surname and first name; display name; first name last name; team member; colleague", fr="nom; nom et prénom; nom prénom; prénom nom; salarié; agent; collaborateur; nom complet; nom de l'agent; nom du salarié; personne; identité; employé; prénom et nom; nom du collaborateur; nom usuel"),
        column("first_name", "text", N_("First name, when it stands apart"), en="first name; given name; forename; first names; given names", fr="prénom; prénoms; prénom usuel; premier prénom; prénom d'usage"),
        DEPARTMENT,
        column("role", "text", N_("Role"), en="role; job title; position; title; job; function title; job role; occupation; post; function; grade title; position title; profession", fr="fonction; poste; emploi; métier; intitulé du poste; intitulé de poste; rôle; qualification; titre; fonction exercée; libellé emploi; poste occupé; libellé poste; emploi occupé; intitulé d'emploi"),
        column("manager", "bool", N_("Whether the person manages others"), en="manager; is manager; people manager; line manager y/n; manages people; team lead; supervisor; manager?; management; has reports; leads a team", fr="manager; encadrant; manager ?; encadrement; responsable d'équipe; est manager; encadre; manager o/n; encadrant o/n; management; chef d'équipe o/n; encadrement o/n; fonction d'encadrement"),
        column("fte", "number", N_("Full-time equivalent"), en="fte; working time; full time equivalent; time; contract hours share; work rate; % fte; activity rate; employment rate; ft/pt; part time ratio; time fraction", fr="etp; temps de travail; quotité; équivalent temps plein; taux d'activité; taux d'emploi; % temps; temps; quotité de travail; taux d'occupation; quotité temps; eqtp; etpt; taux de présence contractuel"),
        column("hired", "date", N_("Hired on"), en="hire date; hired; start date; joined; joining date; date hired; date of hire; seniority date; employment date; date joined; entry date; hired on; employed since; start", fr="date d'embauche; embauche; date d'entrée; entrée; date d'arrivée; arrivée; embauché le; date de recrutement; ancienneté depuis; entré le; prise de poste; date d'engagement; date entrée; recruté le; date de prise de fonction; entrée dans l'entreprise"),
        column("left", "date", N_("Left on"), en="leave date; left; termination date; end date; leaving date; exit date; departure date; date left", fr="date de sortie; sortie; date de départ; départ; fin de contrat; parti le; sorti le; date de fin de contrat"),
        column("salary", "money", N_("Pay"), personal=True, en="salary; pay; annual salary; gross salary; wage; compensation; remuneration; base salary; annual pay; gross pay; yearly salary; earnings; base pay; package", fr="salaire; rémunération; salaire annuel; rémunération annuelle; salaire brut; brut annuel; traitement; salaire brut annuel; paie; salaire de base; rémunération brute; brut; appointements; traitement brut; rem. annuelle"),
        column("sex", "text", N_("Sex"), personal=True, en="sex; gender; m/f; civil title; title mr mrs", fr="sexe; genre; civilité; h/f; f/h; titre civil"),
        column("birth", "date", N_("Born on"), personal=True, en="birth date; date of birth; dob; born; birthday; birthdate", fr="date de naissance; naissance; né le; né(e) le; ddn; anniversaire"),
    ),
)  # fmt: skip
STAFFING = Kind(
    "staffing",
    N_("Planned and filled posts of a department."),
    ("department",),
    (
        column("department", "unit", N_("Department"), required=True, en="department; agency name; unit; division; team; department name; agency; business unit", fr="direction; service; département; pôle; unité; entité; nom de la direction; structure"),
        column("department_code", "code", N_("Department code"), en="department code; agency; agency number; dept code; unit code; agency id; department number", fr="code direction; code service; n° service; code département; n° direction"),
        column("category", "text", N_("Category of posts"), en="category; job family; u/a name; grade; post category; job category; staff category; budget unit name", fr="catégorie; filière; emploi type; grade; métier; catégorie d'emplois; famille d'emplois; statut d'emploi"),
        column("category_code", "code", N_("Category code"), en="category code; unit of appropriation; grade code; job family code", fr="code catégorie; code filière; unité budgétaire; code grade"),
        column("at", "date", N_("Date"), en="date; as of; month; snapshot date; situation date", fr="date; au; situation au; mois; date de situation; arrêté au"),
        column("adopted", "number", N_("Posts budgeted"), en="adopted budget; budgeted posts; authorized; authorised posts; approved headcount; budgeted headcount; establishment; authorized headcount; posts", fr="postes budgétés; effectif budgété; postes autorisés; effectif autorisé; postes ouverts; plafond d'emplois; effectif cible; postes budgétaires"),
        column("planned", "number", N_("Posts planned"), en="plan; planned; november plan; planned headcount; planned posts; current plan; forecast headcount; modified plan", fr="effectif prévu; prévu; postes prévus; plan; effectif planifié; effectif prévisionnel; postes planifiés"),
        column("actual", "number", N_("Posts filled"), en="actual; actuals; october actuals; actual headcount; filled; filled posts; staff in post; current headcount; active headcount; in post", fr="effectif réel; réel; postes pourvus; pourvus; effectif présent; effectif en poste; effectif constaté; occupés; postes occupés"),
        column("vacancy_rate", "percent", N_("Vacancy rate"), en="vacancy rate; % vacant; vacancy; vacancy %; vacant share", fr="taux de vacance; % vacant; vacance; taux de postes vacants; % postes vacants"),
    ),
    optional_key=("category", "category_code", "at"),
)  # fmt: skip
CAPACITY = Kind(
    "capacity",
    N_("The hours a skill or team can give in a week."),
    ("skill", "period"),
    (
        column("skill", "text", N_("Skill"), required=True, en="skill; resource; role; profile; trade; discipline; competence; resource type; team skill", fr="compétence; métier; profil; ressource; rôle; spécialité; qualification; type de ressource"),
        DEPARTMENT,
        column("period", "period", N_("Week or month"), required=True, en="week; period; month; date; week of; calendar week; time period", fr="semaine; période; mois; date; sem.; semaine du; n° semaine"),
        column("hours", "number", N_("Hours available"), required=True, en="capacity; hours available; available hours; capacity hours; availability; supply; available; capacity (h); hours supplied", fr="capacité; heures disponibles; disponibilité; capacité (h); disponible; dispo; offre; capacité heures; dispo (h)"),
    ),
    optional_key=("department",),
    wide=("hours",),
)  # fmt: skip

KINDS = (UNITS, PEOPLE, STAFFING, CAPACITY)
