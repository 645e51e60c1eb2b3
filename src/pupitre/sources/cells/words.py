"""Words that stand for a value: statuses, yes and no."""

# ruff: noqa: E501 - lists of words and sentences read better whole

from __future__ import annotations

import re

from pupitre.sources.cells.folding import folded

_STATUS = {
    "green": (
        "vert", "verte", "green", "v", "g", "ok", "en bonne voie", "dans les temps", "on track", "bon", "bonne", "conforme", "nominal", "sous controle",
        "maitrise", "ensoleille", "soleil", "beau temps", "sur les rails", "on schedule", "healthy", "good", "en avance", "ahead", "rag green", "feu vert",
        "sans alerte", "ras", "r a s", "favorable", "satisfaisant", "dans les delais", "under control", "on target", "en ligne", "tout va bien", "stable",
        "en cours vert", "aucun probleme", "as planned", "normal", "low risk", "sunny",
    ),
    "amber": (
        "orange", "ambre", "amber", "jaune", "yellow", "o", "a", "j", "y", "a surveiller", "vigilance", "attention", "at risk", "a risque", "nuageux", "nuage",
        "voile", "couvert", "risque", "reserve", "sous surveillance", "point d attention", "warning", "watch", "needs attention", "some issues", "off track",
        "en alerte", "sous vigilance", "feu orange", "amber red", "amber green", "red amber", "green amber", "moyen", "a suivre", "leger retard",
        "minor delay", "partly cloudy", "cloudy", "fragile", "tendu", "monitor", "to watch", "caution", "slipping", "slight delay", "moderate",
        "variable", "eclaircies", "vert orange", "orange rouge",
    ),
    "red": (
        "rouge", "red", "r", "en difficulte", "critique", "critical", "en retard", "late", "bloque", "blocked", "orageux", "orage", "pluie", "pluvieux",
        "tempete", "alerte", "danger", "off schedule", "delayed", "in trouble", "ko", "k o", "mauvais", "bad", "poor", "derive", "en derive", "hors delai",
        "feu rouge", "insatisfaisant", "grave", "serious issues", "overdue", "behind", "behind schedule", "major issues", "stormy", "rainy", "stuck", "crise",
        "non maitrise", "defavorable", "failing", "escalated", "en echec", "high risk", "compromis", "retard",
    ),
    "done": (
        "termine", "terminee", "termines", "clos", "close", "cloture", "cloturee", "acheve", "achevee", "fini", "finie", "done", "completed", "complete",
        "closed", "finished", "livre", "livree", "delivered", "realise", "realisee", "solde", "soldee", "fait", "faite", "100", "bleu", "blue", "ended",
        "mis en service", "en service", "recette", "receptionne", "termine clos", "live", "in service", "deploye", "implemented", "resolved", "archive",
        "archived", "gris termine", "accompli", "abouti", "operational", "finalise", "finalisee", "finalised", "finalized", "fermee", "ferme",
    ),
    "not_started": (
        "non demarre", "non demarree", "pas demarre", "pas commence", "non commence", "non commencee", "not started", "a lancer", "a demarrer", "a venir",
        "planifie", "planifiee", "prevu", "planned", "a faire", "to do", "todo", "backlog", "en attente de lancement", "en preparation", "gris", "grey", "gray",
        "scheduled", "upcoming", "pending start", "non lance", "a planifier", "not begun", "proposed", "propose", "initialisation", "not yet started",
        "future", "en attente demarrage", "non entame", "non initie", "en attente de demarrage", "queued", "pas encore demarre", "new", "nouveau",
        "yet to start", "awaiting start", "a initier", "blanc", "white",
    ),
}  # fmt: skip
STATUS: dict[str, str] = {folded(word): status for status, words in _STATUS.items() for word in words}
"""Folded word → green, amber, red, done or not_started."""

PICTURES = {
    "🟢": "green", "🟩": "green", "✅": "green", "☀": "green", "🌞": "green", "🙂": "green", "😀": "green", "🟡": "amber", "🟠": "amber", "🟨": "amber",
    "🟧": "amber", "⚠": "amber", "🌤": "amber", "⛅": "amber", "☁": "amber", "😐": "amber", "🔴": "red", "🟥": "red", "⛈": "red", "🌧": "red", "🌩": "red",
    "🙁": "red", "❌": "red", "🔵": "done", "🟦": "done", "🏁": "done", "⚪": "not_started", "⬜": "not_started",
}  # fmt: skip

_YES = (
    "oui", "o", "yes", "y", "vrai", "true", "t", "1", "x", "ok", "fait", "faite", "done", "termine", "terminee", "clos", "close", "cloture", "cloturee", "closed",
    "complete", "completed", "solde", "soldee", "realise", "realisee", "100", "fini", "finie", "on", "actif", "active", "si", "livre", "acheve", "achevee",
    "resolved", "finished", "effectue", "effectuee", "traite", "traitee", "critique", "critical", "v", "regle", "reglee", "vr", "positif", "c est fait", "fermee",
    "ferme", "majeur", "required", "obligatoire", "mandatory", "valide", "validee", "cadre", "encadrant", "manager", "executed", "implemented", "delivered",
)  # fmt: skip
_NO = (
    "non", "n", "no", "faux", "false", "f", "0", "ko", "a faire", "to do", "todo", "en cours", "ouvert", "ouverte", "open", "ongoing", "in progress", "pending",
    "not done", "non fait", "pas fait", "non faite", "off", "inactif", "inactive", "not started", "en attente", "a lancer", "non demarre", "non demarree", "en retard",
    "late", "overdue", "non critique", "not critical", "standard", "bloque", "bloquee", "blocked", "non realise", "planifie", "planifiee", "reste a faire", "partiel",
    "non solde", "non soldee", "mineur", "nok", "wip", "started", "engage", "engagee", "reporte", "reportee", "a planifier", "non cadre", "optional", "not yet", "pas encore",
    "non terminee", "non termine", "non commence", "lancee", "lance", "demarree", "active item", "vide", "optionnel", "facultatif", "non obligatoire",
)  # fmt: skip
YES = frozenset(folded(w) for w in _YES)
NO = frozenset(folded(w) for w in _NO)
TICKS = {
    "✓": True,
    "✔": True,
    "☑": True,
    "✅": True,
    "●": True,
    "•": True,
    "x": True,
    "√": True,
    "✗": False,
    "✘": False,
    "☐": False,
    "❌": False,
    "○": False,
    "□": False,
}


def status_of(text: str) -> str | None:
    """Return the status that a text stands for, or None.

    >>> status_of("À surveiller"), status_of("🟢 OK"), status_of("3 - Rouge")
    ('amber', 'green', 'red')
    """
    flat = folded(text)
    if flat in STATUS:
        return STATUS[flat]
    for picture, status in PICTURES.items():
        if picture in text:
            return status
    bare = re.sub(r"^(?:\d+|statut|status|etat|projet|project|rag|meteo)\s+|\s+\d+$", "", flat)
    if bare in STATUS and len(bare) > 1:
        return STATUS[bare]
    words = bare.split()
    if 1 < len(words) <= 4:
        named = {STATUS[w] for w in words if w in STATUS and len(w) > 2}
        if len(named) == 1 and words[0] not in ("non", "not", "pas", "no"):
            return named.pop()
    return None


def truth_of(text: str) -> bool | None:
    """Return whether a text says yes or no, or None when it says neither."""
    if text.strip().lower() in TICKS:
        return TICKS[text.strip().lower()]
    flat = folded(text)
    if flat in YES:
        return True
    if flat in NO:
        return False
    # A sentence such as "Oui (partiel)" or "Yes - with HR" keeps its first word.
    first = flat.split(" ")[0] if flat else ""
    if len(flat.split()) <= 5 and first in ("oui", "yes", "non", "no"):
        return first in ("oui", "yes")
    if text.strip() and text.strip()[0] in TICKS and text.strip()[0] != "x":
        return TICKS[text.strip()[0]]
    return None
