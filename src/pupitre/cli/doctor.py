"""Say whether a home is in order, and how to mend what is not."""

from __future__ import annotations

import argparse

SUMMARY = "check a home: versions, files, space, and the seal of every change"
MARKS = {"good": "ok ", "warning": "!  ", "bad": "BAD"}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the word takes."""
    parser.add_argument("--home", help="home directory (default: PUPITRE_HOME, else ~/.pupitre)")
    parser.add_argument("--json", action="store_true", help="print the result as JSON")
    parser.add_argument("--lang", choices=("fr", "en"), help="language (default: the home's)")


def run(args: argparse.Namespace) -> int:
    """Print every check; return 1 when one is bad."""
    import json

    from pupitre import words
    from pupitre.desk.homes import open_home

    home = open_home(args.home, must_exist=True)
    from pupitre.desk.health import checks
    from pupitre.desk.settings import setting

    lang = words.language(args.lang or setting("language"))
    found = checks()
    is_well = all(check.verdict != "bad" for check in found)
    if args.json:
        rows = [
            {
                "name": c.name,
                "verdict": c.verdict,
                "says": words.render(c.says, lang),
                "mend": words.render(c.mend, lang) if c.mend else None,
            }
            for c in found
        ]
        print(json.dumps({"schema": "pupitre.doctor/1", "home": str(home.path), "is_well": is_well, "checks": rows}, ensure_ascii=False))
    else:
        for check in found:
            print(f"{MARKS[check.verdict]} {words.render(check.says, lang)}")
            if check.mend:
                print(f"    {words.render(check.mend, lang)}")
    return 0 if is_well else 1
