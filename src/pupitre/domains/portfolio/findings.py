"""What the portfolio's results mean for a reader, as findings with their proof."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from itertools import pairwise

from pupitre.domains.portfolio.analysis import Analysis
from pupitre.domains.portfolio.analysis.costs import Cost, cents, drifting
from pupitre.domains.portfolio.analysis.finish import VERY_LATE_DAYS, Outlook
from pupitre.domains.portfolio.analysis.history import History
from pupitre.domains.portfolio.analysis.load import Overload
from pupitre.domains.portfolio.analysis.twins import Twins
from pupitre.domains.portfolio.inputs import Model
from pupitre.kernel import N_, Days, Evidence, Finding, Money, Period, Share, Stake, Subject, Text

READ_AS_IT_STANDS = 1.0
"""Confidence of what the project itself says, not estimated."""
WORKED_OUT = 0.7
"""Confidence of a landing worked out from a progress that is declared."""
YEAR_DAYS = 365
"""The desk adds up what is at stake over twelve months: a longer delay counts for a year."""
DOUBTED = 0.3
"""Confidence of a figure that is to be checked first."""
SAID_ONCE = 0.5
"""Part of the confidence kept when one report is all there is: nothing tells whether the state it gives has lasted."""
BY_ITSELF = 10
"""So many drifting projects are told one by one, the largest; the others are gathered by department."""
NAMED = 4
"""A sentence names this many things; the proof lists all."""


def findings(model: Model, analysis: Analysis) -> tuple[Finding, ...]:
    """Return every finding of the domain."""
    cost_of = {cost.history.project.key: cost for cost in analysis.costs}
    return (
        *(
            _late_though_green(model, analysis, outlook, cost_of[outlook.history.project.key])
            for outlook in analysis.outlooks
            if is_late_though_green(model, outlook)
        ),
        *(_overloaded(model, overload, cost_of) for overload in analysis.overloads),
        *_drifts(model, analysis.costs),
        *(_duplicate(model, pair) for pair in analysis.twins),
        *_circular(model, analysis),
    )


def is_late_though_green(model: Model, outlook: Outlook) -> bool:
    """Tell whether a project says it is fine while its own facts put its finish more than six weeks after the date promised.

    The facts are its tasks, its progress or the date it announces; how dates move elsewhere in the portfolio is none of them.
    """
    last, due = outlook.history.last, outlook.history.due_on
    if not outlook.best or not last or not due or last.status != "green":
        return False
    if _announces_late(outlook) or (model.seen_on - due).days > VERY_LATE_DAYS:
        return True
    by_work = outlook.best.method in ("tasks", "reports", "pace")
    return by_work and (outlook.late_chance or 0) >= 0.5 and (outlook.late_days or 0) > VERY_LATE_DAYS


def _announces_late(outlook: Outlook) -> bool:
    history = outlook.history
    return bool(history.due_on and history.finishes and (history.finishes[-1][1] - history.due_on).days > VERY_LATE_DAYS)


def _late_though_green(model: Model, analysis: Analysis, outlook: Outlook, cost: Cost) -> Finding:
    history = outlook.history
    assert outlook.best  # a project without estimate is not late
    assert history.due_on
    announced = _announces_late(outlook)
    finish = history.finishes[-1][1] if announced else outlook.best.by(0.5)
    overdue = (model.seen_on - history.due_on).days > VERY_LATE_DAYS
    certain = announced or overdue
    return Finding(
        rule="portfolio.late_though_green",
        subjects=(Subject("project", history.project.key),),
        text=_late_text(model, outlook, finish, announced=announced),
        evidence=_late_evidence(model, analysis, outlook),
        since=_green_and_late_since(history),
        stake=_delay_stake(model, outlook, cost, finish if certain else None),
        confidence=_sureness(outlook, certain=certain),
        cause=_held_by(model, analysis, history.project.key),
        due_on=history.due_on if history.due_on >= model.seen_on else None,
        method="late-though-green",
    )


def _sureness(outlook: Outlook, *, certain: bool) -> float:
    """Return how sure the delay is: what the project says itself, or the chance of it; half of that from a single report without tasks."""
    assert outlook.best  # a project without estimate is not late
    sure = READ_AS_IT_STANDS if certain else outlook.late_chance or 0.0
    is_said_once = len(outlook.history.reports) == 1 and outlook.best.method != "tasks"
    return round(sure * (SAID_ONCE if is_said_once else 1), 2)


def _late_text(model: Model, outlook: Outlook, finish: date, *, announced: bool) -> Text:
    history, best = outlook.history, outlook.best
    assert best  # as above
    assert history.due_on
    said = {"project": history.project.name, "finish": finish, "due": history.due_on, "late": Days((finish - history.due_on).days)}
    if announced:
        return Text(
            N_("“%(project)s” is declared green, but the finish it announces, %(finish)s, is %(late)s after its due date (%(due)s)."),
            **said,
        )
    if best.method == "tasks":
        return Text(
            N_("“%(project)s” is declared green, but its tasks lead to a finish around %(finish)s, %(late)s after its due date (%(due)s)."),
            **said,
        )
    if best.method in ("reports", "pace"):
        return Text(
            N_(
                "“%(project)s” is declared green, but at the pace of its own progress (%(progress)s done) it finishes around %(finish)s, "
                "%(late)s after its due date (%(due)s)."
            ),
            progress=Share(history.progress or 0.0),
            **said,
        )
    return Text(
        N_("“%(project)s” is declared green, but it was due on %(due)s and is still open %(late)s later."),
        **said | {"late": Days((model.seen_on - history.due_on).days)},
    )


def _late_evidence(model: Model, analysis: Analysis, outlook: Outlook) -> tuple[Evidence, ...]:
    history, best = outlook.history, outlook.best
    assert best  # as above
    key = history.project.key
    told = history.reports[-6:]
    proof = [
        Evidence(
            "portfolio.project_finish",
            ((key,),),
            ("method", "due_on", "announced_on", "p50_on", "p80_on", "late_chance"),
            (
                (
                    best.method,
                    history.due_on,
                    history.finishes[-1][1] if history.finishes else None,
                    best.by(0.5),
                    best.by(0.8) if best.method != "announced" else None,
                    outlook.late_chance,
                ),
            ),
        ),
        Evidence(
            "project_report",
            tuple((key, r.at.isoformat()) for r in told),
            ("at", "status", "progress", "finish_on"),
            tuple((r.at, r.status, r.progress, r.finish_on) for r in told),
        ),
    ]
    holding = _holding_tasks(model, analysis, key)
    if holding:
        by_key = {t.key: t for t in model.tasks[key]}
        proof.append(
            Evidence(
                "task",
                tuple((key, task) for task, _ in holding),
                ("name", "due_on", "progress", "criticality"),
                tuple((by_key[task].name, by_key[task].due_on, by_key[task].progress, share) for task, share in holding),
            )
        )
    return tuple(proof)


def _holding_tasks(model: Model, analysis: Analysis, project: str) -> list[tuple[str, float]]:
    """Return the open tasks that hold the end in more than half of the draws, most often first, at most six."""
    run = analysis.runs.get(project)
    found = [(task, share) for task, share in run.criticality.items() if share > 0.5] if run else []
    planned = {t.key: t.due_on or date.max for t in model.tasks.get(project, ())}
    return sorted(found, key=lambda item: (-round(item[1], 2), planned[item[0]], item[0]))[:6]


def _held_by(model: Model, analysis: Analysis, project: str) -> Text | None:
    """Return the open tasks the end waits for that are behind their planned finish, as a cause."""
    by_key = {t.key: t for t in model.tasks.get(project, ())}
    names = [by_key[task].name or task for task, _ in _holding_tasks(model, analysis, project)][:2]
    if not names:
        return None
    return Text.many(
        N_("The end waits for this task: %(tasks)s."),
        N_("The end waits for these tasks: %(tasks)s."),
        count=len(names),
        tasks=tuple(Text(N_("“%(name)s”"), name=name) for name in names),
    )


def _green_and_late_since(history: History) -> date:
    """Return the first report, of the green ones in a row that end the history, whose pace or announced date was already very late."""
    green = []
    for report in reversed(history.reports):
        if report.status != "green":
            break
        green.append(report)
    start, due = history.project.starts_on, history.due_on
    for report in reversed(green):
        if not due:
            break
        paced = bool(start and report.progress and (report.at - start).days >= 60 and 0.1 <= report.progress < 1)
        days = (report.at - start).days / report.progress if start and report.progress and paced else 0.0
        late_by_pace = bool(start and paced and (start - due).days + days > VERY_LATE_DAYS)
        if late_by_pace or (report.finish_on and (report.finish_on - due).days > VERY_LATE_DAYS):
            return report.at
    return history.reports[-1].at


def _delay_stake(model: Model, outlook: Outlook, cost: Cost, known: date | None) -> Stake | None:
    """Return what the delay still costs over the next twelve months if the project goes on costing per day what it does.

    The days counted go from the date promised, or from today when that is past, to the finish dates: what is spent cannot be saved.
    A delay is never said to cost more than was decided for the whole project.
    """
    due, best = outlook.history.due_on, outlook.best
    if not cost.per_day or not due or not best:
        return None
    dates = (known, known, known) if known else (best.by(0.2), best.by(0.5), best.by(0.8))
    start = max(due, model.seen_on)
    paid = (cost.per_day * min(max((day - start).days, 0), YEAR_DAYS) for day in dates)
    low, likely, high = (cents(min(amount, cost.budget or amount)) or Decimal() for amount in paid)
    return Stake(low, likely, high, outlook.history.project.currency or model.currency, per="once")


def _overloaded(model: Model, overload: Overload, cost_of: dict[str, Cost]) -> Finding:
    hit = overload.projects
    names = tuple(model.name("project", project) for project, _ in hit)
    first = overload.weeks[0]
    subjects = [Subject("skill", overload.skill)] + ([Subject("unit", first.unit)] if first.unit else [])
    return Finding(
        rule="portfolio.overloaded_skill",
        subjects=tuple(subjects),
        text=Text.many(
            N_("%(skill)s: %(load)s of the hours available are asked for over %(weeks)s weeks from %(start)s, for %(projects)s."),
            N_(
                "%(skill)s: %(load)s of the hours available are asked for over %(weeks)s weeks from %(start)s, "
                "for %(count)s projects: %(projects)s."
            ),
            count=len(hit),
            skill=model.name("skill", overload.skill),
            load=Share(overload.load),
            weeks=len(overload.weeks),
            start=overload.starts_on,
            projects=_some(names),
        ),
        evidence=(
            Evidence(
                "portfolio.skill_load",
                tuple((w.skill, w.unit, w.starts_on.isoformat()) for w in overload.weeks),
                ("starts_on", "capacity_hours", "asked_hours", "load"),
                tuple((w.starts_on, w.capacity, w.asked, w.load) for w in overload.weeks),
            ),
            Evidence("project", tuple((p,) for p, _ in hit), ("name", "asked_hours"), tuple(zip(names, (h for _, h in hit), strict=True))),
        ),
        since=min(overload.starts_on, model.seen_on),
        episode=Period(overload.starts_on, overload.ends_on),
        stake=_waiting_stake(model, overload, cost_of),
        confidence=READ_AS_IT_STANDS,
        due_on=overload.starts_on if overload.starts_on > model.seen_on else None,
        method="skill-load",
    )


def _waiting_stake(model: Model, overload: Overload, cost_of: dict[str, Cost]) -> Stake | None:
    """Return what it costs to wait for the hours missing: all the projects that ask (high), or the largest asker alone (low)."""
    per_day = [(p, cost_of[p].per_day) for p, _ in overload.projects if p in cost_of]
    known = [amount for _, amount in per_day if amount]
    if not known:
        return None
    days = Decimal(repr(round(overload.weeks_to_absorb * 7, 4)))
    low, high = cents(known[0] * days) or Decimal(), cents(sum(known, Decimal()) * days) or Decimal()
    return Stake(low, cents((low + high) / 2) or Decimal(), high, model.currency, per="once")


def _drifts(model: Model, costs: Sequence[Cost]) -> list[Finding]:
    """Tell the largest drifts one by one, and the others by department."""
    found = sorted(drifting(costs), key=lambda c: (-(c.over or 0), c.history.project.key))
    groups: defaultdict[str, list[Cost]] = defaultdict(list)
    for cost in found[BY_ITSELF:]:
        groups[cost.history.project.unit or ""].append(cost)
    alone = [_drift(model, cost) for cost in found[:BY_ITSELF]]
    return alone + [_drift(model, g[0]) if len(g) == 1 else _drift_of_unit(model, unit, g) for unit, g in sorted(groups.items())]


def _drift(model: Model, cost: Cost) -> Finding:
    history = cost.history
    assert cost.over is not None  # a drift is over its budget by something
    assert cost.landing is not None
    assert cost.budget
    currency = history.project.currency or model.currency
    sentence = {
        "forecast": N_("“%(project)s” is forecast at %(landing)s, %(over)s (%(share)s) over its budget."),
        "budget_moved": N_("The budget of “%(project)s” has grown by %(over)s (%(share)s) since %(first)s, to %(landing)s."),
        "earned_value": N_(
            "“%(project)s” has done %(progress)s of its work for %(spent)s: at that rate it ends %(over)s (%(share)s) over budget."
        ),
    }[cost.method]
    if cost.is_jump:
        sentence = N_("“%(project)s” went from a budget of %(budget)s to %(landing)s: such a jump is often another scope or another unit.")
    values = {
        "budget": Money(cost.budget, currency),
        "project": history.project.name,
        "landing": Money(cost.landing, currency),
        "over": Money(cost.over, currency),
        "share": Share(float(cost.over / cost.budget)),
        "first": next((r.at for r in history.reports if r.budget), model.seen_on),
        "progress": Share(history.progress or 0.0),
        "spent": Money(history.spent or Decimal(), currency),
    }
    used = {name: value for name, value in values.items() if f"%({name})s" in sentence}
    low, high = (cost.low or cost.landing) - cost.budget, (cost.high or cost.landing) - cost.budget
    return Finding(
        rule="portfolio.cost_drift",
        subjects=(Subject("project", history.project.key),),
        text=Text(sentence, **used),
        evidence=(_cost_evidence([cost]), _budget_reports(history)),
        since=_first_over(history, cost.budget),
        stake=Stake(low, cost.over, high, currency, per="once"),
        confidence=_cost_confidence(cost),
        due_on=history.due_on if history.due_on and history.due_on >= model.seen_on else None,
        method="cost-drift",
    )


def _drift_of_unit(model: Model, unit: str, group: Sequence[Cost]) -> Finding:
    currency = group[0].history.project.currency or model.currency
    over = sum((c.over or Decimal() for c in group), Decimal())
    low = sum(((c.low or Decimal()) - (c.budget or Decimal()) for c in group), Decimal())
    high = sum(((c.high or Decimal()) - (c.budget or Decimal()) for c in group), Decimal())
    return Finding(
        rule="portfolio.cost_drift",
        subjects=(Subject("unit", unit),) if unit else tuple(Subject("project", c.history.project.key) for c in group),
        text=Text(
            N_(
                "%(unit)s: besides the largest, %(count)s projects pass their first budget by over a tenth, %(over)s in all (%(projects)s)."
            ),
            unit=model.name("unit", unit) or Text(N_("No department")),
            count=len(group),
            over=Money(over, currency),
            projects=_some(tuple(c.history.project.name for c in group)),
        ),
        evidence=(_cost_evidence(group),),
        since=min(_first_over(c.history, c.budget or Decimal()) for c in group),
        stake=Stake(low, over, high, currency, per="once"),
        confidence=min(_cost_confidence(c) for c in group),
        method="cost-drift",
    )


def _cost_confidence(cost: Cost) -> float:
    if cost.is_jump:
        return DOUBTED
    return WORKED_OUT if cost.method == "earned_value" else READ_AS_IT_STANDS


def _cost_evidence(group: Sequence[Cost]) -> Evidence:
    return Evidence(
        "portfolio.project_facts",
        tuple((c.history.project.key,) for c in group),
        ("project", "budget", "landing", "landing_low", "landing_high", "landing_method", "progress", "spent"),
        tuple((c.history.project.name, c.budget, c.landing, c.low, c.high, c.method, c.history.progress, c.history.spent) for c in group),
    )


def _budget_reports(history: History) -> Evidence:
    told = history.reports[-8:]
    key = history.project.key
    return Evidence(
        "project_report",
        tuple((key, r.at.isoformat()) for r in told),
        ("at", "budget", "forecast_cost", "spent", "progress"),
        tuple((r.at, r.budget, r.forecast_cost, r.spent, r.progress) for r in told),
    )


def _first_over(history: History, budget: Decimal) -> date:
    """Return the first report that said a tenth more than the budget first decided; the last one when none did."""
    for report in history.reports:
        if any(amount is not None and amount > budget * Decimal("1.1") for amount in (report.forecast_cost, report.budget)):
            return report.at
    return history.reports[-1].at


def _duplicate(model: Model, pair: Twins) -> Finding:
    both = (pair.first, pair.second)
    words = tuple(
        ours if ours == theirs else Text(N_("%(word)s / %(same)s"), word=ours, same=theirs) for ours, theirs in pair.likeness.shared[:NAMED]
    )
    said = {
        "first": pair.first.project.name,
        "first_unit": model.name("unit", pair.first.project.unit),
        "second": pair.second.project.name,
        "second_unit": model.name("unit", pair.second.project.unit),
        "words": words,
    }
    currency = pair.first.project.currency or model.currency
    text = Text(N_("“%(first)s” (%(first_unit)s) and “%(second)s” (%(second_unit)s) look like the same work: %(words)s."), **said)
    if pair.overlap is not None:
        text = Text(
            N_(
                "“%(first)s” (%(first_unit)s) and “%(second)s” (%(second_unit)s) look like the same work (%(words)s): "
                "up to %(overlap)s would be spent twice."
            ),
            overlap=Money(pair.overlap, currency),
            **said,
        )
    return Finding(
        rule="portfolio.duplicate_project",
        subjects=tuple(Subject("project", h.project.key) for h in both),
        text=text,
        evidence=(
            Evidence(
                "project",
                tuple((h.project.key,) for h in both),
                ("name", "unit", "description", "budget", "starts_on", "due_on"),
                tuple(
                    (
                        h.project.name,
                        model.name("unit", h.project.unit),
                        h.project.description,
                        h.budgets[-1] if h.budgets else h.project.budget,
                        h.project.starts_on,
                        h.due_on,
                    )
                    for h in both
                ),
            ),
        ),
        since=max(_begins(model, h) for h in both),
        stake=Stake(Decimal(), pair.overlap, pair.overlap, currency, per="once") if pair.overlap is not None else None,
        confidence=round(pair.likeness.common_share, 2),
        method="duplicate-projects",
    )


def _begins(model: Model, history: History) -> date:
    day = history.project.starts_on or (history.reports[0].at if history.reports else model.seen_on)
    return min(day, model.seen_on)


def _circular(model: Model, analysis: Analysis) -> list[Finding]:
    found = []
    for project, run in analysis.runs.items():
        for loop in run.loops:
            names = {t.key: t.name or t.key for t in model.tasks[project]}
            steps = set(pairwise(loop))
            rows = [link for link in model.links[project] if (link.before, link.after) in steps]
            found.append(
                Finding(
                    rule="portfolio.circular_links",
                    subjects=(Subject("project", project), *(Subject("task", f"{project}/{task}") for task in loop[:-1])),
                    text=Text(
                        N_("The tasks of “%(project)s” wait for each other in a loop (%(loop)s): they give no finish date."),
                        project=model.name("project", project),
                        loop=" → ".join(names[task] for task in loop),
                    ),
                    evidence=(
                        Evidence(
                            "task_link",
                            tuple((project, link.before, link.after, link.kind) for link in rows),
                            ("before", "after", "kind", "lag_days"),
                            tuple((names[r.before], names[r.after], r.kind, r.lag_days) for r in rows),
                        ),
                    ),
                    since=model.seen_on,
                    confidence=READ_AS_IT_STANDS,
                    method="circular-links",
                )
            )
    return found


def _some(names: Sequence[str]) -> tuple[Text, ...]:
    """Return a list of names between quotation marks, its end counted when it is long."""
    shown = tuple(Text(N_("“%(name)s”"), name=name) for name in names[:NAMED])
    rest = len(names) - len(shown)
    return shown if rest <= 0 else (*shown, Text.many(N_("%(count)s other"), N_("%(count)s others"), count=rest))
