"""One company all the way: its files written, imported, examined."""

from __future__ import annotations

import json
import tempfile
import time
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any


@dataclass(frozen=True, slots=True)
class Travelled:
    """What came out at the end of the road.

    Args:
        seed: Of the company. truth: What was planted. findings: As JSON. sentences: What each says, in French.
        differences: Counts of rows and bad rows that are not as the files hold them. questions: Doubts that nobody answered.
        failures: Domains that failed. seconds: Of processor, by stage.
    """

    seed: int
    truth: Mapping[str, Any]  # a document read from a file
    findings: tuple[Mapping[str, Any], ...]
    sentences: tuple[str, ...]
    differences: tuple[str, ...]
    questions: tuple[str, ...]
    failures: tuple[str, ...]
    seconds: Mapping[str, float]


def travel(seed: int, size: int, disguised: bool, on: date) -> Travelled:
    """Take one company from its files to its findings, in a home of its own.

    A process can open one home only: call this in a process of its own.
    """
    from pupitre.demo import ANSWERS, COMPANY, FILES, TRUTH, Disguise, generate
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
        truth = json.loads((out / TRUTH).read_text(encoding="utf-8"))
        today = date.fromisoformat(company["on"])
        remember(name=company["name"], currency=company["currency"], language=company["language"])
        clock.lap("open")
        plan = imports.plan([out / FILES], answers=load(out / ANSWERS), on=today)
        clock.lap("plan")
        imports.commit(plan, by="bench", sure_only=True)
        clock.lap("commit")
        outcome = examine.run(on=today)
        clock.lap("examine")
        found = [finding for one in outcome.domains for finding in one.findings]
        rows = {name: take(on=today).table(name).num_rows for name in truth["counts"]}
        refused = {(p.where.file, p.where.row): p.reason for p in plan.problems if p.severity == "refused"}
        return Travelled(
            seed,
            truth,
            tuple(finding_to_json(finding) for finding in found),
            tuple(f"{finding.rule}: {render(finding.text, 'fr')}" for finding in found),
            tuple(_differences(truth, rows, refused)),
            tuple(f"{question.id} ({question.problem.where.file})" for question in plan.open),
            tuple(f"{one.domain.name}: {one.failure.strip().splitlines()[-1]}" for one in outcome.domains if one.failure),
            clock.laps,
        )


class _Clock:
    """Processor seconds by stage."""

    def __init__(self) -> None:
        self.laps: dict[str, float] = {}
        self.last = time.process_time()

    def lap(self, stage: str) -> None:
        """End a stage."""
        now = time.process_time()
        self.laps[stage], self.last = now - self.last, now


def _differences(truth: Mapping[str, Any], rows: Mapping[str, int], refused: Mapping[tuple[str, int | None], str]) -> list[str]:
    """Return what the tables read back hold otherwise than the files, and the rows refused otherwise than planted."""
    counts = [f"{name}: {rows[name]} rows, {wanted} in the files" for name, wanted in truth["counts"].items() if rows[name] != wanted]
    planted = {(bad["file"], bad["row"]): bad["reason"] for bad in truth["bad_rows"]}
    kept = [f"not refused: {file}, row {row} ({reason})" for (file, row), reason in planted.items() if (file, row) not in refused]
    extra = [f"refused: {file}, row {row} ({reason})" for (file, row), reason in refused.items() if (file, row) not in planted]
    return [*counts, *kept, *extra[:20]]
