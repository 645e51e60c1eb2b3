"""Two groups of cases of one process beside each other: two periods, or two values of an attribute."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from pupitre import words
from pupitre.domains.processes.analysis.finished import cases_of
from pupitre.domains.processes.web.asked import OTHER, Asked
from pupitre.domains.processes.web.cases import Attribute
from pupitre.domains.processes.web.live import Held
from pupitre.domains.processes.web.writing import lasting, length
from pupitre.kernel import N_, Share, Text
from pupitre.maths.process.compare import Change, Comparison, compared
from pupitre.words import Lang

SHOWN = 12
DAY = 86_400.0
HALF_YEAR = timedelta(days=182)
KINDS: Mapping[str, Text] = {
    "wait": Text(N_("wait before it")),
    "touch": Text(N_("work on it")),
    "path_share": Text(N_("share of what leaves the first step")),
    "path_time": Text(N_("time between the two")),
}


@dataclass(frozen=True, slots=True)
class Difference:
    """A figure on both sides, written for the reader."""

    name: str
    kind: Text
    before: str
    after: str
    range: Text | None
    tone: str
    word: Text


@dataclass(frozen=True, slots=True)
class Versus:
    """Two groups compared.

    Args:
        answer, support: What it says in sentences. lead: Their lead times. before, after: Medians, written.
        differences: Figures that differ most surely. real_count: How many differ beyond chance.
    """

    answer: Text
    support: Text
    lead: Change
    before: str
    after: str
    differences: tuple[Difference, ...]
    real_count: int


def sides(given: tuple[Asked, Asked], attributes: Sequence[Attribute], *, first: date | None, last: date | None) -> tuple[Asked, Asked]:
    """Return the two groups to compare; what the address does not say is the time before, else the other values, else two half-years.

    Args:
        given: The group looked at, and the one it is held against, as the address says them.
        attributes: What cases may be chosen by. first, last: The days of the log.
    """
    one, other = given
    if other.is_filtered:
        return one, other
    if one.since and first:
        until = one.since - timedelta(days=1)
        days = (one.until or last or one.since) - one.since
        return one, replace(one, since=max(first, until - days), until=until)
    if one.attributes:
        name, chosen = one.attributes[0][0], {value for _, value in one.attributes}
        rest = tuple((name, value) for each in attributes if each.name == name for value, _ in each.values if value not in chosen)
        return one, replace(one, attributes=rest)
    if one.is_filtered or last is None:
        return one, other
    return Asked(since=last - HALF_YEAR), Asked(since=last - 2 * HALF_YEAR, until=last - HALF_YEAR - timedelta(days=1))


def versus(held: Held, one: Asked, other: Asked, lang: Lang) -> Versus:
    """Return what differs from a group of cases to another, beyond chance."""

    def made() -> Comparison:
        whole = held.once("cases", Asked(), cases_of)
        return compared(held.of(other), held.of(one), finals=whole.finals, at=(whole.last, whole.last))

    found = held.once(f"versus\x00{other.cases_only.pairs}", one, lambda _: made())
    rows = found.differences.to_pylist()
    real = [row for row in rows if row["is_real"]]
    return Versus(
        answer=_answer(found.lead),
        support=_support(found.lead),
        lead=found.lead,
        before=lasting(None if found.lead.before is None else found.lead.before / DAY, lang),
        after=lasting(None if found.lead.after is None else found.lead.after / DAY, lang),
        differences=tuple(_difference(row, lang) for row in (real or rows)[:SHOWN]),
        real_count=len(real),
    )


def _answer(lead: Change) -> Text:
    if lead.before is None or lead.after is None:
        return Text(N_("Too many cases are open to compare how long they take"))
    ends = {"before": length(lead.before / DAY), "after": length(lead.after / DAY)}
    if lead.low is None or lead.high is None:
        return Text(N_("Half of the cases take more than %(before)s, then %(after)s: too few cases to tell more"), **ends)
    if not lead.is_real:
        return Text(N_("Half of the cases take more than %(before)s, then %(after)s: no more than chance would give"), **ends)
    if lead.after < lead.before:
        return Text(N_("Half of the cases took more than %(before)s, now %(after)s: really faster"), **ends)
    return Text(N_("Half of the cases took more than %(before)s, now %(after)s: really slower"), **ends)


def _support(lead: Change) -> Text:
    counts = {"before": lead.before_cases, "after": lead.after_cases}
    if lead.low is None or lead.high is None:
        return Text(N_("%(before)s cases against %(after)s: too few to tell the range of the difference."), **counts)
    ends = {"low": length(lead.low / DAY), "high": length(lead.high / DAY)}
    return Text(
        N_("%(before)s cases against %(after)s; the difference lies between %(low)s and %(high)s, 95 chances in 100."), **counts, **ends
    )


def _difference(row: Mapping[str, Any], lang: Lang) -> Difference:
    is_share = row["kind"] == "path_share"

    def written(value: float | None) -> str:
        if value is None:
            return "–"
        return words.share(value, lang, digits=1) if is_share else lasting(value / DAY, lang)

    low, high = row["low"], row["high"]
    ends = None
    if low is not None and high is not None:
        bounds = (Share(low, 1), Share(high, 1)) if is_share else (length(low / DAY), length(high / DAY))
        ends = Text(N_("from %(low)s to %(high)s"), low=bounds[0], high=bounds[1])
    is_up = (row["after"] or 0.0) > (row["before"] or 0.0)
    tone = "calm" if is_share or not row["is_real"] else "bad" if is_up else "good"
    word = Text(N_("may be chance"))
    if row["is_real"]:
        word = Text(N_("more often")) if is_share and is_up else Text(N_("less often")) if is_share else _pace(is_up)
    name = row["to"] if row["from"] is None else f"{row['from']} → {row['to']}"
    return Difference(name, KINDS[row["kind"]], written(row["before"]), written(row["after"]), ends, tone, word)


def _pace(is_up: bool) -> Text:
    return Text(N_("longer")) if is_up else Text(N_("shorter"))


@dataclass(frozen=True, slots=True)
class Offered:
    """An attribute in the form of a side: its values, and whether several of them are kept at once."""

    name: str
    values: tuple[tuple[str, int, bool], ...]
    many: bool


@dataclass(frozen=True, slots=True)
class Side:
    """The form of one group of cases."""

    title: Text
    prefix: str
    asked: Asked
    attributes: tuple[Offered, ...]


def forms(one: Asked, other: Asked, attributes: Sequence[Attribute]) -> tuple[Side, Side]:
    """Return the forms of both groups, the one looked at first."""

    def offered(asked: Asked) -> tuple[Offered, ...]:
        chosen = set(asked.attributes)
        return tuple(
            Offered(
                each.name,
                tuple((value, count, (each.name, value) in chosen) for value, count in each.values),
                sum(name == each.name for name, _ in chosen) > 1,
            )
            for each in attributes
        )

    first = Side(Text(N_("These cases")), "", one, offered(one))
    return first, Side(Text(N_("Held against")), OTHER, other, offered(other))
