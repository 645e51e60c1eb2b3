"""The desk put together: the answer, what changed, what to decide, how the company stands."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from django.urls import reverse
from django.utils import timezone

from pupitre import words
from pupitre.desk import actions, findings, overview
from pupitre.desk.chances import Chance, chances, likely_count
from pupitre.desk.findings import Kept
from pupitre.desk.rights import Reach, Viewer, reach
from pupitre.desk.web import standing
from pupitre.desk.web.addresses import address
from pupitre.desk.web.answer import Answer, answer
from pupitre.desk.web.cards import STATES, Card, cards
from pupitre.desk.web.decide.wording import action_state
from pupitre.desk.web.evidence import finding_link
from pupitre.desk.web.people import owners
from pupitre.desk.web.proofs import proof
from pupitre.desk.web.shortlist import others_of_a_kind, shortlist
from pupitre.kernel import N_, Money, Share, Text

PACES_SHOWN: Final = 6
ODDS_SHOWN: Final = 6
UNDERWAY_SHOWN: Final = 5
QUEUE_SHOWN: Final = 5
BEHIND: Final = 0.1
"""An objective is called behind when its way lags its time by more than a tenth: less is within what one reading can change."""


@dataclass(frozen=True, slots=True)
class Item:
    """One line of a list: a link, its words, a remark, and where it matters a tone, a state, an amount, a sentence and its proof."""

    link: str
    title: Text
    note: Text | None = None
    tone: str = "calm"
    state: Text | None = None
    amount: Money | None = None
    said: Text | None = None
    said_link: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """What happened since last time, of one kind."""

    icon: str
    text: Text
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class SinceView:
    """Since last time: when that was, and what happened."""

    text: Text
    groups: tuple[Group, ...]
    nothing: Text


@dataclass(frozen=True, slots=True)
class PaceView:
    """One objective: how far, after how much of its time."""

    name: str
    link: str
    tone: str
    word: Text
    is_behind: bool
    done_percent: int
    elapsed_percent: int
    text: Text


@dataclass(frozen=True, slots=True)
class Paces:
    """The objectives that lag most, and how many more there are."""

    shown: tuple[PaceView, ...]
    rest: Text | None


@dataclass(frozen=True, slots=True)
class Odd:
    """One objective with its probability."""

    name: str
    link: str
    chance: Chance


@dataclass(frozen=True, slots=True)
class Odds:
    """The least likely objectives, how many are likely, and the way to all of them."""

    title: Text
    shown: tuple[Odd, ...]
    rest: Text | None
    link: str


@dataclass(frozen=True, slots=True)
class Board:
    """Everything the desk shows."""

    is_blank: bool
    answer: Answer
    first_action: Text
    next_action: Text
    all_text: Text | None
    since: SinceView
    cards: list[Card]
    calm_title: Text
    calm_text: Text
    pulse: tuple[Item, ...]
    odds: Odds | None
    paces: Paces | None
    ranking: Text
    underway: tuple[Item, ...]
    queue: tuple[Item, ...]
    queue_rest: int


def board(viewer: Viewer, *, lang: words.Lang) -> Board:
    """Return the desk of one person: what is in their reach.

    Args:
        viewer: Who looks.
        lang: The language.
    """
    on, mine = standing.today(), reach(viewer)
    overview.visited(viewer.name)
    live = mine.findings(findings.ranked(on=on))
    waiting = [item for item in live if item.state == "open"]
    taken = [item for item in live if item.state != "open"]
    since = _within(overview.since_last(viewer.name, on=on), mine)
    shown = shortlist(waiting)
    is_blank = not live and not standing.has_data()
    is_due = not live and not is_blank and standing.as_of() is None
    mine_to_do = actions.due_soon(viewer, timezone.localdate())
    known = overview.tables()
    paces = [one for one in overview.paces(known) if mine.sees("objective", one.objective)]
    odds = _odds(paces, chances(mine)) if paces else None
    return Board(
        is_blank=is_blank,
        answer=_answer(waiting, taken, is_blank=is_blank, is_due=is_due, lang=lang),
        first_action=Text(N_("Load your first file")),
        next_action=Text(N_("See the data loaded")),
        all_text=_all_text(len(live), len(taken)),
        since=_since(since),
        cards=cards(
            shown,
            on=on,
            owners=owners(shown),
            new=frozenset(item.fingerprint for item in since.opened),
            others=others_of_a_kind(waiting, shown),
        ),
        calm_title=Text(N_("The examination comes next")) if is_due else Text(N_("Nothing waits for you")),
        calm_text=Text(N_("As new data arrive, what goes off track shows here, ranked by what is at stake, with its proof.")),
        pulse=tuple(
            _beat(one, one.domain in {item.domain for item in shown})
            for one in overview.pulse(on=on, ranked=live, known=known, within=mine)
        ),
        odds=odds,
        paces=None if odds else _paces(paces),
        ranking=_ranking(shown),
        underway=tuple(_underway(item) for item in taken[:UNDERWAY_SHOWN]),
        queue=tuple(_to_do(one, timezone.localdate()) for one in mine_to_do[:QUEUE_SHOWN]),
        queue_rest=max(0, len(mine_to_do) - QUEUE_SHOWN),
    )


def _within(since: overview.Since, mine: Reach) -> overview.Since:
    moved = tuple(one for one in since.moved if mine.finding(one.item.finding))
    return replace(since, opened=mine.findings(since.opened), closed=mine.findings(since.closed), moved=moved)


def _answer(waiting: Sequence[Kept], taken: Sequence[Kept], *, is_blank: bool, is_due: bool, lang: words.Lang) -> Answer:
    if is_blank:
        return _blank(lang)
    return _unexamined(lang) if is_due else answer(waiting, under_way=len(taken), lang=lang)


def _blank(lang: words.Lang) -> Answer:
    title = Text(N_("Drop your first file, and read what it says."))
    support = Text(
        N_("A list of projects alone gives those that are late though declared green, and the duplicates. Nothing leaves this machine."),
    )
    return Answer(words.render(title, lang), words.render(support, lang))


def _unexamined(lang: words.Lang) -> Answer:
    title = Text(N_("Your files are loaded; what they say comes next."))
    support = Text(N_("Each domain examines them in turn; what it finds shows here as soon as it is done."))
    return Answer(words.render(title, lang), words.render(support, lang))


def _since(since: overview.Since) -> SinceView:
    if since.previous_at is None:
        return SinceView(
            Text(N_("First visit")), (), Text(N_("From the next one on, this line says what opened, closed and moved meanwhile."))
        )
    opened = [Item(finding_link(item.fingerprint), item.finding.text) for item in since.opened]
    closed = [Item(finding_link(item.fingerprint), item.finding.text) for item in since.closed]
    moved = [Item(finding_link(one.item.fingerprint), one.item.finding.text, _change(one)) for one in since.moved]
    groups = (
        Group("alert-circle", Text.many(N_("%(count)s new finding"), N_("%(count)s new findings"), count=len(opened)), tuple(opened)),
        Group(
            "circle-check",
            Text.many(N_("%(count)s finding closed by the data"), N_("%(count)s findings closed by the data"), count=len(closed)),
            tuple(closed),
        ),
        Group("trending-up", Text.many(N_("%(count)s stake moved"), N_("%(count)s stakes moved"), count=len(moved)), tuple(moved)),
    )
    day = timezone.localdate(since.previous_at)
    return SinceView(
        Text(N_("Since %(day)s"), day=day), tuple(group for group in groups if group.items), Text(N_("nothing opened, closed or moved"))
    )


def _change(one: overview.Moved) -> Text:
    if one.before is None or one.after is None:
        return Text(N_("now priced at %(after)s"), after=one.after) if one.after else Text(N_("no longer priced"))
    return Text(N_("from %(before)s to %(after)s"), before=one.before, after=one.after)


def _all_text(live: int, taken: int) -> Text | None:
    """Return the words of the link to the whole list, which also holds what is decided or entrusted."""
    if not live:
        return None
    if taken:
        return Text.many(
            N_("See the %(count)s finding, %(taken)s of them in hand"),
            N_("See all %(count)s findings, %(taken)s of them in hand"),
            count=live,
            taken=taken,
        )
    return Text.many(N_("See the %(count)s finding"), N_("See all %(count)s findings"), count=live)


def _beat(one: overview.DomainPulse, is_leading: bool) -> Item:
    note = Text.many(N_("%(count)s finding"), N_("%(count)s findings"), count=one.open_count) if one.open_count else None
    if one.state == "failed":
        tone, state = "bad", Text(N_("could not be examined"))
    elif one.state in (None, "waiting", "running"):
        tone, state = "busy" if one.state else "calm", Text(N_("being examined")) if one.state else Text(N_("not examined yet"))
    elif is_leading:
        tone, state = "bad", Text(N_("to act on"))
    elif one.open_count:
        tone, state = "warn", Text(N_("to watch"))
    elif one.absent_count:
        tone, state = "calm", Text(N_("data missing"))
        note = Text.many(
            N_("%(count)s figure could not be computed"), N_("%(count)s figures could not be computed"), count=one.absent_count
        )
    else:
        tone, state = "good", Text(N_("nothing off track"))
    worst = Money(one.worst.likely, one.worst.currency) if one.worst else None
    link = proof(one.said.table, one.said.column, *one.said.key) if one.said else ""
    return Item(f"{reverse('desk:findings')}?domain={one.domain}", one.title, note, tone, state, worst, one.said and one.said.text, link)


def _ranking(shown: Sequence[Kept]) -> Text:
    if any(item.points for item in shown):
        text = N_(
            "Ranked by what settling them adds to the chances of all objectives, each by its weight, then by the stake over twelve months"
        )
        return Text(text)
    return Text(N_("Ranked by what is at stake over twelve months and how sure it is"))


def _odds(paces: Sequence[overview.Pace], found: Mapping[str, Chance]) -> Odds | None:
    """Return the objectives that are least likely; None as long as none has a probability."""
    names = {pace.objective: pace.name for pace in paces}
    known = [found[key] for key in names if key in found and found[key].share is not None]
    if not known:
        return None
    likely, total = likely_count(known)
    title = Text.many(
        N_("%(count)s objective out of %(all)s is likely to be reached"),
        N_("%(count)s objectives out of %(all)s are likely to be reached"),
        count=likely,
        all=total,
    )
    least = sorted(known, key=lambda one: (one.share or 0.0, one.objective))[:ODDS_SHOWN]
    silent = len(names) - total
    rest = None
    if silent:
        rest = Text.many(
            N_("%(count)s objective has no probability yet."), N_("%(count)s objectives have no probability yet."), count=silent
        )
    shown = tuple(Odd(names[one.objective], address("strategy:objective", one.objective), one) for one in least)
    return Odds(title, shown, rest, address("strategy:home"))


def _paces(paces: Sequence[overview.Pace]) -> Paces | None:
    if not paces:
        return None
    known = [pace for pace in paces if pace.done_share is not None and pace.time_share is not None]
    unknown = len(paces) - len(known)
    rest = None
    if unknown:
        rest = Text.many(N_("%(count)s objective has no reading yet."), N_("%(count)s objectives have no reading yet."), count=unknown)
    return Paces(tuple(map(_pace, known[:PACES_SHOWN])), rest)


def _pace(pace: overview.Pace) -> PaceView:
    done, elapsed = pace.done_share or 0.0, pace.time_share or 0.0
    is_behind = elapsed - done > BEHIND
    word = Text(N_("behind")) if is_behind else Text(N_("ahead")) if done - elapsed > BEHIND else Text(N_("on pace"))
    return PaceView(
        name=pace.name,
        link=address("strategy:objective", pace.objective),
        tone="warn" if is_behind else "good",
        word=word,
        is_behind=is_behind,
        done_percent=round(100 * min(1.0, max(0.0, done))),
        elapsed_percent=round(100 * min(1.0, max(0.0, elapsed))),
        text=Text(N_("%(done)s of the way, %(time)s of the time"), done=Share(done), time=Share(elapsed)),
    )


def _to_do(one: actions.Action, on: date) -> Item:
    tone, state = action_state(one, on)
    return Item(address("decide:action", one.key), Text("%(title)s", title=one.title), tone=tone, state=state)


def _underway(item: Kept) -> Item:
    return Item(finding_link(item.fingerprint), item.finding.text, tone="busy", state=STATES[item.state])
