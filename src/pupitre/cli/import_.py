"""`pupitre import PATH…`: files of an organisation into its model."""

from __future__ import annotations

import argparse
import getpass
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pupitre.desk.imports import Answers, Plan
    from pupitre.desk.imports.plan import Progress

SUMMARY = "load files: prints the plan, asks what is doubtful, writes everything or nothing"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments of the word."""
    parser.add_argument("paths", nargs="*", type=Path, metavar="PATH", help="files or folders")
    parser.add_argument("--home", help="home directory (default: PUPITRE_HOME, else ~/.pupitre)")
    parser.add_argument("--dry-run", action="store_true", help="print the plan and write nothing")
    parser.add_argument("--yes", action="store_true", help="load what is sure and leave out the tables that wait for an answer")
    parser.add_argument("--answers", type=Path, metavar="FILE", help="answers saved earlier")
    parser.add_argument("--save-answers", type=Path, metavar="FILE", help="write the answers given and the doubts left, to be completed")
    parser.add_argument("--undo", type=int, metavar="ID", help="take an import back; rows that changed since are left and listed")
    parser.add_argument("--json", action="store_true", help="print the plan as JSON")
    parser.add_argument("--on", metavar="DATE", help="the day of the import (default: today)")
    parser.add_argument("--lang", choices=("fr", "en"), help="language (default: the home's)")
    parser.set_defaults(parser=parser)


def run(args: argparse.Namespace) -> int:
    """Plan, print, and load unless a doubt is open; return 1 when nothing was loaded though it was asked."""
    if bool(args.paths) == (args.undo is not None):
        args.parser.print_usage(sys.stderr)
        return 2
    from pupitre.desk.homes import open_home

    open_home(args.home)
    if args.undo is not None:
        return undo(args)
    from datetime import date

    from pupitre.desk import imports
    from pupitre.desk.imports.answers import load
    from pupitre.desk.settings import setting

    told = teller(args.lang or setting("language"))
    answers = load(args.answers) if args.answers else imports.Answers()
    on = date.fromisoformat(args.on) if args.on else None
    plan = imports.plan(args.paths, answers=answers, on=on, sure_only=args.yes, progress=told)
    if args.save_answers:
        completed(plan, answers).save(args.save_answers)
    change, state = None, "planned"
    if not args.dry_run:
        state = "refused" if is_stopped(plan, sure_only=args.yes) else "loaded"
    if state == "loaded":
        change = imports.commit(plan, by=getpass.getuser(), sure_only=args.yes, progress=told).change_id
    show(args, plan, state, change)
    if state == "loaded":
        examine()
    return 1 if is_stopped(plan, sure_only=args.yes) else 0


def is_stopped(plan: Plan, *, sure_only: bool) -> bool:
    """Whether nothing may be loaded: a doubt is open or a file was refused; with `sure_only`, when nothing is left to load."""
    if sure_only:
        return not any(file.filled for file in plan.files)
    return bool(plan.open or plan.refused)


def completed(plan: Plan, answers: Answers) -> Answers:
    """Return the answers given, with the assumption made for every doubt still open."""
    from pupitre.desk.imports import Answers

    everywhere: dict[str, str] = {}
    files: dict[str, dict[str, str]] = {}
    for file in plan.files:
        for question in file.questions:
            if not question.answered:
                into = everywhere if question.id.startswith("department:") else files.setdefault(file.name, {})
                into[question.id] = question.assumption
    return answers.joined(Answers(everywhere, files))


def teller(lang: str) -> Progress:
    """Return what says on the error stream how far the work is, in a language."""
    from pupitre import words
    from pupitre.desk.imports.told import step

    language = words.language(lang)

    def told(stage: str, what: str, done: int, total: int) -> None:
        print(words.render(step(stage, what, done, total), language), file=sys.stderr)

    return told


def show(args: argparse.Namespace, plan: Plan, state: str, change: int | None) -> None:
    """Print the plan, as JSON or as a text."""
    from pupitre.desk.settings import setting

    if args.json:
        import json

        from pupitre.desk.imports.report import plan_to_json

        json.dump(plan_to_json(plan, state=state, change=change), sys.stdout, ensure_ascii=False, indent=1)
        sys.stdout.write("\n")
        return
    from pupitre.desk.imports.told import lines

    print("\n".join(lines(plan, args.lang or setting("language"), state=state, change=change)))


def undo(args: argparse.Namespace) -> int:
    """Take an import back, and list the rows that changed since; return 1 when none could be."""
    from pupitre import words
    from pupitre.desk import changes
    from pupitre.desk.settings import setting
    from pupitre.kernel import N_, Text

    done = changes.undo(args.undo, by=getpass.getuser())
    if args.json:
        import json

        left = [{"table": row.table, "key": list(row.key), "by": row.by, "at": row.at.isoformat()} for row in done.left]
        body = {"schema": "pupitre.import/1", "state": "undone", "change": done.change_id, "restored": dict(done.restored), "left": left}
        json.dump(body, sys.stdout, ensure_ascii=False, indent=1)
        sys.stdout.write("\n")
    else:
        lang = args.lang or setting("language")
        count = sum(done.restored.values())
        said = [Text.many(N_("%(count)s row brought back."), N_("%(count)s rows brought back."), count=count)]
        said += [
            Text(N_("Left as it is, changed since by %(by)s: %(table)s %(key)s"), by=r.by, table=r.table, key=" · ".join(map(str, r.key)))
            for r in done.left
        ]
        print("\n".join(words.render(line, lang) for line in said))
    if done.change_id is None:
        return 1
    examine()
    return 0


def examine() -> None:
    """Examine the company at once, so that the desk never speaks of figures that are gone; said on the error stream."""
    from django.utils import timezone

    from pupitre import words
    from pupitre.desk import examine, findings
    from pupitre.desk.settings import setting
    from pupitre.kernel import N_, Text

    on = timezone.localdate()
    examine.run(on=on)
    count = len(findings.ranked(on=on))
    said = Text.many(
        N_("%(count)s finding on the desk: pupitre serve shows it."),
        N_("%(count)s findings on the desk: pupitre serve shows them."),
        count=count,
    )
    print(words.render(said, words.language(setting("language"))), file=sys.stderr)
