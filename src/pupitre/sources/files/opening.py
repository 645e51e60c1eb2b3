"""A file opened, whatever its format."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from pupitre.kernel import N_, InputError, Place, Problem, Text
from pupitre.sources.files.delimited import read_delimited
from pupitre.sources.files.detect import detect_form
from pupitre.sources.files.encoding import detect_encoding
from pupitre.sources.files.ms_project import read_schedule
from pupitre.sources.files.records import is_geographic, read_json, read_parquet
from pupitre.sources.files.workbook import read_workbook
from pupitre.sources.grid import Sheet
from pupitre.sources.wording import problem


@dataclass(frozen=True, slots=True)
class Opened:
    """The cells of a file and what is known of its form.

    Args:
        file: Its name. form: What it is. sheets: Its sheets in order.
        encoding, separator: Of a text file.
        uses_1904: Whether day numbers count from 1904.
        problems: Faults of the file as a whole.
    """

    file: str
    form: str
    sheets: tuple[Sheet, ...]
    encoding: str | None = None
    separator: str | None = None
    uses_1904: bool = False
    problems: tuple[Problem, ...] = field(default=())


def open_file(path: Path) -> Opened:
    """Return the raw cells of a file.

    Raises:
        InputError: It does not exist, is empty, encrypted, damaged or of no form that is read.
    """
    if not path.is_file():
        raise InputError(Text(N_("There is no such file.")), where=Place(file=path.name), mend=Text(N_("Check its name and its folder.")))
    form = detect_form(path)
    if form == "csv":
        return _text(path)
    if form == "json":
        return Opened(path.name, "geojson" if is_geographic(path) else "json", read_json(path), "utf-8")
    if form == "parquet":
        return Opened(path.name, "parquet", (read_parquet(path),))
    if form == "mspdi":
        plan, left_out = read_schedule(path)
        return Opened(path.name, "mspdi", plan, problems=left_out)
    sheets, marks = read_workbook(path, form)
    warned = tuple(problem("xml_not_checked", Place(path.name, name)) for name, sheet in marks.sheets.items() if not sheet.complete)
    return Opened(path.name, form, tuple(sheets), uses_1904=marks.uses_1904, problems=warned)


def _text(path: Path) -> Opened:
    encoding = detect_encoding(path)
    sheet, separator = read_delimited(path, encoding)
    problems = (problem("stray_bytes", Place(path.name), str(encoding.stray), count=encoding.stray),) if encoding.stray else ()
    return Opened(path.name, "csv", (sheet,), encoding.name, separator, problems=problems)
