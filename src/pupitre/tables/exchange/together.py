"""Exchange files about decisions, actions, risks, suppliers."""

# ruff: noqa: E501 - one line per language reads better than a ragged column of strings

from __future__ import annotations

from pupitre.kernel.text import N_
from pupitre.tables.exchange.declare import Kind
from pupitre.tables.exchange.names import COMMENT, DEPARTMENT, OWNER, column

DECISIONS = Kind(
    "decisions",
    N_("A decision."),
    ("code",),
    (
        column("code", "code", N_("Decision code"), required=True, en="decision id; decision no; decision code; id; ref; decision number; code; decision ref; reference", fr="n° décision; code décision; réf. décision; réf.; décision n°; identifiant; n°; code; id; référence"),
        column("title", "text", N_("Decision"), en="decision; title; decision taken; description; subject; wording; topic; what was decided", fr="décision; libellé; intitulé; objet; décision prise; sujet; libellé de la décision; titre; texte de la décision; relevé; contenu de la décision"),
        OWNER,
        DEPARTMENT,
        column("decided", "date", N_("Decided on"), en="decided on; decision date; date; meeting date; taken on; date decided; decided", fr="date de décision; décidé le; date; prise le; date de la réunion; date de séance; date décision; date du comité; séance du; décidée le"),
        column("due", "date", N_("Due"), en="due; due date; deadline; by when; to be applied by; apply by; by; date due; due on", fr="échéance; date d'échéance; à faire pour; délai; date limite; application au; date d'application; pour le"),
        column("review", "date", N_("Reviewed on"), en="review date; review; to be reviewed; review on; reviewed on; follow up date; check on; to check on; check date; revisit on", fr="date de revue; revue; à revoir le; date de bilan; bilan le; revue prévue; clause de revoyure; point de revue; à réexaminer le"),
        column("status", "text", N_("Status"), en="status; state; progress; decision status", fr="statut; état; avancement; suite donnée; état de la décision"),
        column("choice", "text", N_("Option chosen"), en="choice; option chosen; option; chosen option; selected option; outcome", fr="option retenue; choix; option; arbitrage; option choisie; scénario retenu"),
        column("start", "date", N_("In force from"), en="in force from; applies from; effective from; in force since; effective date; comes into force; applied from", fr="en vigueur le; en vigueur depuis; entrée en vigueur; prend effet le; appliquée à partir du; applicable à partir du; date d'effet; effective le"),
        column("applies_to", "list", N_("Where it applies, when not everywhere"), en="applies to; scope; where it applies; perimeter; lines concerned; sites concerned; applied in", fr="s'applique à; périmètre; champ d'application; lignes concernées; sites concernés; lieu d'application; appliquée à; portée"),
        column("kpi", "text", N_("KPI expected to move"), en="kpi; indicator; metric; target kpi; kpi impacted; measure", fr="indicateur; kpi; indicateur visé; indicateur concerné; indicateur impacté"),
        column("expected", "number", N_("Effect expected"), en="expected effect; expected impact; expected gain; effect; expected change; expected benefit", fr="effet attendu; gain attendu; impact attendu; effet visé; gain escompté; bénéfice attendu; effet escompté"),
        column("expected_low", "number", N_("Effect expected, low"), en="expected effect low; low effect; at least; expected at least; effect low", fr="effet attendu bas; effet bas; effet attendu mini; au moins; effet attendu au moins"),
        column("expected_high", "number", N_("Effect expected, high"), en="expected effect high; high effect; at most; expected at most; effect high", fr="effet attendu haut; effet haut; effet attendu maxi; au plus; effet attendu au plus"),
        column("cost", "money", N_("Cost"), en="cost; amount; investment; cost of decision; decision budget", fr="coût; montant; investissement; coût de la décision; budget de la décision"),
        COMMENT,
    ),
)  # fmt: skip
ACTIONS = Kind(
    "actions",
    N_("An action."),
    ("code",),
    (
        column("code", "code", N_("Action code"), required=True, en="action id; action no; action code; ref; id; action number; code; task id; reference; item no; no; action ref; item; action item no; number", fr="n° action; code action; réf. action; réf.; action n°; identifiant; n°; id; référence; code; numéro; id action; rang"),
        column("title", "text", N_("Action"), en="action; decision / action; title; action item; description; task; what; subject; action description; to do; actions; action to take; measure; item description; follow-up action", fr="action; libellé; intitulé; action à mener; libellé de l'action; décision / action; description; objet; tâche; quoi; à faire; sujet; actions; mesure; action décidée; intitulé de l'action; action corrective; action à réaliser; désignation; point"),
        OWNER,
        DEPARTMENT,
        column("decision", "code", N_("Decision it comes from"), en="decision id; decision; linked decision; decision ref; from decision; decision no; parent decision; source; origin; source decision; source ref; comes from", fr="décision liée; n° décision; code décision; issue de la décision; réf. décision; décision d'origine; décision; source; origine; provenance"),
        column("decided", "date", N_("Decided on"), en="meeting date; decided on; decision date; date; opened; created; raised on; date raised; created on; logged on; open date; date opened; start date; agreed on; minutes date", fr="date de décision; décidé le; date; date de réunion; date de création; ouverte le; date du comité; créée le; date de la réunion; date d'ouverture; émise le; séance du; date d'émission; réunion du; date de séance; date de saisie; demandée le; inscrite le"),
        column("due", "date", N_("Due"), en="due; due date; deadline; by when; target date; due by; when; to be done by; completion date; by; end date; expected by; date due; planned date; close by", fr="échéance; délai; date d'échéance; pour le; date limite; date butoir; à faire pour; date cible; quand; pour quand; date prévue; fin prévue; à réaliser avant; date de fin; échéance prévue; terme; à rendre le; date de réalisation prévue; date attendue"),
        column("done", "bool", N_("Whether it is done"), en="done; completed; closed; status; done?; complete; finished; state; is done; closed?; completed?; done y/n; resolved; progress status; action status; open/closed", fr="soldée ?; fait; faite; réalisée; terminée; close; statut; état; soldé; clôturée; fait ?; réalisé ?; avancement; soldée; faite ?; réalisée ?; clôturée ?; close ?; terminée ?; fait (o/n); soldée o/n; achevée; exécutée; traitée"),
        column("done_on", "date", N_("Done on"), en="done on; completed on; closed on; completion date; actual date; closing date; closed date; finished on; date completed", fr="faite le; réalisée le; date de réalisation; soldée le; clôturée le; date de clôture; terminée le; date de solde; fait le; close le; date effective"),
        column("blocked_since", "date", N_("Blocked since"), en="blocked since; waiting since; on hold since; stuck since", fr="bloquée depuis; en attente depuis; bloqué depuis; date de blocage; bloquée le; suspendue depuis"),
        column("blocked_by", "text", N_("Blocked by"), en="blocked by; waiting for; blocker; on hold because; dependency; awaiting; reason for hold", fr="bloquée par; en attente de; cause du blocage; motif de blocage; bloqué par; point bloquant; motif d'attente; attente de; blocage"),
        COMMENT,
    ),
)  # fmt: skip
RISKS = Kind(
    "risks",
    N_("A risk."),
    ("code",),
    (
        column("code", "code", N_("Risk code"), required=True, en="risk id; risk no; risk code; ref; id; risk ref; code; risk number; no; reference; risk reference", fr="n° risque; code risque; réf. risque; réf.; id risque; identifiant; n°; code; id; référence; risque n°; numéro; numéro de risque"),
        column("title", "text", N_("Risk"), en="risk; risk title; risk description; title; risk name; description; event; risk event; threat; hazard; what could happen; risk statement", fr="risque; intitulé du risque; libellé du risque; libellé; description du risque; intitulé; événement redouté; nom du risque; événement; danger; menace; scénario; description; risque identifié; désignation; scénario de risque; aléa"),
        DEPARTMENT,
        OWNER,
        column("due", "date", N_("Review or treatment date"), en="due; due date; review date; deadline; target date; next review; treatment date; mitigation date; action due; reassessment date; mitigation deadline; review by", fr="échéance; date limite; date de revue; date d'échéance; prochaine revue; date de traitement; délai; date de réévaluation; échéance du plan; date butoir; à traiter avant; revue le; date cible; échéance de traitement"),
        column("probability", "percent", N_("Likelihood"), en="probability; likelihood; probability (%); chance; frequency; likelihood (%); prob.; occurrence; odds; likelihood of occurrence; probability of occurrence", fr="probabilité; vraisemblance; vraisemblance (%); probabilité (%); fréquence; occurrence; proba; probabilité d'occurrence; probabilité d'apparition; chance; % de survenue; probabilité de survenue"),
        column("impact", "int", N_("Consequence, 1 to 5"), en="impact; severity; consequence; impact (1-5); severity score; gravity; impact score; impact level; severity level; consequence rating", fr="gravité; impact; sévérité; conséquence; gravité (1-5); niveau d'impact; criticité; cotation impact; niveau de gravité; intensité; impact (1 à 5); note de gravité; ampleur"),
        column("comment", "text", N_("Comment"), en="comment; comments; mitigation; treatment; controls; response; mitigation plan; control measures; notes", fr="commentaire; traitement; plan de traitement; mesures de maîtrise; dispositif; maîtrise; plan d'action; mesures; commentaires; parade; parades"),
    ),
)  # fmt: skip
SUPPLIERS = Kind(
    "suppliers",
    N_("A supplier."),
    ("siret",),
    (
        column("siret", "code", N_("SIRET number"), required=True, en="siret; siret number; company number; registration number; supplier siret; vendor siret; tax id; company id; supplier registration no; siret code; supplier company number; supplier id; supplier code; vendor id; vendor code; supplier number; vendor number", fr="siret; n° siret; siret fournisseur; numéro siret; code siret; siret du fournisseur; identifiant siret; siret / siren; siren; n° siren; numéro siren; siret établissement; siret tiers; immatriculation"),
        column("name", "text", N_("Supplier"), en="supplier; supplier name; vendor; vendor name; name; company; company name; provider; contractor; creditor; business name; partner", fr="fournisseur; nom du fournisseur; raison sociale; nom; prestataire; tiers; libellé fournisseur; société; dénomination; entreprise; sous-traitant; nom tiers; dénomination sociale; titulaire; partenaire; enseigne"),
        column("amount", "money", N_("Yearly amount"), en="annual amount; amount; annual spend; spend; total spend; purchases; yearly spend; turnover; purchase volume; yearly amount; purchase amount; invoiced; invoiced amount; expenditure; total purchases", fr="montant annuel; montant; achats; achats annuels; volume d'achats; ca annuel; dépense annuelle; ca; chiffre d'affaires; total achats; montant des achats; facturé; montant facturé; dépenses; montant ht; volume annuel; ca ht; chiffre d'affaires annuel; montant commandé; volume d'affaires; volume; volume d'affaires annuel; encours annuel"),
        column("critical", "bool", N_("Whether it is critical"), en="critical; critical y/n; strategic; key supplier; critical supplier; is critical; critical?; criticality; sole source; strategic supplier; essential", fr="critique; critique o/n; stratégique; fournisseur critique; critique ?; fournisseur stratégique; criticité; sensible; fournisseur sensible; stratégique o/n; clé; incontournable; essentiel; fournisseur clé"),
        column("since", "date", N_("Since"), en="since; supplier since; start date; first order; contract start; onboarded; relationship since; first invoice; vendor since; start; referenced since; contract date; approved on", fr="depuis le; depuis; fournisseur depuis; date d'entrée en relation; début de relation; référencé depuis; 1re commande; première commande; date de référencement; début du contrat; date d'agrément; en relation depuis; référencé le; date de début; partenaire depuis; client depuis"),
    ),
)  # fmt: skip

KINDS = (DECISIONS, ACTIONS, RISKS, SUPPLIERS)
