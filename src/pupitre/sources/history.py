"""What reports over time betray: totals copied on older rows, targets of zero."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from pupitre.kernel import N_, Place, Text
from pupitre.sources.assemble import Draft
from pupitre.sources.doubts import asked
from pupitre.sources.reading import Choice, Question

FEWEST = 20
"""Rows with a target of zero under which it is left alone."""


def copied_back(draft: Draft, unused: Mapping[str, pa.Array]) -> tuple[list[str], list[str]]:
    """Return the columns that repeat one value on every report of a project: mapped ones to give up, and headers to mention.

    Args:
        draft: The typed table. unused: Header → numbers of the columns that no field takes.

    Returns:
        Canonical names of mapped columns that must not be used, and headers of columns that are left out anyway.
    """
    if "at" not in draft.key or len(draft.positions) < 6:
        return [], []
    code = next(draft.values[k] for k in draft.key if k != "at")
    mapped: list[str] = [n for n in ("slip_days", "budget_change") if n in draft.values and _constant_by(code, draft.values[n])]
    said = [header for header, numbers in unused.items() if _constant_by(code, numbers)]
    return mapped, said


def _constant_by(code: pa.Array, numbers: pa.Array) -> bool:
    """Whether a number never changes inside a code though it differs between codes that have several reports."""
    table = pa.table({"code": code, "number": numbers}).filter(pc.is_valid(numbers))
    grouped = table.group_by("code").aggregate([("number", "count_distinct"), ("number", "count"), ("number", "max")])
    several = grouped.filter(pc.greater_equal(grouped["number_count"], 2))
    if several.num_rows < 5:
        return False
    constant = (pc.max(several["number_count_distinct"]).as_py() or 0) == 1
    return constant and int(pc.count_distinct(several["number_max"]).as_py()) > 0.5 * several.num_rows


def zero_targets(draft: Draft, place: Place, scope: str, answers: Mapping[str, str]) -> Question | None:
    """Ask what a target of zero means, when many rows have one beside readings that are far from it; apply the answer or the assumption."""
    if draft.kind.name != "kpis" or not {"target", "value"} <= set(draft.values):
        return None
    target, value = draft.values["target"], draft.values["value"]
    zero = pc.fill_null(pc.equal(target, 0.0), False)
    count = int(pc.sum(zero).as_py() or 0)
    others = int(pc.sum(pc.fill_null(pc.not_equal(target, 0.0), False)).as_py() or 0)
    read = np.abs(value.filter(zero).drop_null().to_numpy(zero_copy_only=False))
    if count < FEWEST or others < count or not len(read) or float(np.mean(read > 0)) < 0.6:
        return None
    upward = _wants_up(draft, zero)
    assumption = "none" if upward or float(np.median(read)) > 20 else "zero"
    question = asked(
        "zero_target",
        Place(place.file, place.sheet, None, draft.headers.get("target")),
        Text.many(
            N_("%(count)s row has a target of 0 while the readings there are not."),
            N_("%(count)s rows have a target of 0 while the readings there are not."),
            count=count,
        ),
        Text(N_("Say whether 0 is a real target there, or means that there is none.")),
        scope=scope,
        choices=(Choice("none", Text(N_("0 means no target"))), Choice("zero", Text(N_("0 is the target")))),
        assumption=assumption,
        answers=answers,
    )
    if question.assumption == "none":
        draft.values["target"] = pc.if_else(zero, pa.scalar(None, pa.float64()), target)
    return question


def _wants_up(draft: Draft, zero: pa.Array) -> bool:
    """Whether most of the rows concerned say that more is better, which makes a target of zero absurd."""
    if "direction" not in draft.values:
        return False
    words = pc.utf8_lower(draft.values["direction"].filter(zero))
    up = (
        pc.sum(
            pc.is_in(words, value_set=pa.array(["u", "up", "hausse", "higher", "increase", "max", "+", "croissant", "augmenter"]))
        ).as_py()
        or 0
    )
    return bool(up > 0.5 * max(1, len(words)))
