"""Logs taken out of what packs them, within bounds."""

from __future__ import annotations

import gzip
import lzma
import os
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import IO, cast

from pupitre.kernel import N_, InputError, Place, Text
from pupitre.sources.limits import RATIO_BOUND, RATIO_FROM, UNPACKED_BOUND

GZIP = b"\x1f\x8b"
ZIP = b"PK\x03\x04"
BLOCK = 4 << 20
DEEPEST = 2
"""Packings inside each other: a packed log in an archive."""


@contextmanager
def unpacked(path: Path) -> Iterator[Path]:
    """Give the log that a file packs, as a file of the same name and age; a file that packs nothing as it is.

    Raises:
        InputError: The archive holds several files, is cut, or grows beyond measure.
    """
    with TemporaryDirectory(prefix="pupitre-log-") as folder:
        whole, was = path, path.stat()
        for depth in range(DEEPEST):
            inner = _inner(whole, path.name, Path(folder) / str(depth))
            if inner is None:
                break
            whole = inner
            os.utime(whole, (was.st_atime, was.st_mtime))
        yield whole


def is_packed(path: Path) -> bool:
    """Whether a file is packed, or an archive that is no workbook and holds one file."""
    with path.open("rb") as stream:
        head = stream.read(4)
    if head.startswith(GZIP):
        return True
    return head == ZIP and not _is_workbook(path, path.name) and len(_parts(path)) == 1


def _parts(path: Path) -> list[zipfile.ZipInfo]:
    with zipfile.ZipFile(path) as archive:
        return [part for part in archive.infolist() if not part.is_dir() and not part.filename.startswith("__MACOSX/")]


def _inner(path: Path, said: str, folder: Path) -> Path | None:
    with path.open("rb") as stream:
        head = stream.read(4)
    if head.startswith(GZIP):
        folder.mkdir()
        target = folder / said
        with path.open("rb") as stream, gzip.GzipFile(fileobj=stream) as packed:
            _copied(cast("IO[bytes]", packed), target, said, path.stat().st_size)
        return target
    if head != ZIP or _is_workbook(path, said):
        return None
    parts = _parts(path)
    with zipfile.ZipFile(path) as archive:
        if len(parts) != 1:
            raise InputError(
                Text(N_("The archive holds %(count)s files; one log of events is wanted."), count=len(parts)),
                where=Place(file=said),
                mend=Text(N_("Take the log out of the archive, and give that file.")),
            )
        folder.mkdir()
        target = folder / said
        try:
            with archive.open(parts[0]) as packed_part:
                _copied(packed_part, target, said, parts[0].compress_size)
        except (zipfile.BadZipFile, OSError) as error:
            raise _damaged(said) from error
        except (RuntimeError, NotImplementedError) as error:
            raise InputError(
                Text(N_("The file is encrypted.")),
                where=Place(file=said),
                mend=Text(N_("Remove the password, save, and drop the file again.")),
            ) from error
    return target


def _copied(packed: IO[bytes], target: Path, said: str, size: int) -> None:
    """Write what is packed to a file, as long as it grows as files do."""
    try:
        with target.open("wb") as out:
            while block := packed.read(BLOCK):
                out.write(block)
                total = out.tell()
                if total > UNPACKED_BOUND or (total > RATIO_FROM and total > RATIO_BOUND * max(1, size)):
                    raise InputError(
                        Text(N_("A part of the file grows %(ratio)s times when unpacked."), ratio=total // max(1, size)),
                        where=Place(file=said),
                        mend=Text(N_("Take the log out of the archive, and give that file.")),
                    )
    except (gzip.BadGzipFile, EOFError, zlib.error, lzma.LZMAError) as error:
        raise _damaged(said) from error


def _damaged(said: str) -> InputError:
    return InputError(
        Text(N_("The compressed file is cut or damaged.")),
        where=Place(file=said),
        mend=Text(N_("Export it again from your tool, and check its size.")),
    )


def _is_workbook(path: Path, said: str) -> bool:
    try:
        with zipfile.ZipFile(path) as archive:
            names = archive.namelist()
    except (zipfile.BadZipFile, OSError, ValueError) as error:
        raise _damaged(said) from error
    return "mimetype" in names or any(name.startswith("xl/") for name in names)
