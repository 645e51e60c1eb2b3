"""The one file of a backup: a ZIP whose manifest says the size and the sum of every file in it."""

from __future__ import annotations

import hashlib
import json
import os
import re
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from pupitre.kernel import N_, InputError, Place, Text

SCHEMA = "pupitre.backup/1"
MANIFEST = "manifest.json"
ROWS = "pupitre.sqlite3"
SECRET = "secret.key"
FOLDERS = ("bulk", "derived", "answers")
ALLOWED = re.compile(rf"({re.escape(ROWS)}|{re.escape(SECRET)}|({'|'.join(FOLDERS)})(/[\w.-]+)+)")
"""Names a backup may hold: nothing that could be written elsewhere than in the home."""
LONGEST_MANIFEST = 50_000_000
PIECE = 1 << 20


@dataclass(frozen=True, slots=True)
class Member:
    """One file of a backup: its size in bytes and its SHA-256."""

    size: int
    digest: str


@dataclass(frozen=True, slots=True)
class Archive:
    """A backup that was looked at, not yet read.

    Args:
        path: The file. about: What the manifest says besides: version, day, seal, migrations. members: Its files by name.
    """

    path: Path
    about: Mapping[str, object]
    members: Mapping[str, Member]


def write(path: Path, files: Mapping[str, Path], about: Mapping[str, object]) -> Archive:
    """Write a backup, which appears complete under its name, and is on disk when this returns.

    Args:
        path: Where; an older file of that name is replaced.
        files: What to keep, by name in the backup.
        about: What the manifest says besides.

    Raises:
        FileNotFoundError: A file is gone.
    """
    part = path.with_name(path.name + ".part")
    members: dict[str, Member] = {}
    try:
        with os.fdopen(os.open(part, os.O_RDWR | os.O_CREAT | os.O_TRUNC, 0o600), "w+b") as out:
            with zipfile.ZipFile(out, "w", allowZip64=True) as made:
                for name, file in sorted(files.items()):
                    members[name] = _add(made, name, file)
                listed = {name: [one.size, one.digest] for name, one in members.items()}
                made.writestr(MANIFEST, json.dumps({"schema": SCHEMA, **about, "files": listed}, ensure_ascii=False), zipfile.ZIP_DEFLATED)
            out.flush()
            os.fsync(out.fileno())
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)
    settle(path.parent)
    return Archive(path, about, members)


def _add(made: zipfile.ZipFile, name: str, file: Path) -> Member:
    entry = zipfile.ZipInfo(name)
    entry.compress_type = zipfile.ZIP_STORED if name.endswith(".parquet") else zipfile.ZIP_DEFLATED
    digest, size = hashlib.sha256(), 0
    with file.open("rb") as inside, made.open(entry, "w", force_zip64=True) as out:
        while piece := inside.read(PIECE):
            digest.update(piece)
            size += len(piece)
            out.write(piece)
    return Member(size, digest.hexdigest())


def opened(path: Path) -> Archive:
    """Return what a backup says it holds.

    Raises:
        InputError: It cannot be read, is no backup, or names a file that a home does not have.
    """
    try:
        with zipfile.ZipFile(path) as read:
            if read.getinfo(MANIFEST).file_size > LONGEST_MANIFEST:
                raise _not_a_backup(path)
            said = json.loads(read.read(MANIFEST))
            inside = {entry.filename: entry.file_size for entry in read.infolist()}
            names = [entry.filename for entry in read.infolist()]
        if said.pop("schema") != SCHEMA:
            raise _not_a_backup(path)
        members = {str(name): Member(int(size), str(digest)) for name, (size, digest) in said.pop("files").items()}
    except OSError as refused:
        what = Text(N_("This file cannot be read: %(reason)s."), reason=refused.strerror or "")
        raise InputError(what, where=Place(file=str(path))) from refused
    except (KeyError, ValueError, TypeError, AttributeError, zipfile.BadZipFile) as fault:
        raise _not_a_backup(path) from fault
    sizes = {name: one.size for name, one in members.items()} | {MANIFEST: inside[MANIFEST]}
    if sizes != inside or len(names) != len(inside) or ROWS not in members or not all(map(ALLOWED.fullmatch, members)):
        raise _not_a_backup(path)
    return Archive(path, said, members)


def unpack(archive: Archive, into: Path) -> None:
    """Write the files of a backup in a folder, each checked against its sum, all of them on disk when this returns.

    Raises:
        InputError: A file is not what the manifest says.
    """
    with zipfile.ZipFile(archive.path) as read:
        for name, member in archive.members.items():
            target = into / name
            target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            with os.fdopen(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as out:
                try:
                    with read.open(name) as inside:
                        is_whole = _copy(inside, out, member)
                except zipfile.BadZipFile:
                    is_whole = False
                if not is_whole:
                    raise InputError(
                        Text(N_("This backup is damaged: %(file)s is not what was saved."), file=name),
                        where=Place(file=str(archive.path)),
                        mend=Text(N_("Use another backup. Nothing was changed.")),
                    )
                out.flush()
                os.fsync(out.fileno())
            settle(target.parent)


def _copy(inside: object, out: BinaryIO, member: Member) -> bool:
    """Copy no more than the size announced and return whether it is what was saved."""
    digest, left = hashlib.sha256(), member.size
    while piece := inside.read(min(PIECE, left + 1)):  # type: ignore[attr-defined]  # zipfile's reader has no public type
        left -= len(piece)
        if left < 0:
            return False
        digest.update(piece)
        out.write(piece)
    return left == 0 and digest.hexdigest() == member.digest


def settle(folder: Path) -> None:
    """Bring the names of a folder to the disk."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _not_a_backup(path: Path) -> InputError:
    return InputError(
        Text(N_("This file is not a backup of Pupitre.")),
        where=Place(file=str(path)),
        mend=Text(N_("Give a file that pupitre backup wrote. Nothing was changed.")),
    )
