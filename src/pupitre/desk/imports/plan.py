"""What an import would do: files recognised, doubts, faults, rows new and changed."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from django.utils import timezone

from pupitre.desk import changes, snapshot
from pupitre.desk.changes import Counts, Part
from pupitre.desk.imports.answers import Answers
from pupitre.desk.imports.build import Builder
from pupitre.desk.imports.files import digest_of, expanded
from pupitre.desk.imports.memory import answers_for, stated_before
from pupitre.desk.settings import setting, zone_of_home
from pupitre.kernel import InputError, Problem
from pupitre.sources import Question, Reading, ReadOptions, SafeReader

Progress = Callable[[str, str, int, int], None]
"""Called with the stage (`reading`, `filling`, `comparing`, `writing`), what it is at, how many are done and how many there are."""


@dataclass(frozen=True, slots=True)
class FilePlan:
    """One file of an import.

    Args:
        path: Where it stands. name: Its name. digest: SHA-256. size: Bytes.
        reading: What it holds; None when it was refused.
        refusal: Why it cannot be read.
        answers: The answers it was read with.
        rows_read: Rows of data. rows_refused: Those left out.
        filled: Model table → number of rows it brings.
        left_out: Sheets or tables (by position) of no known kind, or that wait for an answer.
        problems: Faults, doubts apart.
        questions: Doubts, answered or not.
    """

    path: Path
    name: str
    digest: str
    size: int
    reading: Reading | None
    refusal: InputError | None = None
    answers: Mapping[str, str] = field(default_factory=dict)
    rows_read: int = 0
    rows_refused: int = 0
    filled: Mapping[str, int] = field(default_factory=dict)
    left_out: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()
    questions: tuple[Question, ...] = ()


@dataclass(frozen=True, slots=True)
class Plan:
    """What an import would do.

    Args:
        files: Every file, in the order in which they build on each other.
        parts: The rows, ready to be written.
        counts: By model table, rows created, updated, unchanged, refused.
        answers: The answers given.
        on: The day of the import.
        conflicts: Figures that two of the files tell differently.
        currency: What the home will count in from now on, when nobody had said; else empty.
    """

    files: tuple[FilePlan, ...]
    parts: tuple[Part, ...]
    counts: Mapping[str, Counts]
    answers: Answers
    on: date
    conflicts: tuple[Problem, ...] = ()
    currency: str = ""

    @property
    def questions(self) -> tuple[Question, ...]:
        """Every doubt, file by file."""
        return tuple(question for file in self.files for question in file.questions)

    @property
    def open(self) -> tuple[Question, ...]:
        """The doubts without an answer."""
        return tuple(question for question in self.questions if not question.answered)

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Every fault, file by file, then what two files tell differently."""
        return (*(problem for file in self.files for problem in file.problems), *self.conflicts)

    @property
    def refused(self) -> tuple[FilePlan, ...]:
        """The files that cannot be read."""
        return tuple(file for file in self.files if file.refusal)


def plan(
    paths: Sequence[Path],
    *,
    answers: Answers | None = None,
    on: date | None = None,
    sure_only: bool = False,
    progress: Progress | None = None,
    reader: Callable[[Path, ReadOptions], Reading] | None = None,
) -> Plan:
    """Return what importing files would do, and write nothing.

    Args:
        paths: Files and folders.
        answers: Answers to the questions, given now; those remembered for files of the same shape complete them.
        on: The day of the import; today when absent.
        sure_only: Leave out the tables that wait for an answer, instead of filling them on its assumption.
        progress: Called as the work advances.
        reader: Reads one file; the bounded reader when absent.

    Raises:
        InputError: A path does not exist. A file that cannot be read does not raise: it is in the plan with its refusal.
    """
    given, day, tell = answers or Answers(), on or timezone.localdate(), progress or _silent
    found = expanded(paths)
    files = []
    with SafeReader() as warm:
        for at, path in enumerate(found):
            tell("reading", path.name, at, len(found))
            files.append(read_file(path, given, reader or (lambda file, options: warm.read(file, options=options))))
    builder = Builder(snapshot.take(on=day), given, day, sure_only=sure_only)
    built = builder.build(files, tell)
    tell("comparing", "", 0, 1)
    counts = changes.preview(built.parts)
    return Plan(built.files, built.parts, counts.by_table, given, day, (*built.conflicts, *counts.problems), builder.adopted)


def read_file(path: Path, given: Answers, reader: Callable[[Path, ReadOptions], Reading]) -> FilePlan:
    """Read one file with the answers given, completed by those remembered for files of its shape."""
    digest, size = digest_of(path), path.stat().st_size
    own = stated_before(digest) | given.of(path.name)
    try:
        reading = reader(path, _options(own))
        complete = answers_for(reading.signature) | own
        if complete != own:
            reading = reader(path, _options(complete))
    except InputError as refusal:
        return FilePlan(path, path.name, digest, size, None, refusal, own)
    return FilePlan(path, path.name, digest, size, reading, None, complete)


def _options(answers: Mapping[str, str]) -> ReadOptions:
    return ReadOptions(answers=answers, drop_personal=True, locale=setting("language") or None, zone=zone_of_home())


def _silent(stage: str, what: str, done: int, total: int) -> None:
    """Report nothing."""
