"""What each figure of the strategy is made of, in words."""

from __future__ import annotations

from pupitre.kernel import N_, Explained, Input, Text

WEIGHT = Explained(
    text=Text(N_("What each objective weighs in the whole strategy.")),
    method="broken-cascade",
    key=("objective",),
    columns={
        "weight": Text(
            N_("The weight of its axis, shared among the objectives at the top of that axis, then handed down to those that serve them.")
        ),
        "depth": Text(N_("Steps from the top of the axis down to this objective.")),
    },
    inputs=(
        Input("axis", {"key": "axis"}),
        Input("objective", {"key": "objective"}),
        Input("cascade", {"child": "objective"}),
        Input("cascade", {"parent": "objective"}),
    ),
)

COVERAGE = Explained(
    text=Text(N_("Whether something near serves each far objective, and something far draws each near one.")),
    method="alignment",
    key=("objective",),
    columns={
        "near_count": Text(N_("Objectives of the short or medium term below it, and live projects due within 548 days.")),
        "far_count": Text(N_("Objectives of a longer term that it serves.")),
        "project_count": Text(N_("Live projects that serve it or what serves it.")),
    },
    inputs=(
        Input("objective", {"key": "objective"}),
        Input("cascade", {"parent": "objective"}),
        Input("cascade", {"child": "objective"}),
        Input("contribution", {"objective": "objective"}),
    ),
)

AXIS_SHARE = Explained(
    text=Text(N_("What each axis weighs, against the money and the hours that go to it over twelve months.")),
    method="misaligned-spend",
    key=("axis",),
    columns={
        "weight": Text(N_("The weight that the company declares for the axis, so that all axes add up to the whole.")),
        "money": Text(N_("Money of the projects that serve the axis, each split by its links to objectives, over twelve months.")),
        "money_share": Text(N_("Money of the axis, divided by the money of all axes.")),
        "gap": Text(N_("Share of the money, less the declared weight.")),
        "hours": Text(N_("Hours asked by the projects that serve the axis, split likewise.")),
        "hours_share": Text(N_("Hours of the axis, divided by the hours of all axes.")),
        "objective_count": Text(N_("Live objectives of the axis.")),
        "project_count": Text(N_("Live projects that serve an objective of the axis.")),
    },
    inputs=(
        Input("axis", {"key": "axis"}),
        Input("objective", {"axis": "axis"}),
        Input("portfolio.project_facts", {"axis": "axis"}),
        Input("ledger_entry", {}, {"source": "ledger"}),
        Input("budget_line", {"axis": "axis"}, {"source": "budget"}),
    ),
    adds=frozenset({"weight", "money", "money_share", "hours", "hours_share"}),
)

ALIGNMENT = Explained(
    text=Text(N_("How far projects, money, measures and cascade go the way the strategy says.")),
    method="alignment",
    key=("part",),
    columns={
        "share": Text(
            N_("Items in line, divided by items judged; for the money, what need not move; for the score, the plain mean of the parts.")
        ),
        "right_count": Text(N_("Items in line.")),
        "total_count": Text(N_("Items judged.")),
    },
    inputs=(Input("strategy.alignment_item", {"part": "part"}), Input("strategy.axis_share", {}, {"part": "money"})),
    reasons={
        "too_few_parts": Text(N_("Fewer than two parts of the score can be computed.")),
        "not_reviewed": Text(N_("The links of the projects to the objectives have not been reviewed.")),
        "no_project": Text(N_("No live project is loaded.")),
        "no_weight": Text(N_("No axis declares a weight.")),
        "no_money": Text(N_("No money can be laid to the axes yet.")),
        "not_linked": Text(N_("The objectives are not linked to their measures yet.")),
        "no_objective": Text(N_("No live objective is loaded.")),
        "no_cascade": Text(N_("Nothing says which objective serves which.")),
        "no_horizon": Text(N_("No objective says by when.")),
    },
)

ALIGNMENT_ITEM = Explained(
    text=Text(N_("What was judged in each part of the alignment score, and whether it is in line.")),
    method="alignment",
    key=("part", "kind", "key"),
    columns={},
    inputs=(
        Input("project", {"key": "key"}, {"kind": "project"}),
        Input("contribution", {"project": "key"}, {"kind": "project"}),
        Input("objective", {"key": "key"}, {"kind": "objective"}),
        Input("key_result", {"objective": "key"}, {"kind": "objective"}),
        Input("axis", {"key": "key"}, {"kind": "axis"}),
    ),
    reasons={
        "linked": Text(N_("linked to an objective")),
        "orphan": Text(N_("linked to no objective")),
        "only_dropped": Text(N_("linked to a dropped objective only")),
        "mandatory": Text(N_("mandatory")),
        "not_reviewed": Text(N_("not linked yet")),
        "measured": Text(N_("measured")),
        "through": Text(N_("measured by what serves it")),
        "below": Text(N_("told on what serves it")),
        "no_measure": Text(N_("neither key result nor KPI")),
        "no_number": Text(N_("key results without numbers")),
        "never_read": Text(N_("KPIs never read")),
        "no_target": Text(N_("no target")),
        "sound": Text(N_("without fault")),
        "covered": Text(N_("served")),
        "served": Text(N_("served")),
        "no_project": Text(N_("no live project")),
        "in_line": Text(N_("in line")),
        "short": Text(N_("too little")),
        "loop": Text(N_("in a loop of objectives")),
        "late_child": Text(N_("due after the one it serves")),
        "weights": Text(N_("weights that do not add up")),
        "unknown_parent": Text(N_("serves an unknown objective")),
        "short_alone": Text(N_("serves nothing farther")),
        "medium_alone": Text(N_("serves nothing farther")),
        "long_alone": Text(N_("nothing near serves it")),
    },
)

PACE_REASONS = {
    "no_kpi": Text(N_("The key result names no KPI.")),
    "no_reading": Text(N_("No reading of its KPI is loaded.")),
    "no_target": Text(N_("It has no target.")),
    "no_baseline": Text(N_("It has no baseline to start from.")),
    "no_dates": Text(N_("It has no start or no due date.")),
    "flat": Text(N_("Its baseline and its target are the same.")),
    "not_enough_readings": Text(N_("Less than a year of readings is loaded.")),
    "no_key_result": Text(N_("The objective has no key result, and none of those that serve it has.")),
}

SHARES = {
    "time_share": Text(N_("Days gone since the start, divided by the days from the start to the due date.")),
    "expected_share": Text(N_("The share of the way expected by this day, following the shape of the path.")),
}

KEY_RESULT_PACE = Explained(
    text=Text(N_("How far each key result is on its way, against the time gone by.")),
    method="pace",
    key=("key_result",),
    columns={
        "baseline": Text(N_("Where the key result starts from, as its file says.")),
        "target": Text(N_("Where the key result should end, as its file says.")),
        "current": Text(
            N_(
                "The last reading of its KPI. For a KPI that adds up over time: the sum since the start when the baseline is zero or "
                "unknown; else the last reading or the sum of the last twelve months, whichever its baseline is nearer to."
            )
        ),
        "current_on": Text(N_("The day of the last reading counted.")),
        "starts_on": Text(N_("The start of the key result, else that of its objective.")),
        "due_on": Text(N_("The due date of the key result, else that of its objective.")),
        "progress_share": Text(N_("Current value less baseline, divided by target less baseline.")),
        **SHARES,
    },
    inputs=(
        Input("key_result", {"key": "key_result"}),
        Input("objective", {"key": "objective"}),
        Input("kpi", {"key": "kpi"}),
        Input("measure", {"kpi": "kpi"}),
    ),
    reasons=PACE_REASONS,
)

OBJECTIVE_PACE = Explained(
    text=Text(N_("How far each objective is on its way, against the time gone by.")),
    method="pace",
    key=("objective",),
    columns={
        "progress_share": Text(
            N_(
                "Mean of the progress of its key results by their weights, each held between 0 and 100%%; without any, of the "
                "objectives that serve it."
            )
        ),
        "time_share": Text(N_("Mean of the time gone by of its key results, by their weights.")),
        "expected_share": Text(N_("Mean of what its key results should have reached by this day, by their weights.")),
        "measured_count": Text(N_("Key results whose progress is known.")),
        "key_result_count": Text(N_("Key results of the objective.")),
    },
    inputs=(
        Input("strategy.key_result_pace", {"objective": "objective"}),
        Input("key_result", {"objective": "objective"}),
        Input("cascade", {"parent": "objective"}),
    ),
    reasons=PACE_REASONS,
)

PROJECT_LINK = Explained(
    text=Text(N_("Whether each live project leads to the strategy, and whether somebody reviewed its links.")),
    method="orphan-project",
    key=("project",),
    columns={},
    inputs=(Input("project", {"key": "project"}), Input("contribution", {"project": "project"})),
    reasons=ALIGNMENT_ITEM.reasons,
)

EXPLAINS = {
    "strategy.objective_weight": WEIGHT,
    "strategy.coverage": COVERAGE,
    "strategy.axis_share": AXIS_SHARE,
    "strategy.alignment": ALIGNMENT,
    "strategy.alignment_item": ALIGNMENT_ITEM,
    "strategy.key_result_pace": KEY_RESULT_PACE,
    "strategy.objective_pace": OBJECTIVE_PACE,
    "strategy.project_link": PROJECT_LINK,
}
"""Each derived table, in words."""
