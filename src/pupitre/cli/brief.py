"""`pupitre brief`: the two pages of the executive brief as a PDF."""

from __future__ import annotations

import argparse
import getpass
import sys
from pathlib import Path

SUMMARY = "write the executive brief, two pages of PDF"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments of the word."""
    parser.add_argument("--out", required=True, type=Path, metavar="FILE.pdf", help="the file to write")
    parser.add_argument("--lang", choices=("fr", "en"), help="the language; the company's own when absent")
    parser.add_argument("--home", help="the home directory (PUPITRE_HOME or ~/.pupitre)")


def run(args: argparse.Namespace) -> int:
    """Write the brief of a home."""
    from pupitre.desk.homes import open_home

    open_home(args.home, must_exist=True)

    from pupitre import words
    from pupitre.brief.content import document
    from pupitre.brief.pdf import pdf
    from pupitre.desk.rights import Viewer
    from pupitre.desk.settings import setting
    from pupitre.kernel import N_, InputError, Place, Text

    made = pdf(document(Viewer(getpass.getuser(), "administrator"), lang=words.language(args.lang or setting("language"))))
    try:
        args.out.write_bytes(made)
    except OSError as refused:
        raise InputError(
            Text(N_("The brief cannot be written there: %(reason)s."), reason=refused.strerror or ""),
            where=Place(file=str(args.out)),
            mend=Text(N_("Choose another file with --out.")),
        ) from refused
    print(args.out, file=sys.stderr)
    return 0
