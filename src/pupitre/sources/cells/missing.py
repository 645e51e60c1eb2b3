"""The marks that offices write for "nothing"."""

# ruff: noqa: E501 - lists of words and sentences read better whole

from __future__ import annotations

import pyarrow as pa
import pyarrow.compute as pc

MARKS = frozenset(
    ["n/a", "#n/a", "na", "n.a", "n.a.", "n/d", "#n/d", "nd", "n.d", "n.d.", "nc", "n.c", "n.c.", "n/c", "nr", "n.r.", "n/r", "ns", "n.s.", "tbd", "t.b.d.", "tbc", "tba", "null", "none", "nil", "nan", "#nul!", "#null!", "#valeur!", "#value!", "#div/0!", "#ref!", "#nom?", "#name?", "#nombre!", "#num!", "####", "-", "--", "---", "—", "–", "_", "__", ".", "..", "...", "…", "/", "//", "?", "??", "???", "x.x", "so", "s.o.", "s/o", "sans", "-", "so.", "(vide)", "(blank)", "(blanc)", "vide", "blank", "empty", "missing", "unknown", "inconnu", "inconnue", "indéfini", "#spill!", "#calc!", "#getting_data"]
) | frozenset(
    (
        "à définir", "a définir", "a definir", "à préciser", "à compléter", "à confirmer", "à venir", "à déterminer", "à renseigner",
        "non défini", "non définie", "non renseigné", "non renseignée", "non communiqué", "non communiquée", "non disponible",
        "non applicable", "sans objet", "non connu", "en attente", "pas de donnée", "pas de données", "aucun", "aucune", "néant",
        "to be defined", "to be determined", "to be confirmed", "to be announced", "not available", "not applicable", "not provided",
        "not known", "not set", "no data", "data not provided", "pending", "n / a", "n / d", "not reported", "not published",
    )
)  # fmt: skip
"""Folded marks: compared in lower case. In a column of names or sentences only the short ones count (`WORDLESS`)."""

WORDLESS = frozenset(
    [
        "n/a",
        "#n/a",
        "n.a.",
        "n/d",
        "#n/d",
        "n.d.",
        "n.d",
        "nc",
        "n.c.",
        "n/c",
        "tbd",
        "tbc",
        "null",
        "nan",
        "#nul!",
        "#null!",
        "#valeur!",
        "#value!",
        "#div/0!",
        "#ref!",
        "#nom?",
        "#name?",
        "#nombre!",
        "#num!",
        "-",
        "--",
        "---",
        "—",
        "–",
        "_",
        ".",
        "..",
        "...",
        "…",
        "/",
        "?",
        "??",
        "???",
        "(vide)",
        "(blank)",
        "(blanc)",
        "s.o.",
        "s/o",
    ]
)
"""Marks that mean nothing even among names, codes and sentences."""


def is_missing(text: pa.Array, *, among_words: bool) -> pa.Array:
    """Return where a text is empty or a mark of absence.

    Args:
        text: Trimmed texts.
        among_words: Whether the column holds names or sentences, where `None` or `En attente` may be a real word.
    """
    marks = pa.array(sorted(WORDLESS if among_words else MARKS), pa.string())
    return pc.or_(pc.is_null(text), pc.is_in(pc.utf8_lower(text), value_set=marks))
