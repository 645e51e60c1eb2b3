"""What a file is, by its content and never by its name."""

from __future__ import annotations

import zipfile
from pathlib import Path
from typing import Literal

from pupitre.kernel import N_, InputError, Place, Text
from pupitre.sources.files.ms_project import is_schedule

Form = Literal["csv", "xlsx", "xlsm", "xls", "xlsb", "ods", "parquet", "json", "mspdi"]
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
TOKENS = ("EncryptedPackage", "EncryptionInfo")


def detect_form(path: Path) -> Form:
    """Return what a file holds.

    Raises:
        InputError: It is empty, encrypted, or of no form that is read.
    """
    with path.open("rb") as stream:
        head = stream.read(8192)
    where = Place(file=path.name)
    if not head.strip(b"\x00\xef\xbb\xbf\xff\xfe \t\r\n"):
        raise InputError(Text(N_("The file is empty.")), where=where, mend=Text(N_("Export it again and check its size.")))
    if head.startswith(OLE):
        return _ole(path, where)
    if head.startswith(b"PK\x03\x04"):
        return _zipped(path, where)
    if head.startswith(b"PAR1"):
        return "parquet"
    if _is_json(head):
        return "json"
    if is_schedule(head):
        return "mspdi"
    if named := _foreign(head):
        raise InputError(
            Text(N_("This is %(what)s, not a table."), what=named),
            where=where,
            mend=Text(N_("Export the table as CSV or XLSX and drop that file.")),
        )
    return "csv"


def _ole(path: Path, where: Place) -> Form:
    """An old Excel workbook, or the envelope in which Office encrypts a new one."""
    raw = path.read_bytes()[: 1 << 20]
    if any(token.encode("utf-16-le") in raw for token in TOKENS):
        raise InputError(
            Text(N_("The workbook is protected by a password.")),
            where=where,
            mend=Text(N_("Remove the password, save, and drop the file again.")),
        )
    return "xls"


def _zipped(path: Path, where: Place) -> Form:
    try:
        with zipfile.ZipFile(path) as archive:
            names = set(archive.namelist())
            if any(info.flag_bits & 0x1 for info in archive.infolist()):
                raise InputError(
                    Text(N_("The file is encrypted.")), where=where, mend=Text(N_("Remove the password, save, and drop the file again."))
                )
            if "xl/workbook.bin" in names:
                return "xlsb"
            if "xl/workbook.xml" in names or any(n.startswith("xl/") for n in names):
                return "xlsm" if "xl/vbaProject.bin" in names else "xlsx"
            if "mimetype" in names and b"spreadsheet" in archive.read("mimetype")[:200]:
                return "ods"
    except zipfile.BadZipFile as error:
        raise InputError(
            Text(N_("The workbook is damaged.")), where=where, mend=Text(N_("Save it again from your spreadsheet."))
        ) from error
    raise InputError(
        Text(N_("This archive is not a workbook.")), where=where, mend=Text(N_("Take the files out of the archive and drop them."))
    )


def _is_json(head: bytes) -> bool:
    bare = head.lstrip(b"\xef\xbb\xbf \t\r\n")
    if not bare.startswith((b"{", b"[")):
        return False
    return bare[1:].lstrip()[:1] in (b'"', b"{", b"[", b"]", b"}")


def _foreign(head: bytes) -> str:
    """Return the name of a form that holds no table we read, or nothing."""
    for mark, name in (
        (b"%PDF", "PDF"),
        (b"\x89PNG", "PNG"),
        (b"\xff\xd8\xff", "JPEG"),
        (b"GIF8", "GIF"),
        (b"{\\rtf", "RTF"),
        (b"\x7fELF", "ELF"),
        (b"MZ\x90", "EXE"),
    ):
        if head.startswith(mark):
            return name
    start = head[:512].lstrip().lower()
    if start.startswith((b"<!doctype html", b"<html")):
        return "HTML"
    if start.startswith(b"<"):
        return "XML"
    binary = sum(1 for b in head[:2048] if b < 9 or 13 < b < 32)
    wide = head.startswith((b"\xff\xfe", b"\xfe\xff")) or head[1:200:2].count(0) > 60 or head[0:200:2].count(0) > 60
    return "binary data" if binary > 0.05 * len(head[:2048]) and not wide else ""
