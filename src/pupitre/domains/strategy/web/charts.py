"""The way of a key result: its readings, the path due, its target, what it may read by then, the decisions taken meanwhile."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

import numpy as np
import pyarrow as pa

from pupitre import words
from pupitre.charts import Aim, Chart, Mark, Spread, Step, series, waterfall
from pupitre.domains.strategy.analysis.pace import YEAR_DAYS, expected, is_of_one_reading
from pupitre.domains.strategy.web.atlas import Cells, Result
from pupitre.kernel import N_, Share, Text
from pupitre.words import Lang

Point = tuple[date, float]
BEFORE = timedelta(days=183)
"""Readings of the half-year before the start are drawn too: they show where it came from."""
STEPS = 24
WIDE, NARROW, HEIGHT = 520.0, 340.0, 250.0
ON_TIME = Text(N_("Projects, if they finish on time"))
LATE = Text(N_("What lateness costs"))
RISKS = Text(N_("Risks"))


@dataclass(frozen=True, slots=True)
class Flag:
    """A decision on the axis of time."""

    on: date
    label: str
    text: str
    link: str


@dataclass(frozen=True, slots=True)
class Drawn:
    """A key result drawn for a wide page and for a phone, with the decisions that its axis shows."""

    wide: Chart
    narrow: Chart
    flags: tuple[Flag, ...]
    has_fan: bool = False


def path_drawn(
    result: Result,
    readings: pa.Table,
    aggregation: str | None,
    flags: Sequence[Flag],
    fan: Sequence[Spread] = (),
    *,
    message: str = "",
    on: date,
    lang: Lang,
) -> Drawn | None:
    """Return the way of a key result; None when nothing was read.

    Args:
        result: The key result.
        readings: The readings of its KPI in its department, in order.
        aggregation: How the KPI adds up over time.
        flags: Decisions about its KPI, in order of day.
        fan: What it may read on days to come.
        message: What the drawing says, in a sentence; where it went when absent.
        on: The day of the figures.
        lang: The reader's language.
    """
    points = counted(result, readings, aggregation)
    if result.starts_on:
        points = [point for point in points if point[0] >= result.starts_on - BEFORE] or points[-12:]
    if not points:
        return None
    end = max(filter(None, [points[-1][0], result.due_on, on]))
    shown = tuple(flag for flag in flags if points[0][0] <= flag.on <= end)
    near = [one for one in fan if one.at <= end]
    drawn = [_draw(result, points, shown, near, message=message, on=on, lang=lang, width=width) for width in (WIDE, NARROW)]
    return Drawn(drawn[0], drawn[1], shown, any(one.at > points[-1][0] for one in near))


def counted(result: Result, readings: pa.Table, aggregation: str | None) -> list[Point]:
    """Return the readings as the pace counts them: as they are, added up since the start, or over the twelve months before."""
    values = np.asarray(readings["value"], dtype=float)
    days, ends = readings["starts_on"].to_pylist(), readings["ends_on"].to_pylist()
    if aggregation != "sum":
        return list(zip(days, values.tolist(), strict=True))
    if not result.baseline and result.starts_on is not None:
        since = [place for place, day in enumerate(days) if day >= result.starts_on]
        return list(zip([days[n] for n in since], np.cumsum(values[since]).tolist(), strict=True))
    if is_of_one_reading(result.baseline, readings):
        return list(zip(days, values.tolist(), strict=True))
    sums = np.concatenate([[0.0], np.cumsum(values)])
    starts = np.array([day.toordinal() for day in days])
    stops = np.array([day.toordinal() for day in ends])
    firsts = np.searchsorted(starts, stops - round(YEAR_DAYS) - 3)
    held = stops - starts[np.minimum(firsts, len(starts) - 1)]
    return [(days[n], float(sums[n + 1] - sums[firsts[n]])) for n in range(len(days)) if held[n] >= 350]


def due_path(result: Result) -> list[Point]:
    """Return the path due, from the baseline to the target; nothing when an end of it is not known."""
    if result.baseline is None or result.target is None or result.starts_on is None or result.due_on is None:
        return []
    days = (result.due_on - result.starts_on).days
    if days <= 0:
        return []
    shares = [0.0, 1.0] if result.shape in (None, "linear") else [step / STEPS for step in range(STEPS + 1)]
    way = result.target - result.baseline
    return [
        (result.starts_on + timedelta(days=round(days * share)), result.baseline + way * expected(share, result.shape)) for share in shares
    ]


def gap_drawn(result: Result, row: Cells, *, lang: Lang) -> tuple[Chart, Chart] | None:
    """Return how what is expected of a key result comes about, for a wide page and for a phone; None when nothing tells.

    Args:
        result: The key result.
        row: Its row of the outlook: what is missing from the target, and the parts of it, which add up.
        lang: The reader's language.
    """
    if row["gap"] is None or row["target"] is None:
        return None
    unchanged = row["target"] - row["gap_trend"]
    steps = [
        Step(words.render(words_, lang), -row[name])
        for name, words_ in (("gap_effects", ON_TIME), ("gap_late", LATE), ("gap_risks", RISKS))
        if row[name] is not None
    ]
    start = (words.render(Text(N_("If nothing new lands")), lang), unchanged)
    digits = finest(result, [unchanged, row["target"], result.baseline, unchanged + sum(step.change for step in steps)])
    kwargs = {
        "is_up": is_up(result, row),
        "title": words.render(Text(N_("How what is expected comes about: %(name)s"), name=result.name), lang),
        "write": lambda value: result.read(value, lang, digits=digits),
        "change": lambda value: signed(result, value, lang, digits=digits),
        "lang": lang,
        "aim": (words.render(Text(N_("Target")), lang), row["target"]),
    }
    end = words.render(Text(N_("Mean expected on %(day)s"), day=row["at"]) if row["at"] else Text(N_("Mean expected")), lang)
    wide = waterfall(start, steps, end, width=560, **kwargs)
    return wide, waterfall(start, steps, end, width=NARROW, stacked=True, **kwargs)


def is_up(result: Result, row: Cells) -> bool:
    """Tell whether a key result is better when higher: from its two ends, else from its KPI."""
    baseline, target = row["baseline"], row["target"]
    if baseline is None or baseline == target:
        return result.direction != "down"
    return bool(target > baseline)


def finest(result: Result, levels: Sequence[float | None]) -> int:
    """Return the decimals with which the levels of one drawing are written, those of its changes too: so that they add up."""
    known = [result.shown(value) for value in levels if value is not None]
    largest = max((abs(one.value) for one in known), default=0.0)
    return max((one.digits for one in known if abs(one.value) >= largest / 10), default=0)


def signed(result: Result, value: float, lang: Lang, *, digits: int) -> str:
    """Write a change the way its KPI is read, with its sign: that of a percentage is in points."""
    shown = result.shown(value)
    if isinstance(shown, Share):
        return words.points(value, lang, digits=digits)
    if shown.unit == "%":
        return words.points(value / 100, lang, digits=digits)
    written = result.read(value, lang, digits=digits)
    return f"+{written}" if value > 0 else written


def _draw(
    result: Result,
    points: Sequence[Point],
    flags: Sequence[Flag],
    fan: Sequence[Spread],
    *,
    message: str,
    on: date,
    lang: Lang,
    width: float,
) -> Chart:
    def write(value: float) -> str:
        return result.read(value, lang)

    aim = None
    if result.target is not None:
        at = result.due_on or max(points[-1][0], on)
        said = Text(N_("target %(value)s on %(day)s"), value=write(result.target), day=words.day(at, lang, style="figures"))
        aim = Aim(at, result.target, words.render(said, lang))
    drawn = series(
        points,
        title=words.render(Text("%(name)s", name=result.name), lang),
        write=write,
        lang=lang,
        marks=[Mark(flag.on, str(number), flag.link, f"{flag.label} {flag.text}") for number, flag in enumerate(flags, start=1)],
        fan=fan,
        path=due_path(result),
        aim=aim,
        today=on,
        message=message or words.render(_summary(result, points, write), lang),
        width=width,
        height=HEIGHT,
    )
    # The page writes the table of the wide drawing only.
    return drawn if width == WIDE else replace(drawn, rows=())


def _summary(result: Result, points: Sequence[Point], write: Callable[[float], str]) -> Text:
    (start, first), (end, last) = points[0], points[-1]
    values = {"first": write(first), "start": start, "last": write(last), "end": end}
    if result.target is None or result.due_on is None:
        return Text(N_("From %(first)s on %(start)s to %(last)s on %(end)s."), **values)
    text = N_("From %(first)s on %(start)s to %(last)s on %(end)s, for a target of %(target)s on %(due)s.")
    return Text(text, **values, target=write(result.target), due=result.due_on)
