"""How likely an objective is and why: its measures at their dates, its causes in points, what is worth knowing."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from statistics import NormalDist
from typing import Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from pupitre.charts import Spread
from pupitre.desk import chances
from pupitre.desk.chances import VERDICTS, Chance, names_of, percent, points
from pupitre.desk.web.addresses import address
from pupitre.domains.strategy.web.atlas import Atlas, Cells, Goal
from pupitre.kernel import N_, Text, quoted

MEASURES, FAN, CAUSES = "impact.measure_outlook", "impact.fan", "impact.cause"
FAMILIES_OF, KNOWING, HORIZONS, EFFECTS = "impact.family_share", "impact.worth_knowing", "impact.horizon_chance", "impact.decision_effect"
TABLES: Final = (MEASURES, FAN, CAUSES, FAMILIES_OF, KNOWING, HORIZONS, EFFECTS)
NORMAL: Final = NormalDist()
CHANCES: Final = (0.05, 0.2, 0.5, 0.8, 0.95)
CAUSES_SHOWN: Final = 7
KNOWING_SHOWN: Final = 4
FAMILIES: Final[Mapping[str, tuple[str, Text]]] = {
    "trend": ("trending-up", Text(N_("trend of the KPI"))),
    "lateness": ("clock", Text(N_("lateness of the projects"))),
    "weak_effects": ("scale", Text(N_("effects weaker than expected"))),
    "risks": ("alert-triangle", Text(N_("risks"))),
    "capacity": ("users", Text(N_("missing people"))),
    "dependencies": ("link", Text(N_("waiting for other projects"))),
}
"""Sign and words of each family of causes."""
FIXED: Final[Mapping[str, Text]] = {
    "trend": Text(N_("if its own trend were enough")),
    "lateness": Text(N_("if it finished on the date promised")),
    "weak_effects": Text(N_("if its effect were the one expected")),
    "risks": Text(N_("if it did not happen")),
    "capacity": Text(N_("if it had the people it lacks")),
    "dependencies": Text(N_("if it waited for no other project")),
}
"""What fixing a cause of each family means."""
PAGES: Final[Mapping[str, str]] = {"project": "portfolio:project", "decision": "decide:decision"}


@dataclass(frozen=True, slots=True)
class Cause:
    """Something that holds the objective back, and the points that fixing it would give.

    Args:
        gain: Points of probability, as a fraction. error: Its standard error. is_noise: Whether it cannot be told from chance.
        width: The width of its bar beside the widest.
    """

    kind: str
    key: str
    name: str
    link: str
    family: str
    gain: float
    error: float
    is_noise: bool
    width: int

    @property
    def icon(self) -> str:
        """The sign of its family."""
        return FAMILIES[self.family][0]

    @property
    def what(self) -> Text:
        """Its family in words."""
        return FAMILIES[self.family][1]

    @property
    def fixed(self) -> Text:
        """What fixing it means."""
        return FIXED[self.family]

    @property
    def said(self) -> Text:
        """The points that fixing it gives."""
        return points(self.gain)

    @property
    def give_or_take(self) -> Text:
        """How sure the points are: two standard errors."""
        return Text(N_("give or take %(points)s"), points=points(2 * self.error))


@dataclass(frozen=True, slots=True)
class Family:
    """The points that a family of causes takes away."""

    name: str
    points: float
    width: int

    @property
    def what(self) -> Text:
        """Its words."""
        return FAMILIES[self.name][1]

    @property
    def said(self) -> Text:
        """Its points."""
        return points(self.points)


@dataclass(frozen=True, slots=True)
class Worth:
    """Something whose true value would change what one decides, and by how many points on average."""

    kind: str
    key: str
    name: str
    link: str
    said: Text


@dataclass(frozen=True, slots=True)
class Outlook:
    """What the page of an objective says of its chances.

    Args:
        chance: Its probability. at: Those of the dates before its own.
        measures: By key result, its row of `MEASURES`. fans: By key result, what it may read.
        causes: Those told from chance, the largest first. noise: The others. families: In order of points.
        verdicts: By decision, what it did: rows of `EFFECTS`.
    """

    chance: Chance
    at: tuple[tuple[int, date, Chance], ...]
    measures: Mapping[str, Cells]
    fans: Mapping[str, tuple[Spread, ...]]
    causes: tuple[Cause, ...]
    more_causes: int
    noise: tuple[Cause, ...]
    families: tuple[Family, ...]
    knowing: tuple[Worth, ...]
    verdicts: Mapping[str, tuple[Cells, ...]]

    @property
    def first(self) -> Cause | None:
        """The first cause."""
        return self.causes[0] if self.causes else None

    @property
    def missing(self) -> Text:
        """The points that the families take away together."""
        return points(sum(one.points for one in self.families))


def outlook(known: Atlas, goal: Goal) -> Outlook:
    """Return what is known of the chances of an objective.

    Args:
        known: The strategy, read with `TABLES`.
        goal: The objective.
    """
    causes = _causes(known, goal)
    told = [one for one in causes if not one.is_noise and one.gain > 0]
    families = sorted(_about(known, FAMILIES_OF, goal), key=lambda row: -(row["points"] or 0.0))
    widest = max((abs(row["points"] or 0.0) for row in families), default=1.0) or 1.0
    own = _about(known, MEASURES, goal)
    return Outlook(
        chance=goal.chance,
        at=_horizons(known, goal),
        measures={row["key_result"]: row for row in own},
        fans=fans(known.more[FAN], [row["key_result"] for row in own]),
        causes=tuple(told[:CAUSES_SHOWN]),
        more_causes=max(len(told) - CAUSES_SHOWN, 0),
        noise=tuple(one for one in causes if one.is_noise),
        families=tuple(
            Family(row["family"], row["points"], round(100 * abs(row["points"]) / widest))
            for row in families
            if row["points"] is not None and abs(row["points"]) >= chances.LEAST and row["family"] in FAMILIES
        ),
        knowing=_knowing(known, goal),
        verdicts=_verdicts(known),
    )


def fans(rows: pa.Table, key_results: Collection[str]) -> dict[str, tuple[Spread, ...]]:
    """Return what each key result may read, by day: the values below which it stays with the chances of a fan."""
    own = rows.filter(pc.is_in(rows["key_result"], pa.array(sorted(key_results), pa.string())))
    found: dict[str, list[Spread]] = {}
    listed = sorted(own.to_pylist(), key=lambda row: (row["key_result"], row["at"], row["p"]))
    for (key, at), group in groupby(listed, key=lambda row: (row["key_result"], row["at"])):
        pairs = [(row["p"], row["value"]) for row in group if row["value"] is not None]
        if pairs:
            # Between two chances that are known, a value stands where it would for a bell: straight lines would widen the middle.
            places, values = zip(*((NORMAL.inv_cdf(p), value) for p, value in pairs), strict=True)
            values = np.interp([NORMAL.inv_cdf(p) for p in CHANCES], places, values)
            found.setdefault(key, []).append(Spread(at, *map(float, values)))
    return {key: tuple(spreads) for key, spreads in found.items()}


def first_sentence(outlook: Outlook) -> Text | None:
    """Return the first cause as a sentence, for those who read nothing else."""
    first = outlook.first
    if first is None:
        return None
    text = N_("First cause: %(name)s (%(family)s); %(fixed)s, %(points)s more.")
    return Text(text, name=quoted([first.name]), family=first.what, fixed=first.fixed, points=first.said)


def _about(known: Atlas, table: str, goal: Goal) -> list[Cells]:
    rows = known.more[table]
    return list(rows.filter(pc.equal(rows["objective"], goal.key)).to_pylist())


def _causes(known: Atlas, goal: Goal) -> list[Cause]:
    rows = [row for row in _about(known, CAUSES, goal) if row["gain"] is not None and row["family"] in FAMILIES]
    named = _names(goal, rows)
    widest = max((row["gain"] for row in rows), default=1.0) or 1.0
    found = [
        Cause(
            row["kind"],
            row["key"],
            *_named(named, goal, row),
            row["family"],
            row["gain"],
            row["error"] or 0.0,
            bool(row["is_noise"]),
            max(percent(row["gain"] / widest), 1),
        )
        for row in rows
    ]
    return sorted(found, key=lambda one: (-one.gain, one.kind, one.key))


def _knowing(known: Atlas, goal: Goal) -> tuple[Worth, ...]:
    rows = sorted(_about(known, KNOWING, goal), key=lambda row: (-(row["points"] or 0.0), row["kind"], row["key"]))
    rows = [row for row in rows if (row["points"] or 0.0) >= chances.LEAST][:KNOWING_SHOWN]
    named = _names(goal, rows)
    return tuple(Worth(row["kind"], row["key"], *_named(named, goal, row), points(row["points"])) for row in rows)


def _names(goal: Goal, rows: Sequence[Cells]) -> dict[tuple[str, str], str]:
    """Return the names of what rows name, by kind and key; the key results are those of the page."""
    named = names_of(row for row in rows if row["kind"] != "measure")
    return named | {("measure", one.key): one.name for one in goal.results}


def _named(named: Mapping[tuple[str, str], str], goal: Goal, row: Cells) -> tuple[str, str]:
    """Return the name of what a row names, and its page."""
    kind, key = row["kind"], row["key"]
    if kind == "measure":
        place = next((number for number, one in enumerate(goal.results, start=1) if one.key == key), None)
        return named.get((kind, key), key), f"#kr-{place}" if place else ""
    return named.get((kind, key), key), address(PAGES[kind], key) if kind in PAGES else ""


def _horizons(known: Atlas, goal: Goal) -> tuple[tuple[int, date, Chance], ...]:
    rows = [row for row in _about(known, HORIZONS, goal) if row["chance"] is not None and row["horizon_days"]]
    return tuple(
        (row["horizon_days"], row["at"], Chance(goal.key, row["at"], row["chance"], row["low"], row["high"]))
        for row in sorted(rows, key=lambda row: row["horizon_days"])
    )


def _verdicts(known: Atlas) -> dict[str, tuple[Cells, ...]]:
    found: dict[str, list[Cells]] = {}
    for row in known.more[EFFECTS].to_pylist():
        if row["verdict"] in VERDICTS:
            found.setdefault(row["decision"], []).append(row)
    return {key: tuple(its) for key, its in found.items()}
