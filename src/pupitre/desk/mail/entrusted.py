"""Letters about an action: what is entrusted, to whom, by when; and what became of that."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Final
from urllib.parse import quote, unquote

from django.utils import timezone

from pupitre import words
from pupitre.desk import findings
from pupitre.desk.actions import Action, every, get
from pupitre.desk.changes.turn import writing
from pupitre.desk.mail import links, outbox
from pupitre.desk.mail.address import Reader, readers
from pupitre.desk.mail.body import Link, Part
from pupitre.desk.mail.calendar import ics
from pupitre.kernel import N_, Text
from pupitre.records.models import MODELS, Letter
from pupitre.words import Lang

KIND: Final = "action"
GONE: Final = "action_gone"
NOBODY: Final = "-"
ASKED: Final = ("done", "late", "blocked")
ANSWERS: Final[dict[str, Text]] = {
    "done": Text(N_("It is done")),
    "late": Text(N_("It will be late")),
    "blocked": Text(N_("I am blocked")),
}


@dataclass(frozen=True, slots=True)
class Told:
    """What the last letter about an action said: to whom, for which day, in which words.

    Args:
        key: The action. owner: Whom it was entrusted to. due_on: The day, as written in the mark.
        words: A digest of what is to be done.
        number: How many letters there were before.
    """

    key: str
    owner: str
    due_on: str
    words: str
    number: int

    @property
    def mark(self) -> str:
        """The mark of the letter."""
        return "/".join((KIND, quote(self.key, safe=""), quote(self.owner, safe=""), self.due_on, self.words, str(self.number)))


def tell_entrusted(key: str, *, by: str) -> bool:
    """Write to the owner of an action what is entrusted to them; tell whether there is a letter.

    The caller holds the transaction in which the action is written: both are kept, or neither.

    Args:
        key: The action.
        by: Who entrusts it.
    """
    action = get(key)
    if action is None or action.is_done or not action.owner:
        return False
    told = told_of([key]).get(key)
    state = _state(action, told)
    if told is not None and _same(told, state):
        return False
    return _write(action, state, by=by, before=None)


def follow(now: datetime) -> int:
    """Tell people that the date or the owner of an action they were told of changed; return how many letters were written.

    Every way of changing one ends here: a report, an edit, an import, an undo.
    """
    told = told_of()
    if not told:
        return 0
    count = 0
    with writing():
        for action in every():
            before = told.get(action.key)
            if before is None or action.is_done or not action.owner:
                continue
            state = _state(action, before)
            if (before.owner, before.due_on) == (state.owner, state.due_on):
                continue
            count += _write(action, state, by="", before=before, now=now)
            if before.owner != state.owner:
                count += _write_gone(action, before, now)
    return count


def is_true(letter: Letter) -> bool:
    """Tell whether a letter about an action still says what is: its owner is the same, and it is not done."""
    said = _read(letter.mark)
    action = get(said.key) if said else None
    if said is None or action is None:
        return False
    if letter.kind == GONE:
        return action.owner != said.owner
    return not action.is_done and action.owner == said.owner and _due(action) == said.due_on


def told_of(keys: Iterable[str] | None = None) -> dict[str, Told]:
    """Return, by action, what the last letter about it said; about all of them when no key is given."""
    rows = Letter.objects.filter(kind=KIND).order_by("id")
    if keys is None:
        return _last(rows.values_list("mark", flat=True))
    found: dict[str, Told] = {}
    for key in keys:
        found |= _last(rows.filter(mark__startswith=f"{KIND}/{quote(key, safe='')}/").values_list("mark", flat=True))
    return found


def _last(marks: Iterable[str]) -> dict[str, Told]:
    return {one.key: one for one in map(_read, marks) if one is not None}


def _read(mark: str) -> Told | None:
    match mark.split("/"):
        case [_, key, owner, due_on, said, number]:
            return Told(unquote(key), unquote(owner), due_on, said, int(number))
    return None


def _state(action: Action, told: Told | None) -> Told:
    said = hashlib.sha256(action.title.encode()).hexdigest()[:8]
    return Told(action.key, action.owner or NOBODY, _due(action), said, told.number + 1 if told else 0)


def _due(action: Action) -> str:
    return action.due_on.isoformat() if action.due_on else NOBODY


def _same(one: Told, other: Told) -> bool:
    return replace(one, number=0) == replace(other, number=0)


def _write(action: Action, state: Told, *, by: str, before: Told | None, now: datetime | None = None) -> bool:
    at = now or timezone.now()
    who = readers([state.owner]).get(state.owner)
    if who is None or not who.email:
        return False
    is_moved = before is not None and before.owner == state.owner
    subject, title = _opening(action, by=by, is_moved=is_moved, lang=who.lang)
    return outbox.write(
        state.mark,
        kind=KIND,
        to=who.email,
        lang=who.lang,
        subject=subject,
        title=title,
        parts=[card(action, who, now=at), _hint(who.lang)],
        calendar=ics(action.key, title=action.title, due_on=action.due_on, about=why(action, who.lang), sequence=state.number, now=at)
        if action.due_on
        else "",
        now=at,
    )


def _opening(action: Action, *, by: str, is_moved: bool, lang: Lang) -> tuple[str, str]:
    if is_moved and action.due_on:
        said = Text(N_("New date: %(title)s"), title=action.title)
        return words.render(said, lang), words.render(Text(N_("The date of this action is now %(day)s."), day=action.due_on), lang)
    subject = Text(N_("Entrusted to you: %(title)s"), title=action.title)
    title = Text(N_("%(by)s entrusts you with an action."), by=by) if by else Text(N_("You are now in charge of an action."))
    return words.render(subject, lang), words.render(title, lang)


def _write_gone(action: Action, before: Told, now: datetime) -> bool:
    """Tell whoever was in charge that they no longer are, and take the day off their calendar."""
    who = readers([before.owner]).get(before.owner)
    if who is None or not who.email:
        return False
    lang, number = who.lang, before.number + 1
    text = words.render(Text(N_("You have nothing left to do about it: somebody else is now in charge.")), lang)
    due_on = date.fromisoformat(before.due_on) if before.due_on != NOBODY else None
    off = ics(action.key, title=action.title, due_on=due_on, about=text, sequence=number, now=now, is_off=True) if due_on else ""
    return outbox.write(
        replace(before, number=number).mark.replace(KIND, GONE, 1),
        kind=GONE,
        to=who.email,
        lang=lang,
        subject=words.render(Text(N_("No longer yours: %(title)s"), title=action.title), lang),
        title=words.render(Text(N_("This action is no longer entrusted to you.")), lang),
        parts=[Part("card", title=action.title), Part("said", text)],
        calendar=off,
        now=now,
    )


def card(action: Action, who: Reader, *, now: datetime) -> Part:
    """Return an action as a letter shows it, with the three answers, one touch away."""
    mark = links.make("action", action.key, person=who.person, now=now)
    facts = [(words.render(Text(N_("Why")), who.lang), why(action, who.lang))]
    if action.due_on:
        facts.append((words.render(Text(N_("To be done by")), who.lang), words.day(action.due_on, who.lang)))
    facts.append((words.render(Text(N_("Comment")), who.lang), action.comment or ""))
    shown = tuple(pair for pair in facts if pair[1])
    answers = tuple(Link(words.render(ANSWERS[name], who.lang), f"{mark}?state={name}", is_main=name == "done") for name in ASKED)
    return Part("card", title=action.title, facts=shown, links=answers)


def why(action: Action, lang: Lang) -> str:
    """Return why an action is asked for: the sentence of its finding, else the decision that it carries out."""
    item = findings.get(action.finding, on=timezone.localdate()) if action.finding else None
    if item is not None:
        return words.render(item.finding.text, lang)
    title = MODELS["decision"].objects.filter(key=action.decision).values_list("title", flat=True).first() if action.decision else None
    return words.render(Text(N_("It carries out this decision: %(title)s"), title=title), lang) if title else ""


def _hint(lang: Lang) -> Part:
    text = Text(N_("Answer in one minute, without signing in: the links are yours, serve once and hold for fourteen days."))
    return Part("small", words.render(text, lang))
