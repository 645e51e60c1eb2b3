"""All domains examine the company, and the desk keeps what they find."""

from __future__ import annotations

import logging
import traceback
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from datetime import date, datetime

import pyarrow as pa
from django.utils import timezone

from pupitre.desk import derived, findings, probabilities
from pupitre.desk.homes import current
from pupitre.desk.locks import alone
from pupitre.desk.registry import domains
from pupitre.desk.snapshot import ModelSnapshot, take
from pupitre.kernel import N_, Absence, Domain, Examination, Finding, RefusedError, Text
from pupitre.kernel.wire import pack
from pupitre.records.models import Change, DomainRun, ExaminationRun

logger = logging.getLogger(__name__)
Told = Callable[[str, str], None]
"""Called with a domain's name and its state: `running`, `done` or `failed`."""


@dataclass(frozen=True, slots=True)
class DomainOutcome:
    """What came of one domain.

    Args:
        domain: Its card.
        findings: With their options. absent: What it could not compute.
        failure: Why it failed, when it did; nothing it found before is then closed.
    """

    domain: Domain
    findings: tuple[Finding, ...] = ()
    absent: tuple[Absence, ...] = ()
    failure: str = ""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of an examination.

    Args:
        on: The day examined. known: The last change that was known.
        domains: One outcome per domain, in the order in which they ran.
        run: The run kept; None for a look at the past, which is kept nowhere.
    """

    on: date
    known: int
    domains: tuple[DomainOutcome, ...]
    run: ExaminationRun | None

    @property
    def has_failed(self) -> bool:
        """Whether a domain failed."""
        return any(one.failure for one in self.domains)


def run(*, on: date, seed: int = 0, as_of: datetime | None = None, told: Told | None = None, cards: Sequence[Domain] = ()) -> Outcome:
    """Let every domain examine the company, in the order of what they read and publish.

    A domain that fails is recorded as failed, with its message; the others go on, and those that read its tables say that they wait for it.

    Args:
        on: Today.
        seed: The seed of every draw.
        as_of: Examine what was known at this moment instead; nothing is then kept.
        told: Called as domains go.
        cards: The domains, in order; the installed ones when absent.

    Raises:
        RefusedError: An examination is under way already.
    """
    ordered = tuple(cards) or domains()
    snapshot = take(on=on, as_of=as_of, seed=seed)
    if as_of is not None:
        return Outcome(on, snapshot.known, tuple(_examined(card, snapshot, ordered, told) for card in ordered), None)
    with one_at_a_time():
        record = _opened(on, seed, snapshot.known, ordered)
        outcomes = tuple(_kept(card, record, snapshot, ordered, told) for card in ordered)
        findings.give_points()
        record.state = "failed" if any(one.failure for one in outcomes) else "done"
        record.ended_at = timezone.now()
        record.save()
        derived.forget_old()
        probabilities.follow(snapshot, record)
    return Outcome(on, snapshot.known, outcomes, record)


@contextmanager
def one_at_a_time() -> Iterator[None]:
    """Hold the right to examine.

    Raises:
        RefusedError: Another process has it.
    """
    with ExitStack() as held:
        try:
            held.enter_context(alone(current().path / "examine.lock", wait=False))
        except BlockingIOError as busy:
            mend = Text(N_("Wait until it ends: the desk shows how far it is."))
            raise RefusedError(Text(N_("An examination is under way.")), mend=mend) from busy
        yield


def _opened(on: date, seed: int, known: int, ordered: Sequence[Domain]) -> ExaminationRun:
    # Whoever left a run unfinished is dead: this process holds the lock.
    ExaminationRun.objects.filter(state="running").update(state="failed", ended_at=timezone.now())
    DomainRun.objects.filter(state__in=("waiting", "running")).update(state="failed", failure="interrupted")
    record = ExaminationRun.objects.create(on=on, seed=seed, known=known, started_at=timezone.now(), state="running")
    DomainRun.objects.bulk_create(DomainRun(run=record, domain=card.name, position=at, state="waiting") for at, card in enumerate(ordered))
    return record


def _kept(card: Domain, record: ExaminationRun, snapshot: ModelSnapshot, ordered: Sequence[Domain], told: Told | None) -> DomainOutcome:
    step = DomainRun.objects.get(run=record, domain=card.name)
    step.state, step.started_at = "running", timezone.now()
    step.save()
    outcome = _examined(card, snapshot, ordered, told)
    if not outcome.failure:
        findings.keep(record, card.name, outcome.findings)
        for name in card.publishes:
            derived.keep(record, name, snapshot.table(name))
    step.state = "failed" if outcome.failure else "done"
    step.ended_at, step.failure, step.finding_count = timezone.now(), outcome.failure, len(outcome.findings)
    step.absent = [{"figure": a.figure, "reason": pack(a.reason), "kind": a.kind, "key": a.key} for a in outcome.absent]
    step.save()
    return outcome


def _examined(card: Domain, snapshot: ModelSnapshot, ordered: Sequence[Domain], told: Told | None) -> DomainOutcome:
    if told:
        told(card.name, "running")
    outcome = _outcome(card, snapshot, ordered)
    if told:
        told(card.name, "failed" if outcome.failure else "done")
    return outcome


def _outcome(card: Domain, snapshot: ModelSnapshot, ordered: Sequence[Domain]) -> DomainOutcome:
    waited = [other.name for other in ordered for table in other.publishes if table in card.reads and not snapshot.has(table)]
    if waited:
        return DomainOutcome(card, failure=f"waits for {waited[0]}, which failed")
    try:
        said = card.examine(snapshot)
        published = checked(card, said)
        with_options = tuple(options_added(card, finding, snapshot) for finding in said.findings)
    except Exception:  # one domain's bug must not hide what the others find; it is recorded and shown, and the command exits 1
        logger.exception("%s failed", card.name)
        return DomainOutcome(card, failure=traceback.format_exc())
    for name, rows in published.items():
        snapshot.publish(name, rows)
    return DomainOutcome(card, with_options, said.absent)


def checked(card: Domain, said: Examination) -> dict[str, pa.Table]:
    """Return the derived tables of an examination in their declared schema; one it did not fill is empty.

    Raises:
        ValueError: A rule or a table that the card does not declare, a table of another schema, or a finding written twice.
    """
    for finding in said.findings:
        if finding.rule not in card.rules or not finding.rule.startswith(f"{card.name}."):
            raise ValueError(f"{card.name} does not declare the rule {finding.rule}")
    prints = [finding.fingerprint for finding in said.findings]
    if len(set(prints)) != len(prints):
        raise ValueError(f"{card.name} wrote the same finding twice")
    unknown = sorted(set(said.derived) - set(card.publishes))
    if unknown:
        raise ValueError(f"{card.name} does not declare the table {unknown[0]}")
    published = {}
    for name, columns in card.publishes.items():
        schema = derived.schema_of(columns)
        rows = said.derived.get(name)
        if rows is not None and rows.column_names != schema.names:
            raise ValueError(f"{name} has the columns {', '.join(rows.column_names)}; its card says {', '.join(schema.names)}")
        published[name] = schema.empty_table() if rows is None else rows.cast(schema)
    return published


def options_added(card: Domain, finding: Finding, snapshot: ModelSnapshot) -> Finding:
    """Return a finding with the possible decisions of its domain.

    Raises:
        ValueError: The options leave out doing nothing.
    """
    if finding.options or card.options is None:
        return finding
    options = card.options(finding, snapshot)
    if options and "do_nothing" not in {option.code for option in options}:
        raise ValueError(f"{finding.rule}: doing nothing is always an option")
    return replace(finding, options=options)


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the last examination is.

    Args:
        run: Its number. on: The day examined. state: `running`, `done` or `failed`.
        started_at: When it started. ended_at: When it ended.
        done: Domains done. total: All of them. running: The name of the one at work. title: Its title.
        failed: Domains that failed.
    """

    run: int
    on: date
    state: str
    started_at: datetime
    ended_at: datetime | None
    done: int
    total: int
    running: str | None
    title: Text | None
    failed: tuple[str, ...]

    @property
    def is_running(self) -> bool:
        """Whether domains are still at work."""
        return self.state == "running"


def progress() -> Progress | None:
    """Return how far the last examination is; None before the first one."""
    last = ExaminationRun.objects.order_by("-id").first()
    if last is None:
        return None
    steps = list(last.domains.order_by("position").values_list("domain", "state"))
    state = last.state
    if state == "running" and not _is_held():
        state = "failed"  # its process died before it could say so
    running = next((name for name, s in steps if s == "running"), None) if state == "running" else None
    return Progress(
        run=last.pk,
        on=last.on,
        state=state,
        started_at=last.started_at,
        ended_at=last.ended_at,
        done=sum(s in ("done", "failed") for _, s in steps),
        total=len(steps),
        running=running,
        title=next((card.title for card in domains() if card.name == running), None),
        failed=tuple(name for name, s in steps if s == "failed"),
    )


def is_behind() -> bool:
    """Whether files were loaded or taken back since the last examination."""
    last = ExaminationRun.objects.order_by("-id").first()
    loaded = Change.objects.filter(kind__in=("import", "undo")).order_by("-id").values_list("id", flat=True).first()
    return loaded is not None and (last is None or loaded > last.known)


def _is_held() -> bool:
    try:
        with one_at_a_time():
            return False
    except RefusedError:
        return True
