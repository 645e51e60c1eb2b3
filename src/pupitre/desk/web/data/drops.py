"""Files that someone dropped and that are not loaded yet."""

from __future__ import annotations

import json
import pickle
import re
import secrets
import shutil
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from django.core.files.uploadedfile import UploadedFile
from django.http import Http404

from pupitre.desk.homes import current
from pupitre.desk.imports import Answers, Plan
from pupitre.desk.imports.answers import from_json

TOKEN = re.compile(r"[0-9a-f]{24}")
UNSAFE = re.compile(r"[^\w.()\-+&' ]")
LEFT_SECONDS = 7 * 24 * 3600
"""A drop that nobody touched for a week is abandoned: copies of a company's files do not pile up."""
MAX_BYTES = 1024**3
"""A gibibyte in one drop: beyond it, files are loaded by the command line."""


@dataclass(frozen=True, slots=True)
class Drop:
    """One import being prepared, in a folder of its own under the home.

    Args:
        folder: Its folder; the name is its token.
    """

    folder: Path

    @property
    def token(self) -> str:
        """The name that its addresses carry."""
        return self.folder.name

    @property
    def files(self) -> list[Path]:
        """The files dropped, by name."""
        return sorted((self.folder / "files").iterdir())

    @property
    def answers(self) -> Answers:
        """The answers given so far."""
        kept = self.folder / "answers.json"
        return from_json(json.loads(kept.read_text(encoding="utf-8")), kept) if kept.exists() else Answers()

    def answer(self, more: Answers) -> None:
        """Add answers; the plan made without them is no longer the plan."""
        _put(self.folder / "answers.json", json.dumps(self.answers.joined(more).to_json(), ensure_ascii=False).encode())
        (self.folder / "plan.pickle").unlink(missing_ok=True)

    def plan(self) -> Plan | None:
        """Return the plan made with the answers given; None while there is none."""
        try:
            # Only this process's own user writes in the home: what is unpickled was pickled by `keep`.
            made: Plan = pickle.loads((self.folder / "plan.pickle").read_bytes())
        except (FileNotFoundError, AttributeError, ImportError, TypeError):
            return None  # none yet, or kept by another version of Pupitre: it is made again
        return made

    def keep(self, plan: Plan) -> None:
        """Keep a plan for the next pages, unless an answer came meanwhile."""
        if plan.answers == self.answers:
            _put(self.folder / "plan.pickle", pickle.dumps(plan))

    def note(self, **state: object) -> None:
        """Note how far the work is, or what became of it."""
        _put(self.folder / "state.json", json.dumps(state).encode())

    @property
    def state(self) -> Mapping[str, object]:
        """What `note` said last."""
        try:
            said: Mapping[str, object] = json.loads((self.folder / "state.json").read_text())
        except FileNotFoundError:
            return {}
        return said

    @property
    def seen(self) -> frozenset[str]:
        """The faults that the step of repairs has shown."""
        try:
            return frozenset(json.loads((self.folder / "seen.json").read_text(encoding="utf-8")))
        except FileNotFoundError:
            return frozenset()

    def see(self, faults: frozenset[str]) -> None:
        """Note that faults were shown: they do not stop anyone a second time."""
        _put(self.folder / "seen.json", json.dumps(sorted(self.seen | faults), ensure_ascii=False).encode())

    def forget(self) -> None:
        """Remove the files and all that was prepared."""
        shutil.rmtree(self.folder, ignore_errors=True)


def start(files: list[UploadedFile]) -> Drop:
    """Keep dropped files in a new folder, under their own names made safe; those loaded before, or left for days, are removed."""
    for one in _drops():
        if one.state.get("stage") == "loaded" or time.time() - one.folder.stat().st_mtime > LEFT_SECONDS:
            one.forget()
    folder = current().incoming / secrets.token_hex(12)
    (folder / "files").mkdir(mode=0o700, parents=True)
    taken: set[str] = set()
    for file in files:
        name = _free(safe_name(file.name or ""), taken)
        with (folder / "files" / name).open("wb") as out:
            for block in file.chunks():
                out.write(block)
    return Drop(folder)


def safe_name(name: str) -> str:
    """Return a file name without folders or signs that a file system or a page could trip over."""
    kept = UNSAFE.sub("_", name.replace("\\", "/").rsplit("/", 1)[-1]).strip(" .")
    return kept[-120:] or "file"


def find(token: str) -> Drop:
    """Return a drop by its token.

    Raises:
        Http404: There is none, or none any more.
    """
    folder = current().incoming / token
    if not TOKEN.fullmatch(token) or not (folder / "files").is_dir():
        raise Http404
    return Drop(folder)


def unfinished() -> Iterator[Drop]:
    """Return the drops that were begun and not loaded, the last one first."""
    yield from (one for one in _drops() if one.state.get("stage") != "loaded")


def _drops() -> Iterator[Drop]:
    folders = [f for f in current().incoming.iterdir() if TOKEN.fullmatch(f.name) and (f / "files").is_dir()]
    for folder in sorted(folders, key=lambda f: -f.stat().st_mtime):
        yield Drop(folder)


def _free(name: str, taken: set[str]) -> str:
    stem, dot, end = name.rpartition(".")
    count, free = 1, name
    while free.casefold() in taken:
        count += 1
        free = f"{stem or end} ({count}){dot}{end}" if dot else f"{name} ({count})"
    taken.add(free.casefold())
    return free


def _put(path: Path, body: bytes) -> None:
    draft = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    draft.write_bytes(body)
    draft.replace(path)
