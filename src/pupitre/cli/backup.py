"""Write the whole instance in one file."""

from __future__ import annotations

import argparse

SUMMARY = "write the whole home in one file, while it is in use"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the word takes."""
    parser.add_argument("file", help="the file to write, such as pupitre-2026-11-23.zip")
    parser.add_argument("--home", help="home directory (default: PUPITRE_HOME, else ~/.pupitre)")
    parser.add_argument("--json", action="store_true", help="print the result as JSON")
    parser.add_argument("--lang", choices=("fr", "en"), help="language (default: the home's)")


def run(args: argparse.Namespace) -> int:
    """Write the backup and say what it holds."""
    import json
    from pathlib import Path

    from pupitre.desk.homes import open_home

    open_home(args.home, must_exist=True)
    from pupitre import words
    from pupitre.desk.safety.backup import backup
    from pupitre.desk.settings import setting
    from pupitre.kernel import N_, Quantity, Text

    made = backup(Path(args.file).expanduser().resolve())
    size = made.path.stat().st_size
    if args.json:
        body = {"schema": "pupitre.backup-done/1", "file": str(made.path), "size": size, "files": len(made.members), **made.about}
        print(json.dumps(body, ensure_ascii=False))
        return 0
    says = Text(
        N_("%(file)s: %(size)s, %(files)s files, %(changes)s changes. It holds the secret of this home: keep it as safe as the home."),
        file=str(made.path),
        size=Quantity(size / 1_000_000, "MB", 1),
        files=len(made.members),
        changes=int(str(made.about["changes"])),
    )
    print(words.render(says, words.language(args.lang or setting("language"))))
    return 0
