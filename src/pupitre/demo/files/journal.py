"""The production log as the workshop system exports it: one text file, a line per step done, with the slips of such files."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from pupitre.demo.company import Company
from pupitre.demo.files.office import MONTHS, Office, spellings
from pupitre.demo.files.sheet import Sheet
from pupitre.demo.files.write import Document
from pupitre.demo.streams import stream

COLUMNS = ("case", "family", "site", "line", "client", "quantity", "step", "post", "starts", "ends", "operator", "unit")
NOBODY_SHARE, UNKNOWN_COUNT = 0.03, 6
"""Share of the lines without an operator, and lines whose operator or begin is a question mark."""
REPEATED_COUNT = 18
"""Lines exported twice."""
ABSURD = "1948-01-01T00:00"
"""What a clock that has lost its battery writes."""


@dataclass(frozen=True, slots=True)
class Slips:
    """What is wrong in the log, by number of line from 0 before any is repeated.

    Args:
        nobody: Lines without an operator. unknown: Lines whose operator is a question mark. unbegun: Lines whose begin is one.
        absurd: The line that ends in 1948. repeated: Lines that stand twice.
    """

    nobody: np.ndarray
    unknown: np.ndarray
    unbegun: np.ndarray
    absurd: int
    repeated: np.ndarray


def slips(company: Company) -> Slips:
    """Return the slips of the company's log."""
    assert company.orders is not None
    count = len(company.orders.events)
    rng = stream(company.profile.seed, "journal slips")
    nobody = np.flatnonzero(rng.random(count) < NOBODY_SHARE)
    picked = rng.permutation(count)
    unknown, unbegun, rest = picked[:UNKNOWN_COUNT], picked[UNKNOWN_COUNT : UNKNOWN_COUNT + 2], picked[UNKNOWN_COUNT + 2 :]
    return Slips(nobody, unknown, unbegun, int(rest[0]), np.sort(rest[1 : 1 + REPEATED_COUNT]))


def journal(company: Company, office: Office) -> Document:
    """Return the log without its lines: its name and headers, as the file has them."""
    return Document(
        office.say("Journal de production.csv", "Production log.csv"),
        (Sheet("", office.headers(*(f"event.{name}" for name in columns(company))), []),),
        office,
        encoding="cp1252" if office.lang == "fr" else "utf-8",
    )


def columns(company: Company) -> tuple[str, ...]:
    """Return the columns of the log; a company without lines has none to tell."""
    has_lines = any("-L" in unit.code for unit in company.units)
    return tuple(name for name in COLUMNS if name != "line" or has_lines)


def write_journal(company: Company, office: Office, folder: Path) -> None:
    """Write the log into a folder."""
    assert company.orders is not None
    document, wrong, events = journal(company, office), slips(company), company.orders.events
    events = events.append_column("unit", _units(company, events, document.name))
    cells = {name: events[name] for name in columns(company)}
    cells["starts"], cells["ends"] = (_moment(office, events[name]) for name in ("starts", "ends"))
    cells["operator"] = _replaced(_replaced(cells["operator"], wrong.nobody, ""), wrong.unknown, "?")
    cells["starts"] = _replaced(cells["starts"], wrong.unbegun, "?")
    absurd = pa.chunked_array([pa.array([np.datetime64(ABSURD, "s")])])
    for name in ("starts", "ends"):
        cells[name] = _replaced(cells[name], np.array([wrong.absurd]), _moment(office, absurd)[0].as_py())
    separator = office.say(";", ",")
    quoted = [_quoted(cell, separator) for cell in cells.values()]
    lines = pc.binary_join_element_wise(*quoted, separator)
    lines = lines.take(pa.array(np.sort(np.concatenate([np.arange(len(lines)), wrong.repeated]))))
    text = "\r\n".join([separator.join(str(header) for header in document.sheets[0].headers), *lines.to_pylist(), ""])
    (folder / document.name).write_bytes(text.encode(document.encoding))


def _units(company: Company, events: pa.Table, file: str) -> pa.ChunkedArray:
    """Return the department of each line: in full in the first part of the log, in capitals or in short after a new release."""
    names = {unit.role: spellings(unit) for unit in company.units if unit.role != "team"}
    encoded = events["role"].combine_chunks().dictionary_encode()
    roles = encoded.dictionary.to_pylist()
    since = int(stream(company.profile.seed, "spelling", file).integers(len(events) // 4, len(events) // 2))
    new = np.arange(len(events)) >= since
    listed = pa.array([names[role][0] for role in roles] + [names[role][2] for role in roles])
    return pa.chunked_array([listed.take(pa.array(encoded.indices.to_numpy() + len(roles) * new))])


def _moment(office: Office, moments: pa.ChunkedArray) -> pa.ChunkedArray:
    """Return moments as the office writes days, then hours and minutes."""
    hour = pc.strftime(moments, format="%H:%M")
    if office.dates == 1:
        day = pc.strftime(moments, format="%Y-%m-%d")
    elif office.dates == 2:
        month = pa.array(MONTHS[office.lang]).take(pc.subtract(pc.month(moments), 1).combine_chunks())
        number = pc.day(moments).cast(pa.string())
        day = pc.binary_join_element_wise(number, pa.chunked_array([month]), pc.year(moments).cast(pa.string()), " ")
    else:
        day = pc.strftime(moments, format="%m/%d/%Y" if office.month_first else "%d/%m/%Y")
    return pc.binary_join_element_wise(day, hour, " ")


def _replaced(cells: pa.ChunkedArray, at: np.ndarray, value: str) -> pa.ChunkedArray:
    """Return cells with some of them replaced."""
    mask = np.zeros(len(cells), bool)
    mask[at] = True
    return pc.if_else(pa.array(mask), value, cells)


def _quoted(cells: pa.ChunkedArray, separator: str) -> pa.ChunkedArray:
    """Return cells with those that hold the separator between quotes."""
    return pc.if_else(pc.match_substring(cells, separator), pc.binary_join_element_wise('"', cells, '"', ""), cells)
