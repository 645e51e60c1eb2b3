"""Make a home and say whose it is."""

from __future__ import annotations

import argparse

SUMMARY = "make a home: the company's name, currency and language"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the word takes."""
    parser.add_argument("--home", help="home directory (default: PUPITRE_HOME, else ~/.pupitre)")
    parser.add_argument("--name", default="", help="name of the company")
    parser.add_argument("--currency", default="", help="currency it counts in, ISO 4217, such as EUR")
    parser.add_argument("--language", choices=("fr", "en"), help="language of the desk")
    parser.add_argument("--json", action="store_true", help="print the result as JSON")


def run(args: argparse.Namespace) -> int:
    """Make the home, or change what an existing one was told."""
    import json
    import sys

    from pupitre import words
    from pupitre.desk.homes import open_home
    from pupitre.kernel import N_, InputError, Text

    currency = args.currency.strip().upper()
    if currency and not (len(currency) == 3 and currency.isascii() and currency.isalpha()):
        raise InputError(
            Text(N_('"%(found)s" is not a currency.'), found=args.currency), mend=Text(N_("Give its three letters, such as EUR."))
        )
    home = open_home(args.home)
    from pupitre.desk.settings import remember, setting

    told = {"name": args.name.strip(), "currency": currency, "language": args.language}
    remember(**{name: value for name, value in told.items() if value})
    body = {"schema": "pupitre.init/1", "home": str(home.path), **{name: setting(name) for name in told}}
    if args.json:
        print(json.dumps(body, ensure_ascii=False))
    else:
        print(f"{home.path}: {body['name'] or '-'}, {body['currency']}, {body['language']}")
        after = Text(N_("Next: %(load)s, then %(serve)s"), load="pupitre import …", serve="pupitre serve")
        print(words.render(after, words.language(str(body["language"]))), file=sys.stderr)
    return 0
