"""The ledger as a page: its answer, its filters, its lines."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode

from pupitre.desk import ledger, verdicts
from pupitre.desk.chances import VERDICTS, target_said
from pupitre.desk.ledger import LIVE, Counts, Decision
from pupitre.desk.rights import reach
from pupitre.desk.sheets import Column, Sheet
from pupitre.desk.verdicts import Verdict
from pupitre.desk.web.addresses import address
from pupitre.desk.web.decide.wording import REVIEWS, STATES, TONES, effect, review_text
from pupitre.desk.web.people import names
from pupitre.kernel import N_, Money, Text
from pupitre.records.models import MODELS

SHOWN = 25
"""Lines of one page; the filters and the workbook give the others."""
PERIODS = {
    "30": (Text(N_("Last 30 days")), 30),
    "90": (Text(N_("Last 90 days")), 90),
    "365": (Text(N_("Last 12 months")), 365),
}
JUDGED = "judged"
"""The filter on decisions whose effect was measured."""
FILTERS = ("owner", "unit", "state", "period", "review")


@dataclass(frozen=True, slots=True)
class Line:
    """One decision of the ledger, written for the reader."""

    key: str
    link: str
    title: str
    choice: str
    owner: str
    unit: str
    decided_on: date | None
    due_on: date | None
    tone: str
    state: Text
    counts: Counts
    kpi: str
    kpi_link: str
    effect: Text | None
    review_tone: str
    review: Text
    verdict: tuple[str, Text] | None
    target: Text | None
    cost: Money | None
    row: Decision


@dataclass(frozen=True, slots=True)
class Choice:
    """One link that narrows the ledger."""

    title: Text
    link: str
    is_current: bool
    count: int


@dataclass(frozen=True, slots=True)
class Book:
    """The ledger as a page."""

    headline: Text
    support: Text
    lines: tuple[Line, ...]
    rest: int
    total: int
    states: tuple[Choice, ...]
    owners: tuple[tuple[str, str], ...]
    units: tuple[tuple[str, str], ...]
    periods: tuple[tuple[str, Text], ...]
    asked: dict[str, str]
    is_narrowed: bool
    is_empty: bool


def book(request: HttpRequest) -> Book:
    """Return the ledger as one viewer sees it, narrowed as its address says."""
    on = timezone.localdate()
    mine = reach(request.viewer)
    every = ledger.ledger(on=on, reach=mine)
    asked = {name: request.GET.get(name, "") for name in FILTERS}
    if not any(asked.values()) and any(one.state in LIVE for one in every):
        asked["state"] = "live"
    days = PERIODS[asked["period"]][1] if asked["period"] in PERIODS else 0
    since = on - timedelta(days=days) if days else None
    others = ledger.narrowed(every, owner=asked["owner"], unit=asked["unit"], since=since)
    rows = ledger.narrowed(
        others, state="" if asked["state"] == "all" else asked["state"], review="" if asked["review"] == JUDGED else asked["review"]
    )
    found = verdicts.verdicts(mine)
    judged = {one.key: found[one.key] for one in every if one.key in found}
    is_judged = lambda one: any(two.is_measured for two in judged.get(one.key, ()))  # noqa: E731  # used twice below
    people = names("person", {one.owner for one in every if one.owner})
    units = names("unit", {one.unit for one in every if one.unit})
    if asked["review"] == JUDGED:
        rows = tuple(one for one in rows if is_judged(one))
    shown = rows if request.GET.get("format") or "all" in request.GET else rows[:SHOWN]
    return Book(
        headline=headline(every),
        support=support(every, judged),
        lines=lines(shown, people, units, judged, on=on),
        rest=len(rows) - len(shown),
        total=len(rows),
        states=_states(others, asked, is_judged),
        owners=tuple(sorted(people.items(), key=lambda pair: pair[1])),
        units=tuple(sorted(units.items(), key=lambda pair: pair[1])),
        periods=tuple((name, text) for name, (text, _) in PERIODS.items()),
        asked=asked,
        is_narrowed=any(request.GET.get(name) for name in ("owner", "unit", "period")),
        is_empty=not every,
    )


def headline(rows: Sequence[Decision]) -> Text:
    """Return the answer: how many decisions run, and how many reviews are due."""
    live = sum(one.state in LIVE for one in rows)
    running = Text.many(N_("%(count)s decision is under way"), N_("%(count)s decisions are under way"), count=live)
    month, due = (sum(one.review == kind for one in rows) for kind in ("month", "due"))
    if month:
        said = Text.many(N_("%(count)s is to be reviewed this month"), N_("%(count)s are to be reviewed this month"), count=month)
        return Text(N_("%(running)s; %(review)s."), running=running, review=said)
    if due:
        said = Text.many(N_("%(count)s review is overdue"), N_("%(count)s reviews are overdue"), count=due)
        return Text(N_("%(running)s; %(review)s."), running=running, review=said)
    return Text(N_("%(running)s; no review is due this month."), running=running)


def support(rows: Sequence[Decision], judged: Mapping[str, Sequence[Verdict]]) -> Text:
    """Return what the answer rests on: what past decisions did, late ones, overdue reviews, those that say no effect."""
    live = [one for one in rows if one.state in LIVE]
    late, due = sum(one.state == "late" for one in live), sum(one.review == "due" for one in rows)
    blind = sum(one.kpi is None and one.key not in judged for one in live)
    said: list[Text] = [verdicts_said(judged)]
    if late:
        said.append(Text.many(N_("%(count)s is past its date."), N_("%(count)s are past their date."), count=late))
    if due and any(one.review == "month" for one in rows):
        said.append(
            Text.many(
                N_("The effect of %(count)s should have been reviewed already."),
                N_("The effect of %(count)s should have been reviewed already."),
                count=due,
            )
        )
    if blind:
        said.append(
            Text.many(
                N_("%(count)s names no KPI: its effect could not be told."),
                N_("%(count)s name no KPI: their effect could not be told."),
                count=blind,
            )
        )
    joined = said[0]
    for one in said[1:]:
        joined = Text(N_("%(sentence)s %(more)s"), sentence=joined, more=one)
    return joined


def verdicts_said(judged: Mapping[str, Sequence[Verdict]]) -> Text:
    """Return how many decisions were judged, and what they did."""
    counts = verdicts.counted(judged)
    total = sum(counts.values())
    if not total:
        return Text(N_("No decision could be judged yet: one needs its KPI, and readings before and after it."))
    parts = {
        "works": Text.many(N_("%(count)s worked"), N_("%(count)s worked"), count=counts["works"]),
        "no_effect": Text.many(N_("%(count)s changed nothing"), N_("%(count)s changed nothing"), count=counts["no_effect"]),
        "harmful": Text.many(N_("%(count)s harms"), N_("%(count)s harm"), count=counts["harmful"]),
        "cannot_tell": Text.many(N_("%(count)s cannot be told yet"), N_("%(count)s cannot be told yet"), count=counts["cannot_tell"]),
    }
    named = tuple(text for word, text in parts.items() if counts[word])
    if any(one.improvement and one.is_measured for those in judged.values() for one in those):
        return Text.many(
            N_("%(count)s decision judged on its KPI or on the log of its process: %(what)s."),
            N_("%(count)s decisions judged on their KPI or on the log of their process: %(what)s."),
            count=total,
            what=named,
        )
    return Text.many(
        N_("%(count)s decision judged on its KPI: %(what)s."),
        N_("%(count)s decisions judged on their KPI: %(what)s."),
        count=total,
        what=named,
    )


def _target(those: Sequence[Verdict]) -> Text | None:
    """Return whether the change aimed at is proved by the log of a process; None when no improvement in force aims at one."""
    said = [target_said(one.word, one.is_target_reached) for one in sorted(those, key=lambda one: not one.is_target_reached)]
    return next((text for text in said if text), None)


def lines(
    rows: Sequence[Decision],
    people: dict[str, str],
    units: dict[str, str],
    judged: Mapping[str, Sequence[Verdict]],
    *,
    on: date,
) -> tuple[Line, ...]:
    """Return decisions written for the reader."""
    wanted = {one.kpi for one in rows if one.kpi}
    found = MODELS["kpi"].objects.filter(key__in=wanted).values_list("key", "name", "measured_in", "direction") if wanted else ()
    kpis = {key: (name, unit, direction) for key, name, unit, direction in found}
    made = []
    for one in rows:
        name, unit, direction = kpis.get(one.kpi or "", (one.kpi or "", "", ""))
        made.append(
            Line(
                key=one.key,
                link=address("decide:decision", one.key),
                title=one.title,
                choice=one.choice or "",
                owner=people.get(one.owner or "", one.owner or ""),
                unit=units.get(one.unit or "", one.unit or ""),
                decided_on=one.decided_on,
                due_on=one.due_on,
                tone=TONES[one.state],
                state=STATES[one.state],
                counts=one.actions,
                kpi=name,
                kpi_link=address("performance:kpi", one.kpi) if one.kpi else "",
                effect=effect(one.expected, unit=unit or "", direction=direction or "", is_short=True),
                review_tone=REVIEWS[one.review],
                review=review_text(one, on=on),
                verdict=VERDICTS[judged[one.key][0].word] if one.key in judged and judged[one.key][0].is_measured else None,
                target=_target(judged.get(one.key, ())),
                cost=one.cost,
                row=one,
            )
        )
    return tuple(made)


def workbook(shown: Book) -> Sheet:
    """Return the ledger as a workbook, in the words that our own import reads back."""
    columns = (
        Column.of("decisions", "code"),
        Column.of("decisions", "title"),
        Column.of("decisions", "choice"),
        Column.of("decisions", "department"),
        Column.of("decisions", "owner"),
        Column.of("decisions", "decided"),
        Column.of("decisions", "due"),
        Column(Text(N_("State")), "text"),
        Column(Text(N_("Actions done")), "count"),
        Column(Text(N_("Actions late")), "count"),
        Column(Text(N_("Actions blocked")), "count"),
        Column(Text(N_("KPI expected to move")), "text"),
        Column(Text(N_("Expected effect, low")), "number"),
        Column(Text(N_("Expected effect, likely")), "number"),
        Column(Text(N_("Expected effect, high")), "number"),
        Column.of("decisions", "review"),
        Column(Text(N_("Verdict")), "text"),
        Column(Text(N_("Target")), "text"),
    )
    rows = [
        (
            *(line.key, line.title, line.choice or None, line.unit or None, line.owner or None, line.decided_on, line.due_on, line.state),
            *(line.counts.done, line.counts.late, line.counts.blocked, line.kpi or None, *line.row.expected, line.row.review_on),
            line.verdict[1] if line.verdict else None,
            line.target,
        )
        for line in shown.lines
    ]
    titles = {"owner": Text(N_("Owner")), "unit": Text(N_("Department"))}
    named = {"owner": dict(shown.owners), "unit": dict(shown.units)}
    filters = tuple((titles[name], named[name].get(shown.asked[name], shown.asked[name])) for name in titles if shown.asked[name])
    return Sheet(Text(N_("Decisions")), columns, rows, filters=filters)


def _states(rows: Sequence[Decision], asked: dict[str, str], is_judged: Callable[[Decision], bool]) -> tuple[Choice, ...]:
    """Return the links to each state and to the reviews to come, with how many decisions each holds."""
    kept = {name: asked[name] for name in ("owner", "unit", "period") if asked[name]}

    def link(**more: str) -> str:
        return f"{reverse('decide:home')}?{urlencode({**kept, **more})}"

    wanted: list[tuple[Text, dict[str, str], Callable[[Decision], bool]]] = [
        (Text(N_("Under way")), {"state": "live"}, lambda one: one.state in LIVE),
        (Text(N_("Past their date")), {"state": "late"}, lambda one: one.state == "late"),
        (Text(N_("To review")), {"review": "soon"}, lambda one: one.review in ("due", "month")),
        (Text(N_("Effect judged")), {"review": JUDGED}, is_judged),
        (Text(N_("Carried out")), {"state": "done"}, lambda one: one.state == "done"),
        (Text(N_("Given up")), {"state": "dropped"}, lambda one: one.state == "dropped"),
        (Text(N_("All")), {"state": "all"}, lambda one: True),
    ]
    return tuple(
        Choice(
            title,
            link(**more),
            all(asked[name] == value for name, value in more.items()) and bool(asked["review"]) == ("review" in more),
            count,
        )
        for title, more, test in wanted
        if (count := sum(map(test, rows))) or more == {"state": "all"} or more == {"state": "live"}
    )
