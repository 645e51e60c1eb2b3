"""What is refused before a file is parsed: bombs, by their sizes alone."""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from pupitre.kernel import N_, InputError, Place, Text

FILE_BOUND = 2 << 30
"""Bytes of a file on disk."""
ENTRIES_BOUND = 4_096
"""Parts of a workbook."""
UNPACKED_BOUND = 1 << 30
"""Bytes of a workbook once unpacked."""
RATIO_BOUND = 200
"""Times a part may grow when unpacked, above `RATIO_FROM` bytes: a real sheet grows 5 to 60 times."""
RATIO_FROM = 16 << 20
CELLS_BOUND = 12_000_000
"""Cells of a workbook."""
DEPTH_BOUND = 256
"""Elements inside elements; an office file has about ten."""
JSON_DEPTH_BOUND = 200
BLOCK = 1 << 18
SAMPLED = 8 << 20
"""Bytes of a sheet after which its cells are estimated from its size."""
CELL_MARKS = (b"<c ", b"<c>", b"<c/", b":c ", b"<table:table-cell")


def refuse_bombs(path: Path) -> None:
    """Refuse a file whose sizes show that it would not parse within bounds; reads a stream, keeps nothing.

    Raises:
        InputError: Too large, too many parts or cells, too deep, a suspect compression, or a document type.
    """
    where = Place(file=path.name)
    if path.stat().st_size > FILE_BOUND:
        raise _refused(Text(N_("The file is larger than %(bound)s GB."), bound=FILE_BOUND >> 30), where)
    with path.open("rb") as stream:
        head = stream.read(4)
    if head.startswith(b"PK"):
        _archive(path, where)
    elif head.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] in (b"{", b"["):
        with path.open("rb") as stream:
            _nested(stream, where)


def _refused(what: Text, where: Place) -> InputError:
    return InputError(what, where=where, mend=Text(N_("Export only the table you need, as CSV or XLSX, and drop that file.")))


def _archive(path: Path, where: Place) -> None:
    try:
        with zipfile.ZipFile(path) as archive:
            parts = archive.infolist()
            if len(parts) > ENTRIES_BOUND:
                raise _refused(Text(N_("The file holds %(count)s parts; a workbook holds a few dozen."), count=len(parts)), where)
            if sum(p.file_size for p in parts) > UNPACKED_BOUND:
                raise _refused(Text(N_("Unpacked, the file would be larger than %(bound)s GB."), bound=UNPACKED_BOUND >> 30), where)
            for part in parts:
                if part.file_size > RATIO_FROM and part.file_size > RATIO_BOUND * max(1, part.compress_size):
                    raise _refused(
                        Text(
                            N_("A part of the file grows %(ratio)s times when unpacked."),
                            ratio=part.file_size // max(1, part.compress_size),
                        ),
                        where,
                    )
            if not any(p.flag_bits & 0x1 for p in parts):
                _markup(archive, [p for p in parts if p.filename.endswith((".xml", ".rels"))], where)
    except zipfile.BadZipFile as error:
        raise InputError(
            Text(N_("The workbook is damaged.")), where=where, mend=Text(N_("Save it again from your spreadsheet."))
        ) from error
    except (NotImplementedError, EOFError, OSError, zlib.error) as error:
        raise InputError(
            Text(N_("A part of the workbook is damaged.")), where=where, mend=Text(N_("Save it again from your spreadsheet."))
        ) from error


def _blocks(stream: IO[bytes]) -> Iterator[bytes]:
    while block := stream.read(BLOCK):
        yield block


def _markup(archive: zipfile.ZipFile, parts: list[zipfile.ZipInfo], where: Place) -> None:
    """Count cells and depth by their marks, and look for a document type, without parsing; the largest part comes first.

    Once enough of a sheet is seen, the cells still to come are estimated by its size: a workbook far too large is refused at once.
    """
    cells = 0
    sheets = sum(p.file_size for p in parts if "worksheets/" in p.filename or p.filename == "content.xml")
    for part in sorted(parts, key=lambda p: -p.file_size):
        depth = read = counted = 0
        tail = b""
        with archive.open(part) as stream:
            for raw in _blocks(stream):
                block = raw.replace(b"\0", b"") if b"\0" in raw else raw
                if b"<!DOCTYPE" in (joined := tail + block) or b"<!ENTITY" in joined:
                    raise InputError(
                        Text(N_("The workbook contains an XML document type, which no office program writes.")),
                        where=where,
                        mend=Text(N_("Save it again from your spreadsheet.")),
                    )
                tail, read = block[-16:], read + len(raw)
                depth += block.count(b"<") - 2 * block.count(b"</") - block.count(b"/>") - block.count(b"<?") - block.count(b"<!")
                counted += sum(block.count(mark) for mark in CELL_MARKS)
                if depth > DEPTH_BOUND:
                    raise _refused(Text(N_("The workbook is nested more than %(bound)s levels deep."), bound=DEPTH_BOUND), where)
                dense = counted / read if read >= SAMPLED else 0.0
                if cells + counted > CELLS_BOUND or dense * part.file_size > 1.25 * CELLS_BOUND or dense * sheets > 2 * CELLS_BOUND:
                    raise _refused(Text(N_("The workbook holds more than %(bound)s cells."), bound=CELLS_BOUND), where)
                if b"number-" in block:
                    _repeats(block, where)
        cells += counted


def _repeats(block: bytes, where: Place) -> None:
    """Refuse a sheet that repeats a filled cell without end: empty ones are repeated to the edge of every ODS sheet."""
    pattern = rb'<table:table-cell[^>]*number-columns-repeated="(\d+)"[^>]*office:value[^>]*>|<table:table-cell[^>]*office:value[^>]*number-columns-repeated="(\d+)"'  # noqa: E501 - a pattern reads in one piece
    for found in re.finditer(pattern, block):
        if int(found.group(1) or found.group(2)) > 100_000:
            raise _refused(Text(N_("The workbook holds more than %(bound)s cells."), bound=CELLS_BOUND), where)


def _nested(stream: IO[bytes], where: Place) -> None:
    """Refuse a JSON document nested without end."""
    depth = 0
    for block in _blocks(stream):
        depth += block.count(b"[") + block.count(b"{") - block.count(b"]") - block.count(b"}")
        if depth > JSON_DEPTH_BOUND:
            raise _refused(Text(N_("The document is nested more than %(bound)s levels deep."), bound=JSON_DEPTH_BOUND), where)
