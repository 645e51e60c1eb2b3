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

KPI_FORECAST = Explained(
    text=Text(N_("What each KPI will read at the dates that matter, if nothing new lands, with so many chances.")),
    method="forecast",
    key=("kpi", "unit", "at", "p"),
    columns={
        "at": Text(N_("A day: the date of a target, 90, 180 or 365 days from the day of the examination, or the end of a month.")),
        "p": Text(N_("The chance that the KPI reads this value or less.")),
        "value": Text(N_("What the KPI reads in the period that holds that day: the forecast, and how far earlier ones missed.")),
    },
    inputs=READINGS,
)

OUTLOOK = Explained(
    text=Text(N_("The chance that each KPI misses its target by its date, if nothing new lands.")),
    method="forecast",
    key=("kpi", "unit", "at"),
    columns={
        "season": Text(N_("Readings in the longest season looked for; 0 when there is none to look for.")),
        "at": Text(N_("The last day to reach the target.")),
        "target": Text(N_("The target of a key result at its date, or the last target of the KPI that holds on that day.")),
        "miss_chance": Text(N_("The share of what the KPI may read at that date that is on the wrong side of the target.")),
        "mean": Text(N_("The forecast: the median of five methods.")),
        "low_80": Text(N_("One chance in ten to read less.")),
        "high_80": Text(N_("One chance in ten to read more.")),
    },
    inputs=(*READINGS, Input("target", {"kpi": "kpi", "unit": "unit"}), Input("key_result", {"kpi": "kpi"})),
    reasons={
        "too_few": Text(N_("Fewer than 8 readings: a forecast would say nothing.")),
        "stale": Text(N_("The KPI stopped coming in.")),
        "zero": Text(N_("The KPI reads only 0: closed, or no longer filled in.")),
        "retired": Text(N_("The name of the KPI says that it ended.")),
        "no_rhythm": Text(N_("Its readings come at no regular pace.")),
        "no_target": Text(N_("No target is to come.")),
        "no_direction": Text(N_("The KPI does not say whether higher or lower is better.")),
    },
)

ALARM = Explained(
    text=Text(N_("What really moved in the last year: shifts of level, slow drifts, and readings that stand alone.")),
    method="what-moved",
    key=("kpi", "unit", "kind", "from_on"),
    columns={
        "from_on": Text(N_("First day of the reading from which it moved, the most likely one.")),
        "earliest_on": Text(N_("The earliest date at which it may have begun.")),
        "latest_on": Text(N_("The latest date at which it may have begun.")),
        "size": Text(N_("How far the level has moved, or how far a drift has come by the last reading.")),
        "size_low": Text(N_("Lower end of the range that holds the true size 9 times in 10.")),
        "size_high": Text(N_("Upper end of the range that holds the true size 9 times in 10.")),
        "slope": Text(N_("Of a drift: how much it moves from one reading to the next.")),
        "slope_low": Text(N_("Lower end of the range that holds the true slope 9 times in 10.")),
        "slope_high": Text(N_("Upper end of the range that holds the true slope 9 times in 10.")),
        "p_value": Text(N_("The chance that a KPI in which nothing happens shows as much somewhere in its last year.")),
    },
    inputs=READINGS,
)

EXPLAINS = {
    "performance.catalogue": CATALOGUE,
    "performance.target_status": TARGET_STATUS,
    "performance.limits": LIMITS,
    "performance.period_value": PERIOD_VALUE,
    "performance.formula_value": FORMULA_VALUE,
    "performance.kpi_forecast": KPI_FORECAST,
    "performance.outlook": OUTLOOK,
    "performance.alarm": ALARM,
}
"""Each derived table, in words."""
