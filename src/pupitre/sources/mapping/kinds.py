"""Which kind of file a table is, and which column is which field."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache

import numpy as np

from pupitre.sources.cells.folding import folded, roots
from pupitre.sources.cells.periods import When
from pupitre.sources.mapping.assign import best_pairs
from pupitre.sources.mapping.fit import by_content, fit
from pupitre.sources.mapping.headers import ENTITIES, Header, best_likeness, synonyms
from pupitre.sources.mapping.profile import SAMPLE, Profile
from pupitre.tables.exchange import KINDS, Column, Kind

ACCEPTED = 0.42
"""Score under which a column is left without field: better asked than wrong."""
HURRIED = 0.6
"""What a list loses for each of its days that is written with its time."""
FEW = 8
"""Rows under which different steps say nothing."""
LABELS = ("name", "title", "statement")
"""Columns that may name a row when the file has no code."""
USUAL = {"projects": 0.1, "budgets": 0.06, "kpis": 0.06, "people": 0.08, "risks": 0.08, "actions": 0.08, "suppliers": 0.08}
"""What a kind starts with: companies have project lists more often than lists of links."""
CATALOGUE = frozenset(
    ("unit", "direction", "formula", "definition", "frequency", "aggregation", "owner", "department", "target", "code", "category")
)
"""Columns of a catalogue of KPIs: three of them beside the name make one, though it holds no reading."""
WORDS_OF_KIND = {
    "projects": "projet projets project projects portefeuille portfolio initiatives programme",
    "budgets": "budget budgets depenses spend expenses couts costs charges",
    "kpis": "kpi kpis indicateur indicateurs indicator indicators scorecard tableau bord dashboard performance",
    "people": "effectif effectifs people staff personnel employees salaries agents annuaire headcount rh hr",
    "risks": "risque risques risk risks cartographie register",
    "actions": "action actions plan releve minutes todo",
    "suppliers": "fournisseur fournisseurs supplier suppliers vendors panel prestataires achats",
    "decisions": "decision decisions arbitrages",
    "tasks": "tache taches task tasks planning gantt schedule wbs",
    "links": "lien liens links dependances dependencies",
    "allocations": "affectation affectations allocation allocations charge workload",
    "capacity": "capacite capacites capacity disponibilite",
    "units": "direction directions organigramme services departments units organisation",
    "axes": "axe axes pillars piliers",
    "objectives": "objectif objectifs objectives okr strategie strategy",
    "key_results": "resultats cles key results kr",
    "contributions": "contribution contributions rattachement liens",
    "ledger": "fec ecritures ledger grand livre journal comptable",
    "staffing": "postes posts staffing vacances vacancies",
    "services": "services missions",
    "effects": "effets effects benefices benefits gains impacts",
    "limits": "limites limits plafonds ceilings caps",
    "assumptions": "hypotheses assumptions paris",
    "hazards": "aleas hazards evenements events imprevus",
    "processes": "processus process processes",
    "events": "evenements events log logs event journal traces trace pointages historique history ordres tickets",
    "process_rules": "regles rules controles controls",
    "improvements": "ameliorations amelioration improvements improvement pdca kaizen",
}  # fmt: skip


TELLING = {
    "effects": ({"likely", "low", "high"},),
    "limits": ({"value"},),
    "assumptions": ({"threshold", "holds_when", "objectives"},),
    "hazards": ({"projects", "tasks", "supplier"}, {"delay", "cost"}),
    "process_rules": ({"first", "name"}, {"first", "second", "days"}),
    "improvements": ({"process"}, {"stage", "target", "start"}),
}
"""Kind → groups of columns; without one of each, a list of the kind would say nothing that another kind does not say."""


NAMED_AS = {
    "processes": frozenset(roots("process processus")),
    "improvements": frozenset(roots("improvement amélioration kaizen pdca chantier")),
}
"""Kind → words of which one must stand in the header of what names its rows, or in a column that only this kind has."""


@dataclass(frozen=True, slots=True)
class Pairing:
    """How the columns of a table read as one kind.

    Args:
        kind: The kind, or None when nothing fits.
        fields: Column index → canonical name. scores: Column index → confidence.
        periods: Column index → period, for the columns that hold one period each.
        score: What the reading is worth, to compare kinds.
        confidence: 0–1.
        runner_up: The next best kind, when it is close.
    """

    kind: Kind | None
    fields: dict[int, str] = field(default_factory=dict)
    scores: dict[int, float] = field(default_factory=dict)
    periods: dict[int, When] = field(default_factory=dict)
    score: float = 0.0
    confidence: float = 0.0
    runner_up: str = ""


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns of a table before any reading: headers taken apart and cells profiled, by index."""

    headers: tuple[Header, ...]
    profiles: tuple[Profile, ...]
    repeated: frozenset[int]


@lru_cache(maxsize=16_384)
def telling(header: tuple[str, ...]) -> float:
    """Return how much a header says of the kind of file, 0.6–1.3: `SIRET` one kind alone, `Start` or `Responsable` hardly anything."""
    kinds = sum(any(best_likeness(header, kind.name, column.name) >= 0.85 for column in kind.columns) for kind in KINDS.values())
    return 0.55 + 0.75 / kinds if kinds else 0.8


def choose_kind(columns: Columns, hints: Sequence[str] = (), only: str | None = None) -> Pairing:
    """Return the best reading of a table among the known kinds.

    Args:
        columns: Its columns.
        hints: Names of the file and sheet, titles: a word of theirs tips a close choice.
        only: The kind, when it is known.
    """
    hinted = set(folded(" ".join(hints)).split())
    readings = []
    for kind in KINDS.values():
        if only is not None and kind.name != only:
            continue
        pairing = _best_of(kind, columns)
        if pairing is not None:
            tip = USUAL.get(kind.name, 0.0)
            tip += 0.12 if hinted & set(WORDS_OF_KIND.get(kind.name, "").split()) else 0.0
            readings.append((pairing.score + tip, pairing))
    readings.sort(key=lambda r: -r[0])
    if not readings and only is not None:
        return Pairing(KINDS[only])  # a person said so: the columns are those that person names
    if not readings or (only is None and readings[0][0] < 1.15):
        return Pairing(None)
    best_score, best = readings[0]
    second = readings[1] if len(readings) > 1 else None
    margin = (best_score - second[0]) / best_score if second else 1.0
    covered = len(best.fields) / max(1, sum(1 for p in columns.profiles if p.count))
    confidence = max(
        0.05, min(1.0, 0.45 * covered + 0.35 * min(1.0, margin / 0.25) + 0.2 * float(np.mean(list(best.scores.values()) or [0.0])))
    )
    close = second[1].kind.name if second and second[1].kind and margin < 0.04 else ""
    return Pairing(best.kind, best.fields, best.scores, best.periods, best.score, confidence, close)


def _best_of(kind: Kind, columns: Columns) -> Pairing | None:
    """Return the best reading of a table as one kind, in long or in wide form; None when its key is not there."""
    readings = [_paired(kind, columns, {})]
    if kind.wide and (periods := _period_columns(columns)):
        readings.append(_paired(kind, columns, periods))
    kept = [r for r in readings if r is not None]
    return max(kept, key=lambda r: r.score) if kept else None


def _period_columns(columns: Columns) -> dict[int, When]:
    """Return the columns that hold one period each: at least two periods of one size, over numbers."""
    found = {
        i: h.period
        for i, (h, p) in enumerate(zip(columns.headers, columns.profiles, strict=True))
        if h.period is not None and (p.count == 0 or p.number >= 0.5) and not h.is_total and p.siret < 0.5
    }
    grains = Counter(w.grain for w in found.values())
    if not grains:
        return {}
    grain = max(grains, key=lambda g: (grains[g], ["day", "week", "month", "quarter", "half", "year"].index(g) * -1))
    kept = {i: w for i, w in found.items() if w.grain == grain}
    return kept if len({(w.number, w.year, w.day) for w in kept.values()}) >= 2 else {}


def _paired(kind: Kind, columns: Columns, periods: dict[int, When]) -> Pairing | None:
    """Pair every column with at most one field, all at once, then value the result."""
    fields: dict[int, str] = {}
    scores: dict[int, float] = {}
    if periods:
        measures = _measures(kind, columns, periods)
        fields.update(measures)
        scores.update(dict.fromkeys(measures, 0.9))
    free = [i for i in range(len(columns.headers)) if i not in periods and i not in columns.repeated and not columns.headers[i].is_total]
    names = [
        c for c in kind.columns if not (periods and (c.name in set(fields.values()) or c.type == "period" or c.name in ("year", "month")))
    ]
    gains = np.zeros((len(free), len(names)))
    sure = np.zeros_like(gains)
    for row, i in enumerate(free):
        for at, column in enumerate(names):
            sure[row, at] = score(kind, column, columns, i)
            if sure[row, at] > ACCEPTED:
                # The first columns of a file and the first fields of a kind are the usual ones: they win when all else is equal.
                gains[row, at] = sure[row, at] - ACCEPTED + 1e-4 * (len(free) - row) + 0.03 * (1 - at / len(names))
    for row, at in best_pairs(gains):
        fields[free[row]] = names[at].name
        scores[free[row]] = float(sure[row, at])
    _promote(kind, fields, columns)
    found = set(fields.values()) | ({"period"} if periods else set())
    if not _has_key(kind, found) or len(found) < 2 or not _is_named(kind, fields, columns):
        return None
    return Pairing(kind, fields, scores, periods, _worth(kind, columns, fields, scores, bool(periods)))


def _promote(kind: Kind, fields: dict[int, str], columns: Columns) -> None:
    """Let a short description name the rows of a file that has no other name for them."""
    label = next((c.name for c in kind.columns if c.name in LABELS), None)
    if label is None or label in fields.values():
        return
    for i, name in fields.items():
        seen = columns.profiles[i]
        if name in ("description", "definition") and 0 < seen.words <= 9 and seen.distinct > 0.6:
            fields[i] = label
            return


def score(kind: Kind, column: Column, columns: Columns, i: int) -> float:
    """Return how much one column reads as one field: its header tempered by its cells, or its cells alone."""
    header, seen = columns.headers[i], columns.profiles[i]
    if header.is_period and column.type != "period":
        return 0.0
    suits = fit(column, seen, header)
    words = max(best_likeness(header.roots, kind.name, column.name), 0.93 * best_likeness(header.rest, kind.name, column.name))
    named = words * (0.2 + 0.8 * suits)
    if column.required and column.type == "code" and len(kind.key) == 1 and "at" not in kind.optional_key and seen.count >= 6:
        # What names a row differs from row to row.
        named *= 0.55 + 0.45 * min(1.0, seen.distinct / 0.85)
    if suits < 0.25:
        named = min(named, 0.3)
    unique_first = i == min((j for j, p in enumerate(columns.profiles) if p.count), default=0) and seen.distinct > 0.9
    alone = by_content(column, seen, rank=i, unique_first=unique_first) if words >= 0.15 or not _known_elsewhere(kind, header) else 0.0
    return max(named, alone) + 0.05 * min(named, alone)


def _known_elsewhere(kind: Kind, header: Header) -> bool:
    """Whether the header is the plain name of some field of the kind, so that its cells alone should not override it."""
    return header.roots in _plain_names(kind.name)


@cache
def _plain_names(kind: str) -> frozenset[tuple[str, ...]]:
    return frozenset(name for (owner, _), entries in synonyms().items() if owner == kind for name in entries)


def _is_named(kind: Kind, fields: dict[int, str], columns: Columns) -> bool:
    """Whether a list of things that any header may name says somewhere that it is of these things."""
    words = NAMED_AS.get(kind.name)
    return words is None or any(
        name in (kind.key[0], *LABELS, "stage") and words & set(columns.headers[i].roots) for i, name in fields.items()
    )


def _measures(kind: Kind, columns: Columns, periods: dict[int, When]) -> dict[int, str]:
    """Return which field each period column holds: by its other words, else the kind's first one."""
    found = {}
    for i in periods:
        rest = columns.headers[i].rest
        best, best_score = kind.wide[0], 0.45
        for name in kind.wide:
            score = best_likeness(rest, kind.name, name) if rest and not columns.headers[i].is_period else 0.0
            if score > best_score:
                best, best_score = name, score
        found[i] = best
    return found


def _has_key(kind: Kind, found: set[str]) -> bool:
    """Whether the columns that name a row are there; a name may stand for a code."""
    if not all(group & found for group in TELLING.get(kind.name, ())):
        return False
    missing = [name for name in kind.key if name not in found]
    if not missing:
        return True
    if kind.name == "ledger":
        return {"journal", "entry", "at", "account"} <= found and ({"debit", "credit"} <= found or {"amount", "side"} <= found)
    if kind.name == "kpis" and missing == ["period"] and len(found & CATALOGUE) >= 3:
        return True
    if len(kind.key) == 1:
        return any(label in found for label in LABELS) and kind.name not in ("links", "key_results")
    if kind.name == "kpis":
        timed = "period" in found or {"year", "month"} <= found or "year" in found
        return timed and ("name" in found or "code" in found) and bool({"value", "target"} & found)
    if kind.name == "budgets":
        return "department" in found and "period" in found and bool(set(kind.wide) & found)
    return (kind.name == "tasks" and "project" in found and "name" in found) or (
        kind.name == "services" and "name" in found and "department" in found
    )


def _worth(kind: Kind, columns: Columns, fields: dict[int, str], scores: dict[int, float], wide: bool) -> float:
    """Return what a reading is worth: fields found, weighted by how much they tell, less the columns left over."""
    gained = 0.0
    seen: set[str] = set()
    for i, name in fields.items():
        if name in seen:
            continue
        seen.add(name)
        key = 1.25 if name in kind.key else 1.0
        gained += scores[i] * telling(columns.headers[i].roots) * key
    needed = [n for n in kind.key if n not in seen and not (wide and n == "period")]
    filled = [i for i, p in enumerate(columns.profiles) if p.count]
    left = sum(1 for i in filled if i not in fields and not columns.headers[i].is_total)
    entity = max((best_likeness(h.roots, kind.name, kind.key[0]) for h in columns.headers), default=0.0)
    measure_missing = bool(kind.wide) and not set(kind.wide) & seen and len(seen & CATALOGUE) < 3
    label_missing = any(c.name in LABELS for c in kind.columns) and not set(LABELS) & seen and kind.name != "projects"
    lone = next((columns.profiles[i] for i, name in fields.items() if name == "project"), None) if kind.key[0] == "project" else None
    if lone is not None and lone.count >= 2 and lone.distinct == 1.0:
        # A project that stands on one row only is the row itself, not what the row belongs to.
        gained -= 0.8
    gained -= 0.9 * sum(name in (kind.key[0], *LABELS) and _is_foreign(kind, name, columns.headers[i]) for i, name in fields.items())
    gained += _like_a_log(columns, fields) if kind.name == "events" else -HURRIED * _timed(kind, columns, fields)
    gained += 0.6 * (kind.name == "links" and any(name == "link" and columns.profiles[i].link > 0.8 for i, name in fields.items()))
    # Beyond a few, columns that no field takes say nothing against a kind: exports carry everything.
    left = min(left, len(seen) + 1)
    return (
        gained
        - 0.5 * label_missing
        + (0.5 if wide else 0.0)
        + 0.3 * (entity > 0.9)
        - 0.28 * left
        - 0.35 * len(needed)
        - (0.8 if measure_missing else 0.0)
    )


def _timed(kind: Kind, columns: Columns, fields: dict[int, str]) -> int:
    """Return how many of the days of a list are written with the time of the day, as only what happens is."""
    days = {c.name for c in kind.columns if c.type == "date"}
    return sum(name in days and columns.profiles[i].timed > 0.9 for i, name in fields.items())


def _like_a_log(columns: Columns, fields: dict[int, str]) -> float:
    """Return what the cells say for a log of events: few different steps, on cases that come back, at times of the day."""
    seen = {name: columns.profiles[i] for i, name in fields.items()}
    case, activity, at = seen["case"], seen["activity"], seen["at"]
    comes_back = case.distinct < 0.9 or case.count >= SAMPLE
    few = activity.distinct <= 0.6 or activity.count < FEW
    if at.timed > 0.5 or seen.get("start", at).timed > 0.5:
        return (1.2 if comes_back else 0.3) if few else -0.3
    return 0.0 if few and comes_back else -1.0


def _is_foreign(kind: Kind, name: str, header: Header) -> bool:
    """Whether a header that would name the rows says that they are something else: `Supplier ID` names no project."""
    own = {root for entry in synonyms()[kind.name, name] for root in entry}
    return any(root in ENTITIES and root not in own for root in header.roots)


def hints_of(texts: Sequence[str]) -> tuple[str, ...]:
    """Return the telling words of names and titles."""
    return tuple(word for text in texts for word in (folded(text), *roots(text)) if word)
