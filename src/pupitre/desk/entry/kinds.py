"""What a person is asked to make each kind of thing by hand: at most five fields, in the order in which one thinks of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Final

from pupitre.kernel import N_, Text
from pupitre.records.system import BULK, ROWS
from pupitre.tables import Field, Table

PROGRAM: Final = frozenset({"extra", "finding", "status_text", "period_budget", "period_forecast", "slip_days", "budget_change", "entity"})
"""Fields that files or the program fill in, never a person."""


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of thing that can be made and edited by hand.

    Args:
        name: Its word in addresses. table: The table its rows stand in.
        title: What it is called. make: The words of its creation. icon: Its sign.
        first: The fields of its creation, five at most.
        holder: The field that says whose it is, for rows that belong where another belongs; empty when its own department or owner says it.
        given: Values that the program sets on creation.
        hints: By field, what to write there.
        words: By field, the words above it where those of the table's declaration are not the ones of a person who writes.
        home: The page of such a thing, as `namespace:name`; empty when it has none.
        code: `pattern` when its code goes on from those known, `name` when it is made of its name, `own` when the desk has its own series,
            `parts` when the fields of the form name it.
        refs: By field, the kind of thing it points at here, where the table lets it point at several.
    """

    name: str
    table: str
    title: Text
    make: Text
    icon: str
    first: tuple[str, ...]
    holder: str = ""
    given: Mapping[str, object] = field(default_factory=dict)
    hints: Mapping[str, Text] = field(default_factory=dict)
    words: Mapping[str, Text] = field(default_factory=dict)
    home: str = ""
    code: str = "pattern"
    refs: Mapping[str, str] = field(default_factory=dict)

    @property
    def declared(self) -> Table:
        """The declaration of its table."""
        return ROWS[self.table] if self.table in ROWS else BULK[self.table]

    @property
    def is_bulk(self) -> bool:
        """Whether its rows are poured, hence made by hand but never edited in place."""
        return self.table in BULK

    @property
    def named_by(self) -> str:
        """The field that names a row for a reader; empty when it has none."""
        names = [f.name for f in self.declared.fields]
        return next((name for name in ("name", "title", "statement") if name in names), "")

    @property
    def more(self) -> tuple[str, ...]:
        """The other fields a person may fill in."""
        asked = {*self.first, *self.given, *PROGRAM}
        own_code = {"key"} if self.code in ("pattern", "own") else set()
        return tuple(f.name for f in self.declared.fields if f.name not in asked | own_code)

    def field(self, name: str) -> Field:
        """Return a declared field."""
        declared = self.declared.field(name)
        return replace(declared, ref=self.refs[name]) if name in self.refs else declared

    def label(self, name: str) -> Text:
        """Return the words above a field."""
        return self.words.get(name) or Text(self.field(name).says)


PERCENT: Final = Text(N_("In %%, for example 12.5"))
BY_LINE: Final = Text(N_("One per line, by code or name"))
AMOUNT: Final = Text(N_("As you say it: 12,000 or 1.2 M"))
KINDS: Final[Mapping[str, Kind]] = {
    kind.name: kind
    for kind in (
        Kind(
            "objective",
            "objective",
            Text(N_("Objective")),
            Text(N_("New objective")),
            "target",
            ("name", "axis", "unit", "owner", "due_on"),
            words={"name": Text(N_("What should be true"))},
            hints={"name": Text(N_("For example: deliver nine orders out of ten on the day promised"))},
            home="strategy:objective",
        ),
        Kind(
            "key_result",
            "key_result",
            Text(N_("Key result")),
            Text(N_("New key result")),
            "flag",
            ("objective", "kpi", "baseline", "target", "due_on"),
            holder="objective",
            words={
                "baseline": Text(N_("Value at the start")),
                "target": Text(N_("Value to reach")),
                "due_on": Text(N_("To be reached by")),
            },
        ),
        Kind(
            "kpi",
            "kpi",
            Text(N_("KPI")),
            Text(N_("New KPI")),
            "chart-line",
            ("name", "measured_in", "direction", "objective", "unit"),
            words={"measured_in": Text(N_("Counted in"))},
            hints={"measured_in": Text(N_("For example: %%, days, €, people"))},
            home="performance:kpi",
        ),
        Kind(
            "measure",
            "measure",
            Text(N_("Reading")),
            Text(N_("New reading of a KPI")),
            "scale",
            ("kpi", "value", "starts_on", "ends_on", "unit"),
            holder="kpi",
            given={"basis": "actual"},
            words={"value": Text(N_("Value read")), "starts_on": Text(N_("Period from")), "ends_on": Text(N_("Up to, excluded"))},
            hints={"ends_on": Text(N_("Left empty, the period is the one the KPI is read by, a month when nobody said which."))},
            code="parts",
        ),
        Kind(
            "target",
            "target",
            Text(N_("Target")),
            Text(N_("New target of a KPI")),
            "target",
            ("kpi", "value", "starts_on", "ends_on", "unit"),
            holder="kpi",
            words={"value": Text(N_("Value to hold")), "starts_on": Text(N_("From")), "ends_on": Text(N_("Up to, excluded"))},
            code="parts",
        ),
        Kind(
            "project",
            "project",
            Text(N_("Project")),
            Text(N_("New project")),
            "route",
            ("name", "unit", "owner", "due_on", "budget"),
            hints={"budget": AMOUNT},
            home="portfolio:project",
        ),
        Kind(
            "project_report",
            "project_report",
            Text(N_("Project report")),
            Text(N_("Report on a project")),
            "check",
            ("project", "status", "progress", "finish_on", "comment"),
            holder="project",
            words={"comment": Text(N_("In one sentence")), "finish_on": Text(N_("Finish now expected"))},
            hints={"progress": PERCENT, "spent": AMOUNT, "forecast_cost": AMOUNT},
            code="parts",
        ),
        Kind(
            "task",
            "task",
            Text(N_("Task")),
            Text(N_("New task")),
            "checklist",
            ("project", "name", "starts_on", "due_on", "person"),
            holder="project",
            hints={"budget": AMOUNT, "progress": PERCENT},
        ),
        Kind(
            "milestone",
            "task",
            Text(N_("Milestone")),
            Text(N_("New milestone")),
            "flag",
            ("project", "name", "due_on", "person"),
            holder="project",
            given={"is_milestone": True},
            words={"due_on": Text(N_("To be reached by"))},
        ),
        Kind(
            "action",
            "action",
            Text(N_("Action")),
            Text(N_("New action")),
            "checklist",
            ("title", "owner", "due_on", "decision", "unit"),
            given={"is_done": False},
            home="decide:action",
            code="own",
        ),
        Kind(
            "decision",
            "decision",
            Text(N_("Decision")),
            Text(N_("New decision")),
            "gavel",
            ("title", "choice", "owner", "due_on", "review_on"),
            home="decide:decision",
            code="own",
            hints={"cost": AMOUNT},
        ),
        Kind(
            "risk",
            "risk",
            Text(N_("Risk")),
            Text(N_("New risk")),
            "shield",
            ("title", "unit", "owner", "likelihood", "consequence"),
            words={"title": Text(N_("What may happen"))},
            hints={"likelihood": PERCENT},
        ),
        Kind(
            "effect",
            "effect",
            Text(N_("Expected effect of a project")),
            Text(N_("Say what a project will change")),
            "trending-up",
            ("source", "kpi", "likely", "low", "high"),
            holder="source",
            given={"source_kind": "project"},
            words={
                "source": Text(N_("Project")),
                "likely": Text(N_("Change of the KPI, likely")),
                "low": Text(N_("At the least")),
                "high": Text(N_("At the most")),
                "starts_on": Text(N_("Lands on, when not at the end of the project")),
            },
            hints={"likely": Text(N_("With its sign, in the unit of the KPI: −2 for two days less")), "decay_share": PERCENT},
            code="parts",
            refs={"source": "project"},
        ),
        Kind(
            "assumption",
            "assumption",
            Text(N_("Assumption")),
            Text(N_("New assumption of the plan")),
            "bulb",
            ("statement", "kpi", "holds_when", "threshold", "objectives"),
            hints={
                "statement": Text(N_("For example: the price of copper stays under 9,000 € a tonne")),
                "objectives": BY_LINE,
            },
        ),
        Kind(
            "hazard",
            "hazard",
            Text(N_("Hazard")),
            Text(N_("Announce a hazard")),
            "alert-triangle",
            ("title", "happens_on", "projects", "delay_days", "cost"),
            hints={
                "title": Text(N_("For example: a supplier will be three weeks late")),
                "projects": BY_LINE,
                "cost": AMOUNT,
            },
        ),
        Kind(
            "contribution",
            "contribution",
            Text(N_("Project serving an objective")),
            Text(N_("Link a project to an objective")),
            "link",
            ("project", "objective", "share"),
            holder="project",
            given={"basis": "declared"},
            hints={"share": PERCENT},
            code="parts",
        ),
        Kind(
            "cascade",
            "cascade",
            Text(N_("Objective serving another")),
            Text(N_("Link two objectives")),
            "link-plus",
            ("child", "parent", "weight"),
            holder="child",
            hints={"weight": PERCENT},
            code="parts",
        ),
        Kind(
            "axis",
            "axis",
            Text(N_("Axis")),
            Text(N_("New axis")),
            "compass",
            ("name", "weight"),
            hints={"weight": PERCENT},
            home="strategy:axis",
        ),
        Kind(
            "programme",
            "programme",
            Text(N_("Programme")),
            Text(N_("New programme")),
            "stack-2",
            ("name", "owner"),
        ),
        Kind(
            "budget_line",
            "budget_line",
            Text(N_("Budget line")),
            Text(N_("New budget line")),
            "coins",
            ("line", "unit", "project", "starts_on", "planned"),
            holder="unit",
            hints={
                "planned": AMOUNT,
                "committed": AMOUNT,
                "actual": AMOUNT,
                "landing": AMOUNT,
                "ends_on": Text(N_("Left empty, the line runs for a year")),
            },
            code="parts",
        ),
        Kind(
            "mode",
            "mode",
            Text(N_("Way to run a project")),
            Text(N_("Another way to run a project")),
            "route",
            ("project", "name", "cost", "days", "effect_share"),
            holder="project",
            hints={"cost": AMOUNT, "effect_share": PERCENT, "hours_share": PERCENT, "days": Text(N_("−30 for a month sooner"))},
        ),
        Kind(
            "limit",
            "limit",
            Text(N_("Limit")),
            Text(N_("New limit")),
            "scale",
            ("kind", "value", "skill", "starts_on", "ends_on"),
            hints={
                "value": Text(N_("In money, hours, tonnes of CO₂e or projects")),
                "skill": Text(N_("For hours; left empty, all of them count")),
                "ends_on": Text(N_("Left empty, it holds without end")),
            },
        ),
        Kind(
            "constraint",
            "constraint",
            Text(N_("Rule between projects")),
            Text(N_("New rule between projects")),
            "link",
            ("project", "kind", "other"),
            holder="project",
            hints={"other": Text(N_("Nothing when the project must be run"))},
            code="parts",
        ),
        Kind(
            "unit",
            "unit",
            Text(N_("Department")),
            Text(N_("New department")),
            "building",
            ("name", "parent", "headcount", "site"),
            code="name",
        ),
        Kind(
            "person",
            "person",
            Text(N_("Person")),
            Text(N_("New person")),
            "user",
            ("name", "unit", "role", "is_manager", "starts_on"),
            hints={"fte": PERCENT},
            code="name",
        ),
        Kind(
            "process",
            "process",
            Text(N_("Process")),
            Text(N_("New process")),
            "refresh",
            ("name", "unit", "owner", "kpis", "target_days"),
            words={"target_days": Text(N_("Lead time promised, in days"))},
            hints={"kpis": BY_LINE, "systems": BY_LINE, "hour_cost": AMOUNT, "delay_cost": AMOUNT},
            home="processes:process",
        ),
        Kind(
            "process_rule",
            "process_rule",
            Text(N_("Rule of a process")),
            Text(N_("New rule of a process")),
            "checklist",
            ("process", "kind", "first", "second", "days"),
            holder="process",
            hints={
                "first": Text(N_("As the log writes it")),
                "second": Text(N_("As the log writes it; empty when the rule speaks of one step")),
                "days": Text(N_("For a deadline only")),
            },
        ),
        Kind(
            "improvement",
            "improvement",
            Text(N_("Improvement")),
            Text(N_("New improvement of a process")),
            "sparkles",
            ("title", "process", "stage", "starts_on", "target_share"),
            holder="process",
            hints={"target_share": Text(N_("In %%, negative for less: −20")), "gain": AMOUNT},
        ),
        Kind("skill", "skill", Text(N_("Skill")), Text(N_("New skill")), "sparkles", ("name",), code="name"),
        Kind(
            "supplier",
            "supplier",
            Text(N_("Supplier")),
            Text(N_("New supplier")),
            "truck",
            ("name", "key", "amount", "is_critical", "since_on"),
            words={"key": Text(N_("SIRET or code"))},
            hints={"amount": AMOUNT, "key": Text(N_("Left empty, the name makes the code"))},
            code="name",
        ),
    )
}
"""Every kind that can be made by hand, in the order in which a menu lists them."""


def kind_of(table: str, row: Mapping[str, object]) -> Kind | None:
    """Return the kind that a row of a table is edited as; None when it is not made by hand."""
    if table == "task" and row.get("is_milestone"):
        return KINDS["milestone"]
    return next((kind for kind in KINDS.values() if kind.table == table), None)
