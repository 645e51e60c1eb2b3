"""The same files as another office would have made them: other headers, order, titles and encodings."""

from __future__ import annotations

import csv
import io
import random
import re
import xml.etree.ElementTree as ET
import zipfile
from copy import deepcopy
from pathlib import Path
from typing import Any

from pupitre.bench.import_pack.other_words import MONTHS, OTHER, PERIODS, SHORT, TITLES

Json = Any  # a truth document
ENCODINGS = ("utf-8", "utf-8-sig", "utf-16", "cp1252", "iso-8859-15", "cp850", "mac-roman")
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def mutate(source: Path, truth: Json, folder: Path, seed: int) -> tuple[Path, Json]:
    """Write a changed copy of a file in a folder, and return it with its truth changed alike."""
    dice = random.Random(f"{source.name}/{seed}")
    truth = deepcopy(truth)
    renames = _renames(truth, dice)
    target = folder / source.name
    if truth["format"] == "csv":
        _mutate_text(source, target, truth, renames, dice)
    else:
        _mutate_workbook(source, target, truth, renames, dice)
    return target, truth


def _renames(truth: Json, dice: random.Random) -> dict[tuple[int, int], str]:
    """Return new headers, (table, column) → text; two columns of one name keep one name."""
    renamed: dict[tuple[int, int], str] = {}
    for at, table in enumerate(truth["tables"]):
        by_old: dict[str, str] = {}
        pattern = dice.randrange(10)
        for column in table["columns"]:
            if column.get("period"):
                if len(table["header_rows"]) == 1:
                    renamed[at, column["col"]] = _period(column["period"], truth["locale"], pattern)
                continue
            if column["field"] is None and column["header"] not in by_old:
                continue
            words = OTHER.get((table["kind"], column["field"]), {}).get(truth["locale"])
            new = by_old.get(column["header"]) or (dice.choice(words) if words else column["header"])
            unit = re.search(r"\s*\([kM]?€\)\s*$", column["header"])
            by_old[column["header"]] = new + (unit.group() if unit and "(" not in new else "")
            renamed[at, column["col"]] = by_old[column["header"]]
    return renamed


def _period(canonical: str, locale: str, pattern: int) -> str:
    year = int(canonical[:4])
    if found := re.fullmatch(r"\d{4}-(\d{2})", canonical):
        month = int(found.group(1))
        forms = PERIODS[locale]["month"]
        name, short = MONTHS[locale][month - 1], SHORT[locale][month - 1]
        return forms[pattern % len(forms)].format(
            name=name, Name=name.capitalize(), short=short, Short=short.capitalize(), y=year, yy=f"{year % 100:02d}", m=month
        )
    if found := re.fullmatch(r"\d{4}-Q(\d)", canonical):
        forms = PERIODS[locale]["quarter"]
        return forms[pattern % len(forms)].format(q=found.group(1), y=year, yy=f"{year % 100:02d}")
    return canonical


def _shifted(truth: Json, after: int, by: int, titles: int) -> None:
    """Move the rows of a truth below `after` by so many, the new ones being titles of the first table."""

    def moved(row: int | None) -> int | None:
        return row if row is None or row <= after else row + by

    for table in truth["tables"]:
        table["header_rows"] = [moved(r) for r in table["header_rows"]]
        for part in ("rows", "refused", "ignored", "warnings"):
            for entry in table[part]:
                entry["source_row"] = moved(entry["source_row"])
    first = truth["tables"][0]
    first["ignored"] = sorted(
        [*first["ignored"], *({"source_row": after + 1 + i, "why": "title"} for i in range(titles))], key=lambda e: e["source_row"]
    )
    for table in truth["tables"]:
        table["counts"]["ignored"] = len(table["ignored"])


def _mutate_text(source: Path, target: Path, truth: Json, renames: dict[tuple[int, int], str], dice: random.Random) -> None:
    table = truth["tables"][0]
    with source.open("r", encoding=truth["encoding"], newline="") as stream:
        text = stream.read()
    sep_line = bool(re.match(r"(?i)sep=", text))
    rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=truth["separator"]))
    width = max(len(row) for row in rows)
    order = list(range(width))
    dice.shuffle(order)
    header_row = table["header_rows"][-1] - 1
    for (_, col), name in renames.items():
        rows[header_row][col - 1] = name
    titles = [dice.choice(TITLES[truth["locale"]]) for _ in range(dice.randrange(3))]
    at = 1 if sep_line else 0
    out = []
    for number, row in enumerate(rows):
        whole = len(row) > 1 and number >= header_row
        out.append([row[i] if i < len(row) else "" for i in order] if whole else row)
    out[at:at] = [[t] for t in titles]
    _columns_moved(truth, table, 0, renames, {old: new for new, old in enumerate(order)})
    _shifted(truth, at, len(titles), len(titles))
    buffer = io.StringIO(newline="")
    csv.writer(buffer, delimiter=truth["separator"], lineterminator="\r\n").writerows(out[at:] if sep_line else out)
    body = (f"sep={truth['separator']}\r\n" if sep_line else "") + buffer.getvalue()
    dice_encodings = list(ENCODINGS)
    dice.shuffle(dice_encodings)
    for encoding in dice_encodings:
        try:
            raw = body.encode(encoding)
        except UnicodeEncodeError:
            continue
        # Bytes that two encodings read alike cannot tell which was meant: the plainer name is the right answer.
        truth["encoding"] = next(
            (e for e in ("utf-8", "cp1252") if encoding not in ("utf-8-sig", "utf-16") and _same(body, e, raw)), encoding
        )
        target.write_bytes(raw)
        return


def _same(body: str, encoding: str, raw: bytes) -> bool:
    try:
        return body.encode(encoding) == raw
    except UnicodeEncodeError:
        return False


def _columns_moved(truth: Json, table: Json, at: int, renames: dict[tuple[int, int], str], place: dict[int, int]) -> None:
    for column in table["columns"]:
        column["header"] = renames.get((at, column["col"]), column["header"])
        column["col"] = place.get(column["col"] - 1, column["col"] - 1) + 1
    table["columns"].sort(key=lambda c: c["col"])
    # Of two columns of one name the first is taken, wherever the shuffle has put it: its values change with it.
    seen: dict[str, Json] = {}
    for column in table["columns"]:
        other = seen.setdefault(column["header"].strip().lower(), column)
        if other is not column and other["field"] is None and column["field"] is not None:
            truth["swapped"] = True


def _mutate_workbook(source: Path, target: Path, truth: Json, renames: dict[tuple[int, int], str], dice: random.Random) -> None:
    """Rename headers, move columns and add titles inside the XML, so that computed values and formats stay."""
    titles = [dice.choice(TITLES[truth["locale"]]) for _ in range(dice.randrange(3))]
    simple = all(len(t["header_rows"]) == 1 for t in truth["tables"])
    widths = sorted({max(c["col"] for c in t["columns"]) for t in truth["tables"]})
    low = min(c["col"] for t in truth["tables"] for c in t["columns"])
    place: dict[int, int] = {}
    start = low - 1
    for width in widths if simple else ():
        block = list(range(start, width))
        shuffled = block[:]
        dice.shuffle(shuffled)
        place.update(zip(block, shuffled, strict=True))
        start = width
    sheet_part = _part_of(source, truth["tables"][0]["sheet"])
    names = {(t["header_rows"][-1], col): renames[at, col] for at, t in enumerate(truth["tables"]) for (k, col) in renames if k == at}
    with zipfile.ZipFile(source) as archive, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as out:
        for name in archive.namelist():
            raw = archive.read(name)
            out.writestr(name, _sheet_changed(raw, names, place, titles) if name == sheet_part else raw)
    for at, table in enumerate(truth["tables"]):
        _columns_moved(truth, table, at, renames, place)
    _shifted(truth, 0, len(titles), len(titles))


def _part_of(source: Path, sheet: str) -> str:
    with zipfile.ZipFile(source) as archive:
        book = archive.read("xl/workbook.xml").decode()
        names = re.findall(r'<sheet name="([^"]*)"', book)
    return f"xl/worksheets/sheet{names.index(sheet) + 1}.xml"


def _letters(number: int) -> str:
    return chr(64 + number) if number <= 26 else _letters((number - 1) // 26) + chr(65 + (number - 1) % 26)


def _sheet_changed(raw: bytes, names: dict[tuple[int, int], str], place: dict[int, int], titles: list[str]) -> bytes:
    ET.register_namespace("", MAIN)
    root = ET.fromstring(raw)
    data = root.find(f"{{{MAIN}}}sheetData")
    assert data is not None
    shift = len(titles)

    def moved(reference: str) -> str:
        letters, digits = re.fullmatch(r"([A-Z]+)(\d+)", reference).groups()  # type: ignore[union-attr]  # references are well formed
        number = sum((ord(c) - 64) * 26**i for i, c in enumerate(reversed(letters)))
        return f"{_letters(place.get(number - 1, number - 1) + 1)}{int(digits) + shift}"

    for row in data:
        number = int(row.attrib["r"])
        for cell in row:
            column = sum((ord(c) - 64) * 26**i for i, c in enumerate(reversed(re.match(r"[A-Z]+", cell.attrib["r"]).group())))  # type: ignore[union-attr]  # same
            if (number, column) in names:
                _say(cell, names[number, column])
            cell.attrib["r"] = moved(cell.attrib["r"])
        row[:] = sorted(row, key=lambda c: (len(re.match(r"[A-Z]+", c.attrib["r"]).group()), c.attrib["r"]))  # type: ignore[union-attr]  # same
        row.attrib["r"] = str(number + shift)
    for at, title in enumerate(titles):
        row = ET.Element(f"{{{MAIN}}}row", {"r": str(at + 1)})
        cell = ET.SubElement(row, f"{{{MAIN}}}c", {"r": f"A{at + 1}"})
        _say(cell, title)
        data.insert(at, row)
    for merge in root.iter(f"{{{MAIN}}}mergeCell"):
        merge.attrib["ref"] = ":".join(moved(part) for part in merge.attrib["ref"].split(":"))
    for part in root.findall(f"{{{MAIN}}}cols/{{{MAIN}}}col"):
        if part.attrib["min"] == part.attrib["max"]:
            part.attrib["min"] = part.attrib["max"] = str(place.get(int(part.attrib["min"]) - 1, int(part.attrib["min"]) - 1) + 1)
    cols = root.find(f"{{{MAIN}}}cols")
    if cols is not None:
        cols[:] = sorted(cols, key=lambda c: int(c.attrib["min"]))
    dimension = root.find(f"{{{MAIN}}}dimension")
    if dimension is not None:
        root.remove(dimension)
    return ET.tostring(root, encoding="utf-8", xml_declaration=True)


def _say(cell: ET.Element, text: str) -> None:
    """Write a text in a cell."""
    for child in list(cell):
        cell.remove(child)
    cell.attrib["t"] = "inlineStr"
    ET.SubElement(ET.SubElement(cell, f"{{{MAIN}}}is"), f"{{{MAIN}}}t").text = text
