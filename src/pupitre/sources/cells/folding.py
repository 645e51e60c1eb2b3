"""Words without their accents, case and punctuation, so that spellings can be compared."""

# ruff: noqa: E501 - lists of words and sentences read better whole

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

import snowballstemmer

STOP = frozenset(
    [
        "a",
        "au",
        "aux",
        "avec",
        "d",
        "dans",
        "de",
        "des",
        "du",
        "en",
        "et",
        "l",
        "la",
        "le",
        "les",
        "ou",
        "par",
        "pour",
        "sur",
        "un",
        "une",
        "the",
        "of",
        "and",
        "for",
        "in",
        "on",
        "to",
        "an",
        "by",
        "at",
        "with",
        "is",
        "as",
        "per",
        "s",
    ]
)
LIGATURES = str.maketrans({"œ": "oe", "æ": "ae", "ß": "ss", "ø": "o", "đ": "d", "ł": "l", "’": " ", "'": " ", "`": " ", "´": " ", "°": "o"})
SHORT = {
    "n": "numero", "no": "numero", "num": "numero", "nb": "nombre", "nbr": "nombre", "nbre": "nombre", "dt": "date", "deb": "debut",
    "dept": "department", "dpt": "department", "dep": "department", "resp": "responsable", "respons": "responsable", "ref": "reference",
    "id": "identifiant", "desc": "description", "descr": "description", "mt": "montant", "mnt": "montant", "mtt": "montant", "qte": "quantite",
    "prev": "prevu", "previ": "prevu", "reel": "reel", "av": "avancement", "avanct": "avancement", "avct": "avancement", "ech": "echeance",
    "dir": "direction", "serv": "service", "proj": "projet", "pjt": "projet", "prj": "projet", "lib": "libelle", "libel": "libelle",
    "cd": "code", "mgr": "manager", "mngr": "manager", "amt": "amount", "bud": "budget", "bgt": "budget", "act": "actual", "pct": "pourcent",
    "perc": "pourcent", "pc": "pourcent", "dte": "date", "trim": "trimestre", "sem": "semaine", "wk": "week", "yr": "year", "ytd": "ytd",
    "prog": "progress", "compl": "complete", "est": "estimated", "fcst": "forecast", "frcst": "forecast", "dem": "demarrage",
    "hrs": "heures", "hr": "heure", "uom": "unit", "obj": "objectif", "indic": "indicateur", "four": "fournisseur", "frs": "fournisseur",
    "fourn": "fournisseur", "supp": "supplier", "proba": "probabilite", "prob": "probabilite", "mat": "matricule", "coll": "collaborateur",
    "emp": "employee", "empl": "employee", "st": "statut", "stat": "statut", "sup": "superieur", "hier": "hierarchique",
}  # fmt: skip
"""Abbreviations that offices use in headers."""
APART = dict.fromkeys(("operateur", "operateurs", "operatrice", "operatrices", "operator", "operators"), "operateur")
"""Words whose root is that of another thing: an operator is a person and an operation is a step, though their ends fall alike."""


@lru_cache(maxsize=16_384)
def folded(text: str) -> str:
    """Return a text in lower case without accents, every mark turned into one blank.

    >>> folded("  Date d’échéance (prévue) ")
    'date d echeance prevue'
    """
    lowered = text.translate(LIGATURES).lower().translate(LIGATURES)
    bare = "".join(c for c in unicodedata.normalize("NFKD", lowered) if not unicodedata.combining(c))
    return " ".join(re.findall(r"[a-z0-9]+", bare))


@lru_cache(maxsize=8_192)
def stem(word: str) -> str:
    """Return the root of a folded French or English word, so that `consommation` meets `consommé`.

    Accents being gone, the ends are cut by the rules of both languages; the shorter root wins when it keeps four letters.
    """
    if word in APART:
        return APART[word]
    word = SHORT.get(word, word)
    if len(word) < 4 or word.isdigit():
        return word
    french, english = str(FRENCH.stemWord(word)), str(ENGLISH.stemWord(word))
    root = min((french, english), key=len) if min(len(french), len(english)) >= 4 else max((french, english), key=len)
    for ending in ("ee", "es", "e", "s"):
        if root.endswith(ending) and len(root) - len(ending) >= 4:
            return root[: -len(ending)]
    return root


FRENCH = snowballstemmer.stemmer("french")
ENGLISH = snowballstemmer.stemmer("english")


@lru_cache(maxsize=8_192)
def roots(text: str) -> tuple[str, ...]:
    """Return the roots of the words of a text, in order, little words left out unless nothing else is there.

    >>> roots("Date de début prévue")
    ('date', 'debut', 'prevu')
    """
    spaced = re.sub(r"(?<=[a-zà-ÿ])(?=[A-ZÀ-Ý][a-zà-ÿ])|(?<=[a-zà-ÿ]{2})(?=ID\b)", " ", text)
    marked = re.sub(r"[nN][°ºo]\s", " numero ", f"{spaced} ").replace("#", " numero ").replace("%", " pourcent ")
    words = folded(marked).split()
    kept = [w for w in words if w not in STOP]
    return tuple(stem(w) for w in (kept or words))
