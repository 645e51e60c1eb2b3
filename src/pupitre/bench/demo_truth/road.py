"""One company all the way: its files written, imported, examined."""

from __future__ import annotations

import json
import resource
import tempfile
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pupitre.bench.demo_truth.tables import FIXED

if TYPE_CHECKING:
    from pupitre.desk.imports import Answers, Plan
    from pupitre.kernel import Domain
    from pupitre.sources import Reading, ReadOptions

NONE = "-"
"""What a person says of a column that holds nothing the product asks for."""
READ = ("impact.objective_chance", "impact.cause", "impact.decision_effect")
"""Derived tables that the truth is held against."""


@dataclass(frozen=True, slots=True)
class Travelled:
    """What came out at the end of the road.

    Args:
        seed: Of the company. truth: What was planted. findings: As JSON. sentences: What each says, in French.
        tables: The derived tables that the truth is held against, as lists of rows.
        differences: Counts of rows and bad rows that are not as the files hold them. questions: Doubts that nobody answered.
        corrections: What a person had to correct by hand in the import: kinds of tables, fields of columns.
        failures: Domains that failed. seconds: Of processor, by stage.
    """

    seed: int
    truth: Mapping[str, Any]  # a document read from a file
    findings: tuple[Mapping[str, Any], ...]
    tables: Mapping[str, Sequence[Mapping[str, Any]]]
    sentences: tuple[str, ...]
    differences: tuple[str, ...]
    questions: tuple[str, ...]
    corrections: tuple[str, ...]
    failures: tuple[str, ...]
    seconds: Mapping[str, float]


def travel(seed: int, size: int, disguised: bool, on: date, plants: Sequence[int] = ()) -> Travelled:
    """Take one company from its files to its findings, in a home of its own.

    A process can open one home only: call this in a process of its own.

    Args:
        seed: Of the company. size: Its people. disguised: Under other words. on: Its today.
        plants: The planted problems looked for, by the domains that find them alone; all of them when empty.
    """
    from pupitre.demo import ANSWERS, COMPANY, FILES, MAPPING, TRUTH, Disguise, generate
    from pupitre.desk.homes import open_home

    clock = _Clock()
    with tempfile.TemporaryDirectory(prefix="pupitre-truth-") as folder:
        out = Path(folder)
        generate(out, size=size, seed=seed, on=on, disguise=Disguise(seed) if disguised else None)
        clock.lap("generate")
        open_home(out / "home")
        from pupitre.desk import examine, imports
        from pupitre.desk.imports.answers import load
        from pupitre.desk.settings import remember
        from pupitre.desk.snapshot import take
        from pupitre.kernel.wire import finding_to_json
        from pupitre.words import render

        company = json.loads((out / COMPANY).read_text(encoding="utf-8"))
        truth = sought(json.loads((out / TRUTH).read_text(encoding="utf-8")), plants)
        today = date.fromisoformat(company["on"])
        remember(name=company["name"], currency=company["currency"], language=company["language"])
        clock.lap("open")
        answers = load(out / ANSWERS)
        reader = _Reader()
        plan = imports.plan([out / FILES], answers=answers, on=today, reader=reader)
        wrong = corrections(json.loads((out / MAPPING).read_text(encoding="utf-8")), plan)
        if wrong.files:
            plan = imports.plan([out / FILES], answers=answers.joined(wrong), on=today, reader=reader)
        clock.lap("plan")
        imports.commit(plan, by="bench", sure_only=True)
        clock.lap("commit")
        outcome = examine.run(on=today, cards=finders(truth) if plants else ())
        clock.lap("examine")
        found = [finding for one in outcome.domains for finding in one.findings]
        rows = {name: take(on=today).table(name).num_rows for name in truth["counts"]}
        refused = {(p.where.file, p.where.row): p.reason for p in plan.problems if p.severity == "refused"}
        return Travelled(
            seed,
            truth,
            tuple(finding_to_json(finding) for finding in found),
            published(truth) if not plants else {},
            tuple(f"{finding.rule}: {render(finding.text, 'fr')}" for finding in found),
            tuple(_differences(truth, rows, refused)),
            tuple(f"{question.id} ({question.problem.where.file})" for question in plan.open),
            tuple(f"{file}: {name} is {answer}" for file, said in wrong.files.items() for name, answer in said.items()),
            tuple(f"{one.domain.name}: {one.failure.strip().splitlines()[-1]}" for one in outcome.domains if one.failure),
            clock.laps,
        )


def sought(truth: Mapping[str, Any], plants: Sequence[int]) -> Mapping[str, Any]:
    """Return the truth about some planted problems, with the decoys of the same domains; all of it when none is named.

    Raises:
        ValueError: A problem is held against the tables of the whole examination.
    """
    if not plants:
        return truth
    kept = [one for one in truth["plants"] if one["plant"] in plants]
    if whole := [one["plant"] for one in kept if "table" in one]:
        raise ValueError(f"planted problems {whole} need every domain: leave --plant out")
    rules = {one["rule"].partition(".")[0] for one in kept}
    return {**truth, "plants": kept, "decoys": [one for one in truth["decoys"] if speaks_of(one, rules)]}


def speaks_of(decoy: Mapping[str, Any], domains: Set[str]) -> bool:
    """Tell whether a decoy tempts a rule of one of these domains."""
    return any(rule.partition(".")[0] in domains for rule in decoy.get("rules", ()))


def finders(truth: Mapping[str, Any]) -> tuple[Domain, ...]:
    """Return the domains that find what the truth holds."""
    from pupitre.desk.registry import domains

    names = {plant["rule"].partition(".")[0] for plant in truth["plants"]}
    return tuple(card for card in domains() if card.name in names)


def published(truth: Mapping[str, Any]) -> dict[str, Sequence[Mapping[str, Any]]]:
    """Return the derived tables that the truth is held against, and what the levers of an objective give together."""
    from pupitre.desk import derived
    from pupitre.desk.attainment import held
    from pupitre.impact.attainment import Fix, what_if

    tables: dict[str, Sequence[Mapping[str, Any]]] = {name: derived.latest(name).to_pylist() for name in READ}
    known = held()
    chances = []
    for case in (case for plant in truth["plants"] for case in plant["instances"] if "levers" in case):
        if known is not None:
            answer = what_if(known.draws, [Fix("project", lever, "lateness") for lever in case["levers"]])
            chances += [{"objective": key, "chance": gain.after} for key, gain in answer.objectives.items() if key in case["subjects"]]
    return tables | {FIXED: chances}


def corrections(mapping: Mapping[str, Any], plan: Plan) -> Answers:
    """Return what the person who keeps the files corrects when shown what each table and column was taken for.

    Args:
        mapping: File → table → kind and field of each header. plan: The import as proposed.
    """
    from pupitre.desk.imports.answers import Answers

    files: dict[str, dict[str, str]] = {}
    for file in plan.files:
        for table in file.reading.tables if file.reading else ():
            sheet = table.sheet or "-"
            known = mapping.get(file.name, {}).get(sheet)
            if known is None:
                continue
            wrong = {} if table.kind == known["kind"] else {f"kind:{sheet}": known["kind"]}
            # Under another kind every column is taken anew: all of them are then said.
            taken = (
                {} if wrong else {" ".join(column.header.split()): column.field or NONE for column in table.columns if not column.period}
            )
            fields = {header: field for header, field in known["fields"].items() if taken.get(header) != field}
            wrong |= {f"field:{sheet}:{header}": field for header, field in fields.items()}
            if wrong:
                files.setdefault(file.name, {}).update(wrong)
    return Answers({}, files)


class _Reader:
    """The importer's reader in this process, that reads a file once per set of answers."""

    def __init__(self) -> None:
        self.known: dict[tuple[Path, str], Reading] = {}

    def __call__(self, path: Path, options: ReadOptions) -> Reading:
        """Return what a file holds."""
        from pupitre.sources import read

        key = (path, json.dumps(dict(options.answers), sort_keys=True))
        if key not in self.known:
            self.known[key] = read(path, options=options)
        return self.known[key]


class _Clock:
    """Processor seconds by stage, those of the processes it started included."""

    def __init__(self) -> None:
        self.laps: dict[str, float] = {}
        self.last = self.spent()

    @staticmethod
    def spent() -> float:
        """Return the processor seconds spent so far."""
        ours, theirs = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
        return ours.ru_utime + ours.ru_stime + theirs.ru_utime + theirs.ru_stime

    def lap(self, stage: str) -> None:
        """End a stage."""
        now = self.spent()
        self.laps[stage], self.last = now - self.last, now


def _differences(truth: Mapping[str, Any], rows: Mapping[str, int], refused: Mapping[tuple[str, int | None], str]) -> list[str]:
    """Return what the tables read back hold otherwise than the files, and the rows refused otherwise than planted."""
    counts = [f"{name}: {rows[name]} rows, {wanted} in the files" for name, wanted in truth["counts"].items() if rows[name] != wanted]
    planted = {(bad["file"], bad["row"]): bad["reason"] for bad in truth["bad_rows"]}
    kept = [f"not refused: {file}, row {row} ({reason})" for (file, row), reason in planted.items() if (file, row) not in refused]
    extra = [f"refused: {file}, row {row} ({reason})" for (file, row), reason in refused.items() if (file, row) not in planted]
    return [*counts, *kept, *extra[:20]]
