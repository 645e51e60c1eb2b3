"""The sheet of one decision: what was known that day beside what the data say today, and how it goes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.http import HttpRequest
from django.utils import timezone

from pupitre import words
from pupitre.desk import actions, findings, frozen, ledger, snapshot
from pupitre.desk.actions import Action, Report
from pupitre.desk.changes import Entry, history
from pupitre.desk.findings import Kept
from pupitre.desk.frozen import Proof
from pupitre.desk.ledger import Counts, Decision
from pupitre.desk.rights import reach
from pupitre.desk.settings import currency_of_home
from pupitre.desk.snapshot import ModelSnapshot
from pupitre.desk.web import standing
from pupitre.desk.web.addresses import address
from pupitre.desk.web.cards import best_option
from pupitre.desk.web.decide.effect import Effect, effect_of
from pupitre.desk.web.decide.improved import Improved, improved
from pupitre.desk.web.decide.pictures import Picture, picture
from pupitre.desk.web.decide.wording import STATES, TONES, action_state, effect, review_text
from pupitre.desk.web.dossier import OptionLine, option_lines
from pupitre.desk.web.evidence import FIGURES, cell, column_kinds, column_title, table_title
from pupitre.desk.web.people import names
from pupitre.kernel import N_, Quantity, Share, Text, reading
from pupitre.records.cells import spoken
from pupitre.records.models import MODELS
from pupitre.records.system import ROWS

FEWEST = 2
WEIGHTIEST = ("bad", "good", "warn", "calm")
"""Tones of verdicts, the one that weighs most first."""
FEW = 6
"""Above so many actions, those that are done are folded."""


@dataclass(frozen=True, slots=True)
class AsItWas:
    """Rows that proved the finding on the day: what they are, their columns, those of figures, their cells as written."""

    title: str
    columns: tuple[str, ...]
    figures: frozenset[int]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """One row of a table as it stood on the day of the decision beside what it says today."""

    title: str
    name: str
    cells: tuple[tuple[str, str, str, bool], ...]
    is_gone: bool


@dataclass(frozen=True, slots=True)
class Doing:
    """One action of a decision, with the last thing said of it."""

    key: str
    link: str
    title: str
    owner: str
    due_on: date | None
    tone: str
    state: Text
    blocked_by: str
    is_done: bool
    reports: tuple[Report, ...]


@dataclass(frozen=True, slots=True)
class Step:
    """One change of the row: who, when, what."""

    at: datetime
    by: str
    text: Text | None
    fields: tuple[tuple[str, str, str], ...]
    source: str


@dataclass(frozen=True, slots=True)
class Folder:
    """Everything the sheet of a decision shows."""

    row: Decision
    link: str
    owner: str
    unit: str
    tone: str
    state: Text
    review: Text
    kpi: str
    kpi_link: str
    effect: Text | None
    no_effect: Text | None
    picture: Picture | None
    measured: Effect | None
    improved: tuple[Improved, ...]
    in_force: Text | None
    proof: Proof | None
    options: tuple[OptionLine, ...]
    taken: str
    evidence: list[AsItWas]
    then: tuple[Comparison, ...]
    finding: Kept | None
    finding_today: Text | None
    is_single: bool
    actions: tuple[Doing, ...]
    counts: Counts
    steps: tuple[Step, ...]
    version: int
    may_write: bool
    edit_link: str
    is_live: bool
    is_all_done: bool

    @property
    def verdict(self) -> tuple[str, Text] | None:
        """Tone and words of what it did: on its KPI, else in the log of a process; None when nobody looked."""
        if self.measured:
            return self.measured.tone, self.measured.word
        return next(((one.tone, one.word) for tone in WEIGHTIEST for one in self.improved if one.tone == tone), None)

    @property
    def going(self) -> list[Doing]:
        """The actions that are not done, and all of them when they are few."""
        return [one for one in self.actions if not one.is_done or len(self.actions) <= FEW]

    @property
    def finished(self) -> list[Doing]:
        """The actions that are done, folded when there are many."""
        return [one for one in self.actions if one.is_done and len(self.actions) > FEW]


def folder(request: HttpRequest, row: Decision) -> Folder:
    """Return the sheet of a decision, as one viewer sees it."""
    on, lang, viewer = timezone.localdate(), words.language(request.LANGUAGE_CODE), request.viewer
    seen, model = reach(viewer), snapshot.take(on=on)
    proof, entries, currency = frozen.proof_of(row.key), history("decision", [row.key]), currency_of_home()
    if proof and proof.finding and not seen.finding(proof.finding):
        proof = None
    kpi = MODELS["kpi"].objects.filter(key=row.kpi).first() if row.kpi and seen.sees("kpi", row.kpi) else None
    measured, direction = (kpi.measured_in or "", kpi.direction or "") if kpi else ("", "")
    mine = [one for one in actions.of_decision(row.key) if seen.sees("action", one.key)]
    people = names("person", {one for one in (row.owner, *(action.owner for action in mine)) if one})
    finding = findings.get(row.finding, on=standing.today()) if row.finding else None
    finding = finding if finding and seen.finding(finding.finding) else None
    options = option_lines(proof.finding.options, best_option(proof.finding.options)) if proof and proof.finding else ()
    expected = effect(row.expected, unit=measured, direction=direction)
    units = names("unit", {one for one in (row.unit, *row.applies_to) if one})
    measured = effect_of(row, kpi, units, within=seen, lang=lang) if kpi else None
    is_live = row.state in ledger.LIVE
    counts, carried_out = ledger.counts(mine, on=on).get(row.key, Counts()), improved(row.key, seen)
    return Folder(
        row=row,
        link=address("decide:decision", row.key),
        owner=people.get(row.owner or "", row.owner or ""),
        unit=units.get(row.unit or "", row.unit or ""),
        tone=TONES[row.state],
        state=STATES[row.state],
        review=review_text(row, on=on),
        kpi=kpi.name if kpi else "",
        kpi_link=address("performance:kpi", row.kpi) if kpi else "",
        effect=expected,
        no_effect=None if expected or (carried_out and not row.kpi) else _no_effect(row),
        picture=picture(row, kpi, model=model, lang=lang) if kpi and not (measured and measured.wide) else None,
        measured=measured,
        improved=carried_out,
        in_force=_in_force(row, units),
        proof=proof,
        options=options,
        taken=(proof.option if proof else None) or "",
        evidence=_as_they_were(proof, currency, lang) if proof else [],
        then=_compared(proof, currency, model=model, lang=lang, measured_in=measured) if proof else (),
        finding=finding,
        finding_today=_today(finding) if finding else None,
        is_single=proof is not None and len(options) + len(proof.others) < FEWEST,
        actions=_doing(mine, people, on),
        counts=counts,
        steps=_steps(entries, currency, lang),
        version=max((entry.change_id for entry in entries if entry.action != "erased"), default=0),
        may_write=viewer.can("decide") and seen.holds("decision", row.key),
        edit_link=address("objects:edit", "decision", row.key),
        is_live=is_live,
        is_all_done=is_live and counts.total > 0 and counts.total == counts.done,
    )


def _in_force(row: Decision, units: Mapping[str, str]) -> Text | None:
    """Return since when and where a decision applies, when that is not from its own day and everywhere."""
    where = tuple(units.get(one, one) for one in row.applies_to)
    if row.starts_on and where:
        return Text(N_("In force from %(day)s in %(where)s."), day=row.starts_on, where=where)
    if row.starts_on and row.starts_on != row.decided_on:
        return Text(N_("In force from %(day)s."), day=row.starts_on)
    return Text(N_("Applies in %(where)s."), where=where) if where else None


def _no_effect(row: Decision) -> Text:
    if row.kpi:
        return Text(N_("The KPI is named, but not by how much it should move: write it, and the review has something to compare with."))
    return Text(N_("No KPI is named: write which one should move and by how much, so that somebody can tell whether it worked."))


def _today(item: Kept) -> Text:
    if item.state == "closed":
        return Text(N_("The data no longer show it since %(day)s."), day=item.closed_on)
    return Text(N_("The data still show it: %(sentence)s"), sentence=item.finding.text)


def _compared(proof: Proof, currency: str, *, model: ModelSnapshot, lang: words.Lang, measured_in: str) -> tuple[Comparison, ...]:
    """Return each row kept with the decision beside the same row today; a column empty both times is left out."""
    now = frozen.again(proof.figures, model=model)
    made = []
    for one in proof.figures:
        kinds, today = column_kinds(one.table), now.get(one.table)
        for key, cells in one.rows.items():
            fresh = today.rows.get(key) if today else None
            if one.table == frozen.MEASURE:
                cells, fresh = _read(cells, measured_in), _read(fresh, measured_in) if fresh else None
            places = {name: at for at, name in enumerate(today.columns)} if today else {}
            shown = []
            for at, column in enumerate(one.columns):
                before = _written(cells[at], column, kinds, currency, lang)
                after = _written(fresh[places[column]], column, kinds, currency, lang) if fresh and column in places else "–"
                if before != "–" or after != "–":
                    shown.append((column_title(one.table, column, lang), before, after, fresh is not None and before != after))
            made.append(Comparison(table_title(one.table, lang), one.table, tuple(shown), fresh is None))
    return tuple(made)


def _as_they_were(proof: Proof, currency: str, lang: words.Lang) -> list[AsItWas]:
    """Return the rows that proved the finding that day, as the finding wrote them."""
    made = []
    for one in proof.finding.evidence if proof.finding else ():
        kinds = column_kinds(one.table)
        kept = [at for at in range(len(one.columns)) if any(row[at] not in (None, "") for row in one.values)]
        rows = tuple(tuple(cell(row[at], one.columns[at], kinds, currency, lang) for at in kept) for row in one.values[: frozen.ROWS_KEPT])
        titles = tuple(column_title(one.table, one.columns[at], lang) for at in kept)
        figures = frozenset(place for place, at in enumerate(kept) if kinds.get(one.columns[at]) in FIGURES)
        made.append(AsItWas(table_title(one.table, lang), titles, figures, rows))
    return made


def _read(cells: Sequence[Any], measured_in: str) -> tuple[Any, ...]:
    """Return a reading with its value as a person reads it; the last cell is the value."""
    return (*cells[:-1], reading(cells[-1], measured_in, largest=abs(cells[-1])))


def _written(value: Any, column: str, kinds: Mapping[str, str], currency: str, lang: words.Lang) -> str:
    """Return one cell for the reader."""
    return words.written(value, lang) if isinstance(value, (Share, Quantity)) else cell(value, column, kinds, currency, lang)


def _doing(rows: Sequence[Action], people: dict[str, str], on: date) -> tuple[Doing, ...]:
    said: dict[str, list[Report]] = {}
    if rows:
        found = MODELS["action_report"].objects.filter(action__in=[one.key for one in rows]).order_by("-at")
        for key, at, by, state, sentence, due_on in found.values_list("action", "at", "by", "state", "sentence", "due_on"):
            said.setdefault(key, []).append(Report(at, by, state, sentence or "", due_on))
    made = []
    for one in rows:
        tone, state = action_state(one, on)
        who = people.get(one.owner or "", one.owner or "")
        blocked = one.blocked_by or "" if one.is_blocked else ""
        link = address("decide:action", one.key)
        made.append(Doing(one.key, link, one.title, who, one.due_on, tone, state, blocked, one.is_done, tuple(said.get(one.key, ()))))
    return tuple(sorted(made, key=lambda one: one.is_done))


def _steps(entries: Sequence[Entry], currency: str, lang: words.Lang) -> tuple[Step, ...]:
    """Return who changed what when, the latest first."""
    fields = {field.name: field for field in ROWS["decision"].fields}
    made = []
    for entry in reversed(entries):
        changed = []
        for name, after in (entry.after or {}).items():
            if name in fields and entry.action == "updated":
                before = (entry.before or {}).get(name)
                changed.append(
                    (
                        words.render(Text(fields[name].says), lang),
                        _said(before, fields[name], currency, lang),
                        _said(after, fields[name], currency, lang),
                    )
                )
        why = Text(N_("Read in a file")) if entry.kind == "import" else entry.why
        made.append(Step(entry.at, entry.by, why, tuple(changed), entry.source or ""))
    return tuple(made)


def _said(value: Any, field: Any, currency: str, lang: words.Lang) -> str:  # plain values and fields of every type
    typed = spoken(value, field)
    return cell(typed, field.name, {field.name: field.type}, currency, lang)
