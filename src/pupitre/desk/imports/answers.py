"""Answers to the questions of an import: given, saved to a file, replayed from it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from fnmatch import fnmatch
from pathlib import Path

from pupitre.kernel import N_, InputError, Place, Text

SCHEMA = "pupitre.answers/1"
OF_ONE_FILE = ("cell", "row", "stated_on")
"""Questions whose answer holds for one file and not for the next one of the same shape."""


@dataclass(frozen=True, slots=True)
class Answers:
    """Answers by question.

    Args:
        everywhere: Question id → answer, for all files (departments).
        files: Name of a file, or a pattern such as `budget_*.csv` → question id → answer.
    """

    everywhere: Mapping[str, str] = field(default_factory=dict)
    files: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    def of(self, file: str) -> dict[str, str]:
        """Return the answers that hold for a file: those for all files, then those of the patterns it fits, then its own."""
        found = dict(self.everywhere)
        for pattern, answers in self.files.items():
            if pattern != file and fnmatch(file.casefold(), pattern.casefold()):
                found |= answers
        return found | dict(self.files.get(file, {}))

    def joined(self, other: Answers) -> Answers:
        """Return these answers completed, and where they differ replaced, by others."""
        files = {name: dict(answers) for name, answers in self.files.items()}
        for name, answers in other.files.items():
            files[name] = {**files.get(name, {}), **answers}
        return Answers({**self.everywhere, **other.everywhere}, files)

    def to_json(self) -> dict[str, object]:
        """Return the document that `load` reads."""
        return {"schema": SCHEMA, "everywhere": dict(self.everywhere), "files": {name: dict(of) for name, of in self.files.items()}}

    def save(self, path: Path) -> None:
        """Write the answers to a file."""
        path.write_text(json.dumps(self.to_json(), ensure_ascii=False, indent=2) + "\n", encoding="utf-8")


def load(path: Path) -> Answers:
    """Return the answers that a file holds.

    Raises:
        InputError: The file cannot be read or is no answers file.
    """
    try:
        body = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as fault:
        raise _refused(path, Text(N_("This file of answers cannot be read."))) from fault
    return from_json(body, path)


def from_json(body: object, path: Path = Path()) -> Answers:
    """Return the answers of a document.

    Raises:
        InputError: It has not the shape of an answers file.
    """
    if not isinstance(body, dict) or body.get("schema") != SCHEMA:
        raise _refused(path, Text(N_("This file holds no answers: it does not say %(schema)s."), schema=SCHEMA))
    everywhere, files = body.get("everywhere", {}), body.get("files", {})
    fits = _is_texts(everywhere) and isinstance(files, dict) and all(_is_texts(answers) for answers in files.values())
    if not fits:
        raise _refused(path, Text(N_("In this file of answers, every answer must be a text under the name of its question.")))
    return Answers(everywhere, files)


def remembered(answers: Mapping[str, str]) -> dict[str, str]:
    """Return the answers of a file that also hold for the next file of the same shape."""
    return {name: answer for name, answer in answers.items() if name.split(":", 1)[0] not in (*OF_ONE_FILE, "department")}


def _is_texts(body: object) -> bool:
    return isinstance(body, dict) and all(isinstance(value, str) for value in body.values())


def _refused(path: Path, what: Text) -> InputError:
    mend = Text(N_("Save the answers again from an import, or start without them."))
    return InputError(what, where=Place(file=path.name), mend=mend)
