"""The bands of the strategy map, what stands beside them, and the parts of the alignment score."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pupitre.desk.web.addresses import address
from pupitre.domains.strategy.web.atlas import Atlas, Dot, Goal
from pupitre.domains.strategy.web.pace import percent
from pupitre.kernel import N_, Money, Text
from pupitre.records.models import MODELS

MOST_CARDS = 60
"""Above so many objectives, those that serve another show as squares in its card, no longer as cards of their own."""
LOOSE_SHOWN = 8
ALONE_SHOWN = 5
SUB_OBJECTIVES, KEY_RESULTS, KPIS = Text(N_("Sub-objectives")), Text(N_("Key results")), Text(N_("KPIs"))


@dataclass(frozen=True, slots=True)
class Means:
    """What an axis weighs, or gets of one thing: its share, and the width of its bar beside the largest one of the map."""

    title: Text
    share: float
    percent: int
    column: str


@dataclass(frozen=True, slots=True)
class Tile:
    """The card of an objective in its band: what serves it as rows of squares, each with what they are."""

    goal: Goal
    waffle: tuple[tuple[Text, list[Dot]], ...]


@dataclass(frozen=True, slots=True)
class Band:
    """An axis with the cards of its objectives.

    Args:
        means: Declared weight, share of the money, share of the days; those that are known.
        is_short: Whether it gets so much less money than it weighs that a finding says it.
        hidden: How many objectives show as squares only.
    """

    key: str
    name: str
    link: str
    means: tuple[Means, ...]
    money: Money | None
    is_short: bool
    tiles: tuple[Tile, ...]
    hidden: int


def bands(known: Atlas, goals: Sequence[Goal]) -> list[Band]:
    """Return the axes in order of key with the objectives asked for, then those of no axis."""
    of: dict[str, list[Goal]] = {}
    for goal in goals:
        of.setdefault(goal.axis, []).append(goal)
    is_full = len(goals) <= MOST_CARDS
    declared = {axis["key"]: axis["name"] for axis in known.axes}
    given = {key: _means(known.shares.get(key, {}), weight) for key, weight in ((axis["key"], axis["weight"]) for axis in known.axes)}
    largest = max((share for its in given.values() for _, share, _ in its), default=1.0) or 1.0
    short = {item["key"] for item in known.items if item["part"] == "money" and not item["is_right"]}
    found = []
    for key in [*declared, *sorted(set(of) - set(declared) - {""}), ""]:
        its = of.get(key, [])
        if key not in declared and not its:
            continue
        shown = [goal for goal in its if is_full or goal.depth == 0 or not goal.parents]
        means = tuple(Means(title, share, percent(share / largest), column) for title, share, column in given.get(key, ()))
        found.append(
            Band(
                key=key,
                name=declared.get(key, key),
                link=address("strategy:axis", key) if key in declared else "",
                means=means,
                money=known.amount(known.shares.get(key, {}).get("money")),
                is_short=key in short,
                tiles=tuple(_tile(known, goal) for goal in shown),
                hidden=len(its) - len(shown),
            )
        )
    return found


def _means(share: Mapping[str, object], weight: float | None) -> list[tuple[Text, float, str]]:
    """Return what an axis weighs and gets, as far as it is known: a title, the share, its column."""
    given = (
        (Text(N_("Weight")), share.get("weight", weight), "weight"),
        (Text(N_("Money")), share.get("money_share"), "money_share"),
        (Text(N_("Days")), share.get("hours_share"), "hours_share"),
    )
    return [(title, float(value), column) for title, value, column in given if isinstance(value, int | float)]


def _tile(known: Atlas, goal: Goal) -> Tile:
    rows = ((SUB_OBJECTIVES, known.child_dots(goal)), (KEY_RESULTS, goal.result_dots), (KPIS, goal.kpi_dots))
    return Tile(goal, tuple((label, dots) for label, dots in rows if dots))


@dataclass(frozen=True, slots=True)
class Loose:
    """A project that no link ties to the strategy."""

    key: str
    name: str
    link: str
    reason: Text
    budget: Money | None


@dataclass(frozen=True, slots=True)
class Beside:
    """What stands beside the bands: orphans, and apart from them what nobody has linked yet.

    Args:
        orphans, mandatory: Projects of a reviewed portfolio that serve no objective. unlinked: Projects whose links nobody reviewed.
        unmeasured: Objectives not linked to their measures yet.
    """

    orphans: tuple[Loose, ...]
    mandatory: tuple[Loose, ...]
    unlinked: tuple[Loose, ...]
    more_unlinked: int
    unmeasured: tuple[Goal, ...]
    more_unmeasured: int
    assistant: str
    orphan_money: Money | None

    @property
    def unlinked_count(self) -> int:
        """How many projects are not linked yet."""
        return len(self.unlinked) + self.more_unlinked


LOOSE: Mapping[str, Text] = {
    "orphan": Text(N_("serves no objective")),
    "only_dropped": Text(N_("serves dropped objectives only")),
    "mandatory": Text(N_("mandatory: it needs no objective")),
    "not_reviewed": Text(N_("not linked yet")),
}


def beside(known: Atlas) -> Beside:
    """Return what no link ties to the strategy."""
    keys = [row["project"] for row in known.loose]
    money = dict(MODELS["project"].objects.filter(key__in=keys).values_list("key", "budget")) if keys else {}
    by: dict[str, list[Loose]] = {reason: [] for reason in LOOSE}
    for row in known.loose:
        key = row["project"]
        amount = known.amount(money.get(key))
        by[row["reason"]].append(Loose(key, known.name("project", key), address("portfolio:project", key), LOOSE[row["reason"]], amount))
    orphans = (*by["orphan"], *by["only_dropped"])
    priced = [one.budget for one in orphans if one.budget]
    measured = {goal.key for goal in known.live if goal.results or goal.kpis or goal.children}
    is_usual = any(part["part"] == "measures" and part["reason"] == "not_linked" for part in known.parts)
    unmeasured = tuple(goal for goal in known.live if goal.key not in measured) if is_usual else ()
    return Beside(
        orphans=orphans,
        mandatory=tuple(by["mandatory"]),
        unlinked=tuple(by["not_reviewed"][:LOOSE_SHOWN]),
        more_unlinked=max(len(by["not_reviewed"]) - LOOSE_SHOWN, 0),
        unmeasured=unmeasured[:LOOSE_SHOWN],
        more_unmeasured=max(len(unmeasured) - LOOSE_SHOWN, 0),
        assistant=address("links:home"),
        orphan_money=known.amount(sum((one.amount for one in priced), priced[0].amount * 0)) if priced else None,
    )


PARTS: Mapping[str, tuple[Text, Text]] = {
    "projects": (Text(N_("Projects tied to an objective")), Text(N_("Half by number, half by budget; mandatory projects are left out."))),
    "money": (Text(N_("Money where the weights are")), Text(N_("What is left once the money that would have to move is taken off."))),
    "measures": (Text(N_("Objectives that can be measured")), Text(N_("They have a key result or a KPI, readings and a target."))),
    "cascade": (Text(N_("Cascade without fault")), Text(N_("No loop, no child due after its parent, weights that add up."))),
    "horizons": (Text(N_("Short and long term tied")), Text(N_("Far aims have near steps, and near aims serve a far one."))),
    "means": (Text(N_("Objectives that have a project")), Text(N_("Those that no other objective serves need a running project."))),
}
ABSENT: Mapping[str, Text] = {
    "not_reviewed": Text(N_("projects are not linked to objectives yet")),
    "no_project": Text(N_("no running project is known")),
    "no_weight": Text(N_("no axis declares a weight")),
    "no_money": Text(N_("no money can be laid to the axes yet")),
    "not_linked": Text(N_("objectives are not linked to their measures yet")),
    "no_objective": Text(N_("no objective is to be reached")),
    "no_cascade": Text(N_("no objective says which one it serves")),
    "no_horizon": Text(N_("no long or short term objective is tied to anything yet")),
}
WHY: Mapping[str, Text] = {
    "linked": Text(N_("tied to an objective")),
    "short": Text(N_("gets much less than it weighs")),
    "in_line": Text(N_("gets about what it weighs")),
    "measured": Text(N_("measured")),
    "through": Text(N_("measured through those that serve it")),
    "below": Text(N_("none of those that serve it is measured")),
    "no_measure": Text(N_("neither key result nor KPI")),
    "no_number": Text(N_("its key results carry no number")),
    "never_read": Text(N_("its KPIs were never read")),
    "no_target": Text(N_("no target says when it is reached")),
    "loop": Text(N_("in a loop of objectives")),
    "late_child": Text(N_("due after the one it serves")),
    "weights": Text(N_("the weights below it do not add up")),
    "unknown_parent": Text(N_("serves an objective that no file declares")),
    "sound": Text(N_("no fault")),
    "covered": Text(N_("tied to the other horizon")),
    "long_alone": Text(N_("long term, without any near step")),
    "short_alone": Text(N_("short term, serving nothing farther")),
    "served": Text(N_("has a running project")),
    "no_project": Text(N_("no running project serves it")),
    **LOOSE,
}


@dataclass(frozen=True, slots=True)
class Part:
    """One part of the alignment score.

    Args:
        wrong, total: How many of its items, within reach, are not as they should be, and how many there are.
        absent: Why it cannot be computed.
    """

    name: str
    title: Text
    note: Text
    share: float | None
    percent: int
    tone: str
    wrong: int
    total: int
    absent: Text | None
    link: str


def parts(known: Atlas) -> list[Part]:
    """Return the parts of the alignment score, in order."""
    totals = Counter(item["part"] for item in known.items)
    wrongs = Counter(item["part"] for item in known.items if not item["is_right"])
    found = []
    for row in known.parts:
        name, share = row["part"], row["share"]
        title, note = PARTS[name]
        tone = "calm" if share is None else "good" if not wrongs[name] else "warn"
        absent = ABSENT.get(row["reason"]) if share is None else None
        link = address("strategy:part", name) if share is not None else ""
        found.append(Part(name, title, note, share, percent(share), tone, wrongs[name], totals[name], absent, link))
    return found


@dataclass(frozen=True, slots=True)
class Item:
    """One line of the list behind a part."""

    key: str
    name: str
    link: str
    tone: str
    why: Text


LINKS = {"project": "portfolio:project", "objective": "strategy:objective", "axis": "strategy:axis"}


def items(known: Atlas, name: str) -> list[Item]:
    """Return the list behind a part, what is wrong first."""
    rows = [row for row in known.items if row["part"] == name]
    missing = {row["key"] for row in rows if row["kind"] == "project" and row["key"] not in known.names["project"]}
    projects = dict(MODELS["project"].objects.filter(key__in=missing).values_list("key", "name")) if missing else {}
    names = {"objective": {goal.key: goal.name for goal in known.goals.values()}, "axis": known.names["axis"]}
    names["project"] = {**known.names["project"], **projects}
    found = [
        Item(
            key=row["key"],
            name=names[row["kind"]].get(row["key"], row["key"]),
            link=address(LINKS[row["kind"]], row["key"]),
            tone="good" if row["is_right"] else "warn",
            why=WHY.get(row["reason"], Text("%(reason)s", reason=row["reason"])),
        )
        for row in rows
    ]
    return sorted(found, key=lambda item: (item.tone == "good", item.name.lower()))


@dataclass(frozen=True, slots=True)
class Horizon:
    """The objectives of one horizon, and how many are tied to the other."""

    title: Text
    count: int
    tied: int | None
    alone: tuple[Goal, ...]
    more_alone: int
    note: Text


HORIZONS: Mapping[str, tuple[Text, Text]] = {
    "short": (Text(N_("Short term")), Text(N_("serve a farther aim"))),
    "medium": (Text(N_("Medium term")), Text(N_("in between: nothing is asked of them"))),
    "long": (Text(N_("Long term")), Text(N_("have a near step, an objective or a project"))),
    "": (Text(N_("Without a date")), Text(N_("neither horizon nor date is known"))),
}


def horizons(known: Atlas) -> list[Horizon]:
    """Return how the short term and the long term hold together."""
    found = []
    for name, (title, note) in HORIZONS.items():
        rows = [row for row in known.coverage.values() if row["horizon"] == name and row["objective"] in known.goals]
        judged = [row for row in rows if row["is_covered"] is not None]
        alone = tuple(known.goals[row["objective"]] for row in judged if not row["is_covered"])
        tied = len(judged) - len(alone) if judged else None
        if rows:
            found.append(Horizon(title, len(rows), tied, alone[:ALONE_SHOWN], max(len(alone) - ALONE_SHOWN, 0), note))
    return found
