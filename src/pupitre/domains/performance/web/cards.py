"""A KPI as the wall and the list write it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import pyarrow as pa
import pyarrow.compute as pc

from pupitre import words
from pupitre.charts import Chart
from pupitre.desk import bulk
from pupitre.desk.web.proofs import proof
from pupitre.domains.performance.inputs import Series, series_of
from pupitre.domains.performance.web import drawing
from pupitre.domains.performance.web.gauge import Gauge, Pair, Wall
from pupitre.domains.performance.web.shifts import shift_sentence
from pupitre.domains.performance.web.states import NO_LIMITS, NO_VERDICT, STATES, no_limits
from pupitre.domains.performance.web.writing import Writer
from pupitre.kernel import N_, Period, Text
from pupitre.words import Lang

DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Card:
    """What one KPI shows on the wall; figures are written for the reader, empty where there is none.

    Args:
        value: Its last reading. value_proof: Where it comes from. read_on: The last day it covers.
        target, gap: Its target, and how far it is from it. change: How the last whole quarter differs from a year before.
        change_word: Whether that is better, in a word. note: What a reader must know of it, in one sentence.
        curve: Its last readings; None when it was never read. begins: Day of the first one drawn.
    """

    gauge: Gauge
    tone: str
    word: Text
    value: str
    value_proof: str
    read_on: date | None
    target: str
    target_proof: str
    gap: str
    change: str
    change_proof: str
    change_word: Text | None
    is_better: bool
    quarter: str
    note: Text
    range_words: Text
    curve: Chart | None
    begins: date | None


def cards(known: Wall, gauges: Sequence[Gauge], *, lang: Lang) -> dict[Pair, Card]:
    """Return the cards of the KPIs of a page, by KPI and department; reads the readings of those not drawn yet only."""
    fresh = [gauge for gauge in gauges if (lang, gauge.key, gauge.unit) not in known.drawn]
    readings, sizes = readings_of({gauge.key for gauge in fresh}, on=known.on) if fresh else ({}, {})
    for gauge in fresh:
        largest = max(sizes.get(gauge.key, 0.0), abs(gauge.status.get("target") or 0.0))
        writer = Writer(gauge.kpi["measured_in"], largest, lang)
        known.drawn[lang, gauge.key, gauge.unit] = card(gauge, readings.get((gauge.key, gauge.unit)), writer)
    return {(gauge.key, gauge.unit): known.drawn[lang, gauge.key, gauge.unit] for gauge in gauges}


def readings_of(keys: set[str], *, on: date) -> tuple[Mapping[Pair, Series], Mapping[str, float]]:
    """Return the readings of some KPIs up to a day, and the largest size of a reading of each."""
    return sized(bulk.rows(["measure"], {"kpi": keys})[0], on=on)


def sized(table: pa.Table, *, on: date) -> tuple[Mapping[Pair, Series], Mapping[str, float]]:
    """Return the readings of a table up to a day, and the largest size of a reading of each KPI."""
    readings = {(one.kpi, one.unit): one for one in series_of(table, on)}
    sizes = table.select(["kpi"]).append_column("size", pc.abs(table.column("value"))).group_by("kpi").aggregate([("size", "max")])
    return readings, {key: size or 0.0 for key, size in zip(*(sizes.column(name).to_pylist() for name in ("kpi", "size_max")), strict=True)}


def card(gauge: Gauge, read: Series | None, writer: Writer) -> Card:
    """Return the card of one KPI."""
    tone, word = STATES[gauge.state]
    key, unit = gauge.key, gauge.unit
    value, target, start = gauge.last.get("last_value"), gauge.status.get("target"), gauge.since
    if value is None:
        value = gauge.status.get("value")
    is_better = (gauge.change or 0.0) > 0 if gauge.kpi["direction"] == "up" else (gauge.change or 0.0) < 0
    last_on = gauge.last.get("last_on") or gauge.status.get("ends_on")
    curve = None
    if read is not None and len(read.values):
        curve = drawing.small(read, limits=gauge.limits, target=target, state=gauge.state, title=gauge.name, writer=writer)
    drawn = None if read is None else (read.actual if len(read.actual.values) else read).starts[-drawing.SMALL :]
    return Card(
        gauge=gauge,
        tone=tone,
        word=word,
        value="" if value is None else writer.value(value),
        value_proof=proof("performance.catalogue", "last_value", key, unit),
        read_on=last_on - DAY if last_on else None,
        target="" if target is None else writer.value(target),
        target_proof=proof("performance.target_status", "target", key, unit),
        gap="" if gauge.gap is None else writer.gap(gauge.gap),
        change="" if gauge.change is None else writer.gap(gauge.change),
        change_proof="" if start is None else proof("performance.period_value", "value", key, unit, "quarter", start),
        change_word=_change_word(gauge, is_better),
        is_better=is_better,
        quarter="" if start is None else quarter(start, writer.lang),
        note=note(gauge, writer),
        range_words=usual_range(gauge, writer),
        curve=curve,
        begins=drawn[0].astype("datetime64[D]").item() if drawn is not None and len(drawn) else None,
    )


def quarter(start: date, lang: Lang) -> str:
    """Return the name of the quarter that begins on a day."""
    end = date(start.year + start.month // 10, (start.month + 2) % 12 + 1, 1)
    return words.period(Period(start, end), lang)


def _change_word(gauge: Gauge, is_better: bool) -> Text | None:
    if not gauge.change:
        return None
    if gauge.kpi["direction"] not in ("up", "down"):
        return Text(N_("in a year"))
    return Text(N_("in a year, better")) if is_better else Text(N_("in a year, worse"))


def note(gauge: Gauge, writer: Writer) -> Text:
    """Return what a reader must know of a KPI, in one short sentence."""
    if gauge.shifts and gauge.state in ("missed", "shifted", "moved"):
        said = shift_sentence(gauge.shifts[-1], gauge.kpi, writer, gauge.last.get("cadence_days") or 0.0)
        return Text(N_("%(sentence)s %(more)s"), sentence=said, more=missed(gauge)) if gauge.is_missed else said
    match gauge.state:
        case "missed" if gauge.has_moved:
            return Text(N_("%(sentence)s %(more)s"), sentence=missed(gauge), more=moved(gauge))
        case "missed":
            return missed(gauge)
        case "moved":
            return moved(gauge)
        case "stale" if gauge.last.get("reason") == "zero":
            return Text(N_("Reads only 0 since %(day)s."), day=gauge.last["last_on"])
        case "stale":
            return Text(N_("Nothing since %(day)s."), day=gauge.last["last_on"] - DAY)
        case "few":
            return few(gauge)
        case "unread":
            return Text(N_("No file gives a reading of it."))
        case "no_target" if gauge.status.get("reason") in NO_VERDICT:
            return NO_VERDICT[gauge.status["reason"]]
        case "no_target":
            return Text(N_("No target is set for it."))
    return usual_range(gauge, writer) if gauge.limits.get("lower") is not None else Text("")


def moved(gauge: Gauge) -> Text:
    """Return when a KPI left its usual range."""
    return Text(N_("Out of its usual range on %(day)s."), day=gauge.limits["signal_on"])


def missed(gauge: Gauge) -> Text:
    """Return for how long a KPI misses its target."""
    if gauge.status.get("is_projected"):
        return Text(N_("Projected to miss its target."))
    run = gauge.status["run_count"]
    if run < 2:
        return Text(N_("Missed in its last period."))
    return Text.many(
        N_("Missed %(count)s time in a row, since %(day)s."),
        N_("Missed %(count)s times in a row, since %(day)s."),
        count=run,
        day=gauge.status["run_since"],
    )


def few(gauge: Gauge) -> Text:
    """Return how many points a KPI has and how many more it needs."""
    count = gauge.last.get("reading_count") or 0
    has = Text.many(N_("%(count)s point only."), N_("%(count)s points only."), count=count)
    return Text(N_("%(sentence)s %(more)s"), sentence=has, more=no_limits("too_few", count))


def usual_range(gauge: Gauge, writer: Writer) -> Text:
    """Return where a KPI usually stands, or why it has no usual range."""
    lower, upper = gauge.limits.get("lower"), gauge.limits.get("upper")
    if lower is not None and upper is not None:
        return Text(N_("Usually between %(low)s and %(high)s."), low=writer.level(lower), high=writer.level(upper))
    reason = gauge.limits.get("reason") or ""
    return NO_LIMITS[reason] if reason in NO_LIMITS else no_limits("too_few", gauge.last.get("reading_count") or 0)
