"""What each figure of the probabilities is made of, in words."""

from __future__ import annotations

from pupitre.impact.reasons import REASONS
from pupitre.kernel import N_, Explained, Input, Text

OBJECTIVE = (
    Input("objective", {"key": "objective"}),
    Input("key_result", {"objective": "objective"}),
    Input("cascade", {"parent": "objective"}),
    Input("impact.measure_outlook", {"objective": "objective"}),
)
FORECAST = Input("performance.kpi_forecast", {"kpi": "kpi", "unit": "unit"})
RANGE = {
    "low": Text(N_("The lowest it can be: sampling error, how much luck a department shares, and how far forecasts may be wrong.")),
    "high": Text(N_("The highest it can be: sampling error, how much luck a department shares, and how far forecasts may be wrong.")),
}

CHANCE = Explained(
    text=Text(N_("How likely each objective is to be reached by its date.")),
    method="attainment",
    key=("objective",),
    columns={
        "due_on": Text(N_("The date of the objective, else the last of its key results.")),
        "chance": Text(N_("The share of 10,000 simulated futures in which it is reached, a fifth of the luck of a department in common.")),
        **RANGE,
        "chance_apart": Text(N_("The same, when nothing that happens in a department is in common.")),
        "chance_together": Text(N_("The same, when half of what happens in a department is in common.")),
        "declared_share": Text(
            N_("The share of what is uncertain about it that comes from what people declared, not from what was measured.")
        ),
        "mean_score": Text(N_("The mean, over the simulated futures, of how much of it is reached, by the weights of its parts.")),
        "measured_count": Text(N_("The key results, or the objectives that serve it, that have a probability: it counts these.")),
        "part_count": Text(N_("All its key results; without any, the objectives that serve it.")),
    },
    inputs=OBJECTIVE,
    reasons=REASONS,
)

OUTLOOK = Explained(
    text=Text(N_("What the KPI of each key result may read at its date, and what its gap to the target is made of.")),
    method="attainment",
    key=("key_result",),
    columns={
        "at": Text(N_("The date of the key result, else that of its objective.")),
        "baseline": Text(N_("Where the key result starts from, as its file says.")),
        "target": Text(N_("Where the key result should end, as its file says.")),
        "chance": Text(N_("The share of the simulated futures in which the KPI reaches the target.")),
        "mean": Text(N_("The mean of what the KPI reads in the simulated futures.")),
        "p10": Text(N_("One simulated future in ten reads less.")),
        "p50": Text(N_("One simulated future in two reads less.")),
        "p90": Text(N_("Nine simulated futures in ten read less.")),
        "gap": Text(N_("The target less the mean: the sum of the four parts beside it.")),
        "gap_trend": Text(N_("The target less what the KPI would read by itself, if nothing new landed.")),
        "gap_effects": Text(N_("What the projects, decisions and treatments bring if each lands on its date, taken off the gap.")),
        "gap_late": Text(N_("What comes too late: the effects that lateness takes away by the date.")),
        "gap_risks": Text(N_("What the risks take away on average.")),
    },
    inputs=(
        Input("key_result", {"key": "key_result"}),
        Input("kpi", {"key": "kpi"}),
        FORECAST,
        Input("effect", {"kpi": "kpi"}),
        Input("measure", {"kpi": "kpi"}),
    ),
    reasons=REASONS,
)

FAN = Explained(
    text=Text(N_("What the KPI of each key result may read, from today to its date.")),
    method="attainment",
    key=("key_result", "at", "p"),
    columns={
        "at": Text(N_("A date from today to that of the key result.")),
        "p": Text(N_("The share of the simulated futures that read less.")),
        "value": Text(N_("What the KPI reads at that date with this chance: its forecast, and what lands on it.")),
    },
    inputs=(Input("impact.measure_outlook", {"key_result": "key_result"}), Input("key_result", {"key": "key_result"})),
)

CAUSE = Explained(
    text=Text(N_("What each objective would gain if one cause were fixed, all else as it is.")),
    method="attainment",
    key=("objective", "kind", "key", "family"),
    columns={
        "gain": Text(N_("The chance with this cause fixed, less the chance as it is, in the same simulated futures. Gains do not add up.")),
        "error": Text(N_("The standard error of the gain; under two of them, it does not stand out from noise.")),
    },
    inputs=(
        *OBJECTIVE,
        Input("project", {"key": "key"}, {"kind": "project"}),
        Input("effect", {"source": "key", "source_kind": "kind"}),
        Input("risk", {"key": "key"}, {"kind": "risk"}),
        Input("key_result", {"key": "key"}, {"kind": "measure"}),
    ),
)

FAMILY = Explained(
    text=Text(N_("How the chance lost by each objective is shared among families of causes.")),
    method="attainment",
    key=("objective", "family"),
    columns={"points": Text(N_("What the family takes away, averaged over every order of fixing the families: they add up (Shapley)."))},
    inputs=OBJECTIVE,
)

WORTH = Explained(
    text=Text(N_("What would be worth knowing better before deciding about an objective.")),
    method="attainment",
    key=("objective", "kind", "key", "measure"),
    columns={
        "points": Text(
            N_("How much more often one would be right to count on the objective or to change the plan, knowing this one thing.")
        )
    },
    inputs=(*OBJECTIVE, Input("effect", {"source": "key", "source_kind": "kind"})),
)

HORIZON = Explained(
    text=Text(N_("How likely each objective is to be on its path in three, six and twelve months, and reached at its date.")),
    method="probability-ledger",
    key=("objective", "horizon_days"),
    columns={
        "horizon_days": Text(N_("Days from the day of the examination; 0 for the date of the objective.")),
        "at": Text(N_("The day asked about.")),
        "chance": Text(
            N_("The share of the simulated futures in which its key results are where their paths say, or, at its date, it is reached.")
        ),
        **RANGE,
    },
    inputs=OBJECTIVE,
)

ASSUMPTION = Explained(
    text=Text(N_("Where each thing taken for granted stands, and what its objectives are worth without it.")),
    method="broken-assumption",
    key=("assumption", "objective"),
    columns={
        "reading": Text(N_("The last reading of its indicator.")),
        "read_on": Text(N_("The end of the period that this reading covers.")),
        "threshold": Text(N_("The reading that breaks it, as its file says.")),
        "looked_on": Text(N_("The day it is looked at ahead: its review, else 180 days from the examination.")),
        "break_chance": Text(N_("The chance that the indicator is past the threshold on that day, by its forecast.")),
        "chance_taken": Text(N_("The chance of the objective while this and every other assumption is taken for granted.")),
        "chance": Text(N_("The chance of the objective, reached only if the indicator is then back on the right side of the threshold.")),
    },
    inputs=(Input("assumption", {"key": "assumption"}), Input("measure", {"kpi": "kpi", "unit": "unit"}), FORECAST),
)

DECISION_EFFECT = Explained(
    text=Text(
        N_(
            "What each decision changed in the KPI that it meant to move, or in the lead time of the process that its improvement changes, "
            "against what would have happened without it."
        )
    ),
    method="decision-effect",
    key=("decision", "kpi", "unit", "improvement"),
    columns={
        "from_on": Text(N_("The day from which the decision could act.")),
        "to_on": Text(N_("The day up to which its effect is measured.")),
        "lag_days": Text(N_("Days from the decision to the start of its effect.")),
        "estimate": Text(
            N_(
                "What was read after the decision, less what would have been read without it, on average; in the log of a process, the "
                "change of the lead time as a share of what it would have been."
            )
        ),
        "low_80": Text(N_("The low end of the range that holds the true effect 80 times in 100.")),
        "high_80": Text(N_("The high end of the range that holds the true effect 80 times in 100.")),
        "low_90": Text(N_("The low end of the range that holds the true effect 90 times in 100: the verdict is read on it.")),
        "high_90": Text(N_("The high end of the range that holds the true effect 90 times in 100: the verdict is read on it.")),
        "low_95": Text(N_("The low end of the range that holds the true effect 95 times in 100.")),
        "high_95": Text(N_("The high end of the range that holds the true effect 95 times in 100.")),
        "p_value": Text(N_("How often as large a move is seen in the past of the KPI, when nothing was decided.")),
        "smallest_visible": Text(N_("The smallest effect that these readings could have shown.")),
        "expected_low": Text(N_("The effect expected when the decision was taken, low.")),
        "expected_likely": Text(N_("The effect expected when the decision was taken, likely.")),
        "expected_high": Text(N_("The effect expected when the decision was taken, high.")),
    },
    inputs=(
        Input("decision", {"key": "decision"}),
        Input("kpi", {"key": "kpi"}),
        Input("measure", {"kpi": "kpi", "unit": "unit"}),
        Input("impact.effect_path", {"decision": "decision", "kpi": "kpi", "unit": "unit"}),
        Input("improvement", {"key": "improvement"}),
        Input("processes.improvement", {"improvement": "improvement"}),
    ),
    reasons={
        "no_reading": Text(N_("Its KPI has no reading, or several series and nothing says which.")),
        "empty": Text(N_("Its KPI has no reading.")),
        "nothing_after": Text(N_("No reading has come since.")),
        "too_early": Text(N_("Fewer than 3 readings have come since.")),
        "too_short": Text(N_("Its KPI has too few readings before it.")),
        "constant": Text(N_("Its KPI never moved before it.")),
        "not_comparable": Text(N_("Readings are missing around it.")),
        "not_proved": Text(N_("The log of its process proves nothing yet.")),
    },
)

EFFECT_PATH = Explained(
    text=Text(N_("What was read around each decision, beside what would have been read without it.")),
    method="decision-effect",
    key=("decision", "kpi", "unit", "at"),
    columns={
        "at": Text(N_("The start of the period read.")),
        "value": Text(N_("What was read.")),
        "without": Text(N_("What would have been read without the decision.")),
        "low": Text(N_("The low end of what would have been read without the decision.")),
        "high": Text(N_("The high end of what would have been read without the decision.")),
    },
    inputs=(Input("impact.decision_effect", {"decision": "decision"}), Input("measure", {"kpi": "kpi", "unit": "unit", "starts_on": "at"})),
)

EXPLAINS = {
    "impact.objective_chance": CHANCE,
    "impact.measure_outlook": OUTLOOK,
    "impact.fan": FAN,
    "impact.cause": CAUSE,
    "impact.family_share": FAMILY,
    "impact.worth_knowing": WORTH,
    "impact.horizon_chance": HORIZON,
    "impact.assumption_state": ASSUMPTION,
    "impact.decision_effect": DECISION_EFFECT,
    "impact.effect_path": EFFECT_PATH,
}
