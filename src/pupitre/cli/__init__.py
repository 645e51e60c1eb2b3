"""The `pupitre` command: one module of this package per word."""

from __future__ import annotations

import argparse
import importlib
import keyword
import os
import pkgutil
import sys
from collections.abc import Sequence


def words_known() -> tuple[str, ...]:
    """Return every word: one per module here; a trailing underscore keeps clear of Python's own words."""
    return tuple(sorted(module.name.rstrip("_") for module in pkgutil.iter_modules(__path__)))


def main(argv: Sequence[str] | None = None) -> int:
    """Run one word of the command line and return its exit code: 0 done, 1 refused with a reason, 2 wrong call."""
    words = list(sys.argv[1:] if argv is None else argv)
    parser = argparse.ArgumentParser(prog="pupitre", description="The management desk: from your own files to proved findings.")
    parsers = parser.add_subparsers(dest="word", metavar="WORD")
    # Only the word that is called is imported, so that the command answers at once.
    asked = next((w for w in words if not w.startswith("-")), None)
    for word in words_known():
        module = importlib.import_module(f"pupitre.cli.{word}_" if keyword.iskeyword(word) else f"pupitre.cli.{word}")
        sub = parsers.add_parser(word, help=module.SUMMARY, description=module.SUMMARY)
        sub.set_defaults(run=module.run)
        if word == asked:
            module.add_arguments(sub)
    args = parser.parse_args(words)
    if args.word is None:
        parser.print_help()
        return 2
    return refusals_explained(args)


def refusals_explained(args: argparse.Namespace) -> int:
    """Run the word; a refusal is printed as what, where, how to mend, and returns 1."""
    from pupitre.kernel import PupitreError

    try:
        return int(args.run(args))
    except PupitreError as refusal:
        from pupitre import words
        from pupitre.kernel import N_, Text

        place, lang = refusal.where, words.language(getattr(args, "lang", None) or language_of_home())
        row = words.render(Text(N_("row %(row)s"), row=str(place.row)), lang) if place.row else None
        where = ", ".join(part for part in (place.file, place.sheet, row, place.column) if part)
        lines = [words.render(refusal.what, lang), where, words.render(refusal.mend, lang)]
        print("\n".join(line for line in lines if line), file=sys.stderr)
        return 1


def language_of_home() -> str:
    """Return the language of the home that the word opened; that of the environment when it opened none or was refused before."""
    if "django" not in sys.modules:
        return language_of_environment()
    from django.apps import apps
    from django.db import connection

    if not apps.ready or "records_setting" not in connection.introspection.table_names():
        return language_of_environment()
    from pupitre.desk.settings import setting

    return setting("language")


def language_of_environment() -> str:
    """Return the language that the shell asks for: French when its locale is, else English."""
    asked = next((said for name in ("LC_ALL", "LC_MESSAGES", "LANG") if (said := os.environ.get(name))), "")
    return "fr" if asked.lower().startswith("fr") else "en"
