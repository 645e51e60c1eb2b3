"""What a spreadsheet file says beyond its values: formulas not computed, formats, hidden parts, the 1904 calendar."""

from __future__ import annotations

import re
import zipfile
import zlib
from dataclasses import dataclass, field
from xml.parsers import expat

from pupitre.kernel import N_, InputError, Place, Text

XML_BOUND = 256 << 20
"""Bytes of XML looked at per part; beyond, only the values are read and it is said."""
NAMESPACE_FREE = re.compile(r"^.*[:}]")

BUILT_IN = {9: "0%", 10: "0.00%", 11: "0.00E+00", 14: "dd/mm/yyyy", 15: "d-mmm-yy", 16: "d-mmm", 17: "mmm-yy", 22: "m/d/yy h:mm"}


@dataclass(slots=True)
class SheetMarks:
    """What the XML of one sheet says.

    Args:
        hidden_rows: Row numbers. hidden_columns: Column numbers.
        formulas: (row, column) → formula without computed value, with its `=`.
        styles: (row, column) → number format, for the cells whose format changes how the number reads.
        complete: Whether the whole sheet was looked at.
    """

    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    formulas: dict[tuple[int, int], str] = field(default_factory=dict)
    styles: dict[tuple[int, int], str] = field(default_factory=dict)
    complete: bool = True


@dataclass(slots=True)
class BookMarks:
    """What the XML of a workbook says: its calendar and its sheets by name."""

    uses_1904: bool = False
    sheets: dict[str, SheetMarks] = field(default_factory=dict)


def column_number(reference: str) -> int:
    """Return the column of a cell reference: `C12` → 3."""
    number = 0
    for char in reference:
        if not char.isalpha():
            break
        number = number * 26 + ord(char.upper()) - 64
    return number


def tells(code: str) -> bool:
    """Whether a number format changes how a plain number must be read: a percentage, leading zeros, a written unit, a thousands scale."""
    bare = re.sub(r"\[[^\]]*\]", "", code.split(";")[0])
    if "%" in bare or '"' in bare or re.search(r"\\[a-zA-Z]", bare):
        return True
    return bool(re.match(r"^0{2,}[0 .\\/-]*$", bare)) or bool(re.search(r"[0#?],+(?:$|[^0#?])", bare))


class _Parser:
    """A pass over one XML part that refuses document types, so that nothing outside is ever read."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.expat = expat.ParserCreate(namespace_separator="}")
        self.expat.buffer_text = True
        self.expat.StartDoctypeDeclHandler = self._refuse
        self.expat.EntityDeclHandler = self._refuse

    def _refuse(self, *_: object) -> None:
        raise InputError(
            Text(N_("The workbook contains an XML document type, which no office program writes.")),
            where=Place(file=self.file),
            mend=Text(N_("Save it again from your spreadsheet.")),
        )

    def feed(self, archive: zipfile.ZipFile, part: str) -> bool:
        """Parse a part; False when it was longer than the bound."""
        left = XML_BOUND
        try:
            with archive.open(part) as stream:
                while block := stream.read(1 << 18):
                    left -= len(block)
                    if left < 0:
                        return False
                    self.expat.Parse(block, False)
            self.expat.Parse(b"", True)
        except (expat.ExpatError, zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError) as error:
            raise InputError(
                Text(N_("A part of the workbook is damaged.")),
                where=Place(file=self.file),
                mend=Text(N_("Save it again from your spreadsheet.")),
            ) from error
        return True


def read_marks(archive: zipfile.ZipFile, file: str) -> BookMarks:
    """Return the marks of an XLSX or XLSM workbook; a workbook without its XML parts has none.

    Raises:
        InputError: A part is damaged or declares a document type.
    """
    names = set(archive.namelist())
    book = BookMarks()
    targets = _sheets(archive, names, file, book)
    formats = _formats(archive, names, file)
    for name, part in targets.items():
        if part in names:
            book.sheets[name] = _sheet(archive, part, file, formats)
    return book


def _sheets(archive: zipfile.ZipFile, names: set[str], file: str, book: BookMarks) -> dict[str, str]:
    identities: dict[str, str] = {}
    paths: dict[str, str] = {}

    def in_book(tag: str, attributes: dict[str, str]) -> None:
        local = NAMESPACE_FREE.sub("", tag)
        if local == "workbookPr":
            book.uses_1904 = attributes.get("date1904", "0") in ("1", "true")
        elif local == "sheet":
            identities[attributes.get("name", "")] = next((v for k, v in attributes.items() if NAMESPACE_FREE.sub("", k) == "id"), "")

    def in_relations(tag: str, attributes: dict[str, str]) -> None:
        if NAMESPACE_FREE.sub("", tag) == "Relationship":
            target = attributes.get("Target", "")
            paths[attributes.get("Id", "")] = target.lstrip("/") if target.startswith("/") else f"xl/{target}"

    for part, handler in (("xl/workbook.xml", in_book), ("xl/_rels/workbook.xml.rels", in_relations)):
        if part in names:
            parser = _Parser(file)
            parser.expat.StartElementHandler = handler
            parser.feed(archive, part)
    return {name: paths[identity] for name, identity in identities.items() if identity in paths}


def _formats(archive: zipfile.ZipFile, names: set[str], file: str) -> list[str]:
    """Return the number format of each cell style."""
    if "xl/styles.xml" not in names:
        return []
    codes, styles, inside = dict(BUILT_IN), [], [False]

    def start(tag: str, attributes: dict[str, str]) -> None:
        local = NAMESPACE_FREE.sub("", tag)
        if local == "numFmt":
            codes[int(attributes.get("numFmtId", "0"))] = attributes.get("formatCode", "")
        elif local == "cellXfs":
            inside[0] = True
        elif local == "xf" and inside[0]:
            styles.append(int(attributes.get("numFmtId", "0")))

    def end(tag: str) -> None:
        if NAMESPACE_FREE.sub("", tag) == "cellXfs":
            inside[0] = False

    parser = _Parser(file)
    parser.expat.StartElementHandler, parser.expat.EndElementHandler = start, end
    parser.feed(archive, "xl/styles.xml")
    return [codes.get(number, "") for number in styles]


def _sheet(archive: zipfile.ZipFile, part: str, file: str, formats: list[str]) -> SheetMarks:
    marks = SheetMarks()
    telling = {str(i): code for i, code in enumerate(formats) if tells(code)}
    row, cell, has_value = [0], [0], [False]
    formula: list[str | None] = [None]
    text = [""]

    def start(tag: str, attributes: dict[str, str]) -> None:
        local = NAMESPACE_FREE.sub("", tag)
        if local == "c":
            cell[0] = column_number(attributes["r"]) if "r" in attributes else cell[0] + 1
            formula[0], has_value[0] = None, False
            if attributes.get("s") in telling and attributes.get("t", "n") == "n":
                marks.styles[row[0], cell[0]] = telling[attributes["s"]]
        elif local == "row":
            row[0] = int(attributes["r"]) if "r" in attributes else row[0] + 1
            cell[0] = 0
            if attributes.get("hidden") in ("1", "true"):
                marks.hidden_rows.add(row[0])
        elif local == "f":
            formula[0], text[0] = "", ""
        elif local in ("v", "t"):
            text[0] = ""
        elif local == "col" and attributes.get("hidden") in ("1", "true"):
            marks.hidden_columns.update(range(int(attributes["min"]), min(int(attributes["max"]), 16_384) + 1))

    def characters(data: str) -> None:
        text[0] += data

    def end(tag: str) -> None:
        local = NAMESPACE_FREE.sub("", tag)
        if local == "f":
            formula[0] = text[0]
        elif local in ("v", "t"):
            has_value[0] = has_value[0] or bool(text[0])
        elif local == "c" and formula[0] is not None and not has_value[0]:
            marks.formulas[row[0], cell[0]] = f"={formula[0]}"

    parser = _Parser(file)
    parser.expat.StartElementHandler, parser.expat.EndElementHandler, parser.expat.CharacterDataHandler = start, end, characters
    marks.complete = parser.feed(archive, part)
    return marks
