"""Bring a backup back as a home."""

from __future__ import annotations

import argparse

SUMMARY = "bring a backup back as a home, whole or not at all"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the word takes."""
    parser.add_argument("file", help="a file that pupitre backup wrote")
    parser.add_argument("--home", help="home directory (default: PUPITRE_HOME, else ~/.pupitre)")
    parser.add_argument("--replace", action="store_true", help="put the home that stands there aside, under another name")
    parser.add_argument("--lang", choices=("fr", "en"), help="language (default: the home's)")


def run(args: argparse.Namespace) -> int:
    """Restore, telling each phase on the error stream, and say where the home that was replaced stands now."""
    import os
    import sys
    from pathlib import Path

    home = Path(args.home or os.environ.get("PUPITRE_HOME") or "~/.pupitre").expanduser().resolve()
    os.environ["PUPITRE_HOME"] = str(home)
    from pupitre import words
    from pupitre.desk.safety.restore import restore
    from pupitre.kernel import N_, Text

    done = restore(
        Path(args.file).expanduser().resolve(),
        home,
        replace=args.replace,
        progress=lambda phase: print(phase, file=sys.stderr, flush=True),
    )
    says = Text(N_("Restored in %(home)s."), home=str(home))
    if done.before is not None:
        says = Text(N_("Restored in %(home)s. The home that stood there is now %(before)s."), home=str(home), before=str(done.before))
    print(words.render(says, words.language(args.lang or done.language)))
    return 0
