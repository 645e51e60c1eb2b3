"""Why a probability, a project's landing or an effect cannot be computed, in words."""

from __future__ import annotations

from pupitre.kernel import N_, Text

POINTS_NEEDED = 8
"""Readings below which nothing is forecast: a rhythm and a spread need that many."""

_FEW = {
    f"{count}_points": Text.many(
        N_("%(count)s point only; %(missing)s more are needed."),
        N_("%(count)s points only; %(missing)s more are needed."),
        count=count,
        missing=POINTS_NEEDED - count,
    )
    for count in range(1, POINTS_NEEDED - 1)
}
REASONS: dict[str, Text] = {
    **_FEW,
    f"{POINTS_NEEDED - 1}_points": Text(
        N_("%(points)s points only; one more is needed."),
        points=POINTS_NEEDED - 1,
    ),
    "no_key_result": Text(N_("No key result tells whether it is reached, and none of the objectives that serve it has one.")),
    "circular": Text(N_("Objectives serve each other in a circle: nothing tells the first of them.")),
    "no_part": Text(N_("None of its measures can be forecast; each says why.")),
    "no_kpi": Text(N_("The key result names no KPI.")),
    "unknown_kpi": Text(N_("No file declares the KPI of the key result.")),
    "no_target": Text(N_("The key result has no target.")),
    "no_date": Text(N_("Neither the key result nor its objective says by when.")),
    "no_direction": Text(N_("Nothing says whether the KPI is better higher or lower.")),
    "wrong_way": Text(N_("The target stands before the baseline: the KPI should go the other way.")),
    "no_reading": Text(N_("No reading of the KPI is loaded.")),
    "stale": Text(N_("The KPI is no longer read: its last reading is too old.")),
    "retired": Text(N_("The KPI was replaced: it is no longer read.")),
    "zero": Text(N_("Every reading of the KPI is zero.")),
    "no_rhythm": Text(N_("The KPI is read at no regular rhythm.")),
    "no_forecast": Text(N_("The KPI has no forecast at that date.")),
    "past_sum": Text(N_("Its date is past, and its KPI adds up over a time that is over.")),
    "too_far": Text(N_("The date is further than what is forecast.")),
}
"""Code of a reason → the sentence."""

LEFT_OUT: dict[str, Text] = {
    "effect_unknown_kpi": Text(N_("Its effect is left out: no file declares the KPI “%(kpi)s”.")),
    "effect_no_objective": Text(N_("Its effect on “%(kpi)s” changes no probability: no objective follows this KPI there.")),
    "effect_unknown_source": Text(N_("Its effect on “%(kpi)s” is left out: nothing known bears this code.")),
    "effect_stopped": Text(N_("Its effect on “%(kpi)s” is left out: it was stopped or given up.")),
    "effect_no_landing": Text(N_("Its effect on “%(kpi)s” is left out: nothing says when it lands.")),
    "effect_out_of_order": Text(N_("Its effect on “%(kpi)s” is left out: its low, likely and high values are not in order.")),
    "effect_no_likelihood": Text(N_("Its effect on “%(kpi)s” is left out: nothing says how likely the risk is.")),
    "precedence_loop": Text(N_("What it waits for is left out: projects wait for each other in a circle.")),
    "assumption_no_reading": Text(N_("Nothing tells whether it holds: its indicator or its threshold is missing, or was never read.")),
}
"""Code of what is left out → the sentence, with the KPI concerned."""


def few(count: int) -> str:
    """Return the code of a series too short to be forecast."""
    return f"{count}_points" if count else "no_reading"
