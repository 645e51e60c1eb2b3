"""The answer to a choice of projects as a page: its sentence, its tables, its pictures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from urllib.parse import urlencode

from django.urls import reverse

from pupitre import words
from pupitre.charts import Chart, Spot, frontier
from pupitre.desk.arbitration import Ready
from pupitre.desk.arbitration.saying import (
    NOTICED,
    amount,
    changed,
    going_on,
    headline,
    limit_name,
    mode_of,
    money,
    price_text,
    reason,
    standing_of,
    support,
    way_of,
    way_text,
)
from pupitre.desk.web.addresses import address
from pupitre.desk.web.arbitrate.said import Said
from pupitre.impact.arbitration import Limit, Plan
from pupitre.impact.arbitration.case import AS_IS, LATER
from pupitre.kernel import N_, Money, Share, Text

BESIDE = 2
"""Limits that have room beside the curve."""
SIDE, ALONE = (720.0, 280.0), (1080.0, 300.0)
"""Size of the curve beside the limits, and above them."""
NAMED = 4
"""Projects that what is decided names; more of them are counted."""
MONTH = timedelta(days=30)
"""Time given to carry out what is decided here."""
LONGEST = 300
"""Letters that what is decided may have."""
SHOWN = 8
"""Projects of a group shown at once; the others unfold."""
ENOUGH = 0.95
"""Share of what today's money brings from which less money is told to bring nearly as much."""
TONES = {"core": "good", "borderline": "warn", "idle": "calm", "out": "calm"}
ORDER = {"bad": 0, "warn": 1, "good": 2}
"""The limits that today's plan passes first, those that leave room last."""
STANDINGS = {
    "core": Text(N_("In every good plan")),
    "borderline": Text(N_("On the edge")),
    "idle": Text(N_("Kept, with little at stake")),
    "out": Text(N_("In no good plan")),
}
ABOUT = {
    "core": Text(N_("Run these whatever else is decided.")),
    "borderline": Text(N_("Plans that are as good differ on these: here judgement decides.")),
    "idle": Text(N_("Stopping one of these would cost the objectives next to nothing, and the plan found no better use of what it takes.")),
    "out": Text(N_("The same means bring more elsewhere.")),
}


@dataclass(frozen=True, slots=True)
class Row:
    """One project: where it stands, what becomes of it, and why."""

    key: str
    name: str
    link: str
    cost: Money
    points: float
    way: Text
    is_changed: bool
    tone: str
    reason: Text


@dataclass(frozen=True, slots=True)
class Group:
    """The projects of one standing, those shown at once and those that unfold."""

    title: Text
    about: Text
    tone: str
    rows: tuple[Row, ...]
    rest: tuple[Row, ...]

    @property
    def count(self) -> int:
        """How many there are."""
        return len(self.rows) + len(self.rest)


@dataclass(frozen=True, slots=True)
class LimitRow:
    """One limit, what is used of it, and the field in which it is typed."""

    key: str
    name: Text
    field: str
    typed: str
    fault: Text | None
    today: Text
    best: Text | None
    state: Text
    tone: str
    price: Text | None
    link: str


@dataclass(frozen=True, slots=True)
class Aim:
    """The chance of one objective under both plans."""

    name: str
    link: str
    now: float
    then: float

    change: str

    @property
    def points(self) -> float:
        """By how much it changes, as a fraction."""
        return self.then - self.now

    @property
    def is_same(self) -> bool:
        """Whether it changes by less than what is shown."""
        return abs(self.points) < NOTICED


@dataclass(frozen=True, slots=True)
class Page:
    """Everything that the page shows."""

    headline: Text
    support: Text
    is_possible: bool
    is_other: bool
    before: Share
    after: Share | None
    money_now: Money
    money_then: Money | None
    run_now: int
    run_then: int
    groups: tuple[Group, ...]
    kept: tuple[Row, ...]
    limits: tuple[LimitRow, ...]
    aims: tuple[Aim, ...]
    wide: Chart | None
    narrow: Chart | None
    decide: str

    @property
    def first_fault(self) -> Text | None:
        """What is wrong with the first limit that cannot be read."""
        return next((row.fault for row in self.limits if row.fault), None)

    @property
    def has_fault(self) -> bool:
        """Whether some limit typed was refused."""
        return self.first_fault is not None

    @property
    def is_short(self) -> bool:
        """Whether the limits are few enough to stand beside the curve."""
        return len(self.limits) <= BESIDE


def page(ready: Ready, asked: Said, lang: words.Lang) -> Page:
    """Return the page of an answer."""
    answer = ready.answer
    best = answer.best
    on = going_on(ready)
    wide, narrow = _pictures(ready, lang)
    return Page(
        headline=headline(ready),
        support=support(ready),
        is_possible=best is not None,
        is_other=asked.is_other,
        before=Share(answer.share(answer.current.value)),
        after=Share(answer.share(best.value)) if best else None,
        money_now=money(ready, answer.current.cost + on),
        money_then=money(ready, best.cost + on) if best else None,
        run_now=len(ready.case.works) + len(ready.case.kept),
        run_then=sum(bool(mode_of(ready, best, key)) for key in ready.case.works) + len(ready.case.kept) if best else 0,
        groups=_groups(ready, best) if best else (),
        kept=_kept(ready),
        limits=tuple(sorted((_limit(ready, asked, at, lang) for at in range(len(ready.case.limits))), key=lambda row: ORDER[row.tone])),
        aims=_aims(ready, best, lang) if best else (),
        wide=wide,
        narrow=narrow,
        decide=_decide(ready, lang) if best and changed(ready) else "",
    )


def _decide(ready: Ready, lang: words.Lang) -> str:
    """Return the address of the form of a decision, filled in with the best plan."""
    best = ready.answer.best
    if best is None:
        return ""
    ways: dict[str, list[str]] = {}
    changing = sorted(changed(ready), key=lambda key: (-ready.case.works[key].cost, key))
    for key in changing:
        ways.setdefault(words.render(_done(ready, best, key), lang), []).append(ready.case.works[key].name)
    lines = [_line(way, words.listed(names, lang), lang) for way, names in ways.items()]
    choice = " · ".join(_line(way, words.render(_few(names), lang), lang) for way, names in ways.items())
    said = {
        "question": words.render(Text(N_("Which projects do we run for the means there are?")), lang),
        "due_on": (ready.ground.means.on + MONTH).isoformat(),
        "choice": choice if len(choice) <= LONGEST else choice[: LONGEST - 1] + "…",
        "comment": "\n".join([words.render(headline(ready), lang), words.render(support(ready), lang), *lines]),
    }
    return f"{reverse('decide:new')}?{urlencode(said)}"


def _done(ready: Ready, best: Plan, key: str) -> Text:
    """Return what is done to a project that changes, as an order."""
    way = way_of(ready, best, key)
    if way is None:
        return Text(N_("Stop"))
    return Text(N_("Put off by a quarter")) if way.mode == LATER else Text(N_("%(name)s"), name=way.name)


def _few(names: Sequence[str]) -> Text:
    """Return the first names of a list, the others counted."""
    if len(names) <= NAMED:
        return Text(N_("%(names)s"), names=tuple(names))
    return Text.many(
        N_("%(names)s and %(count)s other"),
        N_("%(names)s and %(count)s others"),
        count=len(names) - NAMED,
        names=", ".join(names[:NAMED]),
    )


def _line(way: str, names: str, lang: words.Lang) -> str:
    return words.opening(words.render(Text(N_("%(name)s: %(value)s"), name=way, value=names), lang))


def _groups(ready: Ready, best: Plan) -> tuple[Group, ...]:
    found = []
    for standing in ("out", "borderline", "core", "idle"):
        keys = [key for key in ready.answer.standings if standing_of(ready, key) == standing]
        rows = sorted((_row(ready, best, key, standing) for key in keys), key=lambda row: (not row.is_changed, -row.cost.amount, row.key))
        if rows:
            found.append(Group(STANDINGS[standing], ABOUT[standing], TONES[standing], tuple(rows[:SHOWN]), tuple(rows[SHOWN:])))
    return tuple(found)


def _row(ready: Ready, best: Plan, key: str, standing: str) -> Row:
    work = ready.case.works[key]
    mode = mode_of(ready, best, key)
    return Row(
        key,
        work.name,
        address("portfolio:project", key),
        money(ready, work.cost),
        ready.answer.share(ready.answer.gains.get(key, 0.0)),
        way_text(way_of(ready, best, key)),
        mode != AS_IS,
        TONES[standing],
        reason(ready, key),
    )


def _kept(ready: Ready) -> tuple[Row, ...]:
    nothing = Text("")
    return tuple(
        Row(work.key, work.name, address("portfolio:project", work.key), money(ready, work.cost), 0.0, nothing, False, "calm", nothing)
        for work in sorted(ready.case.kept, key=lambda work: (-work.cost, work.key))
    )


def _limit(ready: Ready, asked: Said, at: int, lang: words.Lang) -> LimitRow:
    limit, answer = ready.case.limits[at], ready.answer
    today = float(ready.case.problem.use[at] @ answer.current.taken) + float(ready.case.fixed[at])
    best = answer.used[at] if answer.used else None
    price = next((one for one in answer.prices if one.limit.key == limit.key), None)
    is_passed = today > limit.value * (1 + 1e-6)
    state = Text(N_("today's plan passes it")) if is_passed else Text(N_("holds the plan back")) if price else Text(N_("leaves room"))
    return LimitRow(
        limit.key,
        Text(N_("%(name)s"), name=words.opening(words.render(limit_name(ready, limit), lang))),
        f"limit-{limit.key}",
        asked.typed.get(limit.key) or words.number(round(limit.value), lang),
        asked.faults.get(limit.key),
        amount(ready, limit, today),
        None if best is None else amount(ready, limit, best),
        state,
        "bad" if is_passed else "warn" if price else "good",
        price_text(ready, price) if price else None,
        address("objects:edit", "limit", limit.key) if _is_declared(ready, limit) else "",
    )


def _is_declared(ready: Ready, limit: Limit) -> bool:
    return any(one.key == limit.key for one in ready.ground.means.limits)


def _aims(ready: Ready, best: Plan, lang: words.Lang) -> tuple[Aim, ...]:
    answer, name = ready.answer, ready.ground.means.name
    aims = (
        Aim(name("objective", key), address("strategy:objective", key), now, then, words.points(then - now, lang, digits=1))
        for key, now, then in zip(answer.objectives, answer.current.chances.tolist(), best.chances.tolist(), strict=True)
    )
    return tuple(sorted(aims, key=lambda aim: (-abs(aim.points), aim.name)))


def _pictures(ready: Ready, lang: words.Lang) -> tuple[Chart | None, Chart | None]:
    answer = ready.answer
    if not answer.frontier or answer.best is None:
        return None, None
    on = going_on(ready)
    points = [(point.money + on, answer.share(point.plan.value)) for point in answer.frontier]
    spots = _plans(ready, on, lang)

    def drawn(width: float, height: float) -> Chart:
        return frontier(
            points,
            spots,
            title=words.render(Text(N_("What each sum of money would buy at best")), lang),
            message=words.render(message(ready), lang),
            across=words.render(Text(N_("money left to spend")), lang),
            columns=tuple(words.render(Text(said), lang) for said in (N_("Plan"), N_("Money"), N_("Average chance"))),  # type: ignore[arg-type]  # three of them
            curve=words.render(Text(N_("Best for this money")), lang),
            write_x=lambda value: words.money(money(ready, value), lang),
            write_y=lambda value: words.share(value, lang),
            width=width,
            height=height,
        )

    return drawn(*(SIDE if len(ready.case.limits) <= BESIDE else ALONE)), drawn(340, 260)


def _plans(ready: Ready, on: float, lang: words.Lang) -> Sequence[Spot]:
    answer = ready.answer
    today = Spot(answer.current.cost + on, answer.share(answer.current.value), words.render(Text(N_("Today's plan")), lang), "calm")
    if answer.best is None or not changed(ready):
        return (today,)
    return (today, Spot(answer.best.cost + on, answer.share(answer.best.value), words.render(Text(N_("Best plan")), lang), "accent"))


def message(ready: Ready) -> Text:
    """Return what the curve says: how little money would bring nearly as much as today's, else what all of it brings."""
    answer = ready.answer
    floor, now = answer.frontier[0].plan.value, answer.current.value
    on = going_on(ready)
    enough = next((point for point in answer.frontier if point.plan.value >= floor + ENOUGH * (now - floor)), None)
    if enough is not None and now > floor and enough.plan.cost < 0.9 * answer.current.cost:
        said = N_("%(money)s, well chosen, would bring nearly as much as the %(now)s of today's plan.")
        return Text(said, money=money(ready, enough.plan.cost + on), now=money(ready, answer.current.cost + on))
    return Text(N_("Less money would cost the objectives: today's plan lies on the curve of what money can buy at best."))
