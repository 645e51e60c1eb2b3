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

from pupitre import words
from pupitre.charts import Spread
from pupitre.desk import chances
from pupitre.desk.chances import VERDICTS, Chance, names_of, percent, points, told
from pupitre.desk.web.addresses import address
from pupitre.domains.strategy.web.atlas import Atlas, Cells, Goal
from pupitre.kernel import N_, Text, quoted, reading
from pupitre.words import Lang

MEASURES, FAN, CAUSES = "impact.measure_outlook", "impact.fan", "impact.cause"
FAMILIES_OF, KNOWING, HORIZONS = "impact.family_share", "impact.worth_knowing", "impact.horizon_chance"
EFFECTS, ASSUMPTIONS = "impact.decision_effect", "impact.assumption_state"
TABLES: Final = (MEASURES, FAN, CAUSES, FAMILIES_OF, KNOWING, HORIZONS, EFFECTS, ASSUMPTIONS)
STANDING: Final[Mapping[str, tuple[str, Text]]] = {
    "broken": ("bad", Text(N_("no longer holds"))),
    "likely": ("warn", Text(N_("may give way"))),
    "holds": ("good", Text(N_("it holds"))),
}
"""Tone and words of where an assumption stands, the worst first."""
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
    "assumption": ("bulb", Text(N_("assumption that gives way"))),
}
"""Sign and words of each family of causes."""
FIXED: Final[Mapping[str, Text]] = {
    "trend": Text(N_("if its own trend were enough")),
    "lateness": Text(N_("if it finished on the date promised")),
    "weak_effects": Text(N_("if its effect were the one expected")),
    "risks": Text(N_("if it did not happen")),
    "capacity": Text(N_("if it had the people it lacks")),
    "dependencies": Text(N_("if it waited for no other project")),
    "assumption": Text(N_("if it held")),
}
"""What fixing a cause of each family means."""
WHAT: Final[Mapping[str, Text]] = {
    "project": Text(N_("when it finishes")),
    "effect": Text(N_("what it brings")),
    "risk": Text(N_("whether it happens")),
    "measure": Text(N_("what it will read by itself")),
    "assumption": Text(N_("whether it holds")),
}
"""What would be worth knowing of each kind of thing."""
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
        return FAMILIES[self.sort][0]

    @property
    def what(self) -> Text:
        """Its family in words."""
        return FAMILIES[self.sort][1]

    @property
    def fixed(self) -> Text:
        """What fixing it means."""
        return FIXED[self.sort]

    @property
    def sort(self) -> str:
        """Its family, an assumption apart: it weighs on the trend, and reads otherwise."""
        return "assumption" if self.kind == "assumption" else self.family

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
    measure: str
    name: str
    link: str
    what: Text
    said: Text


@dataclass(frozen=True, slots=True)
class Taken:
    """Something that the objective takes for granted, and where it stands."""

    key: str
    statement: str
    tone: str
    word: Text
    said: Text
    price: Text | None


@dataclass(frozen=True, slots=True)
class Outlook:
    """What the page of an objective says of its chances.

    Args:
        chance: Its probability. at: Those of the dates before its own.
        measures: By key result, its row of `MEASURES`. fans: By key result, what it may read.
        causes: Those worth a point and told from chance, the largest first. noise: The others. families: In order of points.
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
    taken: tuple[Taken, ...]

    @property
    def first(self) -> Cause | None:
        """The first cause."""
        return self.causes[0] if self.causes else None

    @property
    def missing(self) -> Text:
        """The points that the families take away together."""
        return points(sum(one.points for one in self.families))


def outlook(known: Atlas, goal: Goal, *, lang: Lang) -> Outlook:
    """Return what is known of the chances of an objective.

    Args:
        known: The strategy, read with `TABLES`.
        goal: The objective.
        lang: The reader's language.
    """
    causes = _causes(known, goal)
    clear = [one for one in causes if not one.is_noise and one.gain >= chances.LEAST]
    families = sorted(_about(known, FAMILIES_OF, goal), key=lambda row: -(row["points"] or 0.0))
    widest = max((abs(row["points"] or 0.0) for row in families), default=1.0) or 1.0
    own = _about(known, MEASURES, goal)
    return Outlook(
        chance=goal.chance,
        at=_horizons(known, goal),
        measures={row["key_result"]: row for row in own},
        fans=fans(known.more[FAN], [row["key_result"] for row in own]),
        causes=tuple(clear[:CAUSES_SHOWN]),
        more_causes=max(len(clear) - CAUSES_SHOWN, 0),
        noise=tuple(one for one in causes if one.is_noise or one.gain < chances.LEAST),
        families=tuple(
            Family(row["family"], row["points"], round(100 * abs(row["points"]) / widest))
            for row in families
            if row["points"] is not None and abs(row["points"]) >= chances.LEAST and row["family"] in FAMILIES
        ),
        knowing=_knowing(known, goal),
        verdicts=_verdicts(known),
        taken=_taken(known, goal, lang),
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
    return tuple(
        Worth(row["kind"], row["key"], row["measure"] or "", *_named(named, goal, row), WHAT[row["kind"]], points(row["points"]))
        for row in rows
        if row["kind"] in WHAT
    )


def _names(goal: Goal, rows: Sequence[Cells]) -> dict[tuple[str, str], str]:
    """Return the names of what rows name, by kind and key; the key results are those of the page."""
    asked = [row for row in rows if row["kind"] != "measure"]
    asked += [{"kind": kind, "key": row["key"]} for row in rows if row["kind"] == "effect" for kind in PAGES]
    named = names_of(asked)
    found = {("effect", key): name for (kind, key), name in named.items() if kind in PAGES}
    return {**found, **named, **{("measure", one.key): one.name for one in goal.results}}


def _named(named: Mapping[tuple[str, str], str], goal: Goal, row: Cells) -> tuple[str, str]:
    """Return the name of what a row names, and its page."""
    kind, key = row["kind"], row["key"]
    if kind == "measure":
        place = next((number for number, one in enumerate(goal.results, start=1) if one.key == key), None)
        return named.get((kind, key), key), f"#kr-{place}" if place else ""
    page = "project" if kind == "effect" and ("project", key) in named else kind
    return named.get((kind, key), key), address(PAGES[page], key) if page in PAGES else ""


def _horizons(known: Atlas, goal: Goal) -> tuple[tuple[int, date, Chance], ...]:
    rows = [row for row in _about(known, HORIZONS, goal) if row["chance"] is not None and row["horizon_days"]]
    return tuple(
        (row["horizon_days"], row["at"], Chance(goal.key, row["at"], row["chance"], row["low"], row["high"]))
        for row in sorted(rows, key=lambda row: row["horizon_days"])
    )


def _taken(known: Atlas, goal: Goal, lang: Lang) -> tuple[Taken, ...]:
    """Return what the objective takes for granted, what no longer holds first."""
    order = list(STANDING)
    rows = [row for row in _about(known, ASSUMPTIONS, goal) if row["state"] in STANDING]
    named = names_of({"kind": "assumption", "key": row["assumption"]} for row in rows)
    rows.sort(key=lambda row: (order.index(row["state"]), row["assumption"]))
    return tuple(
        Taken(
            row["assumption"],
            named.get(("assumption", row["assumption"]), row["assumption"]),
            *STANDING[row["state"]],
            _read(known, row, lang),
            _price(row),
        )
        for row in rows
    )


def _read(known: Atlas, row: Cells, lang: Lang) -> Text:
    """Return what the indicator of an assumption reads, beside its threshold."""
    kpi = known.kpis.get(row["kpi"] or "", {})
    name = kpi.get("name") or row["kpi"] or ""
    if row["reading"] is None or row["threshold"] is None:
        return Text(N_("“%(kpi)s” was never read"), kpi=name)
    largest = max(abs(row["reading"]), abs(row["threshold"]))
    now, limit = (
        words.written(reading(value, kpi.get("measured_in"), largest=largest), lang) for value in (row["reading"], row["threshold"])
    )
    return Text(N_("“%(kpi)s” reads %(now)s, threshold %(limit)s"), kpi=name, now=now, limit=limit)


def _price(row: Cells) -> Text | None:
    """Return what the objective loses if what it takes for granted gives way; nothing while it holds."""
    if row["state"] == "holds" or row["chance"] is None or row["chance_taken"] is None:
        return None
    text = N_("If everything taken for granted held: %(taken)s instead of %(chance)s.")
    return Text(text, taken=told(row["chance_taken"]), chance=told(row["chance"]))


def _verdicts(known: Atlas) -> dict[str, tuple[Cells, ...]]:
    found: dict[str, list[Cells]] = {}
    for row in known.more[EFFECTS].to_pylist():
        if row["verdict"] in VERDICTS:
            found.setdefault(row["decision"], []).append(row)
    return {key: tuple(its) for key, its in found.items()}
