"""`pupitre read`: what one file holds, without keeping anything."""

from __future__ import annotations

import argparse

SUMMARY = "Say what a file holds: its tables, typed rows and problems. Nothing is kept."


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments of the word."""
    parser.add_argument("file", metavar="FILE", help="the file to read, of any format")
    parser.add_argument("--json", action="store_true", help="print the whole reading as JSON")
    parser.add_argument("--units", metavar="NAMES.json", help='the departments known: a JSON list of names, or {"departments_known": […]}')
    parser.add_argument("--answers", metavar="FILE.json", help="answers to the questions: a JSON object, question id to answer")
    parser.add_argument("--lang", choices=("en", "fr"), default="en", help="language of the sentences")


def run(args: argparse.Namespace) -> int:
    """Read the file and print what it holds."""
    import json
    from pathlib import Path

    from pupitre.sources import ReadOptions, read
    from pupitre.sources.document import document

    units = json.loads(Path(args.units).read_text(encoding="utf-8")) if args.units else []
    if isinstance(units, dict):
        units = units.get("departments_known", [])
    answers = json.loads(Path(args.answers).read_text(encoding="utf-8")) if args.answers else {}
    reading = read(args.file, options=ReadOptions(units=tuple(units), answers=answers))
    body = document(reading, args.lang)
    print(json.dumps(body, ensure_ascii=False))
    return 0
