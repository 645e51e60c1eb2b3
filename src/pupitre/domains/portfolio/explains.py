"""What each figure of the portfolio is made of, in words."""

from __future__ import annotations

from pupitre.kernel import N_, Explained, Input, Text

PROJECT = (
    Input("project", {"key": "project"}),
    Input("project_report", {"project": "project"}),
    Input("task", {"project": "project"}),
)

FINISH = Explained(
    text=Text(N_("When each project will likely finish, from what was done and reported so far.")),
    method="project-finish",
    key=("project",),
    columns={
        "seen_on": Text(N_("The day the projects are judged on: today, or that of the last report when reports stopped.")),
        "due_on": Text(
            N_("The finish promised: the planned one, or the first one announced when the plan only repeats the last forecast.")
        ),
        "announced_on": Text(N_("The finish that the last report announces.")),
        "p20_on": Text(N_("Two simulated finishes out of ten come before this date.")),
        "p50_on": Text(N_("Half of the simulated finishes come before this date.")),
        "p80_on": Text(
            N_(
                "Eight simulated finishes out of ten come before this date. Each starts from where the tasks stand, or failing that "
                "from the pace or the slips reported so far."
            )
        ),
        "late_days": Text(N_("Days from the finish promised to the likely one; negative when early.")),
        "late_chance": Text(N_("Share of the simulated finishes more than six weeks after the finish promised.")),
        "other_p50_on": Text(N_("The likely finish by the second best method that the data allow.")),
    },
    inputs=(*PROJECT, Input("task_link", {"project": "project"})),
    reasons={
        "over": Text(N_("It is over.")),
        "unreported": Text(N_("The last reports no longer say whether it goes on.")),
        "stalled": Text(N_("Its progress has not moved over the last four reports.")),
        "no_dates": Text(N_("No report, task or planned date says when it should finish.")),
        "old_list": Text(
            N_("Its date is past, as many others are: the list is older than the day it was loaded, and its date proves nothing.")
        ),
        "loop": Text(N_("Its tasks wait for each other in a loop.")),
    },
)

FACTS = Explained(
    text=Text(N_("What each project declares, beside what its dates, its spending and its work say.")),
    method="project-finish",
    key=("project",),
    columns={
        "seen_on": Text(N_("The day the projects are judged on: today, or that of the last report when reports stopped.")),
        "factual": Text(
            N_("Up to 14 days after the finish promised, the project keeps its word; up to 42 days it is late; beyond, very late.")
        ),
        "progress": Text(N_("The progress that the last report declares.")),
        "time_share": Text(N_("Days from the start to the last report, divided by the days from the start to the finish promised.")),
        "report_count": Text(N_("Reports read of this project.")),
        "first_finish_on": Text(N_("The first finish announced.")),
        "last_finish_on": Text(N_("The last finish announced.")),
        "slip_days": Text(N_("The last finish announced, less the first one.")),
        "budget": Text(N_("The first budget reported, else the one of the project list.")),
        "spent": Text(N_("What the last report says was spent.")),
        "landing": Text(
            N_(
                "The cost at completion that the last report forecasts, else the last budget when it moved, else what is spent plus what "
                "is left to do, halfway between the planned cost and the cost so far."
            )
        ),
        "landing_low": Text(N_("The lowest of the two landings: what is left costs as planned, or as the work so far did.")),
        "landing_high": Text(N_("The highest of the two landings: what is left costs as planned, or as the work so far did.")),
        "cost_index": Text(N_("Budget of the work done, divided by what was spent: under 1, the work costs more than planned.")),
        "schedule_index": Text(
            N_("Budget of the work done, divided by the budget of the work planned by then: under 1, the work is late.")
        ),
        "earned_days": Text(
            N_("Working days from the first planned day at which the plan of the tasks had done what is done today (earned schedule).")
        ),
        "gone_days": Text(N_("Working days from the first planned day to the day the project is judged on, by its calendar.")),
        "time_index": Text(N_("Earned days divided by days gone: under 1, the project is late on its own plan.")),
        "cost_per_day": Text(
            N_("What was spent, divided by the days from the start to the last report; else the budget, divided by the days planned.")
        ),
    },
    inputs=(*PROJECT, Input("contribution", {"project": "project"}), Input("task", {"project": "project"})),
    adds=frozenset({"budget", "spent", "landing", "landing_low", "landing_high", "report_count"}),
)

CRITICALITY = Explained(
    text=Text(N_("How often each open task holds the end of its project.")),
    method="schedule-simulation",
    key=("project", "task"),
    columns={"criticality": Text(N_("Share of the 4,000 simulations in which a day lost on this task is a day lost on the project."))},
    inputs=(Input("task", {"project": "project", "key": "task"}), Input("task_link", {"project": "project"})),
)

LOAD = Explained(
    text=Text(N_("Hours asked of each skill against hours it can give, week by week.")),
    method="skill-load",
    key=("skill", "unit", "starts_on"),
    columns={
        "starts_on": Text(N_("The Monday of the week.")),
        "capacity_hours": Text(N_("Hours that the skill can give in the week, added up over the departments counted together.")),
        "asked_hours": Text(
            N_("Hours that projects ask for in the week: the allocation list, else the work of open tasks spread over their dates.")
        ),
        "load": Text(N_("Hours asked, divided by hours available.")),
    },
    inputs=(
        Input("capacity", {"skill": "skill", "starts_on": "starts_on"}),
        Input("allocation", {"skill": "skill", "starts_on": "starts_on"}, {"source": "allocation"}),
        Input("task", {"skill": "skill"}, {"source": "tasks"}),
    ),
    adds=frozenset({"capacity_hours", "asked_hours"}),
)

MONEY = Explained(
    text=Text(N_("Budget, committed, spent and expected, by year, of each department, axis, project and of the whole.")),
    method="project-money",
    key=("kind", "key", "year"),
    columns={
        "year": Text(N_("The calendar year.")),
        "planned": Text(N_("Budget lines of the year, added up.")),
        "committed": Text(N_("Commitments of the budget lines of the year, added up.")),
        "actual": Text(N_("Debit less credit of the ledger's expenses and investments of the year, depreciation left out.")),
        "actual_said": Text(N_("What the budget lines of the year say was spent, added up.")),
        "landing": Text(N_("As the budget lines say; else what is spent plus what is planned after the last day of the ledger.")),
    },
    inputs=(
        Input("budget_line", {"unit": "key"}, {"kind": "unit"}),
        Input("ledger_entry", {"unit": "key"}, {"kind": "unit"}),
        Input("budget_line", {"project": "key"}, {"kind": "project"}),
        Input("ledger_entry", {"project": "key"}, {"kind": "project"}),
        Input("project", {"key": "key"}, {"kind": "project"}),
        Input("budget_line", {"axis": "key"}, {"kind": "axis"}),
        Input("portfolio.project_facts", {"axis": "key"}, {"kind": "axis"}),
        Input("budget_line", {}, {"kind": "total"}),
        Input("ledger_entry", {}, {"kind": "total"}),
    ),
)

DRAW = Explained(
    text=Text(N_("The finish of each project in each simulated future; probabilities rest on it.")),
    method="project-finish",
    key=("project", "draw"),
    columns={
        "draw": Text(N_("The number of the simulated future.")),
        "finish_on": Text(N_("The day on which the project finishes in it.")),
    },
    inputs=(Input("portfolio.project_finish", {"project": "project"}),),
)

EXPLAINS = {
    "portfolio.finish_draw": DRAW,
    "portfolio.project_finish": FINISH,
    "portfolio.project_facts": FACTS,
    "portfolio.task_criticality": CRITICALITY,
    "portfolio.skill_load": LOAD,
    "portfolio.money": MONEY,
}
"""Each derived table, in words."""
