"""What decisions and actions mean for a reader, as findings with their proof."""

from __future__ import annotations

from datetime import date, timedelta

from pupitre.domains.meetings.analysis import GRACE, PATIENCE, TOGETHER, Late, Ownerless, Wait, blocked, overdue, ownerless, waits
from pupitre.domains.meetings.inputs import Action, Model
from pupitre.kernel import N_, Absence, Days, Evidence, Finding, Subject, Text, quoted

COUNTED = 1.0
"""Confidence of what is read in the files as it stands, not estimated."""


def findings(model: Model) -> tuple[Finding, ...]:
    """Return every finding of the domain."""
    found = ownerless(model)
    told = [_ownerless(model, found)] if found.without and found.is_usual else []
    late = [_overdue(model, one) for one in overdue(model) if len(one.actions) >= TOGETHER]
    return (*told, *(_wait(model, wait) for wait in waits(blocked(model)) if len(wait.actions) >= TOGETHER), *late)


def absent(model: Model) -> tuple[Absence, ...]:
    """Return what cannot be said, with its reason."""
    found = ownerless(model)
    if not found.without or found.is_usual:
        return ()
    return (
        Absence(
            "meetings.decision_without_owner", Text(N_("Most decisions name no owner: load who carries them to know which are left alone."))
        ),
    )


def _ownerless(model: Model, found: Ownerless) -> Finding:
    due = [d.due_on for d in found.without if d.due_on is not None]
    taken = [d.decided_on for d in found.without if d.decided_on is not None]
    text = Text.many(
        N_("%(count)s of the %(live)s live decisions has no owner: %(titles)s."),
        N_("%(count)s of the %(live)s live decisions have no owner, such as %(titles)s."),
        count=len(found.without),
        live=found.live,
        titles=quoted([d.title for d in found.without], most=3),
    )
    if taken:
        text = Text(N_("%(sentence)s The oldest was taken on %(day)s."), sentence=text, day=min(taken))
    return Finding(
        rule="meetings.decision_without_owner",
        subjects=(Subject("entity", model.company),),
        text=text,
        evidence=(
            Evidence(
                "decision",
                tuple((d.key,) for d in found.without),
                ("title", "unit", "decided_on", "due_on"),
                tuple((d.title, model.name("unit", d.unit), d.decided_on, d.due_on) for d in found.without),
            ),
        ),
        since=min(taken, default=model.on),
        confidence=COUNTED,
        due_on=min(due, default=None),
        method="decision-without-owner",
    )


def is_overdue(model: Model, action: Action) -> bool:
    """Tell whether an action is past its date."""
    return action.due_on is not None and action.due_on < model.on


def _wait(model: Model, wait: Wait) -> Finding:
    since = [a.blocked_on for a in wait.actions if a.blocked_on is not None]
    overdue = sum(is_overdue(model, a) for a in wait.actions)
    text = Text.many(
        N_("%(count)s action has waited over %(days)s days for the same thing: “%(what)s”."),
        N_("%(count)s actions have waited over %(days)s days for the same thing: “%(what)s”."),
        count=len(wait.actions),
        days=PATIENCE.days,
        what=wait.waits_for,
    )
    if overdue:
        more = Text.many(N_("%(count)s of them is past its date."), N_("%(count)s of them are past their date."), count=overdue)
        text = Text(N_("%(sentence)s %(more)s"), sentence=text, more=more)
    return Finding(
        rule="meetings.blocked_actions",
        subjects=(Subject("blocker", wait.key),),
        text=text,
        evidence=(
            Evidence(
                "action",
                tuple((a.key,) for a in wait.actions),
                ("title", "owner", "unit", "blocked_on", "blocked_by", "due_on"),
                tuple(
                    (a.title, model.name("person", a.owner), model.name("unit", a.unit), a.blocked_on, a.blocked_by, a.due_on)
                    for a in wait.actions
                ),
            ),
        ),
        since=_over(min(since)),
        confidence=COUNTED,
        due_on=min((a.due_on for a in wait.actions if a.due_on is not None and a.due_on >= model.on), default=None),
        method="blocked-actions",
    )


def _overdue(model: Model, late: Late) -> Finding:
    oldest = late.actions[0]
    home = model.name("unit", late.unit) if late.unit else Text(N_("No department"))
    text = Text.many(
        N_("%(home)s: %(count)s open action is over %(days)s days past its date: %(titles)s."),
        N_("%(home)s: %(count)s open actions are over %(days)s days past their date, such as %(titles)s."),
        count=len(late.actions),
        home=home,
        days=GRACE.days,
        titles=quoted([a.title for a in late.actions], most=2),
    )
    days = (model.on - oldest.due_on).days if oldest.due_on else 0
    text = Text(N_("%(sentence)s The oldest is %(late)s late."), sentence=text, late=Days(days))
    first = [a.due_on for a in late.actions if a.due_on is not None]
    return Finding(
        rule="meetings.overdue_actions",
        subjects=(Subject("unit", late.unit) if late.unit else Subject("entity", model.company),),
        text=text,
        evidence=(
            Evidence(
                "action",
                tuple((a.key,) for a in late.actions),
                ("title", "owner", "decision", "due_on"),
                tuple((a.title, model.name("person", a.owner), a.decision, a.due_on) for a in late.actions),
            ),
        ),
        since=min(first) + GRACE + timedelta(days=1),
        confidence=COUNTED,
        method="overdue-actions",
    )


def _over(blocked_on: date) -> date:
    """Return the first day on which a wait is longer than patience."""
    return blocked_on + PATIENCE + timedelta(days=1)
