"""KPIs computed from other KPIs by their formula."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from pupitre.domains.performance.analysis.periods import added_up
from pupitre.domains.performance.analysis.targets import aim_of
from pupitre.domains.performance.inputs import Days, Floats, Kpi, Model, Series
from pupitre.kernel import N_, Text
from pupitre.maths.formula import Calendar, Column, Formula, FormulaError, compute, fits, parse, references, unit, unit_of
from pupitre.maths.formula.tree import Call, walk
from pupitre.maths.graph import in_order, loops

OVER_TIME = frozenset({"lag", "ytd", "rolling", "yoy", "target"})
"""Functions that look at other periods, or at targets: a formula that uses one is not computed again over a whole year."""
STEPS = {7: 52, 1: 365}


@dataclass(frozen=True, slots=True)
class Computed:
    """What a formula gives.

    Args:
        grain: Empty for the periods of the readings; `quarter` or `year` when what it needs was added up first, so that a rate over a
            year is the rate of the year's totals and never the mean of twelve rates.
        starts: First day of each period, shape (n,).
    """

    kpi: str
    unit: str
    grain: str
    starts: Days
    column: Column


@dataclass(frozen=True, slots=True)
class Uncomputed:
    """A formula that cannot be computed, with the sentence that says why."""

    kpi: str
    reason: Text


def computed(model: Model) -> tuple[list[Computed], list[Uncomputed]]:
    """Return the values of every formula that can be read, and the reasons of the others."""
    named = _by_name(model.kpis)
    formulas, faults = _read(model, named)
    needs = {key: {named[_plain(name)] for name in references(formula)} for key, formula in formulas.items()}
    rings = loops((key, needed) for key, its in needs.items() for needed in its if needed in formulas)
    for ring in rings:
        names = " → ".join(f"“{model.kpis[key].name}”" for key in (*ring, ring[0]))
        reason = Text(N_("KPIs are computed from one another in a loop: %(names)s."), names=names)
        faults += [Uncomputed(key, reason) for key in ring]
    in_loop = {key for ring in rings for key in ring}
    usable = {key: formula for key, formula in formulas.items() if key not in in_loop}
    order = in_order(usable, [(needed, key) for key in usable for needed in needs[key] if needed in usable])
    series: dict[str, dict[str, Series]] = {}
    for one in model.series:
        series.setdefault(one.kpi, {})[one.unit] = one.actual
    found: list[Computed] = []
    for key in order:
        found += _values(model, key, usable[key], named, series)
    return found, sorted(faults, key=lambda fault: fault.kpi)


def _plain(name: str) -> str:
    return " ".join(name.casefold().split())


def _by_name(kpis: Mapping[str, Kpi]) -> dict[str, str]:
    """Return the key of a KPI by what a formula may call it: its key, else its name when only one bears it."""
    names: dict[str, list[str]] = {}
    for kpi in kpis.values():
        names.setdefault(_plain(kpi.name), []).append(kpi.key)
    return {name: keys[0] for name, keys in names.items() if len(keys) == 1} | {_plain(key): key for key in kpis}


def is_meant(text: str, keys: Iterable[str]) -> bool:
    """Tell whether a formula is meant to be computed: it names a KPI by its code or between brackets; else it is a definition in words."""
    return "[" in text or any(re.search(rf"(?<!\w){re.escape(key)}(?!\w)", text, re.IGNORECASE) for key in keys if not key.isdigit())


def bracketed(text: str, keys: Iterable[str]) -> str:
    """Return a formula with brackets around the codes of KPIs that hold signs, so that `KPI-01 / KPI-02` needs none.

    >>> bracketed("KPI-1 / KPI-12 + [KPI-1]", ["KPI-1", "KPI-12"])
    '[KPI-1] / [KPI-12] + [KPI-1]'
    """
    codes = sorted((key for key in keys if re.search(r"\W", key) and re.search(r"[^\W\d_]", key)), key=len, reverse=True)
    if not codes:
        return text
    return re.sub(
        rf"\[[^\[\]]*\]|(?<!\w)(?:{'|'.join(map(re.escape, codes))})(?!\w)", lambda m: m[0] if m[0][0] == "[" else f"[{m[0]}]", text
    )


def parts(text: str | None, kpis: Mapping[str, Kpi]) -> tuple[str, ...]:
    """Return the KPIs that a formula names, in the order it names them; none for a definition in words or one that cannot be read."""
    if not text or not is_meant(text, kpis):
        return ()
    try:
        names = sorted(references(parse(bracketed(text, kpis))), key=text.find)
    except FormulaError:
        return ()
    named = _by_name(kpis)
    return tuple(dict.fromkeys(named[_plain(name)] for name in names if _plain(name) in named))


def _read(model: Model, named: Mapping[str, str]) -> tuple[dict[str, Formula], list[Uncomputed]]:
    """Read the formulas, their names and their units; definitions in words are left to their readers."""
    read: dict[str, Formula] = {}
    faults: list[Uncomputed] = []
    for kpi in model.kpis.values():
        if not kpi.formula or not is_meant(kpi.formula, model.kpis):
            continue
        try:
            formula = parse(bracketed(kpi.formula, model.kpis))
            unknown = sorted(name for name in references(formula) if _plain(name) not in named)
            if unknown:
                reason = Text(N_("The formula of “%(kpi)s” names “%(name)s”, which is no KPI."), kpi=kpi.name, name=unknown[0])
                faults.append(Uncomputed(kpi.key, reason))
                continue
            units = {name: unit(model.kpis[named[_plain(name)]].measured_in) for name in references(formula)}
            fits(formula, unit_of(formula, units), unit(kpi.measured_in))
        except FormulaError as fault:
            faults.append(Uncomputed(kpi.key, fault.what))
        else:
            read[kpi.key] = formula
    return read, faults


def _values(model: Model, key: str, formula: Formula, named: Mapping[str, str], series: dict[str, dict[str, Series]]) -> list[Computed]:
    """Compute one KPI department by department, and hand its values on to the formulas that need them where it has no reading."""
    needed = {name: named[_plain(name)] for name in references(formula)}
    units = sorted({u for its in needed.values() for u in series.get(its, {}) if u} or {""})
    found = []
    for home in units:
        given = {name: series.get(its, {}).get(home) or series.get(its, {}).get("") for name, its in needed.items()}
        known = {name: one for name, one in given.items() if one is not None and len(one.values)}
        if len(known) < len(given) or not known:
            continue
        one = _over(model, key, home, "", formula, known)
        if one is None:
            continue
        found.append(one)
        if home not in series.get(key, {}):
            series.setdefault(key, {})[home] = _as_series(one)
        if not any(isinstance(part, Call) and part.function in OVER_TIME for part in walk(formula.tree)):
            found += _over_years(model, key, home, formula, known, needed)
    return found


def _over_years(
    model: Model, key: str, home: str, formula: Formula, known: Mapping[str, Series], needed: Mapping[str, str]
) -> list[Computed]:
    """Compute a formula from what it needs added up first, over quarters and years."""
    found = []
    for grain in ("quarter", "year"):
        added = {name: added_up(one, grain, model.kpis[needed[name]].aggregation) for name, one in known.items()}
        starts = np.unique(np.concatenate([one.starts for one in added.values()]))
        whole = {
            name: _laid(starts, Series(name, home, t.starts, t.ends, t.values, np.zeros(len(t.values), bool))) for name, t in added.items()
        }
        column = compute(formula, Calendar(starts, 4 if grain == "quarter" else 1), whole)
        if (column.why == 0).any():
            found.append(Computed(key, home, grain, starts, column))
    return found


def _over(model: Model, key: str, home: str, grain: str, formula: Formula, known: Mapping[str, Series]) -> Computed | None:
    """Compute a formula over one regular calendar; nothing when what it needs is read at different intervals."""
    calendar = calendar_of(list(known.values()))
    if calendar is None:
        return None
    readings = {name: _laid(calendar.starts, one) for name, one in known.items()}
    targets = {name: _aims(model, one, calendar.starts) for name, one in known.items()}
    return Computed(key, home, grain, calendar.starts, compute(formula, calendar, readings, targets))


def calendar_of(series: Sequence[Series]) -> Calendar | None:
    """Return the regular calendar that holds every reading: days, weeks, or whole months, quarters or years; nothing when there is none."""
    starts = np.unique(np.concatenate([one.starts for one in series]))
    lengths = {int(np.median((one.ends - one.starts).astype(np.int64))) for one in series}
    if len(starts) < 2 or max(lengths) > 1.5 * min(lengths):
        return None
    step = min(lengths)
    if step in STEPS:
        regular = np.arange(starts[0], starts[-1] + np.timedelta64(1, "D"), step)
    elif step >= 28:
        months = starts.astype("datetime64[M]")
        regular = np.arange(months[0], months[-1] + np.timedelta64(1, "M"), round(step / 30.44)).astype("datetime64[D]")
    else:
        return None
    per_year = STEPS.get(step) or max(round(12 / round(step / 30.44)), 1)
    return Calendar(regular, per_year) if np.isin(starts, regular).all() else None


def _laid(starts: Days, series: Series) -> Floats:
    """Return readings laid on a calendar, NaN where there is none."""
    laid = np.full(len(starts), np.nan)
    place = np.searchsorted(starts, series.starts)
    inside = (place < len(starts)) & (starts[np.minimum(place, len(starts) - 1)] == series.starts)
    laid[place[inside]] = series.values[inside]
    return laid


def _aims(model: Model, series: Series, starts: Days) -> Floats:
    """Return the targets of a series laid on a calendar."""
    aims = model.aims.get((series.kpi, series.unit)) or model.aims.get((series.kpi, ""))
    if aims is None:
        return np.full(len(starts), np.nan)
    return _laid(
        starts, Series(series.kpi, series.unit, series.starts, series.ends, aim_of(series, model.kpis[series.kpi], aims), series.projected)
    )


def _as_series(one: Computed) -> Series:
    kept = one.column.why == 0
    ends = np.append(one.starts[1:], one.starts[-1] + np.diff(one.starts)[-1])
    return Series(one.kpi, one.unit, one.starts[kept], ends[kept], one.column.values[kept], np.zeros(int(kept.sum()), bool))
