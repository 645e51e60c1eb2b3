"""Everything known of one objective: its key results drawn, its projects, what was decided, why it lags."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

import pyarrow.compute as pc
from django.db.models import OuterRef, Q, Subquery

from pupitre import words
from pupitre.charts import Chart
from pupitre.desk import bulk, findings
from pupitre.desk.chances import VERDICTS, Chance, effect_size, told, verdict_said, why_absent
from pupitre.desk.findings import Kept
from pupitre.desk.registry import domains
from pupitre.desk.rights import Reach
from pupitre.desk.web.addresses import address
from pupitre.desk.web.people import Owner
from pupitre.domains.strategy.analysis.pace import of_unit
from pupitre.domains.strategy.web.atlas import Atlas, Cells, Goal, Result
from pupitre.domains.strategy.web.charts import Drawn, Flag, gap_drawn, is_up, path_drawn
from pupitre.domains.strategy.web.outlook import Outlook
from pupitre.kernel import N_, Evidence, Finding, Money, Text
from pupitre.records.models import MODELS
from pupitre.records.system import BULK, ROWS
from pupitre.words import Lang

FACTS, FINISH = "portfolio.project_facts", "portfolio.project_finish"
FINDINGS_SHOWN = 7
TASKS_SHOWN = 6
ACTIONS_SHOWN = 8
DECLARED: Mapping[str, tuple[str, Text]] = {
    "green": ("good", Text(N_("green"))),
    "amber": ("warn", Text(N_("amber"))),
    "red": ("bad", Text(N_("red"))),
    "done": ("calm", Text(N_("finished"))),
    "not_started": ("calm", Text(N_("not started"))),
    "stopped": ("calm", Text(N_("stopped"))),
    "": ("calm", Text(N_("nothing declared"))),
}
FACTUAL: Mapping[str, tuple[str, Text]] = {
    "on_time": ("good", Text(N_("keeps its word"))),
    "late": ("warn", Text(N_("late"))),
    "very_late": ("bad", Text(N_("very late"))),
    "done": ("calm", Text(N_("finished"))),
    "stopped": ("calm", Text(N_("stopped"))),
    "unknown": ("calm", Text(N_("cannot be told"))),
}
ENDED = ("done", "stopped")
DECISION: Mapping[str, tuple[str, Text]] = {
    "open": ("warn", Text(N_("to decide"))),
    "decided": ("busy", Text(N_("taken"))),
    "done": ("good", Text(N_("carried out"))),
    "dropped": ("calm", Text(N_("given up"))),
    "": ("calm", Text(N_("no state given"))),
}


@dataclass(frozen=True, slots=True)
class Work:
    """A project that serves the objective."""

    key: str
    name: str
    link: str
    unit: str
    owner: str
    share: float | None
    declared: tuple[str, Text]
    factual: tuple[str, Text]
    is_late: bool
    is_over: bool
    due_on: date | None
    p50_on: date | None
    p80_on: date | None
    budget: Money | None


@dataclass(frozen=True, slots=True)
class Effect:
    """What a decision did: a verdict, how much it changed, on what."""

    tone: str
    word: Text
    size: Text
    kpi: str
    kpi_name: str


@dataclass(frozen=True, slots=True)
class Told:
    """A decision or an action about it."""

    key: str
    title: str
    link: str
    owner: str
    on: date | None
    due_on: date | None
    tone: str
    word: Text
    effects: tuple[Effect, ...] = ()


@dataclass(frozen=True, slots=True)
class Late:
    """A task past its date in a project that serves it."""

    key: str
    project_key: str
    name: str
    project: str
    link: str
    due_on: date
    days: int
    progress: float | None


@dataclass(frozen=True, slots=True)
class Shown:
    """A key result with its drawing and its place on the page.

    Args:
        chance: How likely it is to reach its target. message: What is expected of it, in a sentence, or why nothing is.
        gap: How what is expected comes about, for a wide page and for a phone.
    """

    number: int
    result: Result
    drawn: Drawn | None
    baseline: str
    current: str
    target: str
    chance: Chance | None = None
    message: Text | None = None
    gap: tuple[Chart, Chart] | None = None


@dataclass(frozen=True, slots=True)
class Charge:
    """Somebody in charge, and of what."""

    name: str
    roles: tuple[Text, ...]

    @property
    def initials(self) -> str:
        """Two letters for the round mark."""
        return Owner(self.name).initials


@dataclass(frozen=True, slots=True)
class Portrait:
    """What the page of an objective shows."""

    results: tuple[Shown, ...]
    works: tuple[Work, ...]
    tasks: tuple[Late, ...]
    decisions: tuple[Told, ...]
    actions: tuple[Told, ...]
    more_actions: int
    findings: tuple[Kept, ...]
    people: tuple[Charge, ...]

    @property
    def running(self) -> list[Work]:
        """The projects that are not over."""
        return [work for work in self.works if not work.is_over]

    @property
    def late_count(self) -> int:
        """How many running projects are heading for a late finish."""
        return sum(work.is_late for work in self.running)


def people_of(key: str) -> Q:
    """Return the people whose names the page of an objective needs: owners of its projects, KPIs, decisions and actions."""
    served = MODELS["contribution"].objects.filter(objective=key).values("project")
    measured = MODELS["key_result"].objects.filter(objective=key).values("kpi")
    projects = MODELS["project"].objects.filter(key__in=served).exclude(owner=None).values("owner")
    kpis = MODELS["kpi"].objects.filter(Q(key__in=measured) | Q(objective=key))
    decisions = MODELS["decision"].objects.filter(kpi__in=kpis.values("key"))
    actions = MODELS["action"].objects.filter(decision__in=decisions.values("key"))
    owners = (rows.exclude(owner=None).values("owner") for rows in (kpis, decisions, actions))
    return Q(key__in=projects) | Q(*(("key__in", some) for some in owners), _connector=Q.OR)


def portrait(known: Atlas, goal: Goal, within: Reach, ahead: Outlook, *, lang: Lang) -> Portrait:
    """Return everything known of an objective, within somebody's reach; `ahead` says how likely it is and why."""
    kpis = list(dict.fromkeys([*(one.kpi for one in goal.results if one.kpi), *(key for key, _, _ in goal.kpis)]))
    works = works_of(known, [goal.key], within)
    about = _findings(known, goal, kpis, [work.key for work in works], within)
    decisions = _decisions(kpis, [item.fingerprint for item in about], within)
    actions = [row for row in _actions([row["key"] for row in decisions]) if within.sees("action", row["key"])]
    flags = {kpi: _flags(decisions, kpi) for kpi in kpis}
    said = [_action(known, row) for row in actions]
    return Portrait(
        results=_shown(known, goal, kpis, flags, ahead, lang),
        works=works,
        tasks=_tasks(known, works),
        decisions=tuple(_decision(known, row, ahead.verdicts.get(row["key"], ()), lang) for row in decisions),
        actions=tuple(said[:ACTIONS_SHOWN]),
        more_actions=max(len(said) - ACTIONS_SHOWN, 0),
        findings=about[:FINDINGS_SHOWN],
        people=_people(known, goal, works, kpis),
    )


def works_of(known: Atlas, objectives: Collection[str], within: Reach, *, axis: str = "") -> tuple[Work, ...]:
    """Return the projects that serve objectives, or that name an axis: those still to be finished first, the late ones first among them.

    Args:
        known: The strategy, read with the two tables of projects.
        objectives: The objectives served.
        within: What the reader may see.
        axis: The axis that projects name themselves, if one is wanted.
    """
    links = MODELS["contribution"].objects.filter(objective__in=objectives).exclude(basis__in=("proposed", "refused"))
    share = Subquery(links.filter(project=OuterRef("key")).order_by("objective").values("share")[:1])
    which = Q(key__in=links.values("project"))
    rows = MODELS["project"].objects.filter(which | Q(axis=axis) if axis else which).order_by("key").annotate(share=share).values()
    seen = [row for row in rows if within.sees("project", row["key"])]
    wanted = [row["key"] for row in seen]
    facts, finish = known.about(FACTS, "project", wanted), known.about(FINISH, "project", wanted)
    works = [_work(known, row, facts.get(row["key"], {}), finish.get(row["key"], {})) for row in seen]
    return tuple(sorted(works, key=lambda w: (w.is_over, not w.is_late, w.p50_on or w.due_on or date.max, w.key)))


def _work(known: Atlas, row: Cells, facts: Cells, finish: Cells) -> Work:
    factual = facts.get("factual") or "unknown"
    budget = facts.get("budget") if facts.get("budget") is not None else row["budget"]
    return Work(
        key=row["key"],
        name=row["name"],
        link=address("portfolio:project", row["key"]),
        unit=known.name("unit", row["unit"]),
        owner=known.name("person", row["owner"]),
        share=row["share"],
        declared=DECLARED[facts.get("declared") or ""],
        factual=FACTUAL[factual],
        is_late=factual in ("late", "very_late"),
        is_over=factual in ENDED,
        due_on=finish.get("due_on") or row["due_on"],
        p50_on=finish.get("p50_on"),
        p80_on=finish.get("p80_on"),
        budget=None if budget is None else Money(budget, row["currency"] or known.currency),
    )


def _tasks(known: Atlas, works: Sequence[Work]) -> tuple[Late, ...]:
    running = {work.key: work for work in works if not work.is_over}
    if not running:
        return ()
    late = MODELS["task"].objects.filter(project__in=running, finished_on=None, due_on__lt=known.on).exclude(progress__gte=1)
    rows = late.order_by("due_on", "project", "key").values("project", "key", "name", "due_on", "progress")[:TASKS_SHOWN]
    return tuple(
        Late(
            row["key"],
            row["project"],
            row["name"] or row["key"],
            running[row["project"]].name,
            running[row["project"]].link,
            row["due_on"],
            (known.on - row["due_on"]).days,
            row["progress"],
        )
        for row in rows
    )


def _findings(known: Atlas, goal: Goal, kpis: Collection[str], projects: Collection[str], within: Reach) -> tuple[Kept, ...]:
    wanted = {"objective": {goal.key}, "kpi": set(kpis), "project": set(projects), "axis": {goal.axis} - {""}}
    starts = {table: next(iter(columns)) for card in domains() for table, columns in card.publishes.items()}
    live = [item for item in findings.kept(on=known.on, closed=False) if item.state in findings.LIVE]
    about = [item for item in within.findings(live) if _touches(item.finding, wanted, starts)]
    return tuple(sorted(about, key=lambda item: (all(s.kind == "axis" for s in item.finding.subjects), *findings.rank(item))))


def _touches(finding: Finding, wanted: Mapping[str, set[str]], starts: Mapping[str, str]) -> bool:
    """Tell whether a finding is about one of these, or rests on a row of one of them; an axis counts as a subject only."""
    if any(subject.key in wanted.get(subject.kind, ()) for subject in finding.subjects):
        return True
    return any(key[0] in wanted.get(_kind(one, starts), ()) for one in finding.evidence for key in one.keys if _kind(one, starts) != "axis")


def _kind(evidence: Evidence, starts: Mapping[str, str]) -> str:
    declared = ROWS.get(evidence.table) or BULK.get(evidence.table)
    if declared is None:
        return starts.get(evidence.table, "")
    return declared.field(declared.key[0]).ref or ""


def _decisions(kpis: Collection[str], fingerprints: Collection[str], within: Reach) -> list[Cells]:
    about = Q(kpi__in=kpis) | Q(finding__in=fingerprints)
    rows = MODELS["decision"].objects.filter(about).order_by("-decided_on", "-key").values() if kpis or fingerprints else []
    return [row for row in rows if within.sees("decision", row["key"])]


def _actions(decisions: Collection[str]) -> list[Cells]:
    rows = MODELS["action"].objects.filter(decision__in=decisions) if decisions else MODELS["action"].objects.none()
    return list(rows.order_by("is_done", "due_on", "key").values())


def _decision(known: Atlas, row: Cells, verdicts: Sequence[Cells], lang: Lang) -> Told:
    told = _told(known, row, address("decide:decision", row["key"]), *DECISION[row["status"] or ""])
    return replace(told, effects=tuple(_effect(known, one, lang) for one in verdicts))


def _effect(known: Atlas, row: Cells, lang: Lang) -> Effect:
    kpi = known.kpis.get(row["kpi"], {})
    name = words.render(Text(N_("lead time of its process")), lang) if row["improvement"] else kpi.get("name") or row["kpi"]
    return Effect(VERDICTS[row["verdict"]][0], verdict_said(row), effect_size(row, kpi.get("measured_in"), lang), row["kpi"], name)


def _action(known: Atlas, row: Cells) -> Told:
    link = address("decide:action", row["key"])
    if row["is_done"]:
        return _told(known, row, link, "good", Text(N_("completed")))
    if row["due_on"] is not None and row["due_on"] < known.on:
        return _told(known, row, link, "bad", Text(N_("late")))
    return _told(known, row, link, "busy", Text(N_("under way")))


def _told(known: Atlas, row: Cells, link: str, tone: str, word: Text) -> Told:
    owner = known.names["person"].get(row["owner"] or "", "")
    return Told(row["key"], row["title"], link, owner, row["decided_on"], row["due_on"], tone, word)


def _flags(decisions: Sequence[Cells], kpi: str) -> list[Flag]:
    its = sorted((row for row in decisions if row["kpi"] == kpi and row["decided_on"]), key=lambda row: (row["decided_on"], row["key"]))
    return [Flag(row["decided_on"], row["key"], row["title"], address("decide:decision", row["key"])) for row in its]


def _shown(
    known: Atlas, goal: Goal, kpis: Collection[str], flags: Mapping[str, list[Flag]], ahead: Outlook, lang: Lang
) -> tuple[Shown, ...]:
    measured = [one.kpi for one in goal.results if one.kpi]
    (readings,) = bulk.rows(["measure"], {"kpi": measured})
    actual = pc.and_(pc.is_valid(readings["value"]), pc.not_equal(pc.fill_null(readings["basis"], "actual"), "projected"))
    readings = readings.filter(pc.and_(actual, pc.less_equal(readings["starts_on"], known.on))).sort_by("starts_on")
    found = []
    for number, one in enumerate(goal.results, start=1):
        kpi, row = known.kpis.get(one.kpi, {}), ahead.measures.get(one.key)
        own = of_unit(readings.filter(pc.equal(readings["kpi"], one.kpi)), (goal.unit, kpi.get("unit") or ""))
        message = _message(one, row, lang) if row else None
        drawn = path_drawn(
            one,
            own,
            kpi.get("aggregation"),
            flags.get(one.kpi, []),
            ahead.fans.get(one.key, ()),
            message=words.render(message, lang) if message else "",
            on=known.on,
            lang=lang,
        )
        found.append(
            Shown(
                number,
                one,
                drawn,
                *(one.read(value, lang) for value in (one.baseline, one.current, one.target)),
                chance=Chance(goal.key, row["at"], row["chance"], reason=row["reason"] or "") if row else None,
                message=message,
                gap=gap_drawn(one, row, lang=lang) if row else None,
            )
        )
    return tuple(found)


def _message(result: Result, row: Cells, lang: Lang) -> Text:
    """Return what is expected of a key result, or why nothing is."""
    if row["chance"] is None or row["p50"] is None:
        return why_absent(row["reason"] or "")
    low, middle, high, target = (result.read(row[name], lang) for name in ("p10", "p50", "p90", "target"))
    text = (
        N_("%(chance)s likely to reach at least %(target)s on %(day)s: 1 time in 2 above %(middle)s, 8 in 10 between %(low)s and %(high)s.")
        if is_up(result, row)
        else N_(
            "%(chance)s likely to be at most %(target)s on %(day)s: 1 time in 2 above %(middle)s, 8 in 10 between %(low)s and %(high)s."
        )
    )
    return Text(text, chance=told(row["chance"]), target=target, day=row["at"], middle=middle, low=low, high=high)


def _people(known: Atlas, goal: Goal, works: Sequence[Work], kpis: Collection[str]) -> tuple[Charge, ...]:
    roles: dict[str, list[Text]] = {}
    if goal.owner_name:
        roles.setdefault(goal.owner_name, []).append(Text(N_("the objective")))
    for kpi in kpis:
        row = known.kpis.get(kpi, {})
        if row.get("owner"):
            roles.setdefault(known.name("person", row["owner"]), []).append(Text(N_("“%(name)s”"), name=row["name"]))
    for work in works:
        if work.owner and not work.is_over:
            roles.setdefault(work.owner, []).append(Text(N_("“%(name)s”"), name=work.name))
    return tuple(Charge(name, tuple(its)) for name, its in roles.items())
