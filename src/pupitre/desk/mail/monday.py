"""The page of Monday: three decisions to take, what changed in a week, what one is late with."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final

from django.utils import timezone

from pupitre import words
from pupitre.desk import actions, findings, overview
from pupitre.desk.changes.turn import writing
from pupitre.desk.findings import Kept
from pupitre.desk.mail import links, outbox
from pupitre.desk.mail.address import Reader, language_of, valid
from pupitre.desk.mail.body import Link, Part
from pupitre.desk.mail.entrusted import card
from pupitre.desk.rights import Reach, Viewer, reach
from pupitre.desk.rights.tokens import viewer_of
from pupitre.desk.web import standing
from pupitre.desk.web.cards import PER, best_option, due
from pupitre.desk.web.shortlist import shortlist
from pupitre.kernel import N_, Money, Option, Text
from pupitre.records.models import Account, ExaminationRun, Letter
from pupitre.words import Lang

KIND: Final = "monday"
ROLES: Final = ("administrator", "direction")
"""Who may ask for it: those who decide for the whole company."""
FROM, UNTIL = time(7), time(12)
"""Written at seven, or when Pupitre starts later that morning; at noon it is too late for a page that opens the week."""
DECISIONS: Final = 3
CHANGES: Final = 4
LATE: Final = 5


def is_wanted(account: Account) -> bool:
    """Tell whether somebody receives the page: as they said, else as their role does."""
    if not account.is_active or account.role not in ROLES:
        return False
    return account.role == "direction" if account.monday_letter is None else account.monday_letter


def is_time(now: datetime) -> bool:
    """Tell whether the page is to be written now, by the clock of the home."""
    here = timezone.localtime(now)
    return here.weekday() == 0 and FROM <= here.time() < UNTIL


def write_due(now: datetime) -> int:
    """Write the page of this Monday for whoever has none yet, and return how many are new."""
    if not is_time(now):
        return 0
    week = timezone.localtime(now).strftime("%G-W%V")
    wanted = {f"{KIND}/{one.pk}/{week}": one for one in Account.objects.filter(role__in=ROLES).order_by("id") if is_wanted(one)}
    known = set(Letter.objects.filter(mark__in=wanted).values_list("mark", flat=True))
    count = 0
    for mark, account in wanted.items():
        if mark not in known:
            with writing():
                count += _write(mark, account, now)
    return count


def account_of(letter: Letter) -> Account | None:
    """Return whose page a letter is, nothing when they no longer receive it."""
    account = Account.objects.filter(pk=int(letter.mark.split("/")[1])).first()
    return account if account is not None and is_wanted(account) else None


def may_decide(account: Account, item: Kept | None) -> bool:
    """Tell whether an account may decide about a finding now."""
    viewer = viewer_of(account)
    return account.is_active and item is not None and viewer.can("decide") and reach(viewer).finding(item.finding)


@dataclass(frozen=True, slots=True)
class Page:
    """The page of one person.

    Args:
        subject: The subject of the letter. title: Its first line. parts: What follows.
    """

    subject: str
    title: str
    parts: tuple[Part, ...]


def _write(mark: str, account: Account, now: datetime) -> bool:
    to = valid(account.email)
    if not to:
        return False
    made = page(account, now)
    return outbox.write(
        mark, kind=KIND, to=to, lang=language_of(account), subject=made.subject, title=made.title, parts=made.parts, now=now
    )


def page(account: Account, now: datetime) -> Page:
    """Return the page of one person: what is in their reach, with links that have their rights."""
    viewer, lang = viewer_of(account), language_of(account)
    on, mine = standing.today(), reach(viewer)
    waiting = [item for item in mine.findings(findings.ranked(on=on)) if item.state == "open"]
    chosen = shortlist(waiting)[:DECISIONS]
    monday = words.day(timezone.localdate(now), lang)
    title = _title(len(chosen), len(waiting))
    parts = [
        *(_decision(number, item, account, on, now, lang) for number, item in enumerate(chosen, 1)),
        *_changes(on, mine, lang),
        *_late(viewer, account, on, now, lang),
    ]
    hint = Text(N_("The executive brief is joined. The links are yours and serve once, within fourteen days: do not pass this letter on."))
    subject = Text(N_("Monday %(day)s: %(what)s"), day=monday, what=title)
    return Page(words.render(subject, lang), words.opening(words.render(title, lang)), (*parts, Part("small", words.render(hint, lang))))


def _title(chosen: int, waiting: int) -> Text:
    if not chosen:
        return Text(N_("nothing waits for your decision"))
    if waiting > chosen:
        return Text.many(
            N_("%(count)s decision to take first, of %(all)s findings"),
            N_("%(count)s decisions to take first, of %(all)s findings"),
            count=chosen,
            all=waiting,
        )
    return Text.many(N_("%(count)s decision to take"), N_("%(count)s decisions to take"), count=chosen)


def _decision(number: int, item: Kept, account: Account, on: date, now: datetime, lang: Lang) -> Part:
    finding, best = item.finding, best_option(item.finding.options)
    stake, matters = finding.stake, due(finding, on)
    facts: list[tuple[Text, Text]] = []
    if stake:
        facts.append((Text(N_("At stake")), Text(N_("%(money)s, %(per)s"), money=Money(stake.likely, stake.currency), per=PER[stake.per])))
    if matters:
        facts.append((Text(N_("By when")), matters))
    if best:
        facts.append((Text(N_("Best option")), priced(best)))
    mark = links.make("finding", item.fingerprint, person=account.person, account=account, now=now)
    ways = (
        (Text(N_("Decide")), f"{mark}?act=decide", True),
        (Text(N_("Entrust")), f"{mark}?act=entrust", False),
        (Text(N_("Later")), f"{mark}?act=later", False),
    )
    return Part(
        "card",
        title=f"{number}. {words.render(finding.text, lang)}",
        facts=tuple((words.render(name, lang), words.render(value, lang)) for name, value in facts),
        links=tuple(Link(words.render(name, lang), href, is_main) for name, href, is_main in ways),
    )


def priced(option: Option) -> Text:
    """Return an option with what it costs and brings, where that is known."""
    cost = option.cost if option.cost and option.cost.amount else None
    if cost and option.gain:
        return Text(N_("%(option)s (costs %(cost)s, brings %(gain)s)"), option=option.text, cost=cost, gain=option.gain)
    if cost:
        return Text(N_("%(option)s (costs %(cost)s)"), option=option.text, cost=cost)
    return Text(N_("%(option)s (brings %(gain)s)"), option=option.text, gain=option.gain) if option.gain else option.text


def _changes(on: date, mine: Reach, lang: Lang) -> list[Part]:
    """Return what opened, closed and moved in a week; nothing before there is an examination a week old."""
    week_ago = on - timedelta(days=7)
    run = ExaminationRun.objects.filter(on__lte=week_ago).exclude(state="running").order_by("-id").first()
    if run is None:
        return []
    since = overview.since_run(run.pk, run.started_at, on=on)
    closed, opened = mine.findings(since.closed), mine.findings(since.opened)
    moved = [one.item for one in since.moved if mine.finding(one.item.finding)]
    kinds = (
        (Text.many(N_("%(count)s finding closed by the data"), N_("%(count)s findings closed by the data"), count=len(closed)), closed),
        (Text.many(N_("%(count)s new finding"), N_("%(count)s new findings"), count=len(opened)), opened),
        (Text.many(N_("%(count)s stake moved"), N_("%(count)s stakes moved"), count=len(moved)), moved),
    )
    made = [Part("said", words.render(text, lang), facts=_lines(items, lang)) for text, items in kinds if items]
    quiet = Text(N_("Since last week nothing opened, closed or moved."))
    return [Part("head", words.render(Text(N_("Since last week")), lang)), *(made or [Part("said", words.render(quiet, lang))])]


def _lines(items: Sequence[Kept], lang: Lang) -> tuple[tuple[str, str], ...]:
    shown = [("", words.render(item.finding.text, lang)) for item in items[:CHANGES]]
    rest = len(items) - len(shown)
    if rest:
        shown.append(("", words.render(Text.many(N_("and %(count)s other"), N_("and %(count)s others"), count=rest), lang)))
    return tuple(shown)


def _late(viewer: Viewer, account: Account, on: date, now: datetime, lang: Lang) -> list[Part]:
    late = [one for one in actions.mine(viewer) if one.is_late(on)]
    if not late:
        return []
    head = Text.many(N_("%(count)s action of yours is late"), N_("%(count)s actions of yours are late"), count=len(late))
    who = Reader(actions.person_of(viewer), account.name, account.email, lang)
    return [Part("head", words.render(head, lang)), *(card(one, who, now=now) for one in late[:LATE])]
