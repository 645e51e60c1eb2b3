"""Exchange files about where to: axes, objectives, KPIs."""

# ruff: noqa: E501 - one line per language reads better than a ragged column of strings

from __future__ import annotations

from dataclasses import replace

from pupitre.kernel.text import N_
from pupitre.tables.exchange.declare import Kind
from pupitre.tables.exchange.names import DEPARTMENT, OWNER, column

MEASURED_AT = replace(
    DEPARTMENT,
    en=(*DEPARTMENT.en, "site", "plant", "line", "production line", "workshop", "location", "factory", "shop", "measured at"),
    fr=(*DEPARTMENT.fr, "site", "usine", "ligne", "ligne de production", "atelier", "établissement", "magasin", "agence", "lieu de mesure"),
)
"""The department that a reading is of, which may be a place of it."""
AXES = Kind(
    "axes",
    N_("A strategic axis."),
    ("name",),
    (
        column("code", "code", N_("Axis code"), en="axis code; axis id; pillar code; code; id; no; ref; reference; number", fr="code axe; n° axe; axe n°; code; réf. axe; n°; réf.; référence; numéro; identifiant"),
        column("name", "text", N_("Axis"), required=True, en="axis; axis name; strategic axis; pillar; pillar name; strategic pillar; strategic priority; priority; theme; strategic theme", fr="axe; nom de l'axe; axe stratégique; intitulé de l'axe; libellé axe; pilier; priorité stratégique; priorité; ambition; orientation; orientation stratégique"),
        column("weight", "percent", N_("Weight"), en="weight; weighting; axis weight; share; importance; % weight; relative weight; target share; share", fr="poids; pondération; poids de l'axe; coefficient; part; importance; poids relatif; % du poids; poids (%); part"),
    ),
)  # fmt: skip
OBJECTIVES = Kind(
    "objectives",
    N_("An objective of the strategy."),
    ("code",),
    (
        column("code", "code", N_("Objective code"), required=True, en="objective code; objective id; goal id; code; id; objective no; ref; okr id; objective ref; number", fr="code objectif; n° objectif; code; réf. objectif; identifiant objectif; id; n°; numéro; réf.; objectif n°"),
        column("name", "text", N_("Objective"), en="objective; objective name; goal; title; name; strategic objective; objective title; objective description; wording; statement; what we want; aim", fr="objectif; intitulé de l'objectif; libellé; intitulé; nom de l'objectif; objectif stratégique; titre; libellé objectif; formulation; nom; énoncé; but; objectif opérationnel"),
        column("axis", "text", N_("Strategic axis"), en="axis; strategic axis; pillar; strategic pillar; priority; theme; strategic theme; strategic priority", fr="axe; axe stratégique; pilier; priorité; ambition; orientation; axe de rattachement; orientation stratégique; axe parent"),
        column("axis_weight", "percent", N_("Weight of the axis"), en="axis weight; pillar weight; weight of axis; priority weight", fr="poids de l'axe; poids axe; pondération axe; pondération de l'axe"),
        column("parent", "list", N_("Objective above"), en="parent; parent objective; parent goal; parent id; supports; upper objective; cascades from; contributes to; higher objective; parent code", fr="objectif parent; parent; objectif supérieur; rattaché à; objectif de rattachement; objectif père; contribue à; objectif de niveau supérieur; décliné de; objectif amont; code parent"),
        column("weight", "percent", N_("Weight"), en="weight; weighting; weight %; relative weight; importance; objective weight", fr="poids; pondération; coefficient; poids (%); poids relatif; importance; poids de l'objectif; part; part dans le parent; part dans l'objectif parent; quote-part; contribution"),
        DEPARTMENT,
        OWNER,
        column("start", "date", N_("Start"), en="start; start date; from; begin; begins", fr="début; date de début; à partir du; date début; démarrage; du"),
        column("due", "date", N_("Due"), en="due; due date; end; end date; deadline; target date; by; by when; horizon date; date due", fr="échéance; date d'échéance; fin; date de fin; date cible; à horizon; date limite; terme; pour le; date butoir; au"),
        column("horizon", "text", N_("Horizon"), en="horizon; time horizon; term; timeframe; time frame; short/long term", fr="horizon; terme; horizon temporel; court / long terme; temporalité; échelle de temps"),
        column("must", "bool", N_("Whether it must be reached"), en="must; mandatory; committed; must have; non negotiable; commitment", fr="impératif; obligatoire; engagement ferme; incontournable; impératif ?; doit être atteint; non négociable"),
        column("rule", "text", N_("Reached when"), en="reached when; reached if; rule; attainment rule; success rule; how it is judged", fr="atteint si; règle d'atteinte; atteint quand; règle; jugé atteint si; règle de réussite"),
        column("threshold", "number", N_("Score to reach, or how many of its measures"), en="score to reach; threshold; score threshold; how many; pass mark; number of measures", fr="seuil d'atteinte; score à atteindre; seuil; seuil de réussite; nombre de mesures; combien"),
        column("status", "text", N_("Status"), en="status; state; health; rag; outcome; result; achieved; achieved?", fr="statut; état; météo; situation; bilan; résultat; atteint; atteint ?; issue; atteinte"),
        column("description", "text", N_("Description"), en="description; details; comment; rationale; explanation; context", fr="description; descriptif; commentaire; détail; précisions; contexte; explication"),
        column("kpi", "text", N_("KPI"), en="kpi; indicator; measure; metric; key indicator; success measure; measured by", fr="indicateur; kpi; indicateur clé; mesure; indicateur de suivi; mesuré par; indicateur de résultat"),
        column("baseline", "number", N_("Baseline"), en="baseline; starting value; initial value; current value; reference; start value; as is", fr="valeur initiale; référence; point de départ; valeur de départ; base; valeur de référence; situation initiale; niveau actuel"),
        column("target", "number", N_("Target"), en="target; target value; goal value; to reach; ambition; to be", fr="cible; valeur cible; valeur visée; à atteindre; niveau visé; objectif chiffré; objectif cible"),
    ),
)  # fmt: skip
KEY_RESULTS = Kind(
    "key_results",
    N_("The number that tells whether an objective is reached."),
    ("code",),
    (
        column("code", "code", N_("Key result code"), required=True, en="key result id; kr id; kr; kr code; code; id; key result no; kr no; ref; reference; no; number", fr="code résultat clé; n° rc; rc; code; réf. résultat; n°; code rc; identifiant; code kr; réf.; référence; numéro; réf. résultat"),
        column("objective", "code", N_("Objective"), required=True, en="objective; objective id; objective code; goal; parent objective; goal id", fr="objectif; code objectif; n° objectif; objectif rattaché; objectif parent; réf. objectif"),
        column("name", "text", N_("Key result"), en="key result; name; title; description; key result name; wording; what must be true; expected result", fr="résultat clé; libellé; intitulé; résultat attendu; nom; titre; libellé du résultat clé; description; ce qui doit être vrai; résultat visé; énoncé"),
        column("kpi", "text", N_("KPI"), en="kpi; indicator; metric; measure; kpi code; measured by", fr="indicateur; kpi; code indicateur; mesure; indicateur associé; mesuré par; réf. indicateur; kpi suivi; mesure suivie; indicateur suivi"),
        column("baseline", "number", N_("Baseline"), en="baseline; starting value; initial value; start value; reference; from", fr="valeur initiale; référence; point de départ; valeur de départ; base; valeur de référence; départ"),
        column("target", "number", N_("Target"), en="target; target value; goal; to; to reach", fr="cible; valeur cible; objectif; valeur visée; à atteindre; arrivée"),
        column("start", "date", N_("Start"), en="start; start date; from; begin", fr="début; date de début; à partir du; date début"),
        column("due", "date", N_("Due"), en="due; due date; end; deadline; target date; by; by when; due date; date due; to reach by; until", fr="échéance; date d'échéance; fin; date cible; date limite; date de fin; pour le; terme; date butoir; au; à atteindre le; à atteindre pour"),
        column("shape", "text", N_("Shape of the path"), en="shape; path; trajectory; curve; profile", fr="trajectoire; forme; courbe; profil; allure"),
        column("weight", "percent", N_("Weight"), en="weight; weighting; importance; weight %", fr="poids; pondération; coefficient; importance; poids (%); part; quote-part; part dans l'objectif"),
    ),
)  # fmt: skip
KPIS = Kind(
    "kpis",
    N_("A KPI and its readings."),
    ("name", "period"),
    (
        column("code", "code", N_("KPI code"), en="kpi code; kpi id; indicator id; indicator code; indicator seq; metric id; id; code; indicator no; measure id; kpi ref; ref; reference; number; no", fr="code indicateur; n° indicateur; réf. indicateur; id indicateur; code kpi; code; identifiant; n°; réf.; référence; numéro"),
        column("name", "text", N_("KPI"), required=True, en="kpi; indicator; indicator name; kpi name; metric; measure name; name; metric name; performance indicator; measure; key figure; key performance indicator; what we measure; index", fr="indicateur; nom de l'indicateur; kpi; libellé indicateur; intitulé; indicateur clé; libellé; nom; mesure; intitulé de l'indicateur; indicateur de performance; désignation; critère; chiffre clé; grandeur; indicateur suivi"),
        column("period", "period", N_("Period"), required=True, en="period; month; week; date; quarter; year month; reporting period; as of; week no; measured on; time; period end; fiscal period; calendar week; reading date; when; week ending", fr="période; mois; semaine; date; trimestre; date de mesure; mois de mesure; sem.; n° semaine; date de relevé; relevé du; semaine du; échéance; mois concerné; à fin; date valeur"),
        column("value", "number", N_("Reading"), en="value; actual; result; actual value; reading; current value; monthly actual; score; measure value; performance; achieved; observed; real; measured; level; outcome; observed value; latest; figure", fr="valeur; résultat; réalisé; réel; valeur mesurée; mesure; constaté; valeur réalisée; niveau; relevé; valeur réelle; résultat obtenu; atteint; observé; valeur du mois; performance; valeur constatée; résultat mensuel; score"),
        column("target", "number", N_("Target"), en="target; goal; target value; monthly target; objective; target mmr; aim; threshold; plan; expected; desired value; planned value; standard; goal value; ambition; aim; level wanted", fr="cible; objectif; valeur cible; seuil; objectif cible; attendu; cible visée; but; objectif du mois; valeur attendue; valeur visée; norme; objectif chiffré; niveau visé; ambition; cible mensuelle"),
        column("unit", "text", N_("Unit of measure"), en="unit; uom; unit of measure; indicator unit; units; measurement unit; measured in; metric unit; format", fr="unité; un.; unité de mesure; unités; u.; mesuré en; unité indicateur; um; exprimé en; format"),
        MEASURED_AT,
        column("department_code", "code", N_("Department code"), en="department code; agency number; dept code; unit code; agency id; department number; division code; dept id", fr="code direction; code service; n° service; code département; code pôle; code entité; n° direction"),
        column("direction", "text", N_("Which way is better"), en="desired direction; desired change; better when; polarity; good direction; higher is better; trend wanted; direction; sense; improvement direction; favourable direction", fr="sens; sens d'amélioration; sens souhaité; sens favorable; polarité; évolution souhaitée; mieux si; tendance souhaitée; évolution attendue; orientation souhaitée; sens de progrès; évolution voulue; sens voulu; sens recherché; évolution recherchée"),
        column("aggregation", "text", N_("How readings add up over time"), en="aggregation; roll up; consolidation; aggregate; rollup; cumulation", fr="agrégation; consolidation; cumul; mode de calcul annuel; mode d'agrégation; mode de consolidation"),
        column("frequency", "text", N_("Frequency"), en="frequency; periodicity; reporting frequency; cadence; how often; rhythm; pace; measured every", fr="fréquence; périodicité; fréquence de mesure; rythme; fréquence de suivi; fréquence de relevé"),
        column("formula", "text", N_("Formula"), en="formula; calculation; computation; how computed; calculation method; numerator denominator; how calculated", fr="formule; calcul; mode de calcul; méthode de calcul; formule de calcul; règle de calcul; comment calculé"),
        column("definition", "text", N_("Definition"), en="definition; description; meaning; explanation; details; what it means; purpose", fr="définition; description; descriptif; signification; explication; objet; finalité; ce que mesure l'indicateur"),
        column("parent", "code", N_("KPI above"), en="parent; parent seq; parent indicator; parent kpi; parent id; parent code; rolls up to", fr="indicateur parent; parent; indicateur père; indicateur supérieur; code parent; rattaché à"),
        OWNER,
        column("critical", "bool", N_("Whether it is critical"), en="critical; key; is critical; critical indicator; key indicator; priority indicator", fr="critique; clé; indicateur critique; prioritaire; stratégique; indicateur prioritaire"),
        column("category", "text", N_("Category"), en="category; type; theme; domain; family; perspective; group; area; topic; dimension", fr="catégorie; type; thème; domaine; famille; axe; perspective; thématique; rubrique; processus"),
        column("objective", "text", N_("Objective measured"), en="objective; service; strategic objective; linked objective; objective code; objective name", fr="objectif rattaché; objectif stratégique; code objectif; objectif mesuré; objectif lié; nom de l'objectif"),
        column("goal", "text", N_("Goal under the objective"), en="goal; sub objective; sub goal; goal name; operational goal", fr="sous-objectif; but poursuivi; objectif opérationnel; sous objectif"),
        column("year", "int", N_("Year"), en="year; period year; fiscal year; reporting year; fy; calendar year", fr="année; exercice; an; millésime; année de mesure"),
        column("month", "int", N_("Month number"), en="month number; period month; month no; month; fiscal month", fr="n° mois; numéro du mois; mois; mois n°"),
    ),
    wide=("value", "target"),
)  # fmt: skip
SERVICES = Kind(
    "services",
    N_("A service and the department or budget unit that carries it."),
    ("name", "unit_code"),
    (
        column("name", "text", N_("Service"), required=True, en="service; service name; mission; programme; service delivered", fr="service rendu; mission; service; prestation; nom de la mission; politique publique"),
        DEPARTMENT,
        column("department_code", "code", N_("Department code"), en="department code; agency number; dept code; agency; agency id; department number", fr="code direction; code service; n° service; code département; n° direction"),
        column("unit_code", "code", N_("Budget unit code"), en="unit of appropriation; budget unit; unit code; appropriation; budget code; u/a code; ua; appropriation code", fr="unité budgétaire; code budgétaire; unité de crédits; code ub; chapitre; code unité budgétaire"),
        column("unit_name", "text", N_("Budget unit"), en="u/a name; budget unit name; unit name; appropriation name; unit of appropriation name", fr="nom de l'unité budgétaire; libellé budgétaire; libellé unité; intitulé budgétaire"),
        column("raw_name", "text", N_("Service as first written"), en="raw service; original service; service as written; source service", fr="service d'origine; libellé d'origine; service brut"),
    ),
    optional_key=("department_code",),
)  # fmt: skip

KINDS = (AXES, OBJECTIVES, KEY_RESULTS, KPIS, SERVICES)
