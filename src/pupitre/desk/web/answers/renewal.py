"""A new link, sent to the person for whom an earlier one was made."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone

from pupitre import words
from pupitre.desk import actions, findings
from pupitre.desk.changes.turn import writing
from pupitre.desk.mail import links, monday, outbox
from pupitre.desk.mail.address import language_of, reader, valid
from pupitre.desk.mail.body import Link, Part
from pupitre.desk.mail.entrusted import card
from pupitre.kernel import N_, Text
from pupitre.records.models import AnswerLink

KIND = "renewal"
SUBJECT = Text(N_("Your new link"))


def write(link: AnswerLink, now: datetime) -> bool:
    """Write a letter with a new link, once a day for each link, and tell whether there is one."""
    mark = f"{KIND}/{link.pk}/{timezone.localdate(now).isoformat()}"
    with writing():
        return _action(link, mark, now) if link.kind == "action" else _finding(link, mark, now)


def _action(link: AnswerLink, mark: str, now: datetime) -> bool:
    action, who = actions.get(link.key), reader(link.person)
    if action is None or action.is_done or who is None or action.owner != who.person:
        return False
    subject = words.render(SUBJECT, who.lang)
    return outbox.write(
        mark, kind=KIND, to=who.email, lang=who.lang, subject=subject, title=subject, parts=[card(action, who, now=now)], now=now
    )


def _finding(link: AnswerLink, mark: str, now: datetime) -> bool:
    account = link.account
    item = findings.get(link.key, on=timezone.localdate(now))
    if account is None or not monday.may_decide(account, item):
        return False
    lang = language_of(account)
    made = links.make("finding", link.key, person=link.person, account=account, now=now)
    subject = words.render(SUBJECT, lang)
    answer = Link(words.render(Text(N_("Answer")), lang), made, is_main=True)
    card_of = Part("card", title=words.render(item.finding.text, lang) if item else "", links=(answer,))
    return outbox.write(mark, kind=KIND, to=valid(account.email), lang=lang, subject=subject, title=subject, parts=[card_of], now=now)
