"""`pupitre process FILE`: what a log of events shows, read where it stands."""

from __future__ import annotations

import argparse
import math
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pupitre.cli import language_of_environment

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from pupitre.kernel import Text
    from pupitre.maths.process.log import Log
    from pupitre.sources.logs.opening import OpenedLog

SUMMARY = "analyse a log of events (CSV, XLSX, Parquet, XES, OCEL 2.0) where it stands; nothing is kept"
ROLES = ("case", "activity", "time", "start", "resource", "unit", "cost")
TOLD = 40
"""Columns named to a person who asked for one that is not there."""
SHOWN = 10
"""Rows of each table that a person is shown."""
BOUND = 10_000
"""Entries of each list of the document: a log of 100,000 steps has as many as that, and nobody reads them."""
DIGITS = 6
"""Decimals of seconds printed: a microsecond."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments of the word."""
    parser.add_argument("file", metavar="FILE", type=Path, help="the log, or an archive that holds it")
    helps = {
        "case": "column that names the case", "activity": "column of the step", "time": "column of the moment the step ended",
        "start": "column of the moment it began", "resource": "column of who or what did it", "unit": "column of the department",
        "cost": "column of the cost",
    }  # fmt: skip
    for role in ROLES:
        parser.add_argument(f"--{role}", metavar=role[0].upper(), help=helps[role])
    parser.add_argument("--objects", metavar="KIND", help="for a log of objects (OCEL): the kind of object that is the case")
    parser.add_argument("--wide", action="store_true", help="each row is a case, each column of dates a step")
    parser.add_argument("--json", action="store_true", help="print everything as JSON, refusals too")
    parser.add_argument("--lang", choices=("fr", "en"), help="language of the sentences (default: that of the shell)")
    parser.set_defaults(parser=parser)


def run(args: argparse.Namespace) -> int:
    """Open the log, measure it, print; 1 when it is refused with a reason, 2 when a column named is not in it."""
    import json

    from pupitre.kernel import PupitreError
    from pupitre.maths.process.encode import from_scan
    from pupitre.maths.process.engine import duck
    from pupitre.sources.logs.opening import open_log

    args.lang = args.lang or language_of_environment()
    told = {role: value for role in ROLES if (value := getattr(args, role))}
    engine = duck()
    try:
        opened = open_log(args.file, engine, told=told, kind=args.objects, is_wide=args.wide)
        body = measured(from_scan(opened.scan, engine=engine), opened, args.lang)
    except LookupError as missing:
        what, mend = _unknown(args.file, *missing.args)
        if args.json:
            print(json.dumps(_refusal(what, args.file.name, mend, args.lang), ensure_ascii=False))
        print(_said(what, args.lang), _said(mend, args.lang), sep="\n", file=sys.stderr)
        return 2
    except PupitreError as refusal:
        if args.json:
            print(json.dumps(_refusal(refusal.what, refusal.where.file, refusal.mend, args.lang), ensure_ascii=False))
        raise
    finally:
        engine.close()
    if args.json:
        print(json.dumps(body, ensure_ascii=False))
    else:
        print("\n".join(lines(body, args.file.name, opened, args.lang)))
    return 0


def measured(log: Log, opened: OpenedLog, lang: str) -> dict[str, Any]:
    """Return the document of a log."""
    from pupitre.maths.process import measures

    counts, paths = measures.counts(log), measures.variants(log, top=1)
    flow = measures.flow(log)
    starts, ends = measures.starts(log), measures.ends(log)
    body: dict[str, Any] = {
        "schema": "pupitre.process/1",
        "file_form": opened.form,
        "columns": dict(opened.fields),
        "cases": counts["cases"],
        "events": counts["events"],
        "activities": counts["activities"],
        "variants": int((paths.schema.metadata or {}).get(b"total_variants", b"0")),
        "first": _moment(counts["first"]),
        "last": _moment(counts["last"]),
        "start": dict(zip(*(starts.column(name).to_pylist()[:BOUND] for name in ("activity", "count")), strict=True)),
        "end": dict(zip(*(ends.column(name).to_pylist()[:BOUND] for name in ("activity", "count")), strict=True)),
        "dfg": [{name: _rounded(value) for name, value in row.items()} for row in flow.slice(0, BOUND).to_pylist()],
        "duration_s": {name: _rounded(value) for name, value in measures.durations(log).items()},
        "rework": int(sum(measures.rework(log).column("cases").to_pylist())),
        "defects": [
            {"kind": one.kind, "count": one.count, "left_out": one.is_left_out, "rows": list(one.rows), "what": _said(one.what, lang)}
            for one in opened.defects
        ],
        "remarks": [_said(one, lang) for one in _remarks(opened, counts, flow.num_rows)],
    }
    if opened.objects:
        body["objects"] = list(opened.objects)
    return body


def _remarks(opened: OpenedLog, counts: dict[str, int], edges: int) -> list[Text]:
    """Return what the reader must know to read the figures."""
    from pupitre.kernel import N_, Text

    told = list(opened.remarks)
    if len(opened.objects) > 1:
        told.append(Text(N_("Other kinds of objects can be the cases, with --objects: %(names)s."), names=", ".join(opened.objects[1:])))
    if counts["events"] == counts["cases"]:
        told.append(Text(N_("Each case has one event only: nothing follows anything. Check that the case is the right column.")))
    if edges > BOUND:
        told.append(Text(N_("The map has %(count)s paths; the %(bound)s most frequent are given."), count=edges, bound=BOUND))
    if counts["activities"] > BOUND:
        told.append(Text(N_("The log has %(count)s different steps. Check that the step is the right column."), count=counts["activities"]))
    return told


def lines(body: dict[str, Any], file: str, opened: OpenedLog, lang: str) -> list[str]:
    """Return the log as a person reads it."""
    from pupitre.kernel import N_, Text

    def said(text: Text) -> str:
        return _said(text, lang)

    spent = body["duration_s"]
    told = [
        said(Text(N_("%(file)s: %(cases)s, %(events)s, %(steps)s, %(paths)s"), file=file, **_counted(body))),
        said(Text(N_("From %(first)s to %(last)s"), first=_day(body["first"]), last=_day(body["last"]))),
        said(Text(N_("A case takes %(median)s (median), %(mean)s on average; 1 in 10 takes more than %(p90)s"), **_spans(spent, lang))),
        said(
            Text.many(
                N_("Work done again: %(count)s pair of a case and a step"),
                N_("Work done again: %(count)s pairs of a case and a step"),
                count=body["rework"],
            )
        ),
        "",
        *_mapping(opened, lang),
    ]
    for title, name in ((Text(N_("Cases begin with")), "start"), (Text(N_("Cases end with")), "end")):
        told += ["", said(title), *(f"  {_number(count, lang):>12}  {step}" for step, count in list(body[name].items())[:SHOWN])]
    told += ["", said(Text(N_("What follows what most often")))]
    for row in body["dfg"][:SHOWN]:
        between = _span(row["median_s"], lang)
        told.append(f"  {_number(row['count'], lang):>12}  {row['from']} → {row['to']}  ({between})")
    if body["defects"]:
        told += ["", said(Text(N_("What is wrong in the log")))]
        told += [f"  ! {one['what']}{_places(one['rows'], opened.form, lang)}" for one in body["defects"]]
    return told + (["", *(f"  {one}" for one in body["remarks"])] if body["remarks"] else [])


def _counted(body: dict[str, Any]) -> dict[str, Text]:
    from pupitre.kernel import N_, Text

    return {
        "cases": Text.many(N_("%(count)s case"), N_("%(count)s cases"), count=body["cases"]),
        "events": Text.many(N_("%(count)s event"), N_("%(count)s events"), count=body["events"]),
        "steps": Text.many(N_("%(count)s different step"), N_("%(count)s different steps"), count=body["activities"]),
        "paths": Text.many(N_("%(count)s different path"), N_("%(count)s different paths"), count=body["variants"]),
    }


def _mapping(opened: OpenedLog, lang: str) -> list[str]:
    """Return which column was taken for what, and why."""
    from pupitre.kernel import N_, Text

    names = {
        "case": Text(N_("Case")), "activity": Text(N_("Step")), "time": Text(N_("End")), "start": Text(N_("Beginning")),
        "resource": Text(N_("Who or what did it")), "unit": Text(N_("Department")), "cost": Text(N_("Cost")),
        "lifecycle": Text(N_("Beginning or end")),
    }  # fmt: skip
    told = []
    for role, column in opened.fields.items():
        why = f" ({_said(opened.reasons[role], lang)})" if role in opened.reasons else ""
        told.append(_said(Text(N_("%(role)s: %(column)s"), role=names[role], column=column), lang) + why)
    return told


def _places(rows: list[int], form: str, lang: str) -> str:
    from pupitre.kernel import N_, Text

    if not rows:
        return ""
    first = ", ".join(map(str, rows))
    return " " + _said(Text(N_("(rows %(rows)s…)"), rows=first) if form == "table" else Text(N_("(events %(rows)s…)"), rows=first), lang)


def _spans(spent: dict[str, float | None], lang: str) -> dict[str, str]:
    return {name: _span(value, lang) for name, value in spent.items()}


def _span(seconds: float | None, lang: str) -> str:
    """Return a duration in the unit in which a person thinks of it."""
    from pupitre.kernel import N_, Text

    if seconds is None:
        return "-"
    units = (
        (120, 1, N_("%(value)s s")),
        (7_200, 60, N_("%(value)s min")),
        (172_800, 3_600, N_("%(value)s h")),
        (math.inf, 86_400, N_("%(value)s days")),
    )
    size, text = next((size, text) for bound, size, text in units if abs(seconds) < bound)
    return _said(Text(text, value=round(seconds / size, 1)), lang)


def _number(value: int, lang: str) -> str:
    from pupitre import words

    return words.number(value, words.language(lang))


def _moment(microseconds: int) -> str | None:
    from datetime import UTC, datetime, timedelta

    return (datetime(1970, 1, 1, tzinfo=UTC) + timedelta(microseconds=microseconds)).isoformat() if microseconds else None


def _day(moment: str | None) -> date | str:
    from datetime import date

    return date.fromisoformat(moment[:10]) if moment else "-"


def _rounded(value: Any) -> Any:  # a text, a count or seconds
    return round(value, DIGITS) if isinstance(value, float) else value


def _unknown(file: Path, name: str, names: Sequence[str] = ()) -> tuple[Text, Text]:
    from pupitre.kernel import N_, Text

    what = Text(N_('%(file)s has no column and no kind of object called "%(name)s".'), file=file.name, name=name)
    return what, Text(N_("It has: %(names)s."), names=", ".join(names[:TOLD]))


def _refusal(what: Text, where: str, mend: Text, lang: str) -> dict[str, Any]:
    """Return the document of a log that is refused: what, where and how to mend it."""
    error = {"what": _said(what, lang), "where": where, "mend": _said(mend, lang)}
    return {"schema": "pupitre.process/1", "error": error}


def _said(text: Text, lang: str) -> str:
    from pupitre import words

    return words.render(text, words.language(lang))
