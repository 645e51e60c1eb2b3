"""The words offices use for a choice, in French and English, as the choices of the model."""

from __future__ import annotations

from collections.abc import Mapping

from pupitre.sources.fill.columns import Column, mapped
from pupitre.sources.fill.keys import fold


def _by_word(**choices: str) -> Mapping[str, str]:
    return {fold(word): choice for choice, words in choices.items() for word in words.split("|")}


DIRECTION = _by_word(
    up="up|u|higher|increase|max|maximise|maximize|more is better|higher is better|hausse|à la hausse|augmenter|croissant|haut|plus",
    down="down|d|lower|decrease|min|minimise|minimize|less is better|lower is better|baisse|à la baisse|diminuer|réduire|bas|moins",
    none="none|n|neutral|neutre|aucun|sans|stable|no direction",
)
AGGREGATION = _by_word(
    sum="sum|total|cumul|somme|add|cumulative",
    mean="mean|average|avg|moyenne|moyen",
    last="last|end of period|latest|stock|dernier|dernière|fin de période|dernière valeur|photo",
    max="max|maximum",
    min="min|minimum",
    none="none|aucune|non cumulable|not additive",
)
FREQUENCY = _by_word(
    day="day|daily|d|jour|quotidien|quotidienne|journalier|journalière|j",
    week="week|weekly|w|semaine|hebdomadaire|hebdo|s",
    month="month|monthly|m|mois|mensuel|mensuelle",
    quarter="quarter|quarterly|q|trimestre|trimestriel|trimestrielle|t",
    year="year|yearly|annual|annually|y|a|an|année|annuel|annuelle",
)
HORIZON = _by_word(
    short="short|short term|court|court terme|ct|annuel|1 an|1 year",
    medium="medium|medium term|mid term|moyen|moyen terme|mt|2 ans|3 ans|2 years|3 years",
    long="long|long term|long terme|lt|5 ans|5 years|10 ans|10 years",
)
OBJECTIVE_LIFE = _by_word(
    draft="draft|brouillon|projet|proposé|proposed|à valider|planned|prévu|not started|non commencé",
    open="open|ouvert|en cours|in progress|active|actif|on track|current|running|validé|approved|ongoing|under way|underway|started|engagé",
    reached="reached|atteint|achieved|met|done|completed|complete|terminé|clos atteint|succeeded|réussi|closed reached|"
    "fulfilled|accomplished",
    missed="missed|non atteint|manqué|failed|not met|échoué|not reached|not achieved|closed missed|clos non atteint|unmet|pas atteint",
    dropped="dropped|abandonné|cancelled|canceled|annulé|stopped|arrêté|withdrawn|retiré",
)
DECISION_LIFE = _by_word(
    open="open|ouverte|ouvert|à prendre|pending|en attente|proposed|proposée|to decide|to be taken|deferred|reportée|submitted|soumise",
    decided="decided|décidée|décidé|prise|validée|validé|approved|en cours|in progress|adoptée|actée|"
    "under way|underway|ongoing|taken|agreed|adopted|accepted|acceptée|confirmed|en cours d'application|being applied|engagée|active",
    done="done|faite|fait|appliquée|appliqué|applied|terminée|terminé|closed|close|clos|clôturée|implemented|réalisée|mise en œuvre|"
    "completed|complete|carried out|executed|exécutée|finished|effective|in force|achevée|soldée",
    dropped="dropped|abandonnée|abandonné|rejected|rejetée|refusée|cancelled|canceled|annulée|withdrawn|retirée|declined|overturned",
)
SHAPE = _by_word(
    linear="linear|linéaire|straight",
    s_curve="s curve|s|courbe en s|courbe s|sigmoid|sigmoïde",
    step="step|palier|échelon|marche|one step|saut|au terme|at the end",
)
LINK = _by_word(
    FS="fs|fd|fin début|fin à début|finish to start|finish start",
    SS="ss|dd|début début|début à début|start to start|start start",
    FF="ff|fin fin|fin à fin|finish to finish|finish finish",
    SF="sf|df|début fin|début à fin|start to finish|start finish",
)
SOURCE = _by_word(
    project="project|projet|initiative|chantier|affaire",
    decision="decision|décision|arbitrage",
    treatment="treatment|traitement|control|dispositif|parade|plan de traitement|mitigation",
    risk="risk|risque|aléa",
)
BASIS = _by_word(
    declared="declared|déclaré|déclarée|estimate|estimated|estimé|estimée|estimation|expert|à dire d'expert|forecast|prévu|business case",
    measured="measured|mesuré|mesurée|observed|constaté|constatée|vérifié|verified|pilot|pilote|essai",
)
LIMITED = _by_word(
    budget="budget|money|spend|spending|cash|investment|capex|argent|dépenses|dépense|investissement|investissements|trésorerie|crédits",
    skill_hours="skill hours|hours|skill|workload|capacity|staff|heures|heures de compétence|compétence|charge|capacité|effectif|temps",
    carbon="carbon|co2|emissions|ghg|carbone|émissions|empreinte|gaz à effet de serre|ges",
    change_load="change load|change|changes|changes at once|charge de changement|changement|changements|changements à la fois",
    projects="projects|number of projects|projects at once|projets|nombre de projets|projets à la fois|projets en cours",
)
SIDE = _by_word(
    above="above|over|at least|higher|more than|min|minimum|au dessus|au dessus du seuil|au moins|plus haut|supérieur|supérieure|plus de",
    below="below|under|at most|lower|less than|max|maximum|au dessous|en dessous|sous le seuil|au plus|inférieur|inférieure|moins de",
)
ATTAINMENT = _by_word(
    all="all|all of them|every one|all key results|every key result|tous|toutes|tous les résultats clés|tous atteints",
    score="score|weighted score|weighted|note|note pondérée|score pondéré|moyenne pondérée",
    count="count|at least|some of them|number|nombre|au moins|un certain nombre|quelques uns|k sur n|k of n",
)
RULE = _by_word(
    order="order|ordre|précédence|precedence|before|avant|sequence|séquence|précède|precedes|enchaînement",
    four_eyes="four eyes|4 eyes|quatre yeux|4 yeux|séparation des tâches|separation of duties|segregation of duties|double regard|"
    "two people|deux personnes|personnes différentes|different people",
    forbidden="forbidden|interdit|interdite|never|jamais|not followed by|forbidden sequence|enchaînement interdit|séquence interdite|"
    "prohibited",
    required="required|obligatoire|mandatory|must be there|exigé|exigée|requise|requis|présence obligatoire|always|toujours",
    deadline="deadline|délai|échéance|time limit|sla|within|délai maximum|délai maximal|délai limite|au plus tard|maximum time",
)
STAGE = _by_word(
    plan="plan|p|planifier|planned|prévu|à faire|to do|planifié|planning|planification|préparation|à lancer|not started|idea|idée",
    do="do|d|faire|déployer|in progress|en cours|réalisation|doing|déploiement|mise en œuvre|started|lancé|under way|déployé|deployed|live",
    check="check|c|vérifier|contrôler|vérification|contrôle|checking|à vérifier|measuring|mesure|en vérification|bilan|évaluation|study",
    act="act|a|agir|ajuster|standardiser|standardisé|standardised|standardized|closed|clos|terminé|done|généralisé|pérennisé|acté|achevé",
)


def chosen(column: Column, words: Mapping[str, str]) -> Column:
    """Return the choice that each text stands for; absent when the text is none of the known words."""
    return mapped(column, lambda text: words.get(fold(text)))
