"""A recognised table as typed rows."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from pupitre.kernel import Text
from pupitre.sources.cells.convert import ARROW, Converted, Reader, convert
from pupitre.sources.cells.folding import roots
from pupitre.sources.cells.missing import is_missing
from pupitre.sources.cells.numbers import Decimal, rounded, style_votes
from pupitre.sources.cells.periods import Grain, When
from pupitre.sources.context import FileContext, sample
from pupitre.sources.extras import extra_of
from pupitre.sources.grid import Cells, one_array
from pupitre.sources.keys import key_of, lines_of, proven_key
from pupitre.sources.mapping.headers import unit_in
from pupitre.sources.mapping.kinds import Columns, Pairing
from pupitre.sources.structure.regions import Region
from pupitre.tables.exchange import Kind

Mask = npt.NDArray[Any]  # booleans or numbers, one per row


@dataclass(slots=True)
class Draft:
    """A table being typed.

    Args:
        kind: Its kind. key: Canonical columns that name a row.
        positions: For each typed row, its position among the data rows of the region.
        source_rows: Row number of the file of each typed row.
        values: Canonical name → typed column.
        texts: Canonical name → the cells as written, for the sentences.
        faults: (code, canonical name, mask of typed rows).
        headers: Canonical name → header, as written.
        multipliers: Column index → factor. currencies: Column index → currency.
        notes: Codes said once for the table, with their values.
    """

    kind: Kind
    key: tuple[str, ...]
    positions: Mask
    source_rows: Mask
    values: dict[str, pa.Array] = field(default_factory=dict)
    texts: dict[str, pa.Array] = field(default_factory=dict)
    faults: list[tuple[str, str, Mask]] = field(default_factory=list)
    headers: dict[str, str] = field(default_factory=dict)
    multipliers: dict[int, float] = field(default_factory=dict)
    currencies: dict[int, str] = field(default_factory=dict)
    notes: list[tuple[str, dict[str, object]]] = field(default_factory=list)
    extra: pa.Array | None = None
    layout: str = "long"


def typed(region: Region, kept: Mask, columns: Columns, pairing: Pairing, context: FileContext) -> Draft:
    """Return the rows of a region as the columns of its kind.

    Args:
        region: Where the table is. kept: Mask of the rows of its body that are data.
        columns: Its headers and profiles. pairing: Which column is which field.
        context: What the file proves.
    """
    assert pairing.kind is not None
    take = pa.array(region.start + np.flatnonzero(kept))
    cells = repaired([region.sheet.columns[c].take(take) for c in region.columns], region, kept, context.answers)
    rows = region.sheet.rows[region.start : region.end][kept]
    draft = Draft(pairing.kind, key_of(pairing), np.arange(len(rows)), rows.copy())
    title_factor = _title_factor(region, pairing, columns)
    readers = {i: _reader(pairing, columns, i, cells[i], region, context, title_factor, draft) for i in pairing.fields}
    long_fields = {i: name for i, name in pairing.fields.items() if i not in pairing.periods}
    lost: list[tuple[str, Cells]] = []
    has_years = "year" in pairing.fields.values()
    for i, name in long_fields.items():
        # A month written without its year takes the one of the column of years, by way of the year 1.
        reader = replace(readers[i], year=1) if name == "period" and has_years else readers[i]
        read = convert(cells[i], pairing.kind.column(name).type, reader)
        _keep(draft, name, i, cells[i], read, columns)
        lost += _lost(columns.headers[i].text, cells[i], read.values)
        if pairing.kind.column(name).type == "status":
            draft.values["status_text"] = cells[i].text
    if pairing.periods:
        _unpivot(draft, cells, pairing, columns, readers)
    _compose_period(draft)
    _measured_in_percent(draft)
    if draft.kind.name == "ledger" and "line" not in draft.values:
        draft.values["line"] = lines_of([draft.values[k] for k in ("journal", "entry")])
    if not draft.kind.repeats:
        draft.key = proven_key(draft.key, {n: v for n, v in draft.values.items() if not n.startswith("%")}, draft.kind.name)
    unused = [(columns.headers[i].text, cells[i]) for i in range(len(cells)) if i not in pairing.fields]
    extra = extra_of([*unused, *lost], len(rows))
    draft.extra = extra.take(pa.array(draft.positions, pa.int64())) if extra is not None else None
    return draft


def _lost(header: str, cells: Cells, values: pa.Array) -> list[tuple[str, Cells]]:
    """Return the cells of a column that were written and could not be read, so that nothing a file says is lost."""
    gone = pc.and_(pc.is_valid(cells.text), pc.is_null(values))
    if not pc.any(gone).as_py():
        return []
    return [(header, Cells(pc.if_else(gone, cells.text, pa.scalar(None, pa.string()))))]


def _title_factor(region: Region, pairing: Pairing, columns: Columns) -> float:
    """Return the factor that a title or the sheet name announces for every amount that says nothing itself."""
    if any(columns.headers[i].multiplier != 1.0 for i in pairing.fields):
        return 1.0
    for text in (*region.titles, region.sheet.name or ""):
        factor, _ = unit_in(text)
        if factor != 1.0 and re.search(r"€|eur|\$|£|millier|million|thousand|usd|gbp", text, re.IGNORECASE):
            return factor
    return 1.0


def _reader(
    pairing: Pairing, columns: Columns, i: int, cells: Cells, region: Region, context: FileContext, title_factor: float, draft: Draft
) -> Reader:
    """Return what is known when a column is read: the file's evidence, then the column's own."""
    assert pairing.kind is not None
    header = columns.headers[i]
    kind = pairing.kind.column(pairing.fields[i]).type
    factor = header.multiplier
    told = context.answers.get(f"scale:{region.scope}:{' '.join(header.text.split())}") or context.answers.get(f"scale:{region.scope}")
    if told and kind in ("money", "number") and (kind == "money" or f"scale:{region.scope}:" in "".join(context.answers)):
        factor, title_factor = float(told), 1.0
    if factor == 1.0 and title_factor != 1.0 and kind == "money":
        factor = title_factor
        if not any(code == "unit_in_title" for code, _ in draft.notes):
            draft.notes.append(("unit_in_title", {"factor": factor}))
    if factor != 1.0:
        draft.multipliers[i] = factor
    if header.currency:
        draft.currencies[i] = header.currency
    decimal: Decimal = context.decimal
    if kind in ("money", "number", "percent", "int"):
        comma, dot = style_votes(sample(cells))
        decimal = "comma" if comma > dot else "dot" if dot > comma else context.decimal
    return Reader(
        context.order,
        decimal,
        context.uses_1904,
        factor if kind == "money" or told else 1.0,
        header.percent,
        year_of_table(region, context),
        _grain(header.roots),
        context.zone if pairing.kind.name == "events" else "",
    )


GRAINS: tuple[tuple[Grain, str], ...] = (
    ("week", "semaine week sem hebdo"),
    ("quarter", "trimestre quarter"),
    ("month", "mois month mensuel monthly"),
)
"""Words of a header that say how long its periods are."""


def _grain(words: tuple[str, ...]) -> Grain | None:
    """Return the size of the periods that a header announces."""
    return next((grain for grain, names in GRAINS if set(words) & {r for n in names.split() for r in roots(n)}), None)


def year_of_table(region: Region, context: FileContext) -> int:
    """Return the one year that an answer, the titles, the sheet name or the file name give, or 0."""
    if (told := context.answers.get(f"year_missing:{region.scope}", "")).isdecimal():
        return int(told)
    for texts in (region.titles, (region.sheet.name or "",), (context.file,)):
        found = {int(y) for text in texts for y in re.findall(r"(?<!\d)((?:19|20)\d{2})(?!\d)", text)}
        if len(found) == 1:
            return found.pop()
    return 0


def _keep(draft: Draft, name: str, i: int, cells: Cells, read: Converted, columns: Columns) -> None:
    draft.values[name], draft.texts[name] = read.values, cells.text
    draft.headers[name] = columns.headers[i].text
    if len(read.currencies) == 1 and i not in draft.currencies:
        draft.currencies[i] = read.currencies[0]
    for fault in read.faults:
        mask = np.zeros(len(cells), dtype=bool)
        mask[fault.rows] = True
        draft.faults.append((fault.code, name, mask))
    if read.percent is not None and name in ("value", "target"):
        draft.values[f"%{name}"] = read.percent


def _unpivot(draft: Draft, cells: Sequence[Cells], pairing: Pairing, columns: Columns, readers: dict[int, Reader]) -> None:
    """Turn one column per period into one row per period; a row whose cells are all empty for a period is none."""
    draft.layout = "wide"
    order = list(dict.fromkeys((w.number, w.year, w.day) for _, w in sorted(pairing.periods.items())))
    sample_of = {(w.number, w.year, w.day): w for w in pairing.periods.values()}
    measures = list(dict.fromkeys(pairing.fields[i] for i in sorted(pairing.periods)))
    size, count = len(draft.positions), len(order)
    interleaved = np.arange(size * count).reshape(count, size).T.ravel()
    year = next(iter(readers.values())).year if readers else 0
    present = np.zeros(size * count, dtype=bool)
    wide: dict[str, tuple[pa.Array, pa.Array, pa.Array | None]] = {}
    faults: list[tuple[str, str, Mask]] = []
    for name in measures:
        at = {(w.number, w.year, w.day): i for i, w in sorted(pairing.periods.items(), reverse=True) if pairing.fields[i] == name}
        kind = draft.kind.column(name).type
        reads = [convert(cells[at[p]], kind, readers[at[p]]) if p in at else None for p in order]
        texts = [cells[at[p]].text if p in at else pa.nulls(size, pa.string()) for p in order]
        values = pa.concat_arrays([r.values if r else pa.nulls(size, ARROW[kind]) for r in reads]).take(pa.array(interleaved))
        percents = pa.concat_arrays(
            [pc.fill_null(r.percent, False) if r and r.percent is not None else pa.array(np.zeros(size, bool)) for r in reads]
        )
        text = pa.concat_arrays([one_array(t) for t in texts]).take(pa.array(interleaved))
        wide[name] = values, text, percents.take(pa.array(interleaved))
        present |= pc.invert(is_missing(text, among_words=False)).to_numpy(zero_copy_only=False)
        for p, read in enumerate(reads):
            for fault in read.faults if read else ():
                mask = np.zeros(size * count, dtype=bool)
                mask[fault.rows * count + p] = True
                faults.append((fault.code, name, mask))
        for p, read in enumerate(reads):
            if read and len(read.currencies) == 1:
                draft.currencies.setdefault(at[order[p]], read.currencies[0])
        draft.headers[name] = columns.headers[at[next(p for p in order if p in at)]].text
    if draft.kind.name == "budgets" and all(columns.headers[i].is_period for i in pairing.periods):
        draft.notes.append(("measure_assumed", {"matched": Text(draft.kind.column(draft.kind.wide[0]).says)}))
    _spread(draft, present, count, [sample_of[p] for p in order], year)
    for name, (values, text, percent) in wide.items():
        draft.values[name], draft.texts[name] = values.filter(pa.array(present)), text.filter(pa.array(present))
        if percent is not None and name in ("value", "target"):
            draft.values[f"%{name}"] = percent.filter(pa.array(present))
    draft.faults.extend((code, name, mask[present]) for code, name, mask in faults)


def _spread(draft: Draft, present: Mask, count: int, periods: list[When], year: int) -> None:
    """Repeat the other columns on every period that has a figure, and add the period."""
    repeated = np.repeat(draft.positions, count)[present]
    take = pa.array(repeated)
    for store in (draft.values, draft.texts):
        for name in list(store):
            store[name] = store[name].take(take)
    draft.faults = [(code, name, mask[repeated]) for code, name, mask in draft.faults]
    draft.source_rows = draft.source_rows[repeated]
    as_months = [w.day for w in periods if w.day is not None]
    names = [_wide_name(w, year, monthly=bool(as_months) and all(d.day == 1 for d in as_months)) for w in periods]
    draft.values["period"] = pa.array(np.array(names, dtype=object)[np.tile(np.arange(count), len(draft.positions))[present]], pa.string())
    draft.texts["period"] = draft.values["period"]
    draft.positions = repeated


def _wide_name(when: When, year: int, *, monthly: bool) -> str | None:
    if monthly and when.day is not None:
        return f"{when.day:%Y-%m}"
    return when.canonical(year) or None


def _compose_period(draft: Draft) -> None:
    """Build the period from a column of years and perhaps one of months; complete periods written without their year."""
    years = draft.values.get("year")
    if years is None:
        return
    text = pc.cast(years, pa.string())
    if "month" in draft.values:
        month = pc.utf8_lpad(pc.cast(draft.values["month"], pa.string()), 2, "0")
        draft.values["period"] = pc.binary_join_element_wise(text, month, "-")
    elif "period" not in draft.values:
        draft.values["period"] = text
    else:
        period = draft.values["period"]
        whole = pc.binary_join_element_wise(text, pc.utf8_slice_codeunits(period, 4), "")
        draft.values["period"] = pc.if_else(pc.starts_with(period, "0001"), whole, period)
    draft.texts.setdefault("period", draft.values["period"])
    draft.headers.setdefault("period", draft.headers["year"])


def _measured_in_percent(draft: Draft) -> None:
    """Turn readings and targets in % into fractions where they are written as points: decided once for all rows whose unit is %."""
    if draft.kind.name != "kpis" or "unit" not in draft.values:
        return
    in_percent = pc.fill_null(
        pc.match_substring_regex(pc.coalesce(draft.texts["unit"], pa.scalar("")), r"(?i)^\W*(%|pct|pour ?cent(age)?|percent(age)?)"), False
    )
    loose = []
    for name in ("value", "target"):
        if name in draft.values:
            signed = draft.values.get(f"%{name}")
            bare = pc.and_(in_percent, pc.invert(signed)) if signed is not None else in_percent
            loose.append((name, bare))
    found = [draft.values[n].filter(mask) for n, mask in loose]
    numbers = np.abs(np.concatenate([f.drop_null().to_numpy(zero_copy_only=False) for f in found])) if found else np.zeros(0)
    if not len(numbers) or float(np.median(numbers)) <= 1.5:
        return
    for name, mask in loose:
        value = draft.values[name]
        draft.values[name] = pc.if_else(mask, rounded(pc.divide(value, 100.0)), value)


def repaired(cells: list[Cells], region: Region, kept: Mask, answers: Mapping[str, str]) -> list[Cells]:
    """Return the cells with the repairs made by hand: `cell:<table>:<row>:<header>` → new text."""
    repairs = {k: v for k, v in answers.items() if k.startswith(f"cell:{region.scope}:")}
    if not repairs:
        return cells
    place = {int(row): at for at, row in enumerate(region.sheet.rows[region.start : region.end][kept])}
    for i, name in enumerate(region.names):
        header = " ".join(name.split())
        for row, at in place.items():
            text = repairs.get(f"cell:{region.scope}:{row}:{header}")
            if text is not None:
                cells[i] = cells[i].rewritten(at, text)
    return cells


def without(draft: Draft, fields: Sequence[str]) -> Draft:
    """Return a draft without some columns."""
    gone = set(fields)
    return replace(
        draft,
        values={n: v for n, v in draft.values.items() if n not in gone},
        texts={n: v for n, v in draft.texts.items() if n not in gone},
        faults=[f for f in draft.faults if f[1] not in gone],
    )
