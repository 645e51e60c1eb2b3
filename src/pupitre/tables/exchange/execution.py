"""Exchange files about how: projects, tasks, load, money."""

# ruff: noqa: E501 - one line per language reads better than a ragged column of strings

from __future__ import annotations

from pupitre.kernel.text import N_
from pupitre.tables.exchange.declare import Kind
from pupitre.tables.exchange.names import COMMENT, DEPARTMENT, OWNER, column

PROJECTS = Kind(
    "projects",
    N_("A project, or what was reported of it at a date."),
    ("code",),
    (
        column(
            "code", "code", N_("Project code"), required=True,
            en="project id; project code; project number; project no; project ref; project reference; id; code; ref; project key; pid; project identifier; initiative id; work order; wbs; job number; case number; key; number; reference",
            fr="code projet; n° projet; numéro de projet; réf. projet; référence projet; réf.; identifiant; identifiant projet; id projet; code; n°; numéro; matricule projet; clé; code affaire; n° affaire; code opération; code chantier; référence; n° dossier; code initiative",
        ),
        column(
            "name", "text", N_("Project name"),
            en="project name; name; title; project title; project; initiative; initiative name; label; project label; work package; scheme; programme name; short title; what",
            fr="nom du projet; libellé; intitulé; projet; titre; nom; désignation; intitulé du projet; libellé projet; titre du projet; objet; dénomination; nom de l'initiative; chantier; affaire; opération; intitulé de l'opération; nom court; sujet; initiative",
        ),
        column(
            "at", "date", N_("Reporting date"),
            en="date reported as of; reporting date; report date; status date; as of; as of date; snapshot date; data date; update date; reported on; position date; last update; review date; reviewed on; date of review; review of; update; reporting period; extract date",
            fr="date de situation; date d'arrêté; arrêté au; date du rapport; date de reporting; date de point; situation au; date de mise à jour; date du suivi; à date du; date état; date de relevé; mise à jour le; date de revue; revue du; revue le; date de comité; comité du; date du point; date d'extraction; vu le; date d'observation; relevé du",
        ),
        column(
            "start", "date", N_("Start"),
            en="start; start date; planned start; kick-off; kickoff; begin; begin date; begins; launch; launch date; from; started; started on; start on; design start; commencement; project start; baseline start; kick off date; opening date; scheduled start; go date",
            fr="début; date de début; date début prévue; démarrage; date de démarrage; lancement; date de lancement; début prévu; commencement; date d'ouverture; du; démarre le; début projet; date départ; coup d'envoi; début planifié; date lancement; débute le; kick-off; ouverture",
        ),
        column(
            "end", "date", N_("Planned end"),
            en="end; end date; due; due date; finish; planned finish; planned end; finish date; deadline; target date; completion date; delivery date; to; ends; go-live; go live date; baseline finish; target end; target completion; closing date; scheduled finish; planned completion; due by; delivery; end on; until; expected end; expected completion; estimated completion; estimated end; estimated finish; projected end; original end; original end date; initial end; baseline end; baseline end date",
            fr="fin; date de fin; date fin; échéance; date d'échéance; fin prévue; date de fin prévue; livraison; date de livraison; fin planifiée; date butoir; terme; clôture prévue; date cible; mise en service; jusqu'au; au; date limite; date de clôture; fin projet; atterrissage prévu; date d'achèvement; achèvement; finit le; fin contractuelle; livraison prévue; date finale; fin prévisionnelle; date prévisionnelle de fin; date de fin prévisionnelle; échéance prévisionnelle; fin estimée; achèvement prévu; fin initiale; date de fin initiale; échéance initiale; fin d'origine; fin de référence",
        ),
        DEPARTMENT,
        column(
            "budget", "money", N_("Budget approved"),
            en="budget; approved budget; total budget; planned cost; allocated budget; funding; planned budget; original budget; authorized budget; budget forecast; budget amount; cost baseline; baseline cost; bac; estimated cost; whole life cost; wlc baseline; capex budget; allocation; envelope; budgeted cost; contract value; budget at completion; authorised amount",
            fr="budget; budget alloué; montant budgété; enveloppe; budget prévu; budget initial; budget total; coût prévu; montant alloué; budget validé; coût budgété; enveloppe budgétaire; crédits; budget autorisé; budget accordé; montant prévu; coût estimé; devis; montant du budget; crédits ouverts; budget voté; coût prévisionnel; dotation; montant autorisé; autorisation d'engagement; budget approuvé",
        ),
        column(
            "spent", "money", N_("Spent to date"),
            en="spent; actual cost; actuals; spend; actual; actual spend; spent to date; cost to date; expenditure; expenses; consumed; invoiced; actual costs; amount spent; spend to date; acwp; paid; costs incurred; money spent; used; burned; total spent; cumulative spend; expenditure to date",
            fr="consommé; réalisé; dépensé; dépenses; réel; coût réel; montant consommé; dépense à date; facturé; coûts réels; dépenses réelles; montant dépensé; engagé réel; consommation; décaissé; dépense cumulée; réalisé à date; coût à date; payé; total dépensé; mandaté; coûts engagés; montant réalisé; cumul dépensé; consommation budgétaire",
        ),
        column(
            "progress", "percent", N_("Progress"),
            en="progress; % complete; completion; percent complete; percentage complete; % done; % progress; complete; completion rate; physical progress; degree of completion; advancement; pct complete; completion %; achieved %; work done; % achieved; % of completion; done %",
            fr="avancement; % réalisé; % avancement; taux d'avancement; avancement physique; progression; % d'avancement; avanc.; degré d'avancement; taux de réalisation; pourcentage réalisé; % achevé; état d'avancement; % terminé; pourcentage d'avancement; % fait; avancement (%); taux de progression; % complétude",
        ),
        OWNER,
        column(
            "status", "status", N_("Declared status"),
            en="status; health; rag; rag status; project status; state; overall status; traffic light; colour; colour rating; delivery confidence; color; rating; current status; condition; dca; project health; overall health; indicator light; confidence rating; lights",
            fr="statut; état; météo; feu; météo projet; santé; couleur; indicateur météo; état du projet; statut projet; voyant; pastille; feu tricolore; situation; tendance météo; niveau d'alerte; code couleur; santé du projet; évaluation",
        ),
        column(
            "description", "text", N_("Description"),
            en="description; scope; scope summary; aims; objectives text; summary; description aims; purpose; project description; details; background; abstract; scope of work",
            fr="description; descriptif; périmètre; résumé; finalité; contexte; présentation; description du projet; détail; contenu; objet détaillé; consistance",
        ),
        column(
            "category", "text", N_("Category"),
            en="category; type; project type; portfolio; report category; class; theme; domain; ten year plan category; classification; stream; nature; family",
            fr="catégorie; type; type de projet; thème; thématique; famille; portefeuille; domaine; classification; filière; nature du projet",
        ),
        column(
            "programme", "text", N_("Programme"),
            en="programme; program; programme of work; parent programme; program name; umbrella",
            fr="programme; nom du programme; programme parent; plan; plan d'actions",
        ),
        column(
            "phase", "text", N_("Phase"),
            en="phase; current phase; stage; gate; project phase; project stage; lifecycle stage; step; milestone stage",
            fr="phase; étape; jalon en cours; phase en cours; phase actuelle; stade; étape du projet; jalon",
        ),
        column(
            "site", "list", N_("Site"),
            en="site; location; borough; plant; sites; place; city; region; facility; where",
            fr="site; lieu; usine; établissement; implantation; sites; ville; région; localisation; commune; site concerné",
        ),
        column(
            "client", "list", N_("Client"),
            en="client; client agency; customer; sponsor agency; beneficiary; requesting department; requester; customer department; internal client",
            fr="client; donneur d'ordre; bénéficiaire; demandeur; client interne; direction cliente; maître d'ouvrage; moa",
        ),
        column(
            "forecast_end", "date", N_("End forecast"),
            en="forecast end; forecast finish; forecast completion; revised end; revised end date; estimated completion; expected end; new end date; estimated finish; latest end date; projected end; revised finish; expected completion; current end date; re-forecast end; forecast end date; actual end; reforecast finish; latest estimate; latest date; new date; current estimate; current end; current finish; current due date; current completion date; updated end",
            fr="fin estimée; fin révisée; date de fin révisée; atterrissage; date d'atterrissage; nouvelle échéance; fin réestimée; date de fin estimée; échéance révisée; fin prévisionnelle; date prévisionnelle de fin; fin actualisée; date de fin actualisée; date de fin réelle; fin réelle; nouvelle date de fin; échéance actualisée; fin recalée; nouvelle date; dernière estimation; date actualisée; fin actuelle; date de fin actuelle; échéance actuelle; nouvelle fin; fin probable; fin attendue",
        ),
        column(
            "forecast_cost", "money", N_("Cost at completion"),
            en="forecast cost; estimate at completion; eac; cost forecast; forecast at completion; projected cost; expected cost; final cost estimate; latest estimate; outturn; cost at completion; revised budget; forecast final cost; revised cost",
            fr="coût à terminaison; atterrissage budgétaire; coût final estimé; coût prévisionnel final; budget révisé; prévision d'atterrissage; reste à terminaison; coût estimé à terminaison; atterrissage financier; coût révisé; prévision finale; coût à fin d'affaire; montant atterri",
        ),
        column(
            "year_budget", "money", N_("Budget of the year"),
            en="yearly budget; in-year budget; annual budget; year budget; in year baseline; budget this year; financial year baseline; current year budget; fy budget",
            fr="budget annuel; budget de l'année; budget n; budget exercice; crédits de l'année; crédits de paiement; budget de l'exercice",
        ),
        column(
            "year_forecast", "money", N_("Forecast of the year"),
            en="yearly forecast; in-year forecast; annual forecast; year forecast; financial year forecast; current year forecast; fy forecast",
            fr="prévision annuelle; atterrissage annuel; prévision de l'année; atterrissage de l'année; prévision exercice",
        ),
        column(
            "slip_days", "number", N_("Slip since the last report, days"),
            en="latest schedule changes; schedule change; slip days; delay days; days late; schedule variance days; slippage; delay; schedule changes; days of delay; days slipped",
            fr="glissement; retard; jours de retard; retard (jours); glissement (jours); dérive planning; écart planning; décalage; décalage en jours; dérive calendaire",
        ),
        column(
            "budget_change", "money", N_("Budget change since the last report"),
            en="latest budget changes; budget change; budget changes; change in budget; budget movement; budget variation; cost change",
            fr="variation de budget; évolution du budget; modification du budget; avenant; avenants; révision budgétaire; variation budgétaire",
        ),
        column(
            "objective", "list", N_("Objective served"),
            en="objective; strategic objective; objectives; linked objective; goal; strategic goal; okr; contributes to; aligned to; objective code; related objective; supports objective; strategy link",
            fr="objectif; objectif stratégique; objectifs; objectif servi; objectif rattaché; objectif lié; contribue à; rattachement stratégique; code objectif; orientation; objectif visé; objectif concerné; sert l'objectif",
        ),
        column(
            "axis", "text", N_("Strategic axis"),
            en="axis; strategic axis; pillar; strategic pillar; priority; strategic priority; strategic theme; workstream; strategic area",
            fr="axe; axe stratégique; pilier; priorité; priorité stratégique; chantier stratégique; ambition; axe de développement; orientation stratégique",
        ),
        COMMENT,
        column(
            "mandatory", "bool", N_("Whether it must be done"),
            en="mandatory; regulatory; compulsory; must do; required; legal obligation",
            fr="obligatoire; réglementaire; obligation légale; incontournable; impératif",
        ),
    ),
    optional_key=("at",),
)  # fmt: skip
CONTRIBUTIONS = Kind(
    "contributions",
    N_("A project that serves an objective."),
    ("project", "objective"),
    (
        column(
            "project", "code", N_("Project"), required=True,
            en="project; project id; project code; initiative; project key; project name; project ref; contributing project",
            fr="projet; code projet; n° projet; initiative; réf. projet; nom du projet; projet contributeur; identifiant projet",
        ),
        column(
            "objective", "code", N_("Objective"), required=True,
            en="objective; objective code; objective id; strategic objective; goal; serves; contributes to; objective ref; linked objective",
            fr="objectif; code objectif; objectif stratégique; objectif servi; contribue à; réf. objectif; n° objectif; objectif rattaché; sert",
        ),
        column(
            "share", "percent", N_("Share of the project that serves it"),
            en="share; contribution; weight; % contribution; contribution share; allocation; level of contribution; contribution %",
            fr="part; contribution; poids; % contribution; part de contribution; quote-part; niveau de contribution; clé de répartition; taux de contribution",
        ),
    ),
)  # fmt: skip
TASKS = Kind(
    "tasks",
    N_("A task of a project."),
    ("project", "code"),
    (
        column(
            "project", "code", N_("Project"), required=True,
            en="project; project id; project code; project name; project no; initiative",
            fr="projet; code projet; n° projet; affaire; nom du projet; réf. projet; identifiant projet",
        ),
        column(
            "code", "code", N_("Task code"), required=True,
            en="task id; task code; task no; wbs; activity id; task number; wbs code; id; code; task; no; activity code; uid; line; task ref",
            fr="code tâche; n° tâche; id tâche; code; n°; wbs; réf. tâche; otp; code activité; identifiant tâche; repère; numéro de tâche; n° ligne; lot",
        ),
        column(
            "name", "text", N_("Task name"),
            en="task name; task; name; activity; activity name; title; description; work item; task title; label",
            fr="tâche; nom de la tâche; libellé; libellé tâche; intitulé; activité; désignation; nom; titre; description; intitulé de la tâche; libellé de la tâche",
        ),
        column("optimistic", "number", N_("Shortest duration, days"), en="optimistic; optimistic duration; min duration; minimum; best case; low; shortest; o; minimum duration; dur min; best; best case (d)", fr="optimiste; durée optimiste; durée min; durée mini; minimum; au mieux; durée minimale; mini; durée basse"),
        column("duration", "number", N_("Most likely duration, days"), en="duration; likely duration; most likely; duration (days); planned duration; days; length; likely; work days; dur; expected duration; duration in days; estimate; estimated; most likely estimate; normal; expected; expected (d); most likely (d)", fr="durée; durée (jours); durée probable; durée prévue; nb jours; jours; durée la plus probable; durée en jours; charge jours; durée estimée; probable; durée planifiée; durée (j); estimée; estimation; réaliste; normale; durée normale"),
        column("pessimistic", "number", N_("Longest duration, days"), en="pessimistic; pessimistic duration; max duration; maximum; worst case; high; longest; p; maximum duration; dur max; worst; worst case (d)", fr="pessimiste; durée pessimiste; durée max; durée maxi; maximum; au pire; durée maximale; maxi; durée haute"),
        column("start", "date", N_("Planned start"), en="start; start date; planned start; begin; scheduled start; baseline start; early start", fr="début; date de début; début prévu; démarrage; début planifié; date début; date début prévue; début au plus tôt; départ; départ prévu; date de départ"),
        column("end", "date", N_("Planned end"), en="end; end date; finish; planned finish; due; due date; scheduled finish; baseline finish; planned end; early finish", fr="fin; date de fin; fin prévue; échéance; fin planifiée; date fin; date fin prévue; fin au plus tôt; terme; terme prévu; date de terme"),
        column("actual_start", "date", N_("Actual start"), en="actual start; real start; started; started on; start actual; actual start date", fr="début réel; démarrage réel; commencée le; démarrée le; débutée le; commencé le; date de début réelle; date début réelle; démarré le"),
        column("actual_end", "date", N_("Actual end"), en="actual end; actual finish; finished; finished on; completed on; actual end date; real end; actual finish date", fr="fin réelle; terminé le; terminée le; achevée le; finie le; date de fin réelle; achevé le; date fin réelle; fini le"),
        column("progress", "percent", N_("Progress"), en="progress; % complete; completion; percent complete; % done; complete; pct complete; work complete", fr="avancement; % réalisé; % avancement; taux d'avancement; progression; % achevé; % terminé; avancement physique"),
        column("budget", "money", N_("Budget"), en="budget; cost; planned cost; budgeted cost; baseline cost; task budget; bcws", fr="budget; coût; coût prévu; montant; coût budgété; budget tâche; coût planifié"),
        column("skill", "text", N_("Skill needed"), en="skill; resource; resource type; role; required skill; trade; discipline; competence; profile; resource name; craft", fr="compétence; ressource; métier; profil; rôle; spécialité; corps de métier; type de ressource; compétence requise; qualification; ressources"),
        OWNER,
        column("hours", "number", N_("Hours of work"), en="hours; work; effort; work hours; effort hours; man hours; load; work (h); effort (h); labour hours; planned hours", fr="heures; charge; charge (h); nb heures; travail; effort; charge de travail; heures prévues; volume horaire; h; charge en heures"),
        column("predecessors", "list", N_("Tasks before it"), en="predecessors; predecessor; depends on; dependencies; preceding tasks; after task; pred; dependency; waits for", fr="prédécesseurs; prédécesseur; antécédents; dépend de; tâches précédentes; dépendances; préd.; antécédent; lien; tâche antérieure; après; attend"),
        column("milestone", "bool", N_("Whether it is a milestone"), en="milestone; is milestone; milestone?; key date", fr="jalon; jalon ?; est un jalon; jalon o/n"),
    ),
)  # fmt: skip
LINKS = Kind(
    "links",
    N_("A task that waits for another."),
    ("project", "before", "after"),
    (
        column("project", "code", N_("Project"), required=True, en="project; project id; project code; project no; initiative; project name; initiative id", fr="projet; code projet; n° projet; affaire; réf. projet; initiative; nom du projet; identifiant projet"),
        column("before", "code", N_("Task before"), required=True, en="predecessor; from; before; from task; preceding task; task before; source task; predecessor id; pred", fr="prédécesseur; avant; tâche avant; de; depuis; tâche précédente; antécédent; amont; tâche amont; origine; tâche prédécesseur"),
        column("after", "code", N_("Task after"), required=True, en="successor; to; after; to task; following task; task after; target task; successor id; succ", fr="successeur; après; tâche après; vers; tâche suivante; suivant; aval; tâche aval; destination; tâche successeur"),
        column("link", "text", N_("Kind of link"), en="link type; type; link; relation; dependency type; relationship; kind", fr="type de lien; type; lien; relation; nature du lien; type de liaison; liaison"),
        column("lag", "number", N_("Lag, days"), en="lag; lag days; delay; lag (days); lead lag; offset; gap", fr="décalage; délai; décalage (jours); retard; marge; écart; tampon; décalage (j); délai (j)"),
    ),
    optional_key=("link",),
)  # fmt: skip
CALENDARS = Kind(
    "calendars",
    N_("The days on which a project is worked on."),
    ("project",),
    (
        column("project", "code", N_("Project"), required=True, en="project; project id; project code; project no; initiative; project name", fr="projet; code projet; n° projet; affaire; réf. projet; nom du projet"),
        column("weekdays", "text", N_("Week, from Monday to Sunday: x for a working day, - for another"), en="working week; weekdays; week pattern; working days of the week", fr="semaine de travail; jours de la semaine; semaine ouvrée"),
        column("days_off", "list", N_("Days off"), en="days off; holidays; closures; closing days; non-working days", fr="jours chômés; jours fériés; fermetures; jours non travaillés; jours de fermeture"),
    ),
)  # fmt: skip
ALLOCATIONS = Kind(
    "allocations",
    N_("The hours a project asks of a skill in a week."),
    ("project", "skill", "period"),
    (
        column("project", "code", N_("Project"), required=True, en="project; project id; project code; initiative; project name; project no", fr="projet; code projet; n° projet; affaire; nom du projet; réf. projet"),
        column("skill", "text", N_("Skill"), required=True, en="skill; resource; role; profile; trade; discipline; competence; resource type; team skill", fr="compétence; métier; profil; ressource; rôle; spécialité; qualification; type de ressource"),
        DEPARTMENT,
        column("period", "period", N_("Week or month"), required=True, en="week; period; month; date; week of; calendar week; wk; time period", fr="semaine; période; mois; date; sem.; semaine du; n° semaine; échéancier"),
        column("hours", "number", N_("Hours asked"), required=True, en="hours; hours planned; allocation; allocated hours; demand; load; effort; workload; planned hours; hours required; demand (h)", fr="heures; charge; charge (h); heures prévues; heures allouées; besoin; besoin (h); charge planifiée; nb heures; heures demandées; charge prévue; affectation (h)"),
    ),
    optional_key=("department",),
    wide=("hours",),
)  # fmt: skip
BUDGETS = Kind(
    "budgets",
    N_("Money planned and spent by a department over a period."),
    ("department", "line", "period"),
    (
        column(
            "department", "unit", N_("Department"), required=True,
            en="department; unit; cost center; cost centre; division; dept; business unit; entity; team; function; profit centre; responsibility centre; organisation; budget holder; agency; directorate; service; office",
            fr="direction; centre de coût; service; département; pôle; unité; entité; centre de coûts; section analytique; centre de responsabilité; cdr; équipe; affectation; centre budgétaire; section; activité; imputation; centre de frais; structure; cc; centre de profit",
        ),
        column(
            "line", "text", N_("Budget line"), required=True,
            en="line; budget line; nature; expense type; category; account name; cost type; line item; item; expense category; heading; account; cost category; type of expense; cost element; gl description; spend category",
            fr="nature; ligne; ligne budgétaire; poste; poste de dépense; rubrique; libellé; catégorie; type de dépense; compte; intitulé du compte; poste budgétaire; nature de dépense; libellé compte; intitulé; famille; type de charge; nature de charge; chapitre; charge",
        ),
        column(
            "period", "period", N_("Period"), required=True,
            en="month; period; quarter; date; fiscal period; year; accounting period; posting period; reporting period; month end; fy; period ending",
            fr="mois; période; trimestre; date; exercice; année; période comptable; mois comptable; échéance; mois concerné; période budgétaire",
        ),
        column(
            "planned", "money", N_("Planned"),
            en="plan; planned; budget; budgeted; budget amount; planned amount; forecast budget; target; allocated; approved budget; initial budget; original budget; bud; planned spend; plan amount; adopted budget; allowance",
            fr="budget; prévu; budgété; montant prévu; prévision; budget initial; planifié; budget alloué; montant budgété; bp; prévisionnel; budget prévu; crédits; budget voté; dotation; enveloppe; objectif; prévisionnel initial",
        ),
        column(
            "actual", "money", N_("Spent"),
            en="actual; actuals; spent; spend; actual spend; actual amount; real; expenditure; expense; actual cost; invoiced; consumed; realised; realized; paid; ytd actual; amount spent; outturn actual; booked",
            fr="réalisé; réel; consommé; dépensé; dépenses; dépense; montant réalisé; constaté; dépenses réelles; facturé; réalisé mensuel; mandaté; décaissé; consommation; exécuté; comptabilisé; montant réel; coût réel; payé",
        ),
        column("committed", "money", N_("Committed"), en="committed; commitments; encumbrance; obligated; purchase orders; open orders; on order; commitment; encumbered; ordered", fr="engagé; engagements; engagement; commandé; montant engagé; commandes en cours; restes engagés; bons de commande; engagé non facturé; reste à facturer"),
        column("landing", "money", N_("Landing"), en="landing; forecast; latest estimate; outlook; year end forecast; expected outturn; reforecast; estimate at completion; outturn; rolling forecast; projection; latest forecast", fr="atterrissage; prévision d'atterrissage; estimé; reprévision; prévision actualisée; reforecast; projection; estimation fin d'année; re-prévision; budget révisé; estimé fin d'année; tendance"),
        column("project", "code", N_("Project"), en="project; project code; project id; initiative; project no", fr="projet; code projet; n° projet; affaire; réf. projet"),
        column("axis", "text", N_("Strategic axis"), en="axis; strategic axis; pillar; priority; strategic priority; strategic theme", fr="axe; axe stratégique; pilier; priorité; axe de développement; orientation stratégique"),
        column("account", "code", N_("Account"), en="account; account number; account code; gl account; ledger account; gl code; account no", fr="compte; n° compte; numéro de compte; compte comptable; code comptable; compte général; imputation comptable; code nature"),
        column("department_code", "code", N_("Department number"), en="agency number; department number; department code; managing agency id; unit code; cost center code", fr="code direction; code service; n° direction; n° service; code centre de coût"),
        COMMENT,
    ),
    optional_key=("project",),
    wide=("planned", "actual", "committed", "landing"),
)  # fmt: skip
LEDGER = Kind(
    "ledger",
    N_("A line of the ledger (French FEC)."),
    ("journal", "entry", "line"),
    (
        column("journal", "code", N_("Journal"), required=True, en="journal; journal code; jnl; book; journal id", fr="journalcode; JournalCode; code journal; journal; jnl; code jal"),
        column("journal_name", "text", N_("Journal name"), en="journal name; journal description; journal label", fr="journallib; JournalLib; libellé journal; nom du journal; intitulé journal"),
        column("entry", "code", N_("Entry number"), required=True, en="entry; entry number; voucher; posting number; journal entry; entry no; transaction number; entry id", fr="ecriturenum; EcritureNum; n° écriture; numéro d'écriture; écriture; n° pièce comptable; numéro de mouvement; n° mouvement"),
        column("line", "int", N_("Line in the entry"), en="line; line number; line no; entry line", fr="ligne; n° ligne; numéro de ligne"),
        column("at", "date", N_("Entry date"), required=True, en="entry date; posting date; date; accounting date; transaction date; booking date", fr="ecrituredate; EcritureDate; date d'écriture; date comptable; date; date écriture; date de comptabilisation; date opération"),
        column("account", "code", N_("Account"), required=True, en="account; account number; gl account; account code; ledger account; account no", fr="comptenum; CompteNum; n° compte; compte; numéro de compte; compte général; compte comptable"),
        column("account_name", "text", N_("Account name"), en="account name; account description; account label; account title", fr="comptelib; CompteLib; libellé compte; intitulé du compte; nom du compte; intitulé compte"),
        column("auxiliary", "code", N_("Auxiliary account"), en="subledger account; auxiliary account; sub account; third party code; auxiliary", fr="compauxnum; CompAuxNum; compte auxiliaire; compte tiers; code tiers; auxiliaire; n° tiers"),
        column("auxiliary_name", "text", N_("Auxiliary account name"), en="subledger name; third party; third party name; vendor name; auxiliary name", fr="compauxlib; CompAuxLib; libellé auxiliaire; nom du tiers; tiers; intitulé tiers"),
        column("document", "code", N_("Document"), en="document; document number; reference; invoice number; doc ref; document no; voucher ref", fr="pieceref; PieceRef; pièce; n° pièce; référence pièce; n° facture; réf. pièce; document"),
        column("document_date", "date", N_("Document date"), en="document date; invoice date; doc date", fr="piecedate; PieceDate; date de pièce; date facture; date pièce; date du document"),
        column("label", "text", N_("Label"), en="label; description; narrative; text; memo; entry label; wording; entry description", fr="ecriturelib; EcritureLib; libellé; libellé écriture; libellé de l'écriture; libellé opération; description"),
        column("debit", "money", N_("Debit"), required=True, en="debit; dr; debit amount; amount debit; debits", fr="débit; montant débit; débit (€); mouvement débit; débits"),
        column("credit", "money", N_("Credit"), required=True, en="credit; cr; credit amount; amount credit; credits", fr="crédit; montant crédit; crédit (€); mouvement crédit; crédits"),
        column("amount", "money", N_("Amount, when one column holds debits and credits"), variant=True, en="amount; entry amount; posting amount", fr="montant; Montant; montant de l'écriture; montant écriture"),
        column("side", "text", N_("Whether the amount is a debit or a credit"), variant=True, en="side; d/c; dr/cr; debit/credit; debit credit indicator; dc indicator; posting side", fr="sens; Sens; sens de l'écriture; d/c; débit/crédit; sens écriture; sens du montant"),
        column("lettering", "text", N_("Lettering"), en="lettering; matching code; reconciliation; match", fr="ecriturelet; EcritureLet; lettrage; code lettrage; lettre"),
        column("lettering_date", "date", N_("Lettering date"), en="lettering date; matching date; reconciliation date", fr="datelet; DateLet; date de lettrage; date lettrage"),
        column("validated", "date", N_("Validation date"), en="validation date; validated on; posted on; validated", fr="validdate; ValidDate; date de validation; validé le; date validation"),
        column("foreign_amount", "money", N_("Amount in currency"), en="foreign amount; currency amount; amount in currency", fr="montantdevise; MontantDevise; montant en devise; montant devise"),
        column("foreign_currency", "text", N_("Currency"), en="currency; foreign currency; currency code", fr="idevise; IDevise; devise; code devise; monnaie"),
        column("department", "unit", N_("Department"), en="department; cost center; cost centre; unit; analytic; business unit; division", fr="direction; centre de coût; service; département; section analytique; axe analytique; analytique; pôle; section"),
        column("project", "code", N_("Project"), en="project; project code; project id; wbs", fr="projet; code projet; n° projet; affaire; réf. projet"),
    ),
)  # fmt: skip

KINDS = (PROJECTS, CONTRIBUTIONS, TASKS, LINKS, CALENDARS, ALLOCATIONS, BUDGETS, LEDGER)
