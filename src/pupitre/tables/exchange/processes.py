"""Exchange files about processes: their register, their events, their rules, what makes them better."""

# ruff: noqa: E501 - one line per language reads better than a ragged column of strings

from __future__ import annotations

from pupitre.kernel.text import N_
from pupitre.tables.exchange.declare import Kind
from pupitre.tables.exchange.names import COMMENT, DEPARTMENT, OWNER, column

PROCESS = column(
    "process", "text", N_("Process, by its name or code"),
    en="process; process name; process id; process code; process concerned; business process; workflow; flow; flow name; process improved; value stream",
    fr="processus; nom du processus; code processus; processus concerné; processus métier; flux; circuit; workflow; processus visé; chaîne de valeur",
)  # fmt: skip
PROCESSES = Kind(
    "processes",
    N_("A process: who owns it, what follows it, what it runs on."),
    ("code",),
    (
        column("code", "code", N_("Process code"), required=True, en="process id; process code; process no; process ref; process number; code; id; ref; reference; no", fr="code processus; n° processus; réf. processus; identifiant processus; n° de processus; code; id; réf.; référence; n°"),
        column("name", "text", N_("Process"), en="process; process name; process title; business process; name; title; process description", fr="processus; nom du processus; intitulé du processus; libellé du processus; processus métier; nom; intitulé; libellé"),
        OWNER,
        DEPARTMENT,
        column("kpis", "list", N_("KPIs that follow it"), en="kpis; kpi; process kpis; indicators; followed by; measured by; metrics; performance indicators", fr="indicateurs; indicateur; kpi; indicateurs de suivi; suivi par les indicateurs; mesuré par; indicateurs du processus; indicateurs de performance"),
        column("systems", "list", N_("Systems it runs on"), en="systems; system; applications; application; software; it system; supporting systems; tools; erp module; runs on", fr="systèmes; système; applications; application; logiciels; logiciel; si support; outils; outil; applications support; progiciel; module erp"),
        column("target", "number", N_("Lead time promised, in days"), en="target days; lead time promised; promised lead time; target lead time; lead time target; sla (days); sla days; target duration; service level (days); maximum days", fr="délai cible; délai promis; délai promis (jours); délai cible (jours); délai contractuel; engagement de délai; délai visé; délai standard; sla (jours); délai maximal (jours); objectif de délai"),
        column("hour_cost", "money", N_("Cost of an hour of work"), en="hourly cost; cost per hour; hour cost; hourly rate; labour rate; cost of an hour; rate per hour", fr="coût horaire; taux horaire; coût de l'heure; coût par heure; taux horaire chargé; coût horaire moyen"),
        column("delay_cost", "money", N_("Cost of a day of delay for a case"), en="cost of a day of delay; cost of delay; delay cost; cost of delay per day; daily cost of delay; cost per day of delay; delay cost per day; cost of a late day; cost per day late; cost of a day late; cost of waiting per day; waiting cost per day; penalty per day; daily penalty; late penalty per day; liquidated damages per day", fr="coût d'un jour de délai; coût du délai; coût d'un jour de retard; coût du retard; coût par jour de délai; coût par jour de retard; coût du jour de délai; coût du jour de retard; coût d'un jour d'attente; coût journalier du retard; coût journalier du délai; pénalité par jour; pénalité journalière; pénalité de retard par jour; pénalité par jour de retard"),
        column("work_hours", "text", N_("Working hours"), en="working hours; work hours; opening hours; business hours; shift hours; hours of work; hours open", fr="horaires; horaires de travail; heures de travail; plage horaire; heures d'ouverture; horaires d'ouverture; amplitude horaire"),
        column("weekdays", "text", N_("Working days of the week"), en="working days; weekdays; days open; opening days; days worked; days of the week", fr="jours ouvrés; jours travaillés; jours de la semaine; jours d'ouverture; jours ouvrables"),
        COMMENT,
    ),
)  # fmt: skip
EVENTS = Kind(
    "events",
    N_("A step done on a case, at a moment."),
    ("case", "activity", "at"),
    (
        column(
            "case", "code", N_("Case, such as an order or a ticket"), required=True,
            en="case id; case; order ref; order reference; shop order; job; job ref; case number; case key; case no; trace id; instance id; process instance; ticket; ticket id; ticket number; ticket no; incident; incident number; incident id; order no; order number; order id; order; work order; work order no; job number; job no; production order; manufacturing order; purchase order; purchase order no; po number; sales order; request id; request number; request; claim id; claim number; claim no; application id; application number; file number; file no; dossier; document number; invoice number; invoice no; batch; batch number; lot number; shipment; delivery number; requisition; requisition no; transaction id; case:concept:name; patient id; encounter id; case reference; number",
            fr="n° de dossier; dossier; n° dossier; numéro de dossier; id dossier; réf. dossier; n° of; of; n° d'of; ordre de fabrication; bon de fabrication; bon de lancement; réf. commande; référence commande; réf. ordre; n° ordre de fabrication; n° ordre; ordre; n° d'ordre; numéro d'ordre; ordre de production; n° de commande; commande; n° commande; numéro de commande; bon de commande; n° de bc; bc; commande d'achat; ticket; n° de ticket; n° ticket; incident; n° d'incident; n° incident; demande; n° de demande; n° demande; id demande; demande d'achat; n° da; n° d'affaire; instance; id instance; cas; id cas; identifiant du cas; n° de cas; lot; n° de lot; bon de travail; n° bt; bt; facture; n° de facture; n° facture; réclamation; n° de réclamation; n° sinistre; sinistre; expédition; n° de livraison; bon de livraison; n° bl; pièce; n° de pièce; ordre de travail; n° ot; ot",
        ),
        column(
            "activity", "text", N_("Step"), required=True,
            en="activity; activity name; activity id; step; step name; event; event name; event type; task; task name; operation; operation name; operation description; action; status; state; new status; to status; stage; phase; process step; workflow step; transition; transaction; transaction code; transaction type; concept:name; movement; movement type; milestone; work step; routing step",
            fr="étape; activité; opération; nom de l'étape; libellé étape; nom de l'activité; libellé activité; libellé de l'étape; libellé opération; libellé de l'opération; désignation opération; désignation de l'opération; événement; type d'événement; tâche; action; statut; nouveau statut; état; nouvel état; phase; stade; transition; transaction; code transaction; code opération; phase de gamme; opération de gamme; gamme; type de mouvement; mouvement; jalon; étape du processus; étape du circuit; type d'opération; acte",
        ),
        column(
            "at", "moment", N_("Moment at which the step ended"), required=True,
            en="timestamp; complete timestamp; completion timestamp; end timestamp; event timestamp; time; event time; date time; datetime; date and time; end time; completed at; completion time; ended at; finished at; finish time; end date; end; complete; completed; date; event date; occurred at; recorded at; logged at; changed at; changed on; updated at; updated on; modified at; created at; done at; posted at; booked at; time:timestamp; actual end; actual finish; confirmed at; closed at; stamp; last update; status date; finish; end datetime; event datetime; transaction date",
            fr="horodatage; horodatage fin; horodatage de fin; date et heure; date heure; date/heure; date et heure de fin; date heure fin; date/heure fin; fin; heure de fin; date de fin; fin réelle; fin opération; date fin réelle; terminé le; terminée le; réalisé le; réalisée le; fait le; effectué le; effectuée le; date; date de l'événement; date événement; date de réalisation; date de l'étape; date d'étape; date de pointage; pointage; pointage fin; fin de pointage; enregistré le; saisi le; date de saisie; modifié le; mis à jour le; date de mise à jour; date de modification; date de changement; date du statut; clôturé le; heure; moment; date de transaction; date de déclaration; déclaré le; validé le; date de validation",
        ),
        column(
            "start", "moment", N_("Moment at which it began"),
            en="start timestamp; start time; started at; start; begin; began at; begin time; start date; start datetime; event start; actual start; begun at; from; work started; start_timestamp; opened at; time in; clock in; begin timestamp",
            fr="début; heure de début; date de début; date et heure de début; date heure début; date/heure début; horodatage début; horodatage de début; début réel; date début réelle; commencé le; commencée le; démarré le; démarrage; lancé le; pointage début; début de pointage; début opération; pris en charge le; ouvert le",
        ),
        column(
            "resource", "text", N_("Who or what did it, kept under a made-up code only"),
            en="resource; org:resource; user; user id; user name; username; operator; operator name; employee; worker; agent; assigned to; assignee; performed by; done by; executed by; handled by; completed by; processed by; changed by; updated by; modified by; created by; originator; machine; workstation; station; work station; equipment; actor; handler; owner; responsible; technician; clerk; entered by; confirmed by; person",
            fr="ressource; opérateur; utilisateur; agent; exécutant; réalisé par; réalisée par; effectué par; effectuée par; fait par; traité par; traitée par; saisi par; modifié par; créé par; validé par; affecté à; assigné à; intervenant; acteur; poste; poste de travail; machine; équipement; matricule; code opérateur; nom de l'opérateur; nom opérateur; compte utilisateur; technicien; gestionnaire; responsable; collaborateur; salarié; pris en charge par; poste de charge; badge; déclaré par",
        ),
        column(
            "department", "unit", N_("Department"),
            en="department; dept; unit; business unit; team; group; assignment group; support group; org:group; org:role; role; organisation unit; organizational unit; workshop; work centre; work center; shop; cost centre; cost center; service; division; office; section; queue; desk; area; line; responsible department; executing department",
            fr="service; direction; département; atelier; équipe; groupe; groupe d'affectation; groupe d'assignation; groupe de support; unité; pôle; rôle; secteur; section; centre de charge; centre de coûts; entité; service exécutant; service réalisateur; file; division; cellule; îlot; ligne; service responsable; bureau",
        ),
        column(
            "cost", "money", N_("Cost of the step"),
            en="cost; event cost; step cost; activity cost; total cost; amount; price; cost:total; cost of the step; labour cost; processing cost; fixed cost",
            fr="coût; coût de l'étape; coût étape; coût opération; coût de l'opération; montant; coût total; coût réel; coût main d'œuvre; frais; prix; coût fixe",
        ),
        PROCESS,
    ),
    repeats=True,
)  # fmt: skip
PROCESS_RULES = Kind(
    "process_rules",
    N_("Something that every case of a process must keep to."),
    ("rule_kind",),
    (
        column("code", "code", N_("Rule code"), en="rule id; rule code; rule no; rule ref; control id; code; id; ref; no", fr="n° règle; code règle; réf. règle; règle n°; n° contrôle; code; id; réf.; n°"),
        PROCESS,
        column("name", "text", N_("Rule"), en="rule; rule name; business rule; control; name; title; requirement; rule description", fr="règle; intitulé de la règle; règle de gestion; règle métier; contrôle; exigence; nom; intitulé; libellé; libellé de la règle"),
        column("rule_kind", "text", N_("Kind: order, four eyes, forbidden, required, deadline"), required=True, en="kind; kind of rule; rule type; type of rule; type; rule kind; constraint; nature", fr="type de règle; nature de la règle; type; nature; contrainte; genre; catégorie de règle; type de contrôle"),
        column("first", "text", N_("Step"), en="step; first step; activity; from step; first activity; step a; activity a; before; step 1; from", fr="étape; première étape; activité; étape 1; étape a; avant; de l'étape; première activité; activité a; étape de départ; depuis"),
        column("second", "text", N_("Other step"), en="other step; second step; then; to step; second activity; step b; activity b; after; followed by; step 2; to; next step; until", fr="autre étape; seconde étape; deuxième étape; étape 2; étape b; après; puis; vers l'étape; activité b; étape suivante; suivie de; étape d'arrivée; jusqu'à"),
        column("days", "number", N_("Within, in days"), en="within (days); days; within; deadline (days); maximum days; time limit (days); max days; delay (days); sla (days); limit in days", fr="délai (jours); délai; jours; délai maximum; délai maximal; délai max (jours); sous (jours); en jours; nombre de jours; délai limite (jours)"),
        COMMENT,
    ),
    optional_key=("process", "code", "name", "first", "second"),
)  # fmt: skip
IMPROVEMENTS = Kind(
    "improvements",
    N_("Something done to make a process better, from plan to proof."),
    ("code",),
    (
        column("code", "code", N_("Improvement code"), required=True, en="improvement id; improvement no; improvement code; kaizen no; pdca no; code; id; ref; no; reference; number", fr="n° amélioration; code amélioration; réf. amélioration; n° chantier; n° kaizen; n° pdca; code; id; réf.; n°; référence"),
        column("title", "text", N_("What is done"), en="improvement; improvement title; what is done; kaizen; countermeasure; improvement action; change made; title; name; description; improvement project", fr="amélioration; intitulé de l'amélioration; chantier d'amélioration; chantier; action d'amélioration; chantier kaizen; kaizen; ce qui est fait; contre-mesure; changement apporté; intitulé; libellé; titre; description"),
        PROCESS,
        OWNER,
        column("stage", "text", N_("Stage: plan, do, check, act"), en="stage; pdca stage; pdca; pdca step; pdca phase; phase; step; status; state; progress", fr="étape pdca; pdca; phase pdca; stade pdca; étape; phase; stade; statut; état; avancement"),
        column("start", "date", N_("In force from"), en="in force from; in place since; effective from; go live; implemented on; start; start date; applied from; live since; introduced on; deployed on", fr="en vigueur depuis; en place depuis; mis en place le; mise en place; mise en œuvre le; date de mise en place; appliqué depuis; déployé le; démarrage; date de démarrage; début; date d'effet; lancé le"),
        column("review", "date", N_("Reviewed on"), en="review date; review on; review; reviewed on; check date; check on; assessment date; to review on; verification date", fr="date de revue; revue; revue le; bilan le; date de bilan; vérification le; date de vérification; à revoir le; contrôle le; date de contrôle; évaluation le"),
        column("target", "percent", N_("Change of lead time aimed at, negative for less"), en="target; target change; target (%); lead time target; aimed change; expected reduction; target reduction; expected change; goal; lead time reduction; change aimed at", fr="cible; objectif; réduction visée; objectif de réduction; objectif (%); cible (%); baisse visée; gain de délai visé; variation visée; réduction de délai visée; évolution visée; objectif de délai"),
        column("applies_to", "text", N_("Where it applies, when not everywhere"), en="applies to; scope; where; perimeter; where it applies; restricted to; limited to", fr="périmètre; s'applique à; champ d'application; où; limité à; portée; lieu d'application"),
        column("gain", "money", N_("Yearly gain declared"), en="yearly gain; annual gain; gain; savings; annual savings; declared gain; expected savings; benefit; yearly savings; gain per year", fr="gain annuel; gain; gain déclaré; économies; économie annuelle; gain par an; gain attendu; bénéfice annuel; gain estimé; gain annuel déclaré"),
        column("decision", "code", N_("Decision it carries out"), en="decision; decision id; decision no; linked decision; from decision; decision code", fr="décision; n° décision; décision liée; code décision; décision d'origine; issue de la décision"),
        COMMENT,
    ),
)  # fmt: skip

KINDS = (PROCESSES, EVENTS, PROCESS_RULES, IMPROVEMENTS)
