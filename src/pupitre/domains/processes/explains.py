"""What each figure of the processes is made of, in words."""

from __future__ import annotations

from pupitre.kernel import N_, Explained, Input, Text

LOG = (Input("process", {"key": "process"}), Input("event", {"process": "process"}))

OVERVIEW = Explained(
    text=Text(N_("What the log of each process holds, and how long its cases take.")),
    method="processes",
    key=("process",),
    columns={
        "case_count": Text(N_("Different cases in the log, open ones included.")),
        "event_count": Text(N_("Steps read, all cases together.")),
        "variant_count": Text(N_("Different paths, from the first step to the last.")),
        "activity_count": Text(N_("Different steps.")),
        "open_count": Text(N_("Cases that have not reached a last step: counted, never taken for short ones.")),
        "first_on": Text(N_("Day of the first step in the log.")),
        "last_on": Text(N_("Day of the last step in the log.")),
        "lead_median_days": Text(
            N_("Half of the cases take less, from the end of the first step to that of the last; open ones count as not over yet.")
        ),
        "lead_mean_days": Text(N_("Mean over the finished cases, from the end of the first step to that of the last.")),
        "lead_p90_days": Text(N_("Nine finished cases out of ten take less.")),
        "wait_share": Text(
            N_("Waiting before each step, divided by the lead time; closed hours left out when known, absent without begins.")
        ),
        "weekly_cases": Text(N_("Finished cases, divided by the weeks between the first and the last step of the log.")),
        "rework_share": Text(N_("Share of the cases in which at least one step is done again.")),
        "late_days_year": Text(N_("Days spent beyond the lead time promised over the last 365 days of the log, all cases together.")),
        "late_cost_year": Text(N_("These days, at the cost of a day of delay of the process.")),
    },
    inputs=LOG,
    reasons={
        "no_log": Text(N_("No event of this process is loaded.")),
        "too_few": Text(N_("Fewer than 30 finished cases: its times would say nothing.")),
        "single_steps": Text(N_("Each case holds one step only: nothing follows anything.")),
        "too_many_steps": Text(N_("More than 2,000 different steps: the column taken for the step holds something else.")),
    },
    adds=frozenset({"case_count", "event_count", "open_count"}),
)

STEP = Explained(
    text=Text(N_("How long finished cases wait before each step, and how long it is worked on.")),
    method="bottleneck",
    key=("process", "activity"),
    columns={
        "case_count": Text(N_("Finished cases in which the step is done.")),
        "event_count": Text(N_("Times the step is done.")),
        "wait_days": Text(N_("Days waited before the step, in mean per finished case; all the time since the step before without begins.")),
        "touch_days": Text(N_("Days from the begin to the end of the step, in mean per finished case; absent without begins.")),
        "wait_share": Text(
            N_("Waiting before the step, divided by the lead time, finished cases together; closed hours left out when known.")
        ),
        "rework_count": Text(N_("Finished cases in which the step is done twice or more.")),
        "lost_days_year": Text(
            N_("Days waited before the step beyond the usual wait of the other steps, by the cases finished in the last 365 days.")
        ),
        "lost_cost_year": Text(N_("These days, at the cost of a day of delay of the process.")),
    },
    inputs=LOG,
    adds=frozenset({"event_count", "wait_days", "touch_days", "wait_share", "lost_days_year", "lost_cost_year"}),
)

FLOW = Explained(
    text=Text(N_("From which step to which the work goes, how often and how long after.")),
    method="processes",
    key=("process", "from", "to"),
    columns={
        "event_count": Text(N_("Times the second step comes right after the first.")),
        "mean_days": Text(N_("Mean days between the end of the first step and that of the second.")),
        "median_days": Text(N_("Half of the times, fewer days lie between the two ends.")),
        "p95_days": Text(N_("Nineteen times in twenty, fewer days lie between the two ends.")),
    },
    inputs=LOG,
    adds=frozenset({"event_count"}),
)

VARIANT = Explained(
    text=Text(N_("The paths that cases take, the most frequent first.")),
    method="processes",
    key=("process", "rank"),
    columns={
        "rank": Text(N_("Place of the path, the most frequent first; 20 at most are published.")),
        "case_count": Text(N_("Cases that take exactly this path.")),
        "share": Text(N_("These cases, divided by all cases.")),
        "lead_median_days": Text(N_("Half of these cases take less, open ones left out.")),
    },
    inputs=LOG,
    adds=frozenset({"case_count", "share"}),
)

LOOP = Explained(
    text=Text(N_("Where work goes back to an earlier step, and for which cases.")),
    method="rework-loop",
    key=("process", "from", "to"),
    columns={
        "case_count": Text(N_("Cases that go back at least once.")),
        "share": Text(N_("These cases, divided by the cases that reach the step they go back from.")),
        "lost_days": Text(N_("Days from leaving the step to coming back to it, or going on, in mean per case that goes back.")),
        "value_cases": Text(N_("Cases that carry the value told.")),
        "value_share": Text(N_("Of the cases that carry the value told, the share that goes back.")),
        "other_share": Text(N_("Of the other cases, the share that goes back.")),
    },
    inputs=LOG,
)

HANDOVER = Explained(
    text=Text(N_("From which department to which the work is passed on; persons are never counted.")),
    method="processes",
    key=("process", "from", "to"),
    columns={
        "event_count": Text(N_("Times work passes from the one to the other.")),
        "wait_days": Text(N_("Mean days from the end of the step in the one to the begin of the other one, or to its end without begins.")),
    },
    inputs=LOG,
    adds=frozenset({"event_count"}),
)

DUPLICATE = Explained(
    text=Text(N_("Steps and processes of different departments that do the same work.")),
    method="duplicate-steps",
    key=("process", "activity", "other_process", "other_activity"),
    columns={
        "score": Text(N_("How alike the two are, or the share of the things entered twice: 1 when nothing tells them apart.")),
        "name_likeness": Text(N_("How alike their names are, in French or in English.")),
        "context_likeness": Text(N_("How alike what comes before and after them is.")),
        "duration_likeness": Text(N_("How alike the times they take are.")),
        "case_count": Text(N_("Cases in which the second one is done, or things entered twice.")),
        "hours_year": Text(N_("Hours that the second one takes in a year, at the pace of the log.")),
        "cost_year": Text(N_("These hours, at the cost of an hour of its process.")),
    },
    inputs=(Input("process", {"key": "process"}), Input("event", {"process": "process"}), Input("event", {"process": "other_process"})),
)

RULE_RESULT = Explained(
    text=Text(N_("How many cases break each rule of their process.")),
    method="process-rules",
    key=("process", "rule"),
    columns={
        "case_count": Text(N_("Cases that the rule speaks of.")),
        "broken_count": Text(N_("Cases that break it.")),
        "broken_share": Text(N_("Cases that break it, divided by the cases that it speaks of.")),
    },
    inputs=(Input("process_rule", {"process": "process", "key": "rule"}), Input("event", {"process": "process"})),
)

IMPROVEMENT = Explained(
    text=Text(N_("Whether each improvement changed the lead time, proved by the log.")),
    method="proof-of-improvement",
    key=("improvement",),
    columns={
        "before_cases": Text(N_("Cases compared that began before it.")),
        "after_cases": Text(N_("Cases compared that began once it was in force.")),
        "change_share": Text(N_("Change of the lead time, as a share of what it would have been.")),
        "low_90": Text(N_("Lower end of the range that holds the true change 9 times in 10.")),
        "high_90": Text(N_("Upper end of the range that holds the true change 9 times in 10.")),
        "target_share": Text(N_("The change aimed at, as declared.")),
        "smallest_share": Text(N_("The smallest change that these cases could have shown.")),
    },
    inputs=(Input("improvement", {"key": "improvement"}), Input("event", {"process": "process"})),
    reasons={
        "no_process": Text(N_("It names no process.")),
        "no_log": Text(N_("No event of this process is loaded.")),
        "not_begun": Text(N_("It is not in force yet.")),
        "no_start": Text(N_("Nothing says from when it is in force.")),
        "unknown_scope": Text(N_("Where it applies is written in words that the log does not know.")),
        "too_few": Text(N_("Fewer than 30 finished cases: its times would say nothing.")),
        "too_few_before": Text(N_("Too few cases before it.")),
        "too_few_after": Text(N_("Too few cases since it is in force.")),
        "too_short_before": Text(N_("Too few weeks of log before it.")),
        "nothing_after": Text(N_("Too few weeks since it is in force, whose cases were watched long enough.")),
        "empty": Text(N_("No case of the log is concerned.")),
        "not_comparable": Text(N_("Its cases are of sorts that the log did not know before.")),
        "single_steps": Text(N_("Each case holds one step only: nothing follows anything.")),
        "too_many_steps": Text(N_("More than 2,000 different steps: the column taken for the step holds something else.")),
    },
)

DEFECT = Explained(
    text=Text(N_("Faults of the log of each process: counted, and shown.")),
    method="processes",
    key=("process", "kind"),
    columns={"event_count": Text(N_("Events concerned."))},
    inputs=(Input("event", {"process": "process"}),),
)

EXPLAINS = {
    "processes.overview": OVERVIEW,
    "processes.step": STEP,
    "processes.flow": FLOW,
    "processes.variant": VARIANT,
    "processes.loop": LOOP,
    "processes.handover": HANDOVER,
    "processes.duplicate": DUPLICATE,
    "processes.rule_result": RULE_RESULT,
    "processes.improvement": IMPROVEMENT,
    "processes.defect": DEFECT,
}
"""Each derived table, in words."""
