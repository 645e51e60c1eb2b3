"""Real organisations: their files loaded with nothing but answers, then every fact computed again from the tables read back."""

from __future__ import annotations

import argparse
import json
import multiprocessing
import shutil
import tempfile
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import TypeVar

from pupitre.bench.organisations.compare import Verdict, compared, twins

ORGANISATIONS = ("nyc", "mta-nyct", "uk-gmpp-2018-2020")
"""Folder of each organisation."""
Result = TypeVar("Result")
NOT_DATA = ("README.md", "facts.json")
TWIN = "capital_projects_dashboard_with_notes.csv"
"""The second form of New York City's list of projects; it is loaded in a home of its own and held against the first."""
ANSWERS = Path("examples/organisations")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--data", type=Path, required=True, metavar="DIR", help="folder that holds one folder per organisation")
    parser.add_argument("--answers", type=Path, default=ANSWERS, metavar="DIR", help=f"folder of the answers (default: {ANSWERS})")
    parser.add_argument("--only", choices=sorted(ORGANISATIONS), help="one organisation alone")
    parser.add_argument("--keep", type=Path, metavar="DIR", help="keep the homes in this folder")
    parser.add_argument("--json", action="store_true", help="print the verdicts as JSON")


def run(args: argparse.Namespace) -> int:
    """Load, forget the files, read back, compare; return 1 when a fact differs without a reason."""
    everything: dict[str, list[Verdict]] = {}
    for name in ORGANISATIONS:
        if args.only in (None, name):
            everything[name] = measured(args.data / name, args.answers / f"{name}.answers.json", args.keep, quiet=args.json)
    if args.json:
        body = {name: [verdict.to_json() for verdict in verdicts] for name, verdicts in everything.items()}
        print(json.dumps({"schema": "pupitre.bench.organisations/1", "organisations": body}, ensure_ascii=False, indent=1))
    return int(any(not v.is_equal and not v.reason for verdicts in everything.values() for v in verdicts))


def measured(data: Path, answers: Path, keep: Path | None, *, quiet: bool) -> list[Verdict]:
    """Return the verdict on each fact of one organisation, and print them."""
    with tempfile.TemporaryDirectory() as work:
        raw, home = Path(work) / "files", (keep or Path(work)) / f"{data.name}-home"
        shutil.copytree(data, raw, ignore=shutil.ignore_patterns(*NOT_DATA, TWIN))
        start = time.perf_counter()
        said = in_a_process(load, home, raw, answers)
        seconds = time.perf_counter() - start
        shutil.rmtree(raw)
        found = in_a_process(recomputed, home, data.name)
        if (data / TWIN).exists():
            found |= held_against_its_twin(data, answers, home, Path(work))
    facts = json.loads((data / "facts.json").read_text(encoding="utf-8"))
    verdicts = compared(facts, found)
    if not quiet:
        report(data.name, said, seconds, verdicts)
    return verdicts


def held_against_its_twin(data: Path, answers: Path, home: Path, work: Path) -> dict[str, object]:
    """Load the second form of the list of projects by itself, forget it, and compare what the two homes hold."""
    raw = work / "twin"
    raw.mkdir()
    shutil.copy(data / TWIN, raw)
    in_a_process(load, work / "twin-home", raw, answers)
    shutil.rmtree(raw)
    return twins(in_a_process(listed, home), in_a_process(listed, work / "twin-home"))


def in_a_process(work: Callable[..., Result], *values: object) -> Result:
    """Run a function in a process of its own, since a process works on one home."""
    with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as pool:
        return pool.submit(work, *values).result()


def report(name: str, said: str, seconds: float, verdicts: Sequence[Verdict]) -> None:
    """Print what was loaded and every fact that is not equal."""
    equal = sum(verdict.is_equal for verdict in verdicts)
    print(f"{name}: {equal} of {len(verdicts)} facts equal; loaded in {seconds:.1f} s: {said}")
    for verdict in verdicts:
        if not verdict.is_equal:
            print(
                f"  {verdict.fact}: expected {short(verdict.expected)}, found {short(verdict.found)}. {verdict.reason or 'NO REASON KNOWN'}"
            )


def short(value: object) -> str:
    """Return a value in at most 120 characters."""
    text = json.dumps(value, ensure_ascii=False, default=str)
    return text if len(text) <= 120 else f"{text[:117]}..."


def load(home: Path, raw: Path, answers: Path) -> str:
    """Load every file of a folder into a fresh home; return the counts in one line."""
    from pupitre.desk.homes import open_home

    open_home(home)
    from pupitre.desk import imports
    from pupitre.desk.imports.answers import load as answers_in
    from pupitre.desk.settings import remember

    remember(language="en", name=raw.name)
    plan = imports.plan([raw], answers=answers_in(answers))
    imports.commit(plan, by="bench")
    return ", ".join(f"{counts.created:,} {table}" for table, counts in plan.counts.items())


def recomputed(home: Path, name: str) -> dict[str, object]:
    """Return the facts that the tables of a home tell."""
    from pupitre.desk.homes import open_home

    open_home(home)
    from pupitre.bench.organisations import mta, nyc, uk
    from pupitre.bench.organisations.read_back import ReadBack

    facts = {"nyc": nyc.facts, "mta-nyct": mta.facts, "uk-gmpp-2018-2020": uk.facts}[name]
    return facts(ReadBack())


def listed(home: Path) -> dict[str, object]:
    """Return the list of projects that a home holds."""
    from pupitre.desk.homes import open_home

    open_home(home)
    from pupitre.bench.organisations.nyc_projects import listing
    from pupitre.bench.organisations.read_back import ReadBack

    return listing(ReadBack())
