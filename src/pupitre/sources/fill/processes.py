"""Processes, their events, their rules, what makes them better."""

from __future__ import annotations

import re

import pyarrow as pa
import pyarrow.compute as pc

from pupitre.kernel import N_, Place, Text
from pupitre.sources.cells.folding import roots
from pupitre.sources.doubts import asked
from pupitre.sources.fill.cases import by_case, coded, copies, moved_apart
from pupitre.sources.fill.columns import Column, Rows, built, mapped, one_per_key
from pupitre.sources.fill.context import FillContext, Filled
from pupitre.sources.fill.hours import hours_of, weekdays_of
from pupitre.sources.fill.keys import fold, slug
from pupitre.sources.fill.references import References, named_lists
from pupitre.sources.fill.words import RULE, STAGE, chosen
from pupitre.sources.reading import Choice, Question

NONE = pa.scalar(None, pa.string())
WHICH = "process"
"""The question about the process that a file without a column for it speaks of."""
OFFERED = 12
"""Processes that the question offers."""
SAYS_NOTHING = frozenset(
    roots(
        "export extract extraction log journal events evenements data donnees fichier file liste list final historique history suivi"
        " sample copie copy"
    )
)
"""Words of file names that name no process."""


def processes(rows: Rows, refs: References, context: FillContext) -> Filled:
    """Return the register of processes."""
    name = rows.text("name")
    columns = {
        "key": pc.coalesce(rows.text("code"), mapped(name, slug)),
        "name": name,
        "unit": refs.department(),
        "owner": refs.keys("person", "owner"),
        "kpis": named_lists(rows, refs, "kpi", "kpis"),
        "systems": rows.typed("systems", "list"),
        "target_days": rows.typed("target", "number"),
        "hour_cost": rows.typed("hour_cost", "money"),
        "delay_cost": rows.typed("delay_cost", "money"),
        "currency": pa.array([context.currency] * rows.count, pa.string()),
        "work_hours": mapped(rows.text("work_hours"), hours_of),
        "weekdays": mapped(rows.text("weekdays"), weekdays_of),
        "comment": rows.text("comment"),
        "extra": rows.extra(),
    }
    return Filled({**refs.created(), "process": one_per_key(built("process", columns, rows.source_row), ("key",))})


def events(rows: Rows, refs: References, context: FillContext) -> Filled:
    """Return the events of a log; who did them stands under a made-up code, what holds for whole cases in `attributes`."""
    process, created, questions = _process(rows, refs, context)
    case, at = rows.text("case"), rows.typed("at", "moment")
    activity = pc.replace_substring_regex(rows.text("activity"), r"\s+", " ")
    unit = refs.department()
    resource = coded(rows.code("resource"), context.secret)
    cost = pc.cast(rows.typed("cost", "number"), pa.float64())
    start = rows.typed("start", "moment")
    attributes, extra = moved_apart(rows.extra(), by_case(process, case), context.secret)
    columns = {
        "process": process,
        "case": case,
        "activity": activity,
        "at": at,
        "copy": copies(process, case, activity, at),
        "position": rows.source_row,
        "start": start,
        "resource": resource,
        "unit": unit,
        "cost": cost,
        "attributes": attributes,
        "extra": extra,
    }
    made = built("event", columns, rows.source_row)
    return Filled({**refs.created(), **created, "event": made}, (), questions)


def _process(rows: Rows, refs: References, context: FillContext) -> tuple[Column, dict[str, pa.Table], tuple[Question, ...]]:
    """Return the process of each event: the one its row names, else the one of the file, with its row when it is new."""
    if rows.has("process"):
        return refs.keys("process", "process"), {}, ()
    key, name, questions = process_of_file(context, refs.sheet)
    row = pc.min(rows.source_row).as_py() if rows.count else None
    columns = {"key": pa.array([key], pa.string()), "name": pa.array([name], pa.string())}
    fresh = {} if key in context.known.keys.get("process", ()) else {"process": built("process", columns, pa.array([row], pa.int64()))}
    return pa.array([key] * rows.count, pa.string()), fresh, questions


def process_of_file(context: FillContext, sheet: str | None) -> tuple[str, str, tuple[Question, ...]]:
    """Return the key and the name of the process that a file is the log of, and the question when its name does not tell.

    A process known whose name stands in that of the file is the one meant; when several or none do though some are known, it is asked, and
    the file's own name stands meanwhile.
    """
    named = name_of_file(context.file)
    written = {
        key: context.known.written.get(spelling, spelling) for spelling, key in context.known.names.get("process", {}).items() if key
    }
    meant = context.answers.get(WHICH)
    if meant:
        key = context.known.find("process", meant) or slug(meant)
        return key, written.get(key, meant), _asked(context, sheet, named, written, meant)
    words = set(roots(named))
    told = [key for key, name in written.items() if words and (own := set(roots(name))) and (own <= words or words <= own)]
    if len(told) == 1:
        return told[0], written[told[0]], ()
    return slug(named), named, _asked(context, sheet, named, written, None) if written else ()


def name_of_file(file: str) -> str:
    """Return what the name of a file says of its process, without dates, numbers and words such as export.

    >>> name_of_file("export_commandes-achats_2025-03.csv")
    'Commandes achats'
    """
    stem = re.sub(r"(?:\.[A-Za-z0-9]{1,8}){1,2}$", "", file)
    words = [word for word in re.split(r"[\W_]+", stem) if word]
    kept = [word for word in words if not re.search(r"\d", word) and not set(roots(word)) <= SAYS_NOTHING]
    name = " ".join(kept or words) or stem
    return name[:1].upper() + name[1:]


def _asked(context: FillContext, sheet: str | None, named: str, written: dict[str, str], answer: str | None) -> tuple[Question, ...]:
    scope = sheet or "-"
    others = sorted(written.items(), key=lambda pair: fold(pair[1]))[:OFFERED]
    choices = (
        *(Choice(key, Text(N_("%(name)s"), name=name)) for key, name in others),
        Choice(named, Text(N_("Another process, called %(name)s"), name=named)),
    )
    return (
        asked(
            WHICH,
            Place(context.file, sheet),
            Text(N_("No column says which process these events are of.")),
            Text(N_("Say which process it is, or name the file after it.")),
            scope=scope,
            choices=choices if answer is None or answer in {choice.code for choice in choices} else (),
            assumption=named,
            answers={f"{WHICH}:{scope}": answer} if answer else None,
        ),
    )


def rules(rows: Rows, refs: References, context: FillContext) -> Filled:
    """Return what cases must keep to; a kind in words that are not known is kept beside, and its row has no kind to be checked by."""
    said = rows.text("rule_kind")
    created: dict[str, pa.Table] = {}
    kind = chosen(said, RULE)
    questions: tuple[Question, ...] = ()
    if rows.has("process"):
        process = refs.keys("process", "process")
    else:
        process, created, questions = _process(rows, refs, context)
    first, second = rows.text("first"), rows.text("second")
    parts = (kind, first, second)
    named = pc.binary_join_element_wise(*(pc.fill_null(part, "") for part in parts), " ")
    columns = {
        "process": process,
        "key": pc.coalesce(rows.text("code"), mapped(named, slug)),
        "name": rows.text("name"),
        "kind": kind,
        "first": first,
        "second": second,
        "days": rows.typed("days", "number"),
        "extra": rows.extra({"kind": pc.if_else(pc.is_null(kind), said, NONE)}),
    }
    made = one_per_key(built("process_rule", columns, rows.source_row), ("process", "key"))
    return Filled({**refs.created(), **created, "process_rule": made}, (), questions)


def improvements(rows: Rows, refs: References, context: FillContext) -> Filled:
    """Return what is done to make processes better; a reduction written without its sign is one all the same."""
    said = rows.text("stage")
    stage = chosen(said, STAGE)
    target = rows.typed("target", "share")
    columns = {
        "key": pc.coalesce(rows.text("code"), mapped(rows.text("title"), slug)),
        "title": rows.text("title"),
        "process": refs.keys("process", "process"),
        "owner": refs.keys("person", "owner"),
        "stage": stage,
        "starts_on": rows.typed("start", "date"),
        "review_on": rows.typed("review", "date"),
        "target_share": pc.if_else(pc.greater(target, 0.0), pc.negate(target), target),
        "applies_to": rows.text("applies_to"),
        "gain": rows.typed("gain", "money"),
        "currency": pa.array([context.currency] * rows.count, pa.string()),
        "decision": refs.keys("decision", "decision"),
        "comment": rows.text("comment"),
        "extra": rows.extra({"stage": pc.if_else(pc.is_null(stage), said, NONE)}),
    }
    return Filled({**refs.created(), "improvement": one_per_key(built("improvement", columns, rows.source_row), ("key",))})
