"""What the whole of a file proves: the order of day and month, the decimal mark, the language."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from pupitre.sources.cells.dates import Order, order_votes
from pupitre.sources.cells.folding import folded, roots
from pupitre.sources.cells.months import ENGLISH_ONLY, FRENCH_ONLY
from pupitre.sources.cells.numbers import Decimal, style_votes
from pupitre.sources.grid import Cells
from pupitre.tables.exchange import KINDS

FRENCH = frozenset(
    [
        "le",
        "la",
        "les",
        "de",
        "du",
        "des",
        "un",
        "une",
        "et",
        "pour",
        "par",
        "sur",
        "avec",
        "dans",
        "aux",
        "au",
        "ce",
        "cette",
        "sont",
        "est",
        "suivi",
        "projet",
        "projets",
        "oui",
        "non",
        "vert",
        "rouge",
        "termine",
        "taux",
        "mois",
        "semaine",
        "trimestre",
        "responsable",
        "pilote",
        "direction",
        "montant",
        "libelle",
        "echeance",
        "debut",
        "fin",
        "date",
        "realise",
        "prevu",
        "salaire",
        "fonction",
        "nom",
        "prenom",
        "fournisseur",
        "risque",
        "indicateur",
        "cible",
        "valeur",
        "statut",
        "etat",
        "avancement",
        "commentaire",
        "effectif",
        "poste",
        "annee",
        "euros",
        "total",
        "sous",
        "chef",
    ]
)
ENGLISH = frozenset(
    [
        "the",
        "of",
        "and",
        "for",
        "with",
        "by",
        "in",
        "to",
        "is",
        "are",
        "project",
        "projects",
        "name",
        "department",
        "owner",
        "due",
        "status",
        "actual",
        "planned",
        "yes",
        "no",
        "green",
        "amber",
        "red",
        "done",
        "completed",
        "title",
        "month",
        "week",
        "quarter",
        "year",
        "value",
        "target",
        "unit",
        "manager",
        "start",
        "end",
        "finish",
        "amount",
        "supplier",
        "risk",
        "action",
        "comment",
        "employee",
        "hire",
        "salary",
        "grand",
        "subtotal",
        "plan",
        "spend",
        "agency",
        "likelihood",
        "impact",
        "severity",
        "meeting",
        "not",
        "started",
        "office",
        "services",
    ]
)


@dataclass(frozen=True, slots=True)
class FileContext:
    """What is known of a file as a whole.

    Args:
        file: Its name.
        locale: `fr` or `en`.
        order: Of day and month. order_proven: Whether a date proves it; unproven and needed, it is asked.
        decimal: Mark of decimals.
        uses_1904: Whether day numbers count from 1904.
        order_conflict: Whether dates prove both orders.
        answers: What was told of the file: years, scales, repairs.
        zone: The place on whose clock the events of a log are told; empty for UTC.
    """

    file: str
    locale: Literal["fr", "en"] = "fr"
    order: Order = "dmy"
    order_proven: bool = False
    decimal: Decimal = "comma"
    uses_1904: bool = False
    order_conflict: bool = False
    answers: Mapping[str, str] = field(default_factory=dict)
    zone: str = ""


def language_of(texts: Iterable[str], numbers: tuple[int, int], given: str | None) -> Literal["fr", "en"]:
    """Return the language of a file by its headers and titles, then by its words, then by its decimal mark.

    Args:
        texts: Headers, titles and some cells.
        numbers: Votes for a decimal comma and for a decimal dot.
        given: The language, when it is known.
    """
    if given in ("fr", "en"):
        return "fr" if given == "fr" else "en"
    french = english = 0.0
    only_french, only_english = _telling_roots()
    for text in texts:
        words = folded(text).split()
        french += sum(w in FRENCH for w in words) + 2 * sum(w in FRENCH_ONLY and w not in ENGLISH_ONLY for w in words)
        english += sum(w in ENGLISH for w in words) + 2 * sum(w in ENGLISH_ONLY and w not in FRENCH_ONLY for w in words)
        found = set(roots(text))
        french += 0.5 * len(found & only_french) + 0.7 * bool(re.search(r"[éèêàçùôîœ]|[nN]°|\b[dl]['’]", text))
        english += 0.5 * len(found & only_english)
    comma, dot = numbers
    french += 1.0 * (comma > dot)
    english += 1.0 * (dot > comma)
    return "fr" if french >= english else "en"


def _telling_roots() -> tuple[set[str], set[str]]:
    """Return the roots that only French names of columns use, and those that only English ones use."""
    french: set[str] = set()
    english: set[str] = set()
    for kind in KINDS.values():
        for column in kind.columns:
            french.update(r for name in column.fr for r in roots(name))
            english.update(r for name in column.en for r in roots(name))
    return french - english, english - french


def sample(cells: Cells, limit: int = 20_000) -> pa.Array:
    """Return at most so many texts of a column, evenly chosen."""
    if len(cells) <= limit:
        return cells.text
    return cells.text.take(pa.array(np.linspace(0, len(cells) - 1, limit).astype(np.int64)))


def day_order(columns: Sequence[Cells], locale: str) -> tuple[Order, bool, bool, bool]:
    """Return the order of day and month, whether it is proved, whether it is needed at all, and whether dates prove both.

    Every different date counts: one number above 12 proves the order for the file. When both are proved the more frequent wins, if it is
    five times more frequent; otherwise it stays unproven.
    """
    day_first = month_first = either = 0
    for cells in columns:
        votes = order_votes(t for t in pc.unique(cells.text).to_pylist() if t)
        day_first, month_first, either = day_first + votes[0], month_first + votes[1], either + votes[2]
    if day_first or month_first:
        order: Order = "dmy" if day_first >= month_first else "mdy"
        conflict = min(day_first, month_first) * 5 > max(day_first, month_first)
        return order, not conflict, either > 0, conflict
    return ("mdy" if locale == "en" else "dmy"), False, either > 0, False


def decimal_mark(columns: Sequence[Cells], locale: str) -> tuple[Decimal, tuple[int, int]]:
    """Return the decimal mark that the numbers of a file prove, else the one of its language, and the votes."""
    comma = dot = 0
    for cells in columns:
        votes = style_votes(sample(cells))
        comma, dot = comma + votes[0], dot + votes[1]
    if comma != dot:
        return ("comma" if comma > dot else "dot"), (comma, dot)
    return ("comma" if locale == "fr" else "dot"), (comma, dot)
