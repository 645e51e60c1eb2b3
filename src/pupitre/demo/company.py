"""The things a demo company is made of, before they are written as files."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

import numpy as np

from pupitre.demo.ahead import Assumption, Effect, Hazard, Judged, Limit, Moved, Stretch
from pupitre.demo.lexicon import Lexicon
from pupitre.demo.plan import Plan
from pupitre.demo.streams import stream
from pupitre.demo.work import Improvement, OrderLog, Process, ProcessRule, PurchaseLog


@dataclass(frozen=True, slots=True)
class Scale:
    """How much of everything a company of one size has."""

    people: int
    roles: tuple[str, ...]
    axes: tuple[str, ...]
    objectives: int
    projects: int
    kpis: int
    total_budget: int
    revenue: int
    ledger_lines: int
    decisions: int
    actions: int
    risks: int
    suppliers: int
    orders: int
    purchases: int


ALL_ROLES = ("production", "rd", "sales", "supply", "finance", "service", "quality", "it", "hr")
ALL_AXES = ("durable", "client", "innovation", "operations", "talents")
SCALES = {
    420: Scale(420, ALL_ROLES, ALL_AXES, 18, 46, 66, 9_800_000, 68_000_000, 54_000, 85, 410, 58, 240, 6_200, 1_000),
    20: Scale(
        20,
        ("production", "rd", "sales", "finance", "quality"),
        ("durable", "client", "operations"),
        8,
        14,
        30,
        640_000,
        3_100_000,
        12_000,
        16,
        60,
        14,
        36,
        300,
        60,
    ),
}
"""The documented company and a small firm of the same shape."""
STAND_IN = {"supply": "production", "service": "sales", "it": "finance", "hr": "finance"}
"""Who does the work of a department that a small company does not have."""


@dataclass(frozen=True, slots=True)
class Profile:
    """Who the company is and how its offices write.

    Args:
        seed: Draws the company. on: Its today. scale: How much of everything.
        lexicon: Its language and names. currency: ISO 4217. sign: How the currency is written.
        disguised: Whether names and habits are drawn rather than those of the documented company.
    """

    seed: int
    on: date
    scale: Scale
    lexicon: Lexicon
    currency: str
    sign: str
    disguised: bool

    def role(self, wanted: str) -> str:
        """Return the department that does a role's work in this company."""
        return wanted if wanted in self.scale.roles else STAND_IN[wanted]


@dataclass(frozen=True, slots=True)
class Unit:
    """A department or one of its teams."""

    role: str
    code: str
    name: str
    short: str
    people: int
    site: str
    parent: str | None = None


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody, with a job and a department."""

    code: str
    name: str
    role: str
    job: str
    manager: bool
    hired: date
    left: date | None
    bilbao: bool


@dataclass(frozen=True, slots=True)
class Axis:
    """A strategic axis with its declared weight and the share of project money it truly gets."""

    id: str
    code: str
    name: str
    weight: float
    share: float


@dataclass(slots=True)
class Kpi:
    """A KPI with its readings; shares are held as percentages, as offices do.

    `noise` is the spread of its readings around their level; `places` holds the readings by plant or line, where they are taken so;
    `plain` keeps the readings as they were before anything was planted.
    """

    id: str
    code: str
    name: str
    formula: str
    role: str
    weekly: bool
    unit: str
    up: bool
    aggregation: str
    decimals: int
    owner: str
    values: np.ndarray
    starts: tuple[date, ...]
    targets: dict[int, float]
    level: tuple[float, float]
    noise: float
    plain: np.ndarray
    neutral: bool = False
    dips: bool = False
    places: dict[str, np.ndarray] = field(default_factory=dict)


@dataclass(slots=True)
class Objective:
    """Something that should be true by a date."""

    id: str
    code: str
    name: str
    axis: str
    parent: str | None
    weight: float
    role: str
    owner: str
    starts: date
    due: date
    horizon: str
    must: bool
    kpis: tuple[str, ...]
    outcome: str = ""
    rule: str = ""
    threshold: float | None = None


@dataclass(frozen=True, slots=True)
class KeyResult:
    """The number that tells whether an objective is reached."""

    code: str
    objective: str
    kpi: Kpi
    baseline: float
    target: float
    starts: date
    due: date
    weight: float


@dataclass(slots=True)
class Project:
    """A project, what is said of it and what is true.

    `late` is the true lateness in days against `due`; `spend` maps a month's first day to cents, as the ledger will say.
    """

    code: str
    name: str
    text: str
    role: str
    axis: str | None
    kind: str
    owner: str
    size: float
    bilbao: bool
    tag: str = ""
    state: str = "running"
    declared: str = "green"
    starts: date = date.min
    due: date = date.min
    late: int = 0
    cost: float = 1.0
    budget: int = 0
    objectives: tuple[str, ...] = ()
    spend: dict[date, int] = field(default_factory=dict)
    reports: list[Report] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Report:
    """What was said of a project at a date."""

    at: date
    status: str
    progress: float
    spent: int
    finish: date
    comment: str = ""


@dataclass(frozen=True, slots=True)
class Task:
    """A task: planned days from the start of its project, and what happened."""

    project: str
    code: str
    name: str
    days: tuple[float, float, float]
    planned: tuple[date, date]
    actual: tuple[date | None, date | None]
    progress: float
    skill: str
    budget: int


@dataclass(frozen=True, slots=True)
class Link:
    """A task that waits for another."""

    project: str
    before: str
    after: str
    kind: str
    lag: int


@dataclass(frozen=True, slots=True)
class Skill:
    """A skill of a department and the people who hold it."""

    id: str
    name: str
    role: str
    people: int


@dataclass(frozen=True, slots=True)
class Load:
    """Hours by week: what a skill can give, and what each project asks of it."""

    weeks: tuple[date, ...]
    capacity: dict[str, np.ndarray]
    asked: dict[tuple[str, str], np.ndarray]


@dataclass(frozen=True, slots=True)
class Decision:
    """A decision of the leadership meeting."""

    code: str
    title: str
    role: str
    owner: str | None
    decided: date
    due: date
    review: date | None
    status: str
    judged: Judged | None = None


@dataclass(frozen=True, slots=True)
class Action:
    """An action with its date, and what holds it."""

    code: str
    title: str
    role: str
    owner: str
    decision: str | None
    decided: date
    due: date
    done_on: date | None
    blocked_on: date | None
    blocked_by: str
    bilbao: bool


@dataclass(frozen=True, slots=True)
class Risk:
    """A risk of the register."""

    code: str
    title: str
    role: str
    owner: str
    likelihood: float
    level: int
    due: date


@dataclass(frozen=True, slots=True)
class Supplier:
    """A company that sells to ours."""

    code: str
    name: str
    amount: int
    critical: bool
    since: date


@dataclass(frozen=True, slots=True)
class BudgetLine:
    """One line of one department for one month, in cents; `actual` is None until the month is closed."""

    role: str
    line: str
    account: str
    month: date
    planned: int
    actual: int | None


@dataclass(frozen=True, slots=True)
class Oddity:
    """A reading typed ten times too high."""

    kpi: str
    at: date
    value: float


@dataclass(frozen=True, slots=True)
class Overloaded:
    """A skill asked for more than it can give, from one Monday to another (excluded), by some projects."""

    skill: str
    starts: date
    ends: date
    load: float
    projects: tuple[str, ...]


@dataclass(slots=True)
class Company:
    """Everything that will be written, and what was planted in it."""

    profile: Profile
    plan: Plan
    units: list[Unit] = field(default_factory=list)
    people: list[Person] = field(default_factory=list)
    axes: list[Axis] = field(default_factory=list)
    objectives: list[Objective] = field(default_factory=list)
    past: list[Objective] = field(default_factory=list)
    past_results: list[KeyResult] = field(default_factory=list)
    key_results: list[KeyResult] = field(default_factory=list)
    kpis: list[Kpi] = field(default_factory=list)
    projects: list[Project] = field(default_factory=list)
    tasks: list[Task] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    skills: list[Skill] = field(default_factory=list)
    load: Load | None = None
    decisions: list[Decision] = field(default_factory=list)
    actions: list[Action] = field(default_factory=list)
    risks: list[Risk] = field(default_factory=list)
    suppliers: list[Supplier] = field(default_factory=list)
    budget: list[BudgetLine] = field(default_factory=list)
    starved_axis: str | None = None
    twins: list[tuple[str, str]] = field(default_factory=list)
    typo: Oddity | None = None
    young: str = ""
    overloaded: list[Overloaded] = field(default_factory=list)
    effects: list[Effect] = field(default_factory=list)
    limits: list[Limit] = field(default_factory=list)
    assumptions: list[Assumption] = field(default_factory=list)
    hazards: list[Hazard] = field(default_factory=list)
    shifts: list[Moved] = field(default_factory=list)
    drifts: list[Moved] = field(default_factory=list)
    judged: list[Judged] = field(default_factory=list)
    stretch: Stretch | None = None
    processes: list[Process] = field(default_factory=list)
    rules: list[ProcessRule] = field(default_factory=list)
    improvements: list[Improvement] = field(default_factory=list)
    orders: OrderLog | None = None
    purchases: PurchaseLog | None = None

    def kpi(self, id: str) -> Kpi | None:
        """Return a KPI by its name in the content files; None when the company is too small to follow it."""
        return next((kpi for kpi in self.kpis if kpi.id == id), None)

    def owner(self, role: str, *names: object, bilbao: bool = False) -> str:
        """Return the name of a manager of a department, or of somebody in Bilbao, drawn by what they own."""
        managers = [p.name for p in self.people if (p.bilbao if bilbao else p.role == role and p.manager) and p.left is None]
        return managers[int(stream(self.profile.seed, "owner", *names).integers(len(managers)))]
