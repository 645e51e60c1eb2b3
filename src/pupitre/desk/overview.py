"""What the desk says first: since last time, the pulse of the domains, the pace of the objectives."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal

import pyarrow as pa
from django.db.models import Subquery
from django.utils import timezone

from pupitre.desk import derived, findings
from pupitre.desk.findings import Kept
from pupitre.desk.registry import domains
from pupitre.desk.rights import EVERYTHING, Reach
from pupitre.desk.rows import columns, read
from pupitre.kernel import N_, Money, Said, Stake, Text
from pupitre.records.models import DomainRun, ExaminationRun, Finding, FindingMove, Visit
from pupitre.records.system import ROWS

QUIET = timedelta(minutes=30)
"""A visit ends when nobody has looked for so long; "last time" is the visit before."""
MOVED_SHARE = Decimal("0.05")
"""A stake that changed by less than this share of what it was has not moved."""
PACE = "strategy.objective_pace"


@dataclass(frozen=True, slots=True)
class Moved:
    """A finding whose stake changed.

    Args:
        item: The finding. before: The likely money at the last visit; None when it had none. after: The likely money now.
    """

    item: Kept
    before: Money | None
    after: Money | None


@dataclass(frozen=True, slots=True)
class Since:
    """What changed since someone's last visit.

    Args:
        previous_at: When that was; None for a first visit, where nothing is compared.
        opened: Findings opened since, ranked. closed: Those that the data closed. moved: Those whose stake changed.
    """

    previous_at: datetime | None
    opened: tuple[Kept, ...] = ()
    closed: tuple[Kept, ...] = ()
    moved: tuple[Moved, ...] = ()


def visited(by: str, *, at: datetime | None = None) -> None:
    """Note that someone looks at the desk; the visit before moves only when a visit has ended.

    Args:
        by: Who.
        at: When; now when absent.
    """
    now = at or timezone.now()
    run = ExaminationRun.objects.exclude(state="running").order_by("-id").first()
    visit = Visit.objects.filter(by=by).first()
    if visit is None:
        Visit.objects.create(by=by, at=now, run=run)
        return
    if now - visit.at > QUIET:
        visit.previous_at, visit.previous_run = visit.at, visit.run
    visit.at, visit.run = now, run
    visit.save()


def since_last(by: str, *, on: date) -> Since:
    """Return what opened, closed and moved since someone's visit before this one.

    Args:
        by: Who.
        on: Today.
    """
    visit = Visit.objects.filter(by=by).first()
    if visit is None or visit.previous_at is None or visit.previous_run_id is None:
        return Since(visit.previous_at if visit else None)
    return since_run(visit.previous_run_id, visit.previous_at, on=on)


def since_run(run: int, at: datetime, *, on: date) -> Since:
    """Return what opened, closed and moved since an examination.

    Args:
        run: The examination.
        at: When it was looked at.
        on: Today.
    """
    opened = Finding.objects.filter(opened_run__gt=run, closed_on=None).values_list("fingerprint", flat=True)
    closed = Finding.objects.filter(closed_run__gt=run, opened_run__lte=run).values_list("fingerprint", flat=True)
    items = {item.fingerprint: item for item in findings.some({*opened, *closed}, on=on)}
    return Since(
        at,
        tuple(sorted((items[name] for name in opened if items[name].state in findings.LIVE), key=findings.rank)),
        tuple(sorted((items[name] for name in closed), key=findings.rank)),
        _moved(run, on),
    )


def _moved(run: int, on: date) -> tuple[Moved, ...]:
    changed = set(
        FindingMove.objects.filter(run__gt=run, finding__opened_run__lte=run, finding__closed_on=None).values_list("finding_id", flat=True)
    )
    before: dict[str, Decimal | None] = {}
    for name, likely in (
        FindingMove.objects.filter(finding__in=changed, run__lte=run).order_by("id").values_list("finding__fingerprint", "likely")
    ):
        before[name] = likely
    moved = []
    for item in sorted(findings.some(before, on=on), key=findings.rank):
        was, stake = before[item.fingerprint], item.finding.stake
        if item.state in findings.LIVE and has_moved(was, stake.likely if stake else None):
            moved.append(Moved(item, _money(was, stake), _money(stake.likely if stake else None, stake)))
    return tuple(moved)


def has_moved(before: Decimal | None, after: Decimal | None) -> bool:
    """Whether a stake changed enough to be said."""
    if before is None or after is None:
        return before is not after
    return abs(after - before) > abs(before) * MOVED_SHARE


def _money(amount: Decimal | None, stake: Stake | None) -> Money | None:
    return None if amount is None or stake is None else Money(amount, stake.currency)


@dataclass(frozen=True, slots=True)
class DomainPulse:
    """How one domain stands.

    Args:
        domain: Its name. title: What a person reads.
        open_count: Live findings. worst: The stake of the first of them.
        absent_count: Figures that it could not compute.
        said: What it says of the company in one line, with its proof.
        state: Of its last run: `waiting`, `running`, `done`, `failed`; None before the first.
    """

    domain: str
    title: Text
    open_count: int
    worst: Stake | None
    absent_count: int
    state: str | None
    said: Said | None = None


def tables() -> dict[str, pa.Table]:
    """Return the derived tables that the desk's paces and the lines of the domains are read from; one query."""
    wanted = {PACE, *(name for card in domains() if card.pulse for name in card.pulse.reads)}
    return derived.latest_of({name for name in wanted if derived.has((name,))})


def pulse(
    *, on: date, ranked: Sequence[Kept] | None = None, known: Mapping[str, pa.Table] | None = None, within: Reach = EVERYTHING
) -> tuple[DomainPulse, ...]:
    """Return how each domain stands, in the order in which they run.

    Args:
        on: Today.
        ranked: The live findings, ranked, when the caller has them already.
        known: What `tables` returns, when the caller has it already. within: What the reader may see.
    """
    known = tables() if known is None else known
    live: dict[str, list[Kept]] = {}
    for item in findings.ranked(on=on) if ranked is None else ranked:
        live.setdefault(item.domain, []).append(item)
    last = ExaminationRun.objects.order_by("-id").values("id")[:1]
    steps = {step.domain: step for step in DomainRun.objects.filter(run=Subquery(last))}
    return tuple(
        DomainPulse(
            domain=card.name,
            title=card.title,
            open_count=len(live.get(card.name, ())),
            worst=next((item.finding.stake for item in live.get(card.name, ()) if item.finding.stake), None),
            absent_count=len(steps[card.name].absent) if card.name in steps else 0,
            state=steps[card.name].state if card.name in steps else None,
            said=card.pulse.says({name: within.table(name, known[name]) for name in card.pulse.reads}) if card.pulse else None,
        )
        for card in domains()
    )


@dataclass(frozen=True, slots=True)
class Pace:
    """How far an objective is on its way, against the time gone by.

    Args:
        objective: Its code. name: Its name. due_on: Its date.
        done_share: Part of the way done, 0–1; None when it cannot be computed. time_share: Part of the time gone by.
        reason: Why the pace is absent.
    """

    objective: str
    name: str
    due_on: date | None
    done_share: float | None
    time_share: float | None
    reason: Text | None = None


def paces(known: Mapping[str, pa.Table] | None = None) -> tuple[Pace, ...]:
    """Return the pace of every open objective, those that lag most behind the time first, those without a figure last.

    Args:
        known: What `tables` returns, when the caller has it already.
    """
    names = columns(ROWS["objective"])
    objectives = {str(key[0]): dict(zip(names, row, strict=True)) for key, row in read(ROWS["objective"]).items()}
    if not objectives:
        return ()
    told = {row["objective"]: row for row in (tables() if known is None else known)[PACE].to_pylist()}
    found = []
    for key, row in objectives.items():
        if row["status"] in ("draft", "reached", "missed", "dropped"):
            continue
        shares = told.get(key, {})
        done, time = shares.get("progress_share"), shares.get("time_share")
        reason = None if done is not None else Text(N_("No reading of its key results yet"))
        due_on = date.fromisoformat(str(row["due_on"])) if row["due_on"] else None
        found.append(Pace(key, str(row["name"]), due_on, done, time, reason))
    return tuple(sorted(found, key=_lag))


def _lag(pace: Pace) -> tuple[bool, float, str]:
    is_unknown = pace.done_share is None or pace.time_share is None
    return is_unknown, 0.0 if is_unknown else (pace.done_share or 0.0) - (pace.time_share or 0.0), pace.name
