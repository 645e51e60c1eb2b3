"""The dossier of one finding: its priced options, its life, what was taken up."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone

from pupitre import words
from pupitre.desk.changes import history
from pupitre.desk.decide import REFUSALS
from pupitre.desk.findings import Kept
from pupitre.desk.web.addresses import address
from pupitre.desk.web.cards import PER, STATES, due
from pupitre.desk.web.people import names
from pupitre.kernel import N_, Money, Option, Text
from pupitre.records.models import MODELS


@dataclass(frozen=True, slots=True)
class OptionLine:
    """One possible decision, priced where it can be."""

    code: str
    text: Text
    effect: Text | None
    cost: Money | None
    gain: Money | None
    unpriced: Text | None
    is_best: bool
    is_nothing: bool


def option_lines(options: Sequence[Option], best: Option | None) -> tuple[OptionLine, ...]:
    """Return the options, the best first, doing nothing last."""
    lines = [
        OptionLine(
            code=one.code,
            text=one.text,
            effect=one.effect,
            cost=one.cost,
            gain=one.gain,
            unpriced=one.unpriced,
            is_best=one == best and one.gain is not None,
            is_nothing=one.code == "do_nothing",
        )
        for one in options
    ]
    return tuple(sorted(lines, key=lambda line: (not line.is_best, line.is_nothing)))


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that happened to a finding; the last thing done by hand can be undone."""

    text: Text
    on: date
    at: datetime | None = None
    undo: int | None = None


def life(item: Kept) -> tuple[Step, ...]:
    """Return what happened to a finding, the latest first."""
    steps = [
        Step(Text(N_("The data show it since this day")), item.finding.since),
        Step(Text(N_("Found by an examination")), item.first_seen),
    ]
    if item.opened_on != item.first_seen:
        steps.append(Step(Text(N_("Found again after it had been closed")), item.opened_on))
    done = history("finding_state", [item.fingerprint])
    for entry in done:
        text = Text(N_("%(what)s (%(who)s)"), what=entry.why, who=entry.by) if entry.why else Text(N_("Changed by %(who)s"), who=entry.by)
        can_undo = entry is done[-1] and entry.kind == "edit" and item.closed_on is None
        steps.append(Step(text, timezone.localdate(entry.at), entry.at, entry.change_id if can_undo else None))
    if item.closed_on:
        steps.append(Step(Text(N_("Closed: the data no longer show it")), item.closed_on))
    return tuple(sorted(steps, key=lambda step: (step.on, step.at.isoformat() if step.at else ""), reverse=True))


@dataclass(frozen=True, slots=True)
class Taken:
    """A decision or an action about a finding: its code, its words, who carries it, its dates."""

    key: str
    kind: Text
    title: str
    choice: str
    owner: str
    due_on: date | None
    review_on: date | None
    is_done: bool
    link: str = ""


def taken(item: Kept) -> tuple[Taken, ...]:
    """Return the decision and the action about a finding."""
    found: list[Taken] = []
    if item.decision and (row := MODELS["decision"].objects.filter(key=item.decision).first()):
        owner = names("person", {row.owner}).get(row.owner, row.owner or "")
        choice, is_done, link = row.choice or "", row.status == "done", address("decide:decision", row.key)
        found.append(Taken(row.key, Text(N_("Decision")), row.title, choice, owner, row.due_on, row.review_on, is_done, link))
    if item.action and (row := MODELS["action"].objects.filter(key=item.action).first()):
        owner = names("person", {row.owner}).get(row.owner, row.owner or "")
        link = address("decide:action", row.key)
        found.append(Taken(row.key, Text(N_("Action")), row.title, "", owner, row.due_on, None, bool(row.is_done), link))
    return tuple(found)


@dataclass(frozen=True, slots=True)
class Tile:
    """One figure on top of the dossier, written for the reader."""

    label: Text
    value: str
    note: str
    how: str = ""


def tiles(item: Kept, *, on: date, lang: words.Lang) -> tuple[Tile, ...]:
    """Return the figures of a finding; one that is not known says so in words."""
    finding = item.finding
    stake = finding.stake
    unknown = words.render(Text(N_("not known")), lang)
    amount, bounds = words.render(Text(N_("not priced")), lang), ""
    if stake:
        amount = words.money(Money(stake.likely, stake.currency), lang)
        bounds = words.render(PER[stake.per], lang)
        if stake.low != stake.high:
            bounds += ", " + words.money_range(Money(stake.low, stake.currency), Money(stake.high, stake.currency), lang)
    sure = unknown if finding.confidence is None else words.share(finding.confidence, lang)
    phrase = due(finding, on)
    return (
        Tile(Text(N_("At stake")), amount, bounds, "#proof"),
        Tile(Text(N_("How sure")), sure, "", "#method"),
        Tile(Text(N_("Shown by the data since")), words.day(finding.since, lang), words.ago(finding.since, lang, on=on)),
        Tile(
            Text(N_("Date at stake")),
            words.day(finding.due_on, lang) if finding.due_on else words.render(Text(N_("no date")), lang),
            words.render(phrase, lang) if phrase and finding.due_on and finding.due_on < on else "",
        ),
    )


def state_text(item: Kept) -> Text:
    """Return where a finding stands, with the reason and the day when it is set aside."""
    if item.state == "set_aside":
        reason = item.reason or REFUSALS[item.refusal or "other"]
        if item.until:
            return Text(N_("Set aside until %(day)s: %(reason)s"), day=item.until, reason=reason)
        return Text(N_("Set aside: %(reason)s"), reason=reason)
    return STATES[item.state]
