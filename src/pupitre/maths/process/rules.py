"""Which cases break a rule that every case of a process must keep to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

from pupitre.maths.process.log import Log

if TYPE_CHECKING:
    from ibis.expr import types as ir

DAY: Final = 86_400_000_000
SAMPLE: Final = 20
"""Cases named as examples."""

Kind = Literal["order", "four_eyes", "forbidden", "required", "deadline"]


@dataclass(frozen=True, slots=True)
class Rule:
    """Something that every case must keep to.

    Args:
        kind: `order`: the first time `second` is done, `first` was done before. `four_eyes`: `first` and `second` are not done by the same
            person. `forbidden`: `second` is never done after `first`, at once or later; without `second`, `first` is never done.
            `required`: `first` is done; with `second`, `second` is done after each `first`. `deadline`: from the first `first` (the case's
            begin when absent) to the next `second` (the end of the case when absent), at most `days` go by.
        first, second: Names of steps. days: Days of 24 hours, for a deadline.
    """

    kind: Kind
    first: str | None = None
    second: str | None = None
    days: float | None = None

    def __post_init__(self) -> None:
        needs = {"order": (self.first, self.second), "four_eyes": (self.first, self.second), "deadline": (self.days,)}
        if any(value is None for value in needs.get(self.kind, (self.first,))):
            raise ValueError(f"this rule does not say enough: {self}")


@dataclass(frozen=True, slots=True)
class Broken:
    """How a log keeps to a rule.

    Args:
        cases: Cases that the rule can judge. broken: Those that break it. unknown: Cases it is about and cannot judge, because a person is
            missing or the case is still open.
        sample_cases: The names of some that break it. missing: Steps of the rule that the log never shows.
    """

    cases: int
    broken: int
    unknown: int
    sample_cases: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()


def broken(log: Log, rule: Rule, *, finals: Sequence[str] | None = None, at: int | None = None, sample: int = SAMPLE) -> Broken:
    """Return how a log keeps to a rule, in one query, and the names of some cases that do not.

    Args:
        log: The events. rule: What they must keep to.
        finals: Steps that end a case: one whose last step is another is open, and nothing is held against it that it may still do. Every
            case is taken as finished when absent.
        at: The moment of judging, in microseconds since 1970 UTC, for the deadlines of open cases; the last event when absent.
        sample: How many cases to name.
    """
    judged = JUDGES[rule.kind](log, rule, _cases(log, finals), at)
    bad, known = judged.is_broken.fill_null(False), judged.is_broken.notnull()
    made = judged.aggregate(cases=known.cast("int32").sum(), broken=bad.cast("int32").sum(), all_cases=judged.count())
    row = {name: int(value or 0) for name, value in log.rows(made).to_pylist()[0].items()}
    names: tuple[str, ...] = ()
    if row["broken"] and sample:
        some = judged.filter(bad).select("cid").order_by("cid").limit(sample).join(log.facts.select("cid", "case"), "cid")
        names = tuple(log.rows(some.select("cid", "case")).sort_by("cid").column("case").to_pylist())
    missing = tuple(step for step in (rule.first, rule.second) if step is not None and step not in log.activities)
    return Broken(row["cases"], row["broken"], row["all_cases"] - row["cases"], names, missing)


def _number(log: Log, step: str | None) -> int:
    """Return the number of a step; −1, which no event has, for one that the log never shows."""
    return log.activities.index(step) if step is not None and step in log.activities else -1


def _cases(log: Log, finals: Sequence[str] | None) -> ir.Table:
    """Return each case with whether it is open: `cid`, `is_open`, `last_ts`."""
    import ibis

    last = log.steps.filter(log.steps.to_aid.isnull())
    ends = [_number(log, step) for step in finals or ()]
    is_open = ibis.literal(False) if finals is None else ~last.aid.isin(ends or [-1])
    return last.select("cid", is_open=is_open, last_ts=last.ts)


def _places(log: Log, rule: Rule) -> ir.Table:
    """Return where the steps of a rule stand in each case that has one of them: `cid`, first and last place of each."""
    steps = log.steps
    first, second = _number(log, rule.first), _number(log, rule.second)
    some = steps.filter(steps.aid.isin([first, second]))
    return some.group_by("cid").aggregate(
        first_k=some.k.min(where=some.aid == first),
        first_last_k=some.k.max(where=some.aid == first),
        second_k=some.k.min(where=some.aid == second),
        second_last_k=some.k.max(where=some.aid == second),
    )


def _order(log: Log, rule: Rule, cases: ir.Table, at: int | None) -> ir.Table:
    places = _places(log, rule)
    places = places.filter(places.second_k.notnull())
    return places.select("cid", is_broken=places.first_k.isnull() | (places.first_k >= places.second_k))


def _forbidden(log: Log, rule: Rule, cases: ir.Table, at: int | None) -> ir.Table:
    places = _places(log, rule)
    if rule.second is None:
        both = cases.left_join(places, "cid")
        return both.select("cid", is_broken=both.first_k.notnull())
    places = places.filter(places.first_k.notnull())
    return places.select("cid", is_broken=(places.second_last_k > places.first_k).fill_null(False))


def _required(log: Log, rule: Rule, cases: ir.Table, at: int | None) -> ir.Table:
    import ibis

    both = cases.left_join(_places(log, rule), "cid")
    if rule.second is None:
        lacks = both.first_k.isnull()
    else:
        both = both.filter(both.first_k.notnull())
        lacks = both.second_last_k.isnull() | (both.second_last_k <= both.first_last_k)
    return both.select("cid", is_broken=ibis.ifelse(both.is_open, ibis.null("boolean"), lacks))


def _deadline(log: Log, rule: Rule, cases: ir.Table, at: int | None) -> ir.Table:
    import ibis

    steps = log.steps
    begin = steps.k == 0 if rule.first is None else steps.aid == _number(log, rule.first)
    begins = steps.filter(begin).group_by("cid").aggregate(begin_k=lambda t: t.k.min(), begin_ts=lambda t: t.ts.min())
    both = cases.join(begins, "cid")
    if rule.second is None:
        reached = ibis.ifelse(both.is_open, ibis.null("int64"), both.last_ts)
    else:
        seconds = steps.filter(steps.aid == _number(log, rule.second)).select("cid", "k", "ts").join(begins, "cid")
        ends = seconds.filter(seconds.k > seconds.begin_k).group_by("cid").aggregate(end_ts=lambda t: t.ts.min())
        both = both.left_join(ends, "cid")
        reached = both.end_ts
    now = ibis.literal(at, "int64") if at is not None else steps.aggregate(now=steps.ts.max()).as_scalar()
    most = round((rule.days or 0.0) * DAY)
    late = (ibis.coalesce(reached, now) - both.begin_ts) > most
    # A finished case that never reached the step is not late: another rule says whether it had to.
    judged = ibis.ifelse(reached.notnull(), late, ibis.ifelse(both.is_open & late, ibis.literal(True), ibis.null("boolean")))
    if rule.second is None:
        return both.select("cid", is_broken=judged)
    return both.filter(reached.notnull() | both.is_open).select("cid", is_broken=judged)


def _four_eyes(log: Log, rule: Rule, cases: ir.Table, at: int | None) -> ir.Table:
    import ibis

    steps = log.steps
    first, second = _number(log, rule.first), _number(log, rule.second)
    some = steps.filter(steps.aid.isin([first, second]))
    each = some.group_by(["cid", "rid"]).aggregate(
        firsts=(some.aid == first).cast("int32").sum(), seconds=(some.aid == second).cast("int32").sum()
    )
    both = (each.firsts > 1) if first == second else (each.firsts > 0) & (each.seconds > 0)
    found = each.group_by("cid").aggregate(
        firsts=each.firsts.sum(),
        seconds=each.seconds.sum(),
        same=(both & each.rid.notnull()).cast("int32").sum(),
        nobody=each.rid.isnull().cast("int32").sum(),
    )
    least = 1 if first == second else 0
    found = found.filter((found.firsts > least) & (found.seconds > least))
    unsure = (found.same == 0) & (found.nobody > 0)
    return found.select("cid", is_broken=ibis.ifelse(unsure, ibis.null("boolean"), found.same > 0))


JUDGES: Final = {"order": _order, "four_eyes": _four_eyes, "forbidden": _forbidden, "required": _required, "deadline": _deadline}
"""For each kind of rule, the cases it is about: `cid`, `is_broken`, null where it cannot judge."""
