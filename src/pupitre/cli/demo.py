"""Build the demo company in a home of its own and serve it."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path
    from subprocess import Popen

    from pupitre.kernel import Text

SUMMARY = "build the demo company, serve it and print its one-time sign-in link"
DEFAULT_HOME = "~/.pupitre-demo"
MARK = "demo.json"
BY = "demo"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the word takes."""
    parser.add_argument("--size", type=int, choices=(20, 420), default=420, help="people in the company (default: 420)")
    parser.add_argument("--seed", type=int, default=0, help="draws the company (default: 0, the documented one)")
    parser.add_argument("--home", default=DEFAULT_HOME, help=f"home directory (default: {DEFAULT_HOME})")
    parser.add_argument("--no-serve", action="store_true", help="build and examine, do not serve")
    parser.add_argument("--port", type=int, default=8420, help="port (default: 8420)")


def run(args: argparse.Namespace) -> int:
    """Build what is not built yet, examine it beside, serve it until interrupted."""
    from pathlib import Path

    from pupitre.desk.homes import open_home

    wanted = {"size": args.size, "seed": args.seed}
    path = Path(args.home).expanduser().resolve()
    built = mark(path)
    if built is not None and {name: built.get(name) for name in wanted} != wanted:
        raise other_company(path)
    home = open_home(path).path
    from django.utils import timezone

    today = timezone.localdate()
    if built is None:
        refuse_a_company_of_its_own(home)
        build(home, size=args.size, seed=args.seed, on=today)
    examining = None if examined(today) else examine(home)
    if args.no_serve:
        code = examining.wait() if examining else 0
        print(f"{home}: pupitre serve --home {home}")
        return code
    return serve(home, port=args.port, examining=examining)


def mark(home: Path) -> dict[str, object] | None:
    """Return which company a home was built for, or None when none was built to the end."""
    import json

    try:
        return dict(json.loads((home / MARK).read_text(encoding="utf-8")))
    except FileNotFoundError:
        return None


def other_company(home: Path) -> Exception:
    """Return the refusal to mix two companies in one home."""
    from pupitre.kernel import N_, InputError, Place, Text

    return InputError(
        Text(N_("This home already holds another company.")),
        where=Place(file=str(home)),
        mend=Text(N_("Choose another directory with --home.")),
    )


def refuse_a_company_of_its_own(home: Path) -> None:
    """Refuse a home in which somebody has loaded files that are not the demo's.

    Raises:
        InputError: The home holds a change that the demo did not make.
    """
    from pupitre.records.models import Change

    if Change.objects.exclude(by=BY).exists():
        raise other_company(home)


def build(home: Path, *, size: int, seed: int, on: date) -> None:
    """Write the company's files and load them through the import, as any company would; the mark comes last."""
    import json

    from pupitre.demo import ANSWERS, COMPANY, FILES, generate
    from pupitre.desk import imports
    from pupitre.desk.imports.answers import load
    from pupitre.desk.settings import remember
    from pupitre.kernel import N_, Text

    say(Text(N_("Writing the files of a company of %(size)s people"), size=size))
    folder = home / "demo"
    generate(folder, size=size, seed=seed, on=on)
    company = json.loads((folder / COMPANY).read_text(encoding="utf-8"))
    remember(name=company["name"], currency=company["currency"], language=company["language"])
    plan = imports.plan([folder / FILES], answers=load(folder / ANSWERS), on=on, progress=told)
    imports.commit(plan, by=BY, progress=told)
    (home / MARK).write_text(json.dumps({"size": size, "seed": seed, "on": on.isoformat()}), encoding="utf-8")


def told(stage: str, what: str, done: int, total: int) -> None:
    """Say on one line how far the import is; of the tables written, the first of each file is enough."""
    from pupitre.desk.imports.told import step

    if what and (stage != "writing" or done == 0):
        say(step(stage, what, done, total))


def say(line: Text) -> None:
    """Print a line of progress, in the language of the home."""
    import sys

    from pupitre import words
    from pupitre.desk.settings import setting

    print(words.render(line, words.language(setting("language"))), file=sys.stderr, flush=True)


def examined(on: date) -> bool:
    """Return whether the home was examined today, to the end, on the files it holds now."""
    from pupitre.desk.examine import is_behind
    from pupitre.records.models import ExaminationRun

    last = ExaminationRun.objects.order_by("-id").first()
    return last is not None and (last.state, last.on) == ("done", on) and not is_behind()


def examine(home: Path) -> Popen[bytes]:
    """Start the examination in a process of its own: the pages are served meanwhile."""
    import subprocess
    import sys

    from pupitre.kernel import N_, Text

    say(Text(N_("Examining the company")))
    return subprocess.Popen([sys.executable, "-m", "pupitre", "examine", "--home", str(home)], stdout=subprocess.DEVNULL)


def serve(home: Path, *, port: int, examining: Popen[bytes] | None) -> int:
    """Print the link and serve until interrupted; an examination under way then stops too."""
    from pupitre.web import server
    from pupitre.web.sign_in import person_at_the_keyboard

    front = server.Front(port=port)
    print(server.sign_in_link(home, front, name=person_at_the_keyboard()), flush=True)
    try:
        server.serve(home, front)
    finally:
        if examining is not None and examining.poll() is None:
            examining.terminate()
    return 0
