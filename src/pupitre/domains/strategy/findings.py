"""What the strategy's results mean for a reader, as findings with their proof."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from decimal import Decimal
from typing import TypeVar

from pupitre.domains.strategy.analysis import Analysis
from pupitre.domains.strategy.analysis.cascade import BadSum, Fault, LateChild, Loop, Unknown
from pupitre.domains.strategy.analysis.links import Link
from pupitre.domains.strategy.analysis.measures import Measurability
from pupitre.domains.strategy.analysis.misaligned import Misaligned
from pupitre.domains.strategy.analysis.targets import Clash
from pupitre.domains.strategy.inputs import Model
from pupitre.kernel import N_, Evidence, Finding, Money, Share, Stake, Subject, Text, quoted, reading

FEW = 5
"""Up to this many things of one kind are told one by one; more are gathered, so that a page is not flooded."""

COUNTED = 1.0
"""Confidence of what is read in the files as it stands, not estimated."""
MAYBE_A_FLOOR = 0.5
"""A lower target on a KPI whose better side is declared may be a floor, not an aim."""

T = TypeVar("T")


def findings(model: Model, analysis: Analysis) -> tuple[Finding, ...]:
    """Return every finding of the domain."""
    return (
        *_orphans(model, analysis.links),
        *(_misaligned(model, analysis, one) for one in analysis.misaligned),
        *_broken(model, analysis.faults),
        *_contradictory(model, analysis.clashes),
        *_not_measurable(model, analysis.measures),
    )


def _grouped(things: Iterable[T], key: Callable[[T], tuple[str, str]]) -> dict[tuple[str, str], list[T]]:
    groups: dict[tuple[str, str], list[T]] = {}
    for thing in things:
        groups.setdefault(key(thing), []).append(thing)
    return dict(sorted(groups.items()))


def _orphans(model: Model, links: Sequence[Link]) -> list[Finding]:
    orphans = [link for link in links if link.reason in ("orphan", "only_dropped")]
    judged = [link for link in links if link.is_reviewed and link.reason != "mandatory"]
    usual = sum(link.is_linked for link in judged) / len(judged) if judged else 0.0
    if len(orphans) <= FEW:
        return [_orphan(model, [orphan], usual) for orphan in orphans]
    groups = _grouped(orphans, lambda link: ("unit", link.project.unit or ""))
    return [_orphan(model, group, usual) for group in groups.values()]


def _orphan(model: Model, group: Sequence[Link], usual: float) -> Finding:
    currencies = {link.project.currency or model.currency for link in group}
    budgets = [link.budget for link in group if link.budget is not None]
    left = [link.left for link in group if link.left is not None]
    money = Text(N_("its budget is not known") if len(group) == 1 else N_("their budgets are not known"))
    stake = None
    if budgets and len(currencies) == 1:
        total, currency = sum(budgets, Decimal(0)), currencies.pop()
        still = sum(left, Decimal(0))
        money = Text(N_("a budget of %(budget)s"), budget=Money(total, currency))
        if len(left) == len(budgets):
            money = Text(
                N_("a budget of %(budget)s, of which %(left)s is still to spend"),
                budget=Money(total, currency),
                left=Money(still, currency),
            )
        stake = Stake(still if len(left) == len(budgets) else Decimal(0), total, total, currency, "once")
    first = group[0]
    if len(group) > 1:
        text = Text(
            N_("%(unit)s: %(count)s projects serve no objective, %(names)s (%(money)s)."),
            count=len(group),
            unit=model.name("unit", first.project.unit) or Text(N_("No department named")),
            names=quoted([link.project.name for link in group]),
            money=money,
        )
    elif first.reason == "only_dropped":
        text = Text(N_("“%(project)s” only serves objectives that were dropped: %(money)s."), project=first.project.name, money=money)
    else:
        text = Text(N_("“%(project)s” serves no objective: %(money)s."), project=first.project.name, money=money)
    due = [link.project.due_on for link in group if link.project.due_on is not None]
    columns = ("name", "unit", "budget", "starts_on", "due_on")
    return Finding(
        rule="strategy.orphan_project",
        subjects=tuple(Subject("project", link.project.key) for link in group),
        text=text,
        evidence=(
            Evidence(
                "project",
                tuple((link.project.key,) for link in group),
                columns,
                tuple((p.name, model.name("unit", p.unit), link.budget, p.starts_on, p.due_on) for link in group for p in (link.project,)),
            ),
        ),
        since=min(link.since for link in group),
        stake=stake,
        confidence=usual,
        due_on=max(due, default=None),
        method="orphan-project",
    )


SOURCES = {
    "ledger": N_("according to the ledger"),
    "budget_actual": N_("according to the actual figures of the budget"),
    "project_spent": N_("according to what project reports say was spent"),
    "budget_planned": N_("according to the budget"),
    "project_budget": N_("according to the budgets of projects, spread over their dates"),
}


def _misaligned(model: Model, analysis: Analysis, one: Misaligned) -> Finding:
    spend = analysis.spend
    assert spend is not None  # a gap comes from a spend
    money = Money(one.money, model.currency)
    values = {
        "axis": model.name("axis", one.axis.axis),
        "weight": Share(one.axis.weight),
        "share": Share(one.axis.share),
        "source": Text(SOURCES[spend.source]),
        "points": round(abs(one.axis.gap) * 100),
        "money": money,
    }
    text = Text(
        N_(
            "“%(axis)s” weighs %(weight)s of the strategy and got %(share)s of the money of the last twelve months, "
            "%(source)s: %(points)s points less than it weighs, or %(money)s."
        ),
        **values,
    )
    if one.axis.hours_share is not None:
        text = Text(N_("%(sentence)s It gets %(hours)s of the hours."), sentence=text, hours=Share(one.axis.hours_share))
    gained = tuple(
        Text(N_("“%(name)s” (+%(points)s points)"), name=model.name("axis", g.axis), points=round(g.gap * 100)) for g in one.gainers[:3]
    )
    columns = ("name", "weight", "money", "money_share", "gap", "hours_share", "source")
    return Finding(
        rule="strategy.misaligned_spend",
        subjects=(Subject("axis", one.axis.axis),),
        text=text,
        evidence=(
            Evidence(
                "strategy.axis_share",
                tuple((axis.axis,) for axis in spend.axes),
                columns,
                tuple((model.name("axis", a.axis), a.weight, a.money, a.share, a.gap, a.hours_share, spend.source) for a in spend.axes),
            ),
        ),
        since=one.since or model.on,
        stake=Stake(one.money, one.money, one.money, model.currency),
        confidence=min(spend.covered, 1.0),
        cause=Text(N_("The money went to %(axes)s."), axes=gained) if gained else None,
        method="misaligned-spend",
    )


def _broken(model: Model, faults: Sequence[Fault]) -> list[Finding]:
    found = []
    for kind in (Loop, LateChild, BadSum, Unknown):
        its = [fault for fault in faults if isinstance(fault, kind)]
        found += [_fault(model, fault) for fault in its] if len(its) <= FEW else [_many_faults(model, its)]
    return found


def _members(fault: Fault) -> tuple[tuple[str, str], ...]:
    """Return the kind and key of what a fault is about."""
    match fault:
        case Loop():
            return tuple(("objective", key) for key in fault.objectives)
        case LateChild():
            return (("objective", fault.child), ("objective", fault.parent))
        case BadSum():
            return (("objective", fault.parent),) if fault.parent else tuple(("axis", key) for key in fault.members)
        case Unknown():
            return ((fault.kind, fault.key),)


def _fault_text(model: Model, fault: Fault) -> Text:
    match fault:
        case Loop():
            return Text(
                N_("%(names)s serve one another in a loop: none of them leads to the strategy."),
                names=quoted([model.name("objective", key) for key in fault.objectives]),
            )
        case LateChild():
            return Text(
                N_("“%(child)s” is due on %(child_due)s, after “%(parent)s” which it serves and which is due on %(parent_due)s."),
                child=model.name("objective", fault.child),
                child_due=fault.child_due_on,
                parent=model.name("objective", fault.parent),
                parent_due=fault.parent_due_on,
            )
        case BadSum():
            total, count = Share(fault.total), len(fault.members)
            if not fault.parent:
                return Text(N_("The weights of the %(count)s axes add up to %(total)s instead of 100%%."), count=count, total=total)
            return Text(
                N_("The weights of the %(count)s objectives that serve “%(parent)s” add up to %(total)s instead of 100%%."),
                count=count,
                parent=model.name("objective", fault.parent),
                total=total,
            )
        case Unknown():
            words = N_("The objective “%(key)s” is declared in no file; it is named by %(names)s.")
            if fault.kind == "axis":
                words = N_("The axis “%(key)s” is declared in no file; it is named by %(names)s.")
            return Text(words, key=fault.key, names=quoted([model.name(kind, key) for kind, key in fault.named_by]))


def _fault_proof(model: Model, faults: Sequence[Fault]) -> tuple[Evidence, ...]:
    """Return the rows that show the faults: cascade links for dates, loops and weights, and the rows that name something unknown."""
    links = {(s.child, s.parent): s.weight for s in model.services}
    pairs: list[tuple[str, str]] = []
    axes: list[str] = []
    naming: dict[str, list[tuple[str, str]]] = {}
    for fault in faults:
        match fault:
            case Loop():
                pairs += list(zip(fault.objectives, (*fault.objectives[1:], fault.objectives[0]), strict=True))
            case LateChild():
                pairs.append((fault.child, fault.parent))
            case BadSum():
                pairs += [(key, fault.parent) for key in fault.members if fault.parent]
                axes += [] if fault.parent else list(fault.members)
            case Unknown():
                for kind, key in fault.named_by:
                    naming.setdefault(kind, []).append((key, fault.key))
    due = {o.key: o.due_on for o in model.objectives}
    weight = {a.key: a.weight for a in model.axes}
    rows = tuple((model.name("objective", c), due.get(c), model.name("objective", p), due.get(p), links.get((c, p))) for c, p in pairs)
    proof = [Evidence("cascade", tuple(pairs), ("child", "child_due_on", "parent", "parent_due_on", "weight"), rows)]
    proof.append(
        Evidence("axis", tuple((key,) for key in axes), ("name", "weight"), tuple((model.name("axis", k), weight[k]) for k in axes))
    )
    for kind, named in sorted(naming.items()):
        proof.append(
            Evidence(kind, tuple((key,) for key, _ in named), ("name", "refers_to"), tuple((model.name(kind, k), to) for k, to in named))
        )
    return tuple(one for one in proof if one.keys)


def _since(model: Model, members: Iterable[tuple[str, str]]) -> date:
    keys = {key for kind, key in members if kind == "objective"}
    starts = [o.starts_on for o in model.objectives if o.key in keys and o.starts_on is not None and o.starts_on <= model.on]
    return min(starts, default=model.on)


def _fault(model: Model, fault: Fault) -> Finding:
    members = _members(fault)
    return Finding(
        rule="strategy.broken_cascade",
        subjects=tuple(Subject(kind, key) for kind, key in members),
        text=_fault_text(model, fault),
        evidence=_fault_proof(model, [fault]),
        since=_since(model, members),
        confidence=COUNTED,
        due_on=fault.parent_due_on if isinstance(fault, LateChild) else None,
        method="broken-cascade",
    )


MANY_FAULTS = {
    Loop: N_("%(count)s groups of objectives serve one another in loops, such as %(names)s."),
    LateChild: N_("%(count)s objectives are due after the one they serve, such as %(names)s."),
    BadSum: N_("The weights do not add up to 100%% under %(count)s objectives, such as %(names)s."),
    Unknown: N_("%(count)s objectives or axes are named and declared in no file, such as %(names)s."),
}


def _many_faults(model: Model, faults: Sequence[Fault]) -> Finding:
    members = [_members(fault)[0] for fault in faults]
    return Finding(
        rule="strategy.broken_cascade",
        subjects=(Subject("entity", model.company), Subject("fault", type(faults[0]).__name__.lower())),
        text=Text(MANY_FAULTS[type(faults[0])], count=len(faults), names=quoted([model.name(kind, key) for kind, key in members])),
        evidence=_fault_proof(model, faults),
        since=_since(model, members),
        confidence=COUNTED,
        method="broken-cascade",
    )


def _contradictory(model: Model, clashes: Sequence[Clash]) -> list[Finding]:
    groups = _grouped(clashes, lambda clash: (clash.kpi.key, clash.kind))
    return [_clash(model, group) for group in groups.values()]


def _clash(model: Model, group: Sequence[Clash]) -> Finding:
    """Tell of one KPI and one kind of contradiction; several pairs are told by their first, and all are shown."""
    clash = group[0]
    one, other, unit = clash.first, clash.second, clash.kpi.measured_in
    assert one.target is not None  # a clash is between targets
    assert other.target is not None
    objectives = {o.key: o for o in model.objectives}
    largest = max(abs(v) for c in group for r in (c.first, c.second) for v in (r.baseline, r.target) if v is not None)
    values: dict[str, object] = {
        "kpi": clash.kpi.name,
        "first": model.name("objective", one.objective),
        "second": model.name("objective", other.objective),
        "one": reading(one.target, unit, largest=largest),
        "other": reading(other.target, unit, largest=largest),
    }
    due = one.due_on or objectives[one.objective].due_on
    if clash.kind == "two_targets":
        assert due is not None  # two targets are compared at a date
        values["due"] = due
        text = Text(N_("“%(kpi)s” has two targets for %(due)s: %(one)s in “%(first)s” and %(other)s in “%(second)s”."), **values)
    else:
        values |= {
            "from_one": reading(one.baseline or 0.0, unit, largest=largest),
            "from_other": reading(other.baseline or 0.0, unit, largest=largest),
        }
        text = Text(
            N_(
                "“%(first)s” takes “%(kpi)s” from %(from_one)s to %(one)s while “%(second)s” takes it "
                "from %(from_other)s to %(other)s: they pull in opposite directions."
            ),
            **values,
        )
    results = sorted({r.key: r for c in group for r in (c.first, c.second)}.values(), key=lambda r: r.key)
    is_sure = clash.kind == "two_targets" or clash.kpi.direction in (None, "none")
    return Finding(
        rule="strategy.contradictory_targets",
        subjects=(Subject("kpi", clash.kpi.key), *(Subject("objective", key) for key in sorted({r.objective for r in results}))),
        text=text,
        evidence=(
            Evidence(
                "key_result",
                tuple((r.key,) for r in results),
                ("objective", "owner", "baseline", "target", "due_on"),
                tuple(
                    (
                        model.name("objective", r.objective),
                        model.name("person", objectives[r.objective].owner),
                        r.baseline,
                        r.target,
                        r.due_on or objectives[r.objective].due_on,
                    )
                    for r in results
                ),
            ),
        ),
        since=_since(model, [("objective", r.objective) for r in results]),
        confidence=COUNTED if is_sure else MAYBE_A_FLOOR,
        due_on=due,
        method="contradictory-targets",
    )


UNMEASURED = {
    "no_measure": N_("Nothing measures “%(objective)s”: it has neither key result nor KPI."),
    "no_number": N_("The key results of “%(objective)s” carry no number: nobody can say when it is reached."),
    "never_read": N_("“%(objective)s” is followed by %(kpis)s, of which there is no reading yet."),
    "no_target": N_("“%(objective)s” is followed by %(kpis)s, but no target says when it is reached."),
}


def _lack(reason: str, count: int) -> Text:
    """Return how many objectives lack one thing, to stand in a list."""
    match reason:
        case "no_measure":
            return Text.many(N_("%(count)s without key result or KPI"), N_("%(count)s without key result or KPI"), count=count)
        case "no_number":
            return Text.many(
                N_("%(count)s with key results without numbers"), N_("%(count)s with key results without numbers"), count=count
            )
        case "never_read":
            return Text.many(N_("%(count)s whose KPIs were never read"), N_("%(count)s whose KPIs were never read"), count=count)
    return Text.many(N_("%(count)s without a target"), N_("%(count)s without a target"), count=count)


def _not_measurable(model: Model, measures: Sequence[Measurability]) -> list[Finding]:
    right = sum(m.is_right for m in measures) / len(measures) if measures else 0.0
    wrong = [m for m in measures if m.reason in UNMEASURED]
    if len(wrong) <= FEW:
        return [_unmeasured(model, [m], Subject("objective", m.objective.key), 1, right) for m in wrong]
    has_axes = any(m.objective.axis for m in measures)

    def group_of(m: Measurability) -> tuple[str, str]:
        return ("axis", m.objective.axis or "") if has_axes else ("unit", m.objective.unit or "")

    sizes = {key: len(members) for key, members in _grouped(measures, group_of).items()}
    groups = _grouped(wrong, group_of)
    if len(groups) > FEW:
        worst = sorted(groups, key=lambda home: (-len(groups[home]), home))
        where = quoted([model.name(kind, key) for kind, key in worst if key][:3])
        return [_unmeasured(model, wrong, Subject("entity", model.company), len(measures), right, where)]
    found = []
    for (kind, key), group in groups.items():
        subject = Subject(kind, key) if key else Subject("entity", model.company)
        found.append(_unmeasured(model, group, subject, sizes[kind, key], right))
    return found


def _unmeasured(
    model: Model, group: Sequence[Measurability], subject: Subject, total: int, right: float, where: tuple[Text, ...] = ()
) -> Finding:
    """Tell of one objective, of those of one axis or department, or of the whole company, with where most of them are."""
    first = group[0]
    counts = {reason: sum(m.reason == reason for m in group) for reason in UNMEASURED}
    lacks = tuple(_lack(reason, count) for reason, count in counts.items() if count)
    if subject.kind == "objective":
        kpis = {"kpis": quoted([model.name("kpi", key) for key in first.kpis])} if first.kpis else {}
        text = Text(UNMEASURED[first.reason], objective=first.objective.name, **kpis)
    else:
        named = Text(N_("“%(name)s”"), name=model.name(subject.kind, subject.key))
        text = Text.many(
            N_("%(group)s: %(count)s of its %(total)s objectives cannot be measured (%(lacks)s)."),
            N_("%(group)s: %(count)s of its %(total)s objectives cannot be measured (%(lacks)s)."),
            count=len(group),
            total=total,
            group=Text(N_("No department or axis named")) if subject.kind == "entity" else named,
            lacks=lacks,
        )
    if where:
        text = Text.many(
            N_("%(count)s of the %(total)s objectives cannot be measured (%(lacks)s), most of them in %(where)s."),
            N_("%(count)s of the %(total)s objectives cannot be measured (%(lacks)s), most of them in %(where)s."),
            count=len(group),
            total=total,
            lacks=lacks,
            where=where,
        )
    due = [m.objective.due_on for m in group if m.objective.due_on is not None]
    return Finding(
        rule="strategy.not_measurable",
        subjects=(subject,),
        text=text,
        evidence=(
            Evidence(
                "objective",
                tuple((m.objective.key,) for m in group),
                ("name", "unit", "due_on", "key_results", "kpis", "reason"),
                tuple(
                    (m.objective.name, model.name("unit", m.objective.unit), m.objective.due_on, len(m.key_results), len(m.kpis), m.reason)
                    for m in group
                ),
            ),
        ),
        since=_since(model, [("objective", m.objective.key) for m in group]),
        confidence=right,
        due_on=min(due, default=None),
        method="not-measurable",
    )
