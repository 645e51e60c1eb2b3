"""The names of everything, kept in memory and brought up to date by what the change log says has changed."""

from __future__ import annotations

import json
from dataclasses import dataclass
from threading import Lock
from typing import Final

from django.db.models import QuerySet

from pupitre import words
from pupitre.desk.rights import Viewer, reach
from pupitre.desk.rows import Key, columns, read
from pupitre.desk.search.matching import SEARCHED, Entry, Index, Name, folded
from pupitre.kernel import Finding
from pupitre.kernel.wire import finding_from_json
from pupitre.records.models import Change, ChangeRow, ExaminationRun
from pupitre.records.models import Finding as FindingRow
from pupitre.records.system import ROWS
from pupitre.words import LANGUAGES, Lang

TABLES: Final = tuple(kind for kind in SEARCHED if kind in ROWS)
FINDING: Final = "finding"
KIND_WORDS: Final[dict[str, tuple[str, ...]]] = {
    "objective": ("objectif", "objective"),
    "kpi": ("indicateur", "indicator"),
    "project": ("projet", "project"),
    "person": ("personne", "person", "people", "responsable", "owner"),
    "decision": ("décision", "decision"),
    "action": ("action",),
    "risk": ("risque", "risk"),
    "supplier": ("fournisseur", "supplier"),
    "unit": ("direction", "service", "department", "équipe", "team"),
    "axis": ("axis",),
    "programme": ("programme",),
    "process": ("processus", "process"),
    "improvement": ("amélioration", "improvement"),
    FINDING: ("constat", "finding"),
}
"""How people name a kind, in both languages at once: whoever types reads either."""
MANY: Final = 400
"""Above so many rows changed in a table, the whole of it is read again."""


@dataclass(frozen=True, slots=True)
class Hit:
    """Something found. kind, key, name, about: see `Entry`."""

    kind: str
    key: str
    name: str
    about: str


class Kept:
    """The index of one database in this process, with the change and the examination it knows."""

    def __init__(self) -> None:
        self.lock = Lock()
        self.index = Index()
        self.change: tuple[int, str] | None = None
        self.run: int | None = None
        self.findings: dict[str, Finding] = {}
        self.units: dict[str, str] = {}


_KEPT: Final = Kept()


def find(asked: str, viewer: Viewer, lang: Lang, *, limit: int = 12) -> list[Hit]:
    """Return what somebody may see that answers to what they typed, the best first.

    Args:
        asked: What was typed. viewer: Who. lang: The language of findings. limit: How many at most.
    """
    if not folded(asked):
        return []
    kept = index_now()
    within = reach(viewer)

    def is_seen(name: Name) -> bool:
        kind, key = name
        if kind == FINDING:
            at, _, said = key.partition(" ")
            return said == lang and within.finding(kept.findings[at])
        return within.sees(kind, key)

    with kept.lock:
        best = kept.index.best(asked, limit=limit, is_seen=is_seen)
    return [Hit(one.kind, one.key.partition(" ")[0] if one.kind == FINDING else one.key, one.name, one.about) for one in best]


def index_now() -> Kept:
    """Return the index, knowing the last change and the last examination."""
    last = Change.objects.order_by("-id").values_list("id", "digest").first() or (0, "")
    run = ExaminationRun.objects.exclude(state="running").order_by("-id").values_list("id", flat=True).first()
    with _KEPT.lock:
        if _KEPT.change != last:
            _follow(last)
        if _KEPT.run != run:
            _put_findings(run)
    return _KEPT


def _follow(last: tuple[int, str]) -> None:
    """Bring the index to the last change: only the rows that changed are read, unless this is another database or an older state of it."""
    known = _KEPT.change
    if known is None or not known[0] or not Change.objects.filter(pk=known[0], digest=known[1]).exists():
        _KEPT.index, _KEPT.run = Index({kind: frozenset(map(folded, said)) for kind, said in KIND_WORDS.items()}), None
        _KEPT.units = _unit_names()
        for kind in TABLES:
            _put(kind, None)
    else:
        rows: QuerySet[ChangeRow] = ChangeRow.objects.filter(change_id__gt=known[0], table__in=TABLES)
        touched: dict[str, set[Key]] = {}
        for table, key in rows.values_list("table", "key"):
            touched.setdefault(table, set()).add(tuple(json.loads(key)))
        if "unit" in touched:
            _KEPT.units = _unit_names()
        for kind, keys in touched.items():
            _put(kind, keys)
    _KEPT.change = last


def _put(kind: str, keys: set[Key] | None) -> None:
    """Read rows of a kind again; all of them when no keys are given, or too many."""
    table = ROWS[kind]
    names = columns(table)
    some = keys if keys is not None and len(keys) <= MANY else None
    rows = read(table, some)
    gone = [name for name in _KEPT.index.entries if name[0] == kind] if some is None else [(kind, str(key[0])) for key in some]
    for name in gone:
        _KEPT.index.drop(name)
    title = names.index("title" if "title" in names else "name")
    unit = names.index("unit") if "unit" in names else None
    for key, row in rows.items():
        about = _KEPT.units.get(str(row[unit]), "") if unit is not None else ""
        _KEPT.index.put(Entry.of(kind, str(key[0]), str(row[title] or ""), about))


def _unit_names() -> dict[str, str]:
    at = columns(ROWS["unit"]).index("name")
    return {str(key[0]): str(row[at]) for key, row in read(ROWS["unit"]).items()}


def _put_findings(run: int | None) -> None:
    """Index the findings that the data still show, in each language."""
    for name in [name for name in _KEPT.index.entries if name[0] == FINDING]:
        _KEPT.index.drop(name)
    bodies = FindingRow.objects.filter(closed_on=None).values_list("fingerprint", "body")
    _KEPT.findings = {fingerprint: finding_from_json(body) for fingerprint, body in bodies}
    for fingerprint, finding in _KEPT.findings.items():
        for lang in LANGUAGES:
            _KEPT.index.put(Entry.of(FINDING, f"{fingerprint} {lang}", words.render(finding.text, lang)))
    _KEPT.run = run
