"""The second page of the brief: which projects, which money, which decisions, on which data."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from pupitre import words
from pupitre.brief import processes
from pupitre.brief.parts import Section, chart, published, short, table
from pupitre.charts import PRINT, Pair, Range, Tone, paired_bars, range_bars
from pupitre.desk import data_overview
from pupitre.desk.chances import VERDICTS, chances, effect_size, first_causes, likely_count, verdict_said
from pupitre.desk.rights import Reach
from pupitre.desk.verdicts import WORST_FIRST
from pupitre.kernel import N_, Share, Text
from pupitre.records.models import MODELS
from pupitre.words import Lang

BARS = 6
"""Six bars fill a fifth of a page and are read at a glance."""
ROWS = 5
OBJECTIVES = 6
SERIOUS = timedelta(weeks=6)
"""A delay above six weeks moves a quarter's commitments; the portfolio's own rule uses the same length."""


def sections(on: date, mine: Reach, *, lang: Lang) -> list[Section]:
    """Return the sections that have something to say, in reading order.

    Args:
        on: The day of the figures.
        mine: What the reader may see; the files read are the whole company's.
        lang: The reader's language.
    """
    made = [
        _objectives(mine, lang),
        _finishes(on, mine, lang),
        _axes(mine, lang),
        _verdicts(mine, lang),
        _decisions(on, mine, lang),
        processes.waits(mine, lang),
        _sources(on, lang) if mine.is_everything else None,
    ]
    return [section for section in made if section is not None]


def _objectives(mine: Reach, lang: Lang) -> Section | None:
    """Return the objectives that are least likely, each with its range and its first cause."""
    found = [one for one in chances(mine).values() if one.share is not None]
    if not found:
        return None
    likely, total = likely_count(found)
    least = sorted(found, key=lambda one: (one.share or 0.0, one.objective))[:OBJECTIVES]
    names = dict(MODELS["objective"].objects.filter(key__in=[one.objective for one in least]).values_list("key", "name"))
    first = first_causes(mine)
    rows = [
        [
            short(names.get(one.objective, one.objective)),
            words.render(one.short, lang),
            words.render(one.range, lang),
            short(words.render(first[one.objective], lang)) if one.objective in first else "",
        ]
        for one in least
    ]
    message = Text.many(
        N_("%(count)s objective out of %(all)s is likely to be reached; those below are the least likely."),
        N_("%(count)s objectives out of %(all)s are likely to be reached; those below are the least likely."),
        count=likely,
        all=total,
    )
    head = (N_("Objective"), N_("Chances"), N_("Range"), N_("First cause"))
    return table(Text(N_("How likely are our objectives?")), message, head, rows, [6, 2, 4, 8], lang, figures=("Chances",))


def _verdicts(mine: Reach, lang: Lang) -> Section | None:
    """Return what past decisions did, as far as the readings tell."""
    rows = [row for row in published("impact.decision_effect", mine) if row["verdict"] in VERDICTS]
    if not rows:
        return None
    first: dict[str, dict[str, Any]] = {}
    for row in sorted(rows, key=_weight):
        first.setdefault(row["decision"], row)
    counts = {verdict: sum(row["verdict"] == verdict for row in first.values()) for verdict in VERDICTS}
    told = [row for row in first.values() if row["verdict"] != "cannot_tell"] or list(first.values())
    shown = sorted(told, key=_weight)[:ROWS]
    titles = dict(MODELS["decision"].objects.filter(key__in=[row["decision"] for row in shown]).values_list("key", "title"))
    kpis = {
        row["key"]: row for row in MODELS["kpi"].objects.filter(key__in=[row["kpi"] for row in shown]).values("key", "name", "measured_in")
    }
    cells = [
        [
            short(titles.get(row["decision"]) or row["decision"]),
            words.render(verdict_said(row), lang),
            words.render(effect_size(row, kpis.get(row["kpi"], {}).get("measured_in"), lang), lang),
            short(_what(row, kpis.get(row["kpi"], {}), lang)),
        ]
        for row in shown
    ]
    message = Text(
        N_("Decisions that work: %(works)s; without effect: %(none)s; that harm: %(harm)s; that cannot be told yet: %(unknown)s."),
        works=counts["works"],
        none=counts["no_effect"],
        harm=counts["harmful"],
        unknown=counts["cannot_tell"],
    )
    head = (N_("Decision"), N_("Verdict"), N_("Effect"), N_("KPI"))
    return table(Text(N_("Did our decisions work?")), message, head, cells, [8, 4, 9, 7], lang)


def _weight(row: Mapping[str, Any]) -> tuple[int, bool, str, str]:
    """Order the effects of decisions: the verdict that weighs most, on the KPI before the log of a process."""
    return WORST_FIRST.index(row["verdict"]), bool(row["improvement"]), row["decision"], row["unit"] or ""


def _what(row: Mapping[str, Any], kpi: Mapping[str, Any], lang: Lang) -> str:
    """Return what a decision was judged on."""
    if row["improvement"]:
        return words.render(Text(N_("lead time of its process")), lang)
    return str(kpi.get("name") or row["kpi"])


def _finishes(on: date, mine: Reach, lang: Lang) -> Section | None:
    rows = [r for r in published("portfolio.project_finish", mine) if r["p50_on"] and r["p80_on"] and r["due_on"]]
    running = [r for r in rows if r["p80_on"] >= on]
    if not running:
        return None
    late = [r for r in running if r["p50_on"] > r["due_on"]]
    worst = sorted(running, key=lambda r: (r["due_on"] - r["p50_on"], r["project"]))[:BARS]
    names = dict(MODELS["project"].objects.values_list("key", "name"))
    bars = [
        Range(
            label=names.get(r["project"]) or r["project"],
            likely_on=r["p50_on"],
            safe_on=r["p80_on"],
            declared_on=r["due_on"],
            tone="bad" if r["p50_on"] > r["due_on"] + timedelta(days=42) else "warn" if r["p50_on"] > r["due_on"] else "good",
            word=_delay(r["p50_on"], r["due_on"], lang),
        )
        for r in worst
    ]
    message = Text.many(
        N_("%(count)s running project of %(total)s is more likely than not to finish after its declared date."),
        N_("%(count)s running projects of %(total)s are more likely than not to finish after their declared date."),
        count=len(late),
        total=len(running),
    )
    title = Text(N_("Which projects will keep their word?"))
    drawn = range_bars(bars, title=words.render(title, lang), on=on, lang=lang, palette=PRINT, width=1060)
    note = Text(N_("bar: from 1 chance in 2 to 4 chances in 5; diamond: declared date"))
    return chart(title, note, message, drawn, lang)


def _tone(late: timedelta) -> Tone:
    return "bad" if late > SERIOUS else "warn" if late > timedelta() else "good"


def _delay(likely_on: date, declared_on: date, lang: Lang) -> str:
    late = (likely_on - declared_on).days
    if late <= 0:
        return words.render(Text(N_("on time")), lang)
    return f"+{words.days(late, lang)}"


def _axes(mine: Reach, lang: Lang) -> Section | None:
    rows = [r for r in published("strategy.axis_share", mine) if r["weight"] is not None and r["money_share"] is not None]
    if not rows:
        return None
    names = dict(MODELS["axis"].objects.values_list("key", "name"))
    widest = max(rows, key=lambda r: (abs(r["gap"]), r["axis"]))
    bars = [
        Pair(names.get(r["axis"]) or r["axis"], r["weight"], r["money_share"], "bad" if r is widest and abs(r["gap"]) >= 0.1 else "accent")
        for r in sorted(rows, key=lambda r: (-r["weight"], r["axis"]))
    ]
    title = Text(N_("Does the money follow the strategy?"))
    message = Text(
        N_("“%(axis)s” weighs %(weight)s in the strategy and receives %(money)s of the spending."),
        axis=names.get(widest["axis"]) or widest["axis"],
        weight=Share(widest["weight"]),
        money=Share(widest["money_share"]),
    )
    pair = (words.render(Text(N_("Declared weight")), lang), words.render(Text(N_("Share of the spending")), lang))
    drawn = paired_bars(
        bars, title=words.render(title, lang), names=pair, write=lambda v: words.share(v, lang), lang=lang, palette=PRINT, width=1040
    )
    return chart(title, Text(""), message, drawn, lang)


def _decisions(on: date, mine: Reach, lang: Lang) -> Section | None:
    known = MODELS["decision"].objects.filter(status__in=("open", "decided"), due_on__isnull=False)
    seen = [
        (choice or title, owner, due)
        for key, choice, title, owner, due in known.order_by("due_on", "key").values_list("key", "choice", "title", "owner", "due_on")
        if mine.sees("decision", key)
    ]
    late = sum(due < on for _, _, due in seen)
    rows = [row for row in seen if row[2] >= on][:ROWS]
    if not rows and not late:
        return None
    people = dict(MODELS["person"].objects.filter(key__in=[owner for _, owner, _ in rows if owner]).values_list("key", "name"))
    nobody = words.render(Text(N_("nobody yet")), lang)
    cells = [
        [short(title), people.get(owner, owner) or nobody, words.day(date.fromisoformat(str(due)), lang, style="short")]
        for title, owner, due in rows
    ]
    if not rows:
        message = Text.many(
            N_("%(count)s decision is past its date; no other is dated."),
            N_("%(count)s decisions are past their date; no other is dated."),
            count=late,
        )
    else:
        message = Text.many(
            N_("%(count)s decision is past its date; those below come next."),
            N_("%(count)s decisions are past their date; those below come next."),
            count=late,
        )
    return table(Text(N_("Decisions to follow")), message, (N_("Decision"), N_("Owner"), N_("Due")), cells, [6, 3, 2], lang)


def _sources(on: date, lang: Lang) -> Section | None:
    newest = [one for one in data_overview.sources(on=on) if one.is_latest]
    if not newest:
        return None
    refused = sum(one.rows_refused for one in newest)
    rows = sorted(newest, key=lambda one: (-one.rows_refused, -one.rows_read, one.name))
    cells = [
        [
            short(one.name),
            words.ago(one.data_on or timezone.localdate(one.read_at), lang, on=on),
            words.number(one.rows_read, lang),
            words.number(one.rows_refused, lang),
        ]
        for one in rows[:ROWS]
    ]
    if rest := rows[ROWS:]:
        name = Text.many(N_("%(count)s other file"), N_("%(count)s other files"), count=len(rest))
        counts = (sum(one.rows_read for one in rest), sum(one.rows_refused for one in rest))
        cells.append([words.render(name, lang), "", *(words.number(count, lang) for count in counts)])
    message = Text.many(
        N_("%(count)s file was read; %(refused)s of its rows could not be loaded."),
        N_("%(count)s files were read; %(refused)s of their rows could not be loaded."),
        count=len(newest),
        refused=refused,
    )
    head = (N_("File"), N_("Data"), N_("Rows"), N_("Refused"))
    return table(Text(N_("On which data this rests")), message, head, cells, [6, 3, 2, 2], lang, figures=("Rows", "Refused"))
