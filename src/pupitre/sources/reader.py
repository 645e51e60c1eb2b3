"""One file as typed tables, doubts and faults."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from pupitre.kernel import Place
from pupitre.sources import doubts
from pupitre.sources.assemble import Draft, typed, without, year_of_table
from pupitre.sources.cells.numbers import parse_numbers
from pupitre.sources.cells.periods import When, find_period
from pupitre.sources.checks import check
from pupitre.sources.context import FileContext, day_order, decimal_mark, language_of
from pupitre.sources.files.opening import Opened, open_file
from pupitre.sources.grid import Cells, Sheet
from pupitre.sources.history import copied_back, zero_targets
from pupitre.sources.keys import dated_by_content
from pupitre.sources.logs.reading import form_of, read_log
from pupitre.sources.logs.sheets import as_log, folded, with_clocks
from pupitre.sources.logs.unpacked import is_packed, unpacked
from pupitre.sources.mapping.headers import parse_header
from pupitre.sources.mapping.kinds import Columns, Pairing, choose_kind
from pupitre.sources.mapping.profile import profile
from pupitre.sources.reading import Ignored, Question, ReadColumn, Reading, ReadOptions, ReadTable, Warned
from pupitre.sources.scales import scaled
from pupitre.sources.sides import by_side
from pupitre.sources.signs import signed
from pupitre.sources.structure.crosstabs import departments_named, melted, run_of, unknown_run, value_headers
from pupitre.sources.structure.regions import Region, find_regions, lies_on_its_side, turned
from pupitre.sources.structure.rows import set_aside
from pupitre.sources.wording import problem
from pupitre.tables.exchange import KINDS

Vector = npt.NDArray[Any]  # a mask of rows
MOST = 0.5
"""Share of the rows above which one rule refusing them is a question rather than a refusal."""
FEW = 4
"""Rows under which a share says nothing."""


@dataclass(slots=True)
class Found:
    """A table found in a sheet, before it is typed; `doubtful` columns bear names that may be departments."""

    region: Region
    kept: Vector
    columns: Columns
    pairing: Pairing
    scope: str
    doubtful: tuple[int, ...] = ()


def read(path: str | Path, *, options: ReadOptions | None = None) -> Reading:
    """Return what a file holds, in this process; `read_safely` does the same in a bounded one.

    Args:
        path: The file, of any name: its content says what it is.
        options: What is known beforehand, and the answers given earlier.

    Raises:
        InputError: The file is empty, encrypted, damaged, or of no form that is read.
    """
    options, path = options or ReadOptions(), Path(path)
    if path.is_file() and (form := form_of(path)):
        return read_log(path, form, options)
    if not path.is_file() or not is_packed(path):
        return _of_tables(path, options)
    with unpacked(path) as inner:
        return read_log(inner, form, options) if (form := form_of(inner)) else _of_tables(inner, options)


def _of_tables(path: Path, options: ReadOptions) -> Reading:
    opened = open_file(path)
    named = options.units or departments_named(opened.sheets)
    found = [f for sheet in opened.sheets for f in _tables_of(sheet, opened.file, options, named)]
    context, question = _context(opened, found, options)
    tables: list[ReadTable] = []
    for one in found:
        tables.append(_typed_table(one, context, options, [question] if question and not any(t.kind for t in tables) else []))
    known = {t.sheet for t in tables if t.kind is not None}
    empty = tuple(s.name for s in opened.sheets if s.name is not None and s.name not in known)
    return Reading(
        opened.file,
        opened.form,
        opened.encoding,
        opened.separator,
        context.locale,
        tuple(tables),
        empty,
        opened.problems,
        _signature(tables),
    )


def _signature(tables: Sequence[ReadTable]) -> str:
    """Return a name for the shape of a file: its sheets and headers, without years and figures, so that next month's file has the same."""
    shape = [[re.sub(r"\d+", "0", t.sheet or ""), *(re.sub(r"\d+", "0", c.header.strip().lower()) for c in t.columns)] for t in tables]
    return hashlib.sha256(repr([sorted(set(s)) for s in shape]).encode()).hexdigest()[:16]


def _tables_of(sheet: Sheet, file: str, options: ReadOptions, named: Sequence[str]) -> list[Found]:
    """Return the tables of a sheet, side by side ones included, turned when they lie on their side."""
    candidates = [turned(sheet)] if lies_on_its_side(sheet) else []
    candidates.append(sheet)
    for candidate in candidates:
        apart = _apart(candidate)
        if len(apart) > 1:
            split = [f for part in apart for f in _found(part, file, options, named, len(apart))]
            if len(split) >= 2 and all(f.pairing.kind is not None for f in split):
                return split
        whole = _found(candidate, file, options, named, 1)
        if whole and (candidate is sheet or any(f.pairing.kind is not None for f in whole)):
            return whole
    return []


def _apart(sheet: Sheet) -> list[Sheet]:
    """Return the parts of a sheet that empty columns separate, when each part is at least two columns wide."""
    filled = sheet.filled()
    used = [bool(u) for u in np.asarray(filled.any(axis=0))]
    groups: list[list[int]] = []
    for i in range(len(used)):
        if used[i]:
            if i == 0 or not used[i - 1] or not groups:
                groups.append([])
            groups[-1].append(i)
    if len(groups) < 2 or any(len(g) < 2 for g in groups):
        return [sheet]
    return [sheet.part(0, sheet.height, g) for g in groups]


def _found(sheet: Sheet, file: str, options: ReadOptions, named: Sequence[str], parts: int) -> list[Found]:
    result = []
    for at, region in enumerate(find_regions(sheet)):
        scope = (sheet.name or "-") + (f"#{at + 1}" if at else "") + (f"@{sheet.numbers[0]}" if parts > 1 else "")
        region.scope = scope
        kept = set_aside(region)
        _skip(region, kept, options)
        if not kept.any():
            continue
        take = pa.array(region.start + np.flatnonzero(kept))
        cells = [sheet.columns[c].take(take) for c in region.columns]
        one = _recognised(region, kept, cells, file, options)
        if (joined := with_clocks(region, cells)) is not None:
            again = _recognised(joined, kept, [joined.sheet.columns[c].take(take) for c in joined.columns], file, options)
            one = again if again.pairing.kind is not None and again.pairing.kind.name == "events" else one
        result.append(_by_department(one, file, options, named) or one)
    return result


def _recognised(region: Region, kept: Vector, cells: Sequence[Cells], file: str, options: ReadOptions) -> Found:
    """Return a region with its kind and the fields of its columns."""
    scope = region.scope
    headers = tuple(parse_header(n) for n in region.names)
    columns = Columns(headers, tuple(profile(c, options.units) for c in cells), _repeated(region, options, scope))
    only = options.answers.get(f"kind_ambiguous:{scope}") or options.answers.get(f"kind:{scope}")
    pairing = Pairing(None)  # a person said that it is not for the desk
    if only != "none":
        pairing = choose_kind(columns, (file, region.sheet.name or "", *region.titles), only if only in KINDS else None)
    if only is None or only == "events":
        pairing = as_log(pairing, columns, cells)
    pairing = dated_by_content(_told(pairing, columns, options, scope), columns, cells)
    return Found(region, kept, columns, pairing, scope)


def _by_department(one: Found, file: str, options: ReadOptions, named: Sequence[str]) -> Found | None:
    """Return a table that has one column per department as one row per department, when that is what it is."""
    headers, profiles = one.columns.headers, one.columns.profiles
    answer = options.answers.get(f"departments_as_columns:{one.scope}")
    run = () if answer == "no" else run_of(headers, profiles, named)
    if not run and one.pairing.kind is None:
        one.doubtful = unknown_run(headers, profiles)
        run = one.doubtful if answer == "yes" else ()
    if not run:
        return None
    hints = (file, one.region.sheet.name or "", *one.region.titles)
    readings = []
    for value in value_headers(hints):
        region = melted(one.region, one.kept, run, hints, value)
        kept = np.ones(region.end - region.start, dtype=bool)
        take = pa.array(np.arange(region.start, region.end))
        readings.append(_recognised(region, kept, [c.take(take) for c in region.sheet.columns], file, options))
    best = max(readings, key=lambda found: found.pairing.score)
    best.doubtful = one.doubtful
    return best if best.pairing.kind is not None and "department" in best.pairing.fields.values() else None


def _skip(region: Region, kept: Vector, options: ReadOptions) -> None:
    """Leave out the rows that an answer skips: `row:<table>:<row>` → `skip`."""
    for key, value in options.answers.items():
        if value == "skip" and key.startswith(f"row:{region.scope}:") and (row := key.rsplit(":", 1)[1]).isdecimal():
            for at in np.flatnonzero(region.sheet.rows[region.start : region.end] == int(row)):
                kept[at] = False
                region.ignored[region.start + int(at)] = "skipped"


def _repeated(region: Region, options: ReadOptions, scope: str) -> frozenset[int]:
    """Return the columns whose header stands twice and that are not the one to use."""
    places: dict[str, list[int]] = {}
    for i, name in enumerate(region.names):
        if name.strip():
            places.setdefault(" ".join(name.split()).lower(), []).append(i)
    unused: set[int] = set()
    for name, at in places.items():
        if len(at) > 1:
            used = at[-1] if options.answers.get(f"duplicate_header:{scope}:{name}") == "last" else at[0]
            unused.update(i for i in at if i != used)
    return frozenset(unused)


def _told(pairing: Pairing, columns: Columns, options: ReadOptions, scope: str) -> Pairing:
    """Return the pairing with the fields that answers give: `field:<table>:<header>` → canonical name, or `-` for none."""
    if pairing.kind is None:
        return pairing
    fields, scores = dict(pairing.fields), dict(pairing.scores)
    names = {c.name for c in pairing.kind.columns}
    for i, header in enumerate(columns.headers):
        answer = options.answers.get(f"field:{scope}:{' '.join(header.text.split())}")
        if answer is None:
            continue
        fields.pop(i, None)
        if answer in names:
            fields = {k: v for k, v in fields.items() if v != answer or k in pairing.periods}
            fields[i], scores[i] = answer, 1.0
    return replace(pairing, fields=fields, scores=scores)


def _context(opened: Opened, found: Sequence[Found], options: ReadOptions) -> tuple[FileContext, Question | None]:
    """Return what the whole file proves, and the question it raises when it cannot prove the order of its dates."""
    dates: list[Cells] = []
    numbers: list[Cells] = []
    words: list[str] = []
    first: Found | None = None
    for one in found:
        words += [*one.region.titles, *(h.text for h in one.columns.headers)]
        take = pa.array(one.region.start + np.flatnonzero(one.kept))
        for i, c in enumerate(one.region.columns):
            kind = one.pairing.kind
            cells = one.region.sheet.columns[c]
            seen = one.columns.profiles[i]
            if kind is not None and i in one.pairing.fields and kind.column(one.pairing.fields[i]).type in ("date", "moment", "period"):
                dates.append(cells.take(take))
                first = first or one
            if seen.number > 0.5 and seen.count:
                numbers.append(cells.take(take))
            elif seen.count and seen.date < 0.5:
                words += [t for t in cells.text[one.region.start : one.region.start + 40].to_pylist() if t]
    _, votes = decimal_mark(numbers, "fr")
    locale = language_of(words, votes, options.locale)
    decimal, _ = decimal_mark(numbers, locale)
    order, proven, needed, conflict = day_order(dates, locale)
    answer = options.answers.get("date_order_ambiguous")
    question = None
    if needed and not proven and first is not None:
        question = doubts.date_order(Place(opened.file, first.region.sheet.name), order, conflict, options.answers)
        if answer in ("dmy", "mdy"):
            order = "dmy" if answer == "dmy" else "mdy"
    return FileContext(opened.file, locale, order, proven, decimal, opened.uses_1904, conflict, options.answers, options.zone), question


def _typed_table(one: Found, context: FileContext, options: ReadOptions, questions: list[Question]) -> ReadTable:
    region, pairing = one.region, one.pairing
    sheet = region.sheet
    ignored = tuple(
        Ignored(int(sheet.rows[p]), why, " ".join(c for c in sheet.line(p) if c) if why in ("title", "note") else "")
        for p, why in sorted(region.ignored.items())
    )
    header_rows = tuple(int(sheet.rows[p]) for p in region.header)
    if pairing.kind is None:
        columns, nothing = _columns(one, None, context), pa.table({"source_row": pa.array([], pa.int64())})
        asked = tuple(_department_doubt(one, context, options))
        return ReadTable(
            sheet.name, None, 0.0, "long", (), header_rows, columns, nothing, ignored=ignored, questions=asked, scope=one.scope
        )
    draft = typed(region, one.kept, one.columns, pairing, context)
    if options.drop_personal:
        draft = without(draft, [c.name for c in pairing.kind.columns if c.personal])
    by_side(draft)
    place = Place(context.file, sheet.name)
    copied = _leave_copies_out(one, draft, options)
    if zero := zero_targets(draft, place, one.scope, options.answers):
        questions.append(zero)
    questions += signed(draft, place, one.scope, options.answers)
    questions += scaled(draft, _multipliers(one, draft), place, one.scope, options.answers)
    if _without_year(draft):
        questions.append(doubts.missing_year(place, one.scope, options.answers))
    verdict = check(draft, region, context.file, options.units, _lenient(one, options))
    questions += _questions(one, context, options, verdict.shares, len(np.unique(draft.source_rows)))
    notes = tuple(Warned(code, None, problem(code, place, None, **values)) for code, values in draft.notes)
    data = _data(draft, verdict.keep)
    if pairing.kind.name == "events":
        data, paired_lines = folded(data, region, pairing.fields, context.file)
        notes += paired_lines
    notes += tuple(
        Warned(
            "not_in_use",
            None,
            problem("not_in_use", replace(place, column=header), None, key=draft.headers.get(draft.key[0], draft.key[0])),
            header,
        )
        for header in copied
    )
    return ReadTable(
        sheet.name,
        pairing.kind.name,
        round(pairing.confidence, 3),
        "wide" if draft.layout == "wide" else "long",
        draft.key,
        header_rows,
        _columns(one, draft, context),
        data,
        tuple(verdict.refused),
        ignored,
        (*verdict.warned, *notes),
        tuple(questions),
        one.scope,
    )


def _lenient(one: Found, options: ReadOptions) -> frozenset[str]:
    """Return the reasons for which a person said that no row is to be refused."""
    return frozenset(
        key.split(":")[1]
        for key, value in options.answers.items()
        if key.startswith("most_rows_refused:") and key.endswith(f":{one.scope}") and value == "keep"
    )


def _department_doubt(one: Found, context: FileContext, options: ReadOptions) -> Iterator[Question]:
    """Ask whether columns of figures under unknown names are departments."""
    if one.doubtful:
        names = [" ".join(one.region.names[i].split()) for i in one.doubtful]
        yield doubts.departments_as_columns(Place(context.file, one.region.sheet.name), names, one.scope, options.answers)


def _leave_copies_out(one: Found, draft: Draft, options: ReadOptions) -> list[str]:
    """Give up the columns that repeat their last value on older rows, unless an answer maps them; return their headers."""
    take = pa.array(one.region.start + np.flatnonzero(one.kept))
    unused = {}
    for i, c in enumerate(one.region.columns):
        seen = one.columns.profiles[i]
        if i not in one.pairing.fields and seen.number > 0.8 and "at" in draft.key and draft.layout == "long":
            unused[one.region.names[i]] = parse_numbers(one.region.sheet.columns[c].take(take).text, "dot").value
    mapped, said = copied_back(draft, unused)
    told = {value for key, value in options.answers.items() if key.startswith(f"field:{one.scope}:")}
    for name in [n for n in mapped if n not in told]:
        said.append(draft.headers[name])
        del draft.values[name]
    return said


def _multipliers(one: Found, draft: Draft) -> dict[str, float]:
    """Return what the cells of each field were multiplied by; a field spread over several columns has no single answer."""
    return {name: draft.multipliers.get(i, 1.0) for i, name in one.pairing.fields.items() if i not in one.pairing.periods}


def _without_year(draft: Draft) -> bool:
    """Whether most periods are empty for want of a year."""
    if "period" not in draft.values or not len(draft.positions):
        return False
    empty = pc.is_null(draft.values["period"])
    if (pc.sum(empty).as_py() or 0) < 0.5 * len(draft.positions):
        return False
    if draft.layout == "wide":
        return True
    texts = [t for t in pc.unique(draft.texts["period"].filter(empty)).to_pylist()[:50] if t]
    return bool(texts) and all((w := find_period(t)) is not None and not w.year for t in texts)


def _questions(one: Found, context: FileContext, options: ReadOptions, shares: dict[str, float], total: int) -> list[Question]:
    """Return the doubts of one table: headers that stand twice, a kind not sure, a rule that refuses most rows."""
    assert one.pairing.kind is not None
    region, asked = one.region, []
    place = Place(context.file, region.sheet.name)
    names = [" ".join(n.split()).lower() for n in region.names]
    for i in sorted(one.columns.repeated):
        first = names.index(names[i])
        if first == i:
            continue
        where = replace(place, row=int(region.sheet.rows[region.header[-1]]), column=region.names[i])
        numbers = region.sheet.numbers[region.columns[first]], region.sheet.numbers[region.columns[i]]
        asked.append(doubts.duplicate_header(where, region.names[i], *numbers, f"{one.scope}:{names[i]}", options.answers))
    if one.pairing.runner_up:
        asked.append(doubts.which_kind(place, one.pairing.kind.name, one.pairing.runner_up, one.scope, options.answers))
    for reason, share in sorted(shares.items()):
        if share > MOST and total >= FEW:
            asked.append(doubts.refuses_most(place, reason, round(share * total), total, one.scope, options.answers))
    return asked


def _columns(one: Found, draft: Draft | None, context: FileContext) -> tuple[ReadColumn, ...]:
    region, pairing = one.region, one.pairing
    result = []
    for i, c in enumerate(region.columns):
        number = region.sheet.numbers[c]
        period = pairing.periods.get(i)
        result.append(
            ReadColumn(
                number,
                region.names[i],
                pairing.fields.get(i),
                _period_name(period, one, context) if period is not None else None,
                round(pairing.scores.get(i, 0.0), 3),
                draft.multipliers.get(i, 1.0) if draft else 1.0,
                draft.currencies.get(i) if draft else None,
                number in region.sheet.hidden_columns,
            )
        )
    return tuple(result)


def _period_name(when: When, one: Found, context: FileContext) -> str | None:
    """Return the canonical period of a column; days that are all the first of their month are months."""
    days = [w.day for w in one.pairing.periods.values() if w.day is not None]
    if when.day is not None and all(d.day == 1 for d in days):
        return f"{when.day:%Y-%m}"
    return when.canonical(year_of_table(one.region, context)) or None


def _data(draft: Draft, keep: Vector) -> pa.Table:
    columns: dict[str, pa.Array] = {"source_row": pa.array(draft.source_rows.astype(np.int64))}
    columns |= {name: values for name, values in draft.values.items() if not name.startswith("%")}
    columns["extra"] = draft.extra if draft.extra is not None else pa.nulls(len(draft.positions), pa.string())
    return pa.table(columns).filter(pa.array(keep))
