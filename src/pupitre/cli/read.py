"""`pupitre read`: what one file holds, without keeping anything."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pupitre.kernel import Text
    from pupitre.sources import Reading

SUMMARY = "say what a file holds: its tables, typed rows and problems; nothing is kept"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", metavar="FILE", help="the file to read, whatever its format")
    parser.add_argument("--json", action="store_true", help="print the whole reading as JSON")
    parser.add_argument("--units", metavar="NAMES.json", help='the departments known: a JSON list of names, or {"departments_known": […]}')
    parser.add_argument("--answers", metavar="FILE.json", help="answers to the questions: a JSON object, question id to answer")
    parser.add_argument("--lang", choices=("en", "fr"), default="en", help="language of the sentences")


def run(args: argparse.Namespace) -> int:
    import json

    from pupitre.sources import ReadOptions, read_safely
    from pupitre.sources.document import document

    units = _json_of(args.units) if args.units else []
    if isinstance(units, dict):
        units = units.get("departments_known", [])
    answers = _json_of(args.answers) if args.answers else {}
    if not isinstance(answers, dict) or not isinstance(units, list):
        raise _unlike(args.answers if isinstance(units, list) else args.units)
    options = ReadOptions(units=tuple(map(str, units)), answers={str(k): str(v) for k, v in answers.items()})
    reading = read_safely(args.file, options=options)
    if args.json:
        print(json.dumps(document(reading, args.lang), ensure_ascii=False))
    else:
        print("\n".join(_summary(reading, args.lang)))
    return 0


def _json_of(name: str) -> Any:  # a JSON document, checked by the caller
    import json
    from pathlib import Path

    try:
        return json.loads(Path(name).read_text(encoding="utf-8-sig"))
    except (OSError, ValueError) as error:
        raise _unlike(name) from error


def _unlike(name: str) -> Exception:
    from pupitre.kernel import N_, InputError, Place, Text

    return InputError(
        Text(N_("This file of names or answers cannot be read.")),
        where=Place(file=name),
        mend=Text(N_("Give a JSON list of names, or a JSON object from question to answer.")),
    )


def _summary(reading: Reading, lang: str) -> list[str]:
    """Return what a person wants to know first: tables, columns, what was refused and why, what is asked."""
    from pupitre.desk.web.data.labels import KINDS
    from pupitre.kernel import N_, Text

    lines = [_said(Text(N_("%(file)s: %(format)s"), file=reading.file, format=reading.format), lang)]
    if not reading.tables:
        lines.append(_said(Text(N_("No table was found in this file.")), lang))
    for table in reading.tables:
        where = table.sheet or "-"
        if table.kind is None:
            lines.append(_said(Text(N_("%(where)s: a table that is not recognised"), where=where), lang))
            continue
        counted = Text.many(
            N_("%(where)s: %(kind)s, %(count)s row"),
            N_("%(where)s: %(kind)s, %(count)s rows"),
            count=table.data.num_rows,
            where=where,
            kind=KINDS.get(table.kind, table.kind),
        )
        lines.append(_said(counted, lang))
        lines += [f"    {' '.join(c.header.split())} → {c.field or '-'}" for c in table.columns]
        for refused in table.refused[:20]:
            lines.append("  " + _said(Text(N_("row %(row)s: %(what)s"), row=refused.source_row, what=refused.problem.what), lang))
        lines += [
            f"  ? {_said(q.problem.what, lang)} {_said(q.problem.mend, lang)} ({q.id} = {q.assumption or '…'})" for q in table.questions
        ]
    return lines


def _said(text: Text, lang: str) -> str:
    from pupitre.words import render

    return render(text, "fr" if lang == "fr" else "en")
