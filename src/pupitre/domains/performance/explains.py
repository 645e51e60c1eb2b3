"""What each figure of the performance is made of, in words."""

from __future__ import annotations

from pupitre.kernel import N_, Explained, Input, Text

READINGS = (
    Input("kpi", {"key": "kpi"}),
    Input("measure", {"kpi": "kpi", "unit": "unit"}),
)

CATALOGUE = Explained(
    text=Text(N_("Which KPIs come in, how often, and what they read last.")),
    method="stale",
    key=("kpi", "unit"),
    columns={
        "reading_count": Text(N_("Readings loaded, projections left out.")),
        "first_on": Text(N_("First day of the first reading.")),
        "last_on": Text(N_("The day after the last one that a reading covers.")),
        "last_value": Text(N_("The last reading, as its file says.")),
        "cadence_days": Text(
            N_("The usual number of days between readings: the median gap, or the declared frequency below three readings.")
        ),
    },
    inputs=READINGS,
    reasons={
        "fresh": Text(N_("comes in")),
        "stale": Text(N_("stopped coming in")),
        "zero": Text(N_("reads only 0")),
        "retired": Text(N_("ended, by its name")),
        "unknown": Text(N_("too few readings to tell")),
    },
)

TARGET_STATUS = Explained(
    text=Text(N_("The last reading of each KPI against the target that holds for it.")),
    method="target-missed",
    key=("kpi", "unit"),
    columns={
        "starts_on": Text(N_("First day of the last reading judged.")),
        "ends_on": Text(N_("The day after the last one of that reading.")),
        "value": Text(N_("The last reading judged, as its file says.")),
        "target": Text(N_("The target that holds on the first day of that reading.")),
        "run_count": Text(N_("Judged readings missed in a row, up to the last one.")),
        "run_since": Text(N_("First day of the first of these readings.")),
        "judged_count": Text(N_("Readings that have a target to be compared with.")),
        "missed_count": Text(N_("Readings on the wrong side of their target, equal being met.")),
    },
    inputs=(*READINGS, Input("target", {"kpi": "kpi", "unit": "unit"})),
    reasons={
        "no_target": Text(N_("No target holds for its readings.")),
        "no_direction": Text(N_("The KPI does not say whether higher or lower is better.")),
        "other_period": Text(N_("Its target is for another length of time than its readings, and nothing says how they add up.")),
    },
)

LIMITS = Explained(
    text=Text(N_("Between which limits the readings of a KPI move when nothing special happens.")),
    method="xmr",
    key=("kpi", "unit"),
    columns={
        "centre": Text(N_("Mean of the readings.")),
        "lower": Text(N_("Mean of the readings, less 2.66 times the mean difference between successive readings.")),
        "upper": Text(N_("Mean of the readings, plus 2.66 times the mean difference between successive readings.")),
        "range_upper": Text(N_("3.268 times the mean difference between successive readings.")),
        "reading_count": Text(N_("Readings loaded, projections left out.")),
        "signal_on": Text(N_("First day of the last reading that stands out.")),
        "signal_count": Text(N_("Readings that stand out: beyond a limit, or in a run on one side of the mean.")),
    },
    inputs=READINGS,
    reasons={
        "too_few": Text(N_("Fewer than 12 readings: limits would say nothing.")),
        "constant": Text(N_("The readings never move.")),
        "season": Text(N_("The readings follow a yearly season: fixed limits would mislead.")),
        "trend": Text(N_("The readings follow a trend: fixed limits would mislead.")),
        "autocorrelated": Text(N_("Each reading follows the one before: fixed limits would mislead.")),
    },
)

PERIOD_VALUE = Explained(
    text=Text(N_("Readings of a KPI brought to months, quarters and years, each in its own way.")),
    method="formulas",
    key=("kpi", "unit", "grain", "starts_on"),
    columns={
        "starts_on": Text(N_("First day of the period.")),
        "ends_on": Text(N_("The day after the last one of the period.")),
        "value": Text(N_("The readings of the period, brought together the way the KPI says: sum, mean, last, highest or lowest.")),
        "reading_count": Text(N_("Readings in the period.")),
    },
    inputs=READINGS,
    reasons={
        "incomplete": Text(N_("Some days of the period are not read: a sum would be too low.")),
        "no_rule": Text(N_("The KPI does not say how its readings add up over time.")),
    },
)

FORMULA_VALUE = Explained(
    text=Text(N_("KPIs computed from other KPIs by their formula.")),
    method="formulas",
    key=("kpi", "unit", "grain", "starts_on"),
    columns={
        "starts_on": Text(N_("First day of the period.")),
        "value": Text(N_("The KPI's own formula, over the values of the KPIs that it names in the same period.")),
    },
    inputs=(Input("kpi", {"key": "kpi"}), Input("performance.period_value", {"grain": "grain", "starts_on": "starts_on"})),
    reasons={
        "no_reading": Text(N_("A KPI that the formula names has no reading for this period.")),
        "division_by_zero": Text(N_("The formula divides by zero here.")),
        "no_history": Text(N_("The formula looks back further than the readings go.")),
        "made_absent": Text(N_("The formula says that there is nothing here.")),
        "out_of_range": Text(N_("The result is too large to be a number.")),
    },
)

EXPLAINS = {
    "performance.catalogue": CATALOGUE,
    "performance.target_status": TARGET_STATUS,
    "performance.limits": LIMITS,
    "performance.period_value": PERIOD_VALUE,
    "performance.formula_value": FORMULA_VALUE,
}
"""Each derived table, in words."""
