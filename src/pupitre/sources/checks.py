"""Which rows cannot be loaded safely, and what is said of the others."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from pupitre.kernel import Place
from pupitre.sources.assemble import Draft, Mask
from pupitre.sources.cells.convert import REFUSING
from pupitre.sources.cells.departments import match_departments
from pupitre.sources.reading import Refused, Warned
from pupitre.sources.structure.regions import Region
from pupitre.sources.wording import problem

DETAILED = 20_000
"""Refusals and warnings described one by one; beyond, the count says enough."""
ORDERED = (("start", "end"), ("actual_start", "actual_end"), ("hired", "left"), ("start", "due"))
"""Pairs of dates of which the second cannot come first."""
ABSENT = ("text_in_number", "text_in_date", "partial_date", "far_date", "unknown_status", "unknown_bool", "bad_period", "not_whole")


@dataclass(slots=True)
class Verdict:
    """What the checks of a table found.

    Args:
        refused: One per source row and reason. warned: In the order of the file.
        keep: Mask of the typed rows that are loaded.
        shares: Reason → share of the typed rows refused for it.
    """

    keep: Mask
    refused: list[Refused] = field(default_factory=list)
    warned: list[Warned] = field(default_factory=list)
    shares: dict[str, float] = field(default_factory=dict)


def check(draft: Draft, region: Region, file: str, units: Sequence[str], lenient: frozenset[str] = frozenset()) -> Verdict:
    """Return which typed rows are loaded, and why the others are not.

    Args:
        draft: The typed table; its departments are rewritten as the reference list writes them.
        region: Where it comes from. file: Name of the file. units: The departments known.
        lenient: Reasons that an answer says not to refuse for.
    """
    size = len(draft.positions)
    verdict = Verdict(np.ones(size, dtype=bool))
    place = _Places(draft, region, file)
    siret = _sirets(draft, verdict, place, lenient)
    _missing_keys(draft, verdict, place, lenient)
    for name, mask in siret:
        _refuse(verdict, place, "siret_mangled", name, mask, _raw(draft, name))
    _uncomputed(draft, region, verdict, place)
    for code, name, mask in draft.faults:
        if code in REFUSING and code not in lenient:
            _refuse(verdict, place, code, name, mask, _raw(draft, name))
    if "end_before_start" not in lenient:
        _dates_in_order(draft, verdict, place)
    if "duplicate_key" not in lenient:
        _duplicates(draft, verdict, place)
    _absences(draft, verdict, place)
    _departments(draft, verdict, place, units)
    _checksums(draft, verdict, place)
    _hidden(draft, region, verdict, place)
    verdict.refused.sort(key=lambda r: r.source_row)
    verdict.warned.sort(key=lambda w: (w.source_row is None, w.source_row or 0))
    for reason in {r.reason for r in verdict.refused}:
        rows = {r.source_row for r in verdict.refused if r.reason == reason}
        verdict.shares[reason] = len(rows) / max(1, len(np.unique(draft.source_rows)))
    return verdict


class _Places:
    """Places of typed rows in the words of the file."""

    def __init__(self, draft: Draft, region: Region, file: str) -> None:
        self.draft, self.file, self.sheet = draft, file, region.sheet.name

    def of(self, row: int | None, name: str | None = None) -> Place:
        """Return the place of a source row and a canonical column."""
        return Place(self.file, self.sheet, row, self.draft.headers.get(name, name) if name else None)


def _raw(draft: Draft, name: str) -> pa.Array:
    return draft.texts.get(name, pa.nulls(len(draft.positions), pa.string()))


def _refuse(verdict: Verdict, place: _Places, code: str, name: str, mask: Mask, raw: pa.Array | None, **values: object) -> None:
    """Refuse rows for one reason; a row is refused once, for the first reason met."""
    rows = np.flatnonzero(mask & verdict.keep)
    verdict.keep[rows] = False
    seen = {(r.source_row, r.reason) for r in verdict.refused}
    for row in rows[:DETAILED]:
        source = int(place.draft.source_rows[row])
        if (source, code) in seen:
            continue
        seen.add((source, code))
        found = raw[int(row)].as_py() if raw is not None else None
        said = {k: v[row] if isinstance(v, np.ndarray | list) else v for k, v in values.items()}
        verdict.refused.append(Refused(source, code, name, found, problem(code, place.of(source, name), found, **said)))


def _missing_keys(draft: Draft, verdict: Verdict, place: _Places, lenient: frozenset[str]) -> None:
    """Refuse rows without a key column."""
    if "missing_required" in lenient:
        return
    for name in draft.key:
        if name in draft.kind.optional_key and not draft.kind.column(name).required:
            continue
        column = draft.kind.column(name)
        fallback = name in ("name", "title") and name not in draft.kind.key
        if not (column.required or fallback):
            continue
        faulty = np.zeros(len(draft.positions), dtype=bool)
        for code, at, mask in draft.faults:
            if at == name and code in REFUSING:
                faulty |= mask
        empty = pc.is_null(draft.values[name]).to_numpy(zero_copy_only=False) & ~faulty
        raw = pc.fill_null(_raw(draft, name), "")
        _refuse(verdict, place, "missing_required", name, empty, raw)


def _uncomputed(draft: Draft, region: Region, verdict: Verdict, place: _Places) -> None:
    """Refuse rows of which a used cell is a formula that the file never computed."""
    if not region.sheet.formulas:
        return
    columns = {place.draft.headers.get(n): n for n in draft.values if not n.startswith("%")}
    numbers = {region.sheet.numbers[c]: columns.get(region.names[i]) for i, c in enumerate(region.columns)}
    for (row, number), formula in sorted(region.sheet.formulas.items()):
        name = numbers.get(number)
        if name is None:
            continue
        mask = (draft.source_rows == row) & pc.is_null(draft.values[name]).to_numpy(zero_copy_only=False)
        _refuse(verdict, place, "formula_without_cached_value", name, mask, pa.array([formula] * len(mask), pa.string()))


def _dates_in_order(draft: Draft, verdict: Verdict, place: _Places) -> None:
    """Refuse rows that end before they start."""
    for first, last in ORDERED:
        if first not in draft.values or last not in draft.values:
            continue
        a, b = draft.values[first], draft.values[last]
        if not pa.types.is_date(a.type) or not pa.types.is_date(b.type):
            continue
        late = pc.fill_null(pc.less(b, a), False).to_numpy(zero_copy_only=False)
        rows = np.flatnonzero(late)
        starts, ends = np.empty(len(late), object), np.empty(len(late), object)
        for row in rows[:DETAILED]:
            starts[row], ends[row] = a[int(row)].as_py(), b[int(row)].as_py()
        _refuse(verdict, place, "end_before_start", last, late, None, start=starts, end=ends)


def _duplicates(draft: Draft, verdict: Verdict, place: _Places) -> None:
    """Refuse rows whose key stands on a row above that is loaded."""
    if not draft.key or draft.kind.repeats:
        return
    parts = [pc.fill_null(_as_text(draft.values[k]), "") for k in draft.key if k in draft.values]
    shown = pc.binary_join_element_wise(*parts, " / ")
    joined = pc.binary_join_element_wise(*parts, "\x1f")
    kept = np.flatnonzero(verdict.keep)
    codes = pc.dictionary_encode(joined.take(pa.array(kept))).indices.to_numpy(zero_copy_only=False)
    _, first = np.unique(codes, return_index=True)
    again = np.ones(len(kept), dtype=bool)
    again[first] = False
    mask = np.zeros(len(verdict.keep), dtype=bool)
    mask[kept[again]] = True
    _refuse(verdict, place, "duplicate_key", draft.key[0], mask, shown)


def _as_text(values: pa.Array) -> pa.Array:
    if pa.types.is_list(values.type):
        return pc.binary_join(values, ", ")
    return values if pa.types.is_string(values.type) else pc.cast(values, pa.string())


def _absences(draft: Draft, verdict: Verdict, place: _Places) -> None:
    """Say which cells are taken as absent, with what stood there."""
    for code, name, mask in draft.faults:
        if code not in ABSENT:
            continue
        for row in np.flatnonzero(mask & verdict.keep)[:DETAILED]:
            source, found = int(draft.source_rows[row]), _raw(draft, name)[int(row)].as_py()
            verdict.warned.append(Warned(code, source, problem(code, place.of(source, name), found), found))


def _departments(draft: Draft, verdict: Verdict, place: _Places, units: Sequence[str]) -> None:
    """Write each department as the reference list does, and say what was matched or is unknown."""
    for name in [c.name for c in draft.kind.columns if c.type == "unit" and c.name in draft.values]:
        values = draft.values[name]
        spellings = [t for t in pc.unique(values).to_pylist() if t is not None]
        found = match_departments(spellings, units)
        if not units or all(m.exact for m in found.values()):
            continue
        keys = pa.array(spellings, pa.string())
        names = pa.array([found[s].name for s in spellings], pa.string())
        draft.values[name] = names.take(pc.index_in(values, value_set=keys))
        odd = pa.array([s for s in spellings if not found[s].exact], pa.string())
        told: set[tuple[int, str]] = set()
        for row in np.flatnonzero(pc.is_in(values, value_set=odd).to_numpy(zero_copy_only=False))[:DETAILED]:
            source, raw = int(draft.source_rows[row]), values[int(row)].as_py()
            if (source, raw) in told:
                continue
            told.add((source, raw))
            code = "department_matched" if found[raw].known else "department_unknown"
            matched = found[raw].name if found[raw].known else None
            verdict.warned.append(Warned(code, source, problem(code, place.of(source, name), raw, matched=matched or ""), raw, matched))


def _sirets(draft: Draft, verdict: Verdict, place: _Places, lenient: frozenset[str]) -> list[tuple[str, Mask]]:
    """Remove the blanks of SIRET numbers, and return where a spreadsheet has lost their digits."""
    if "siret" not in draft.values:
        return []
    bare = pc.replace_substring_regex(draft.values["siret"], "[\\s\u00a0\u202f\u2009.\\-]", "")
    mangled = pc.fill_null(pc.match_substring_regex(draft.values["siret"], r"(?i)^\d+([.,]\d+)?E\+?\d+$"), False)
    digits = pc.fill_null(pc.match_substring_regex(bare, r"^\d{9,14}$"), False)
    short = pc.and_(digits, pc.equal(pc.utf8_length(bare), 13))
    padded = pc.if_else(short, pc.binary_join_element_wise("0", bare, ""), bare)
    draft.values["siret"] = pc.if_else(digits, padded, draft.values["siret"])
    return [("siret", mangled.to_numpy(zero_copy_only=False))] if "siret_mangled" not in lenient else []


def _checksums(draft: Draft, verdict: Verdict, place: _Places) -> None:
    """Say which SIRET numbers fail the check of their last digit."""
    if "siret" not in draft.values:
        return
    for row in np.flatnonzero(verdict.keep)[:DETAILED]:
        siret = draft.values["siret"][int(row)].as_py()
        if siret and siret.isdigit() and not luhn(siret):
            source = int(draft.source_rows[row])
            verdict.warned.append(Warned("siret_checksum", source, problem("siret_checksum", place.of(source, "siret"), siret), siret))


def luhn(digits: str) -> bool:
    """Whether a SIRET (14 digits) or SIREN (9) passes its check; La Poste's offices add up plainly to a multiple of 5.

    Source:
        Luhn's formula, ISO/IEC 7812-1 annex B; the exception of SIREN 356 000 000 is the one INSEE documents.

    >>> luhn("73282932000074"), luhn("73282932000075")
    (True, False)
    """
    if len(digits) not in (9, 14):
        return False
    total = 0
    for place, char in enumerate(reversed(digits)):
        digit = int(char) * (2 if place % 2 else 1)
        total += digit - 9 if digit > 9 else digit
    return total % 10 == 0 or (digits.startswith("356000000") and sum(map(int, digits)) % 5 == 0)


def _hidden(draft: Draft, region: Region, verdict: Verdict, place: _Places) -> None:
    """Say which loaded rows and columns are hidden."""
    for row in sorted(region.sheet.hidden_rows & {int(r) for r in draft.source_rows}):
        verdict.warned.append(Warned("hidden_row", row, problem("hidden_row", place.of(row))))
    for i, c in enumerate(region.columns):
        if region.sheet.numbers[c] in region.sheet.hidden_columns:
            where = Place(place.file, place.sheet, None, region.names[i])
            verdict.warned.append(Warned("hidden_column", None, problem("hidden_column", where), region.names[i]))
