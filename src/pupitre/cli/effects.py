"""`pupitre effects`: whether decisions worked, or what changed in plain series at a date."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    import numpy as np

    from pupitre import words
    from pupitre.kernel import Text
    from pupitre.maths.causal import Estimate, Side
    from pupitre.sources.long_series import LongSeries

SUMMARY = "whether past decisions worked, or what changed in the series of a CSV file at a date"
Row = dict[str, Any]
"""A part of the document."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "file", nargs="?", metavar="FILE.csv", help="columns id, t (dates or whole numbers), value; without it, the decisions of the home"
    )
    parser.add_argument("--at", metavar="DATE", help="the first day, or number, from which something may have changed")
    parser.add_argument("--controls", type=_names, default=(), metavar="IDS", help="series where nothing was decided, separated by commas")
    parser.add_argument("--series", type=_names, default=(), metavar="IDS", help="series judged (default: all but the controls)")
    parser.add_argument("--season", type=int, metavar="M", help="readings in a season (default: told by the dates; 1 for none)")
    parser.add_argument("--expected", type=float, help="the change expected, with its sign, in the unit of the series")
    parser.add_argument("--better", choices=("up", "down"), help="the way wanted when no change expected says it")
    parser.add_argument("--home", help="home directory (default: PUPITRE_HOME, else ~/.pupitre)")
    parser.add_argument("--json", action="store_true", help="print everything as JSON")
    parser.add_argument("--lang", choices=("fr", "en"), help="language of the sentences")


def _names(said: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in said.split(",") if part.strip())


def run(args: argparse.Namespace) -> int:
    """Judge, print, and return 1 when nothing could be."""
    return of_file(args) if args.file else of_home(args)


def of_file(args: argparse.Namespace) -> int:
    """Judge the series of a file at a date."""
    import json
    from pathlib import Path

    from pupitre import words
    from pupitre.cli import language_of_environment
    from pupitre.kernel import N_, InputError, Place, Text
    from pupitre.sources.long_series import read_long

    path, lang = Path(args.file), words.language(args.lang or language_of_environment())
    if not args.at:
        mend = Text(N_("Add it, such as --at 2026-03-01."))
        raise InputError(Text(N_("The date from which something may have changed is missing.")), where=Place(file=path.name), mend=mend)
    read = read_long(path)
    at = moment(args.at, is_dated=read.is_dated, path=path)
    unknown = [name for name in (*args.controls, *args.series) if name not in read.series and name not in read.faults]
    if unknown:
        what = Text(N_("The file has no series named %(names)s."), names=tuple(unknown))
        raise InputError(what, where=Place(file=path.name), mend=Text(N_("Write the names of the column id as they stand.")))
    wanted = [name for name in (args.series or read.series) if name in read.series and name not in args.controls]
    found = {name: estimated(read, name, at, args) for name in wanted}
    absent = {name: {"what": words.render(fault.what, lang), "mend": words.render(fault.mend, lang)} for name, fault in read.faults.items()}
    body = {
        "schema": "pupitre.effects/1",
        "at": args.at,
        "series": {name: told(read, name, at, one, args) for name, one in found.items()},
        "absent": absent,
    }
    if args.json:
        print(json.dumps(body, ensure_ascii=False))
    else:
        for name, one in found.items():
            print(words.render(sentence(name, one, body["series"][name]["verdict"]), lang))
        for name, fault in absent.items():
            print(f"{name}: {fault['what']} {fault['mend']}")
    return 0 if any(one.method != "none" for one in found.values()) else 1


def moment(said: str, *, is_dated: bool, path: Path) -> np.datetime64 | int:
    """Return a date, or a whole number when the times of the file are numbers.

    Raises:
        InputError: It is neither.
    """
    import numpy as np

    from pupitre.kernel import N_, InputError, Place, Text

    try:
        return np.datetime64(said, "D") if is_dated else int(said)
    except ValueError as fault:
        what = Text(N_('"%(said)s" is not a date that the times of the file can be compared with.'), said=said)
        mend = Text(N_("Write a day such as 2026-03-01, or a whole number when the column t holds numbers."))
        raise InputError(what, where=Place(file=path.name), mend=mend) from fault


def estimated(read: LongSeries, name: str, at: np.datetime64 | int, args: argparse.Namespace) -> Estimate:
    """Measure one series: beside its controls when it has some that were read at the same times, else beside its own past."""
    import numpy as np

    from pupitre.maths.causal import difference_in_differences, placebo_in_time, synthetic_control

    times, values = read.series[name]
    cut = int(np.searchsorted(times, at))
    season = args.season or own_season(read, times)
    beside = [read.series[other] for other in args.controls if other in read.series]
    aligned = [own for when, own in beside if len(when) == len(times) and bool((when == times).all())]
    if args.controls:
        found = synthetic_control(values, aligned, cut, season=season)
        if found.method == "none":
            found = difference_in_differences(values, aligned, cut, season=season)
        if found.method != "none":
            return found
    names = [other for other in read.series if other == name or other not in args.controls]
    cuts = [int(np.searchsorted(read.series[other][0], at)) for other in names]
    series = [read.series[other][1] for other in names]
    return placebo_in_time(series, cuts, season=season, judged=[other == name for other in names])[0]


def own_season(read: LongSeries, times: np.ndarray[Any, Any]) -> int:
    """Return the readings in a season, told by the days between two readings; none when times are numbers."""
    import numpy as np

    from pupitre.maths.forecast.calendar import season_of

    return season_of(float(np.median(np.diff(times).astype(np.int64)))) if read.is_dated and len(times) > 1 else 1


def told(read: LongSeries, name: str, at: np.datetime64 | int, one: Estimate, args: argparse.Namespace) -> Row:
    """Return what is said of one series."""
    import numpy as np

    from pupitre.maths.causal import JUDGED, verdict_of

    side: Side = "either"
    if args.better or args.expected:
        side = args.better or ("up" if args.expected > 0 else "down")
    if one.method == "none":
        return {"method": "none", "verdict": "cannot_tell", "reason": one.reason}
    times = read.series[name][0]
    after = times[int(np.searchsorted(times, at)) :][: len(one.actual)]
    columns = zip(after, one.actual, one.without, one.low, one.high, strict=True)
    return {
        "method": one.method,
        "verdict": verdict_of(*one.bounds(JUDGED), side=side, expected=args.expected),
        "estimate": number(one.estimate),
        "ranges": {str(level): [number(low), number(high)] for level, low, high in one.ranges},
        "p_value": number(one.p_value),
        "smallest_visible": number(one.smallest_visible),
        "lag": one.lag,
        "compared_with": one.null_count,
        "path": [
            {"t": str(t), "value": number(value), "without": number(without), "low": number(low), "high": number(high)}
            for t, value, without, low, high in columns
        ],
        "reason": None,
    }


def number(value: float) -> float | None:
    """Return a number that JSON can hold."""
    import math

    return float(f"{float(value):.10g}") if math.isfinite(value) else None


def sentence(name: str, one: Estimate, verdict: str) -> Text:
    """Return what is said of one series in a sentence."""
    from pupitre.impact.effects.wording import VERDICTS, reason_of
    from pupitre.kernel import N_, Text

    if one.method == "none":
        return Text(N_("%(name)s: %(reason)s"), name=name, reason=reason_of(one.reason))
    low, high = one.bounds(90)
    return Text(
        N_("%(name)s: %(verdict)s; %(estimate)s, between %(low)s and %(high)s; the smallest change that could be seen is %(least)s."),
        name=name,
        verdict=Text(VERDICTS[verdict]),
        estimate=float(one.estimate),
        low=float(low),
        high=float(high),
        least=float(one.smallest_visible),
    )


def of_home(args: argparse.Namespace) -> int:
    """Print what the last examination said of the decisions of a home, made first when files came since."""
    import json

    from pupitre.desk.homes import open_home

    open_home(args.home, must_exist=True)
    from django.utils import timezone

    from pupitre import words
    from pupitre.cli.attain import left_out, plain
    from pupitre.cli.examine import teller
    from pupitre.desk import derived, examine
    from pupitre.desk.settings import setting
    from pupitre.records.models import MODELS

    lang = words.language(args.lang or setting("language"))
    if examine.is_behind() or examine.progress() is None:
        examine.run(on=timezone.localdate(), told=teller(lang))
    titles = dict(MODELS["decision"].objects.values_list("key", "title"))
    rows, paths = (derived.latest(name).to_pylist() for name in ("impact.decision_effect", "impact.effect_path"))
    decisions = [
        plain({"title": titles.get(row["decision"])} | row)
        | {"beside": (row["beside"] or "").split("; ") if row["beside"] else [], "path": path_of(row, paths)}
        for row in rows
    ]
    absent = [one for one in left_out(lang) if one["kind"] in ("", "decision")]
    if args.json:
        print(json.dumps({"schema": "pupitre.effects/1", "decisions": decisions, "absent": absent}, ensure_ascii=False))
    else:
        lines(decisions, absent, lang)
    return 0 if decisions else 1


def path_of(row: Mapping[str, Any], paths: Sequence[Mapping[str, Any]]) -> list[Row]:
    """Return the readings around a decision, with what they would have been without it."""
    from pupitre.cli.attain import plain

    mine = [one for one in paths if all(one[name] == row[name] for name in ("decision", "kpi", "unit"))]
    return [plain({name: one[name] for name in ("at", "value", "without", "low", "high")}) for one in mine]


def lines(decisions: Sequence[Row], absent: Sequence[Row], lang: words.Lang) -> None:
    """Print one line per decision judged, then why others are not."""
    from pupitre import words
    from pupitre.desk.chances import target_said
    from pupitre.impact.effects.wording import VERDICTS, reason_of
    from pupitre.kernel import N_, Share, Text

    for one in decisions:
        said = {"name": one["title"] or one["decision"], "verdict": Text(VERDICTS[one["verdict"]])}
        if one["reason"]:
            print(words.render(Text(N_("%(name)s: %(reason)s"), reason=reason_of(one["reason"]), **said), lang))
            continue
        kind = Share if one["improvement"] else float
        numbers = {name: kind(one[column]) for name, column in (("estimate", "estimate"), ("low", "low_90"), ("high", "high_90"))}
        if target := target_said(one["verdict"], one["is_target_reached"]):
            said["verdict"] = Text(N_("%(verdict)s, %(target)s"), verdict=said["verdict"], target=target)
        print(words.render(Text(N_("%(name)s: %(verdict)s; %(estimate)s, between %(low)s and %(high)s."), **said, **numbers), lang))
    for one in absent:
        print(one["reason"])
