"""`pupitre forecast`: what series will read next, with the chance of each value."""

from __future__ import annotations

import argparse
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from pupitre.cli import language_of_environment

if TYPE_CHECKING:
    from pathlib import Path

    from pupitre.kernel import Problem
    from pupitre.maths.forecast import Floats, Forecast, Rhythm
    from pupitre.sources.long_series import LongSeries

SUMMARY = "forecast series of a CSV file (columns id, t, value), with quantiles from 1 to 99 per cent"

BY_SEASON: Mapping[int, str] = {4: "quarter", 12: "month", 52: "week", 7: "day", 365: "day"}
"""The rhythm that a season tells when the times are numbers."""
DIGITS = 10
"""Significant digits printed."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", metavar="FILE.csv", help="one row per reading: columns id, t (dates or whole numbers), value")
    parser.add_argument("--horizon", type=_count, required=True, metavar="H", help="how many readings ahead, 1 or more")
    parser.add_argument("--season", type=_seasons, default=(1,), metavar="M", help="readings in a season (1: none); several: 7,365")
    parser.add_argument(
        "--rhythm",
        choices=("year", "quarter", "month", "week", "day", "other"),
        help="how often the series are read (default: told by the dates, else by the season)",
    )
    parser.add_argument("--low", type=float, help="no reading is below (default: 0 for a series never below 0)")
    parser.add_argument("--high", type=float, help="no reading is above")
    parser.add_argument("--json", action="store_true", help="print every quantile as JSON")
    parser.add_argument("--lang", choices=("en", "fr"), default=language_of_environment(), help="language of the sentences")


def _count(said: str) -> int:
    if not (said.strip().isdecimal() and 1 <= int(said) <= 1000):
        raise argparse.ArgumentTypeError(f"“{said}” is not a whole number between 1 and 1000")
    return int(said)


def _seasons(said: str) -> tuple[int, ...]:
    return tuple(sorted({_count(part) for part in said.split(",")}))


def run(args: argparse.Namespace) -> int:
    """Forecast, print, and return 1 when no series could be."""
    from pathlib import Path

    from pupitre.sources.long_series import read_long

    path = Path(args.file)
    read = read_long(path)
    found, faults = _forecasts(read, path, args)
    if args.json:
        _print_json(found, faults, args.lang)
    else:
        _print_lines(found, args.lang)
    if not args.json or not found:
        _tell(faults, args.lang)
    return 0 if found else 1


def _forecasts(read: LongSeries, path: Path, args: argparse.Namespace) -> tuple[dict[str, Any], dict[str, Problem]]:
    """Return the document of each series (its forecasts and its method), and the faults; series of one rhythm are worked on together."""
    import numpy as np

    from pupitre.maths.forecast import forecast

    faults = dict(read.faults)
    groups: dict[Rhythm, dict[str, Floats]] = {}
    for key, (times, values) in read.series.items():
        rhythm, spaced = _even(times, values, read.is_dated, args)
        groups.setdefault(rhythm, {})[key] = spaced
    told: dict[str, Any] = {}
    for rhythm, group in groups.items():
        least = np.array([np.nanmin(one) if np.isfinite(one).any() else 0.0 for one in group.values()])
        low = np.where(least >= 0, 0.0, -np.inf) if args.low is None else args.low
        high = np.inf if args.high is None else args.high
        result = forecast(list(group.values()), horizon=args.horizon, season=args.season, rhythm=rhythm, low=low, high=high)
        for at, key in enumerate(group):
            if result.reasons[at]:
                faults[key] = _too_short(key, group[key], path, result.reasons[at])
            else:
                told[key] = (result, at)
    return {key: told[key] for key in read.series if key in told}, faults


def _even(times: Any, values: Floats, is_dated: bool, args: argparse.Namespace) -> tuple[Rhythm, Floats]:
    """Return the rhythm of a series, and its readings one step apart."""
    import numpy as np

    from pupitre.maths.forecast.calendar import rhythm_of, spaced, steps

    if is_dated and len(times) > 1:
        rhythm = args.rhythm or rhythm_of(float(np.median(np.diff(times).astype(np.int64))))
        return rhythm, spaced(steps(times, rhythm), values)
    rhythm = args.rhythm or BY_SEASON.get(max(args.season), "other")
    usual = max(int(np.median(np.diff(times))), 1) if len(times) > 1 and not is_dated else 1
    return rhythm, spaced(times // usual, values) if not is_dated else values


def _too_short(key: str, values: Floats, path: Path, reason: str) -> Problem:
    import numpy as np

    from pupitre.kernel import N_, Place, Problem, Text

    count = int(np.isfinite(values).sum())
    what = Text.many(
        N_('Series "%(series)s" has %(count)s reading only.'),
        N_('Series "%(series)s" has %(count)s readings only.'),
        count=count,
        series=key,
    )
    mend = Text(N_("Add readings: 2 are needed at least, and 8 for a forecast that learns from them."))
    return Problem("series.short", "absent", Place(file=path.name), str(count), what, mend, reason)


def _print_json(found: Mapping[str, tuple[Forecast, int]], faults: Mapping[str, Problem], lang: str) -> None:
    """Print the machine output (docs/commands.md), a series at a time: thousands of them do not fit the memory as one tree."""
    import json
    import sys

    import numpy as np

    names = [*map(str, range(1, 100))]
    out = sys.stdout
    out.write('{"schema": "pupitre.forecast/1", "series": {')
    for number, (key, (result, at)) in enumerate(found.items()):
        rows = np.concatenate([result.mean[at][:, None], result.values[at]], axis=1)
        body = {str(h + 1): dict(zip(("mean", *names), row, strict=True)) for h, row in enumerate(_rounded(rows))}
        out.write((", " if number else "") + json.dumps(key, ensure_ascii=False) + ": " + json.dumps(body))
    methods = {key: result.methods[at] for key, (result, at) in found.items()}
    absent = {key: _said(fault, lang) for key, fault in faults.items()}
    out.write('}, "methods": ' + json.dumps(methods, ensure_ascii=False) + ', "absent": ' + json.dumps(absent, ensure_ascii=False) + "}\n")


def _rounded(rows: Floats) -> list[list[float]]:
    """Return numbers with as many significant digits as are worth printing."""
    import numpy as np

    size = float(np.abs(rows).max(initial=0.0))
    rounded: list[list[float]] = np.round(rows, max(0, DIGITS - int(np.ceil(np.log10(size)))) if size > 0 else 0).tolist()
    return rounded


def _said(fault: Problem, lang: str) -> dict[str, object]:
    from pupitre.words import language, render

    tongue = language(lang)
    return {
        "what": render(fault.what, tongue),
        "where": {"file": fault.where.file, "row": fault.where.row, "column": fault.where.column},
    } | {"mend": render(fault.mend, tongue)}


def _tell(faults: Mapping[str, Problem], lang: str) -> None:
    """Say on the error stream what keeps series from being forecast: what, where, how to mend it."""
    import sys

    from pupitre.kernel import N_, Text
    from pupitre.words import language, render

    tongue = language(lang)
    for fault in faults.values():
        row = render(Text(N_("row %(row)s"), row=str(fault.where.row)), tongue) if fault.where.row else None
        where = ", ".join(part for part in (fault.where.file, row, fault.where.column) if part)
        print("\n".join((render(fault.what, tongue), where, render(fault.mend, tongue))), file=sys.stderr)


def _print_lines(found: Mapping[str, tuple[Forecast, int]], lang: str) -> None:
    """Print the point forecast and the 80 % range of each step."""
    from pupitre.kernel import N_, Text
    from pupitre.words import language, render

    tongue = language(lang)
    for key, (result, at) in found.items():
        print(render(Text(N_("%(series)s:"), series=key), tongue))
        for step, mean in enumerate(result.mean[at]):
            low, high = result.values[at, step, 9], result.values[at, step, 89]
            line = Text(
                N_("  +%(step)s: %(mean)s, from %(low)s to %(high)s with a chance of 80 %%"),
                step=str(step + 1),
                mean=float(mean),
                low=float(low),
                high=float(high),
            )
            print(render(line, tongue))
