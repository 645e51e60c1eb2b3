"""Bringing a backup back: the home is the old one or the new one, never something between, whenever it is interrupted."""

from __future__ import annotations

import fcntl
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from django.db import connections

from pupitre.desk.homes import SERVED, aside, open_home
from pupitre.desk.safety import archive
from pupitre.desk.safety.archive import Archive
from pupitre.kernel import N_, Place, RefusedError, Text


@dataclass(frozen=True, slots=True)
class Restored:
    """A home brought back.

    Args:
        language: That of the home.
        before: Where the home that it replaces stands now, when there was one.
    """

    language: str
    before: Path | None = None


Progress = Callable[[str], None]
"""Told each phase as it begins: `unpacking`, `checking`, `swapping`, `done`."""


def restore(path: Path, home: Path, *, replace: bool, progress: Progress = lambda _phase: None) -> Restored:
    """Bring a backup back as a home.

    The backup is unpacked and checked beside the home, which is not touched before everything is known to be whole. This process must not
    work on a home yet: it works on the restored one afterwards.

    Args:
        path: The backup.
        home: The directory of the home.
        replace: Whether a home that stands there is put aside; it is kept under another name.
        progress: Told each phase.

    Raises:
        InputError: The file is no backup, or a damaged one.
        RefusedError: A home stands there, is in use, or the backup comes from a newer Pupitre.
    """
    read = archive.opened(path)
    taken = home.exists() and any(home.iterdir())
    if taken and not replace:
        raise RefusedError(
            Text(N_("A home stands there already.")),
            where=Place(file=str(home)),
            mend=Text(N_("Choose another directory, or add --replace: the present home is then kept under another name.")),
        )
    with _idle(home):
        return (
            _on_server(read, home, progress, replace=replace) if os.environ.get("PUPITRE_DATABASE_URL") else _in_files(read, home, progress)
        )


def _in_files(read: Archive, home: Path, progress: Progress) -> Restored:
    staging, ready = aside(home, "restoring"), aside(home, "restored")
    for left in (staging, ready):
        shutil.rmtree(left, ignore_errors=True)
    progress("unpacking")
    staging.mkdir(mode=0o700, parents=True)
    archive.unpack(read, staging)
    progress("checking")
    open_home(staging)
    language = _check(read)
    progress("swapping")
    staging.rename(ready)
    before = None
    if home.exists():
        before = _free_name(home)
        home.rename(before)
    ready.rename(home)
    archive.settle(home.parent)
    progress("done")
    return Restored(language, before)


def _on_server(read: Archive, home: Path, progress: Progress, *, replace: bool) -> Restored:
    """Put the files in the home, under names that nothing else has, then the rows on the server in one transaction."""
    staging = aside(home, "restoring")
    shutil.rmtree(staging, ignore_errors=True)
    progress("unpacking")
    staging.mkdir(mode=0o700, parents=True)
    archive.unpack(read, staging)
    progress("checking")
    open_home(home)
    from pupitre.desk.safety.checks import free, known, put_on_server  # the models can be imported once the process has a home

    known(read)
    free(replace=replace)
    progress("swapping")
    for name in sorted(read.members):
        if name != archive.ROWS:
            target = home / name
            target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            (staging / name).replace(target)
    language = put_on_server(read, staging)
    shutil.rmtree(staging, ignore_errors=True)
    progress("done")
    return Restored(language)


def _check(read: Archive) -> str:
    from pupitre.desk.changes import witness  # the models can be imported once the process has a home
    from pupitre.desk.safety.checks import check

    language = check(read)
    witness.renew()
    connections.close_all()
    return language


@contextmanager
def _idle(home: Path) -> Iterator[None]:
    """Hold the home, so that no server starts on it; refuse when one runs."""
    if not home.exists():
        yield
        return
    with (home / SERVED).open("a") as held:
        try:
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as busy:
            raise RefusedError(
                Text(N_("A Pupitre is being served from this home.")),
                where=Place(file=str(home)),
                mend=Text(N_("Stop it, then restore.")),
            ) from busy
        yield


def _free_name(home: Path) -> Path:
    stamp = datetime.now(UTC).strftime("%Y%m%d-%H%M%S")
    free = home.with_name(f"{home.name}.before-restore-{stamp}")
    number = 1
    while free.exists():
        number += 1
        free = home.with_name(f"{home.name}.before-restore-{stamp}-{number}")
    return free
