"""The ledger of probabilities as a page: its answer, its picture, its cases."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from pupitre import words
from pupitre.charts import Chart
from pupitre.charts.reliability import Truth, reliability
from pupitre.desk.chances import between, said
from pupitre.desk.probabilities import Case, Origin
from pupitre.desk.web.addresses import address
from pupitre.desk.web.proofs import proof
from pupitre.impact.outcomes import REASONS
from pupitre.kernel import N_, Share, Text
from pupitre.maths.reliability import ENOUGH, Bucket, Reliability
from pupitre.maths.reliability import reliability as measured

SHOWN: Final = 12
"""Cases shown first: the last that were resolved, then those that come next."""
VERDICTS: Final[Mapping[str, tuple[str, Text]]] = {
    "in_line": ("good", Text(N_("as it was said"))),
    "too_low": ("warn", Text(N_("more often than said"))),
    "too_high": ("bad", Text(N_("less often than said"))),
}
ORIGINS: Final[Mapping[Origin, Text]] = {"live": Text(N_("Published")), "replayed": Text(N_("Replayed"))}
REPLAYED: Final = Text(
    N_(
        "These probabilities were not published at the time: they are what would have been said of past objectives, with only the readings "
        "known then, without the effects of projects. They are never counted with the published ones."
    )
)


@dataclass(frozen=True, slots=True)
class Line:
    """One case, written for the reader; its proof is the chance of today's examination where there is one, else the objective."""

    objective: str
    link: str
    proof: str
    question: Text
    chance: Text
    range: Text
    published_on: date
    due_on: date
    tone: str
    outcome: Text
    why: Text | None


@dataclass(frozen=True, slots=True)
class Tab:
    """One origin of cases, with its address and how many there are."""

    title: Text
    origin: Origin
    count: int
    is_current: bool


@dataclass(frozen=True, slots=True)
class Ledger:
    """The page.

    Args:
        origin: The cases shown. note: What the cases shown are, when not published. wide, narrow: The picture; None with too few cases.
        proof: What the counts rest on: the cases of the page, else the objectives.
        resolved, open_count, unknown_count: Cases told, waited for, and that cannot be told. next_on: The next day that tells some.
    """

    headline: Text
    support: Text
    tabs: tuple[Tab, ...]
    origin: Origin
    proof: str
    note: Text | None
    wide: Chart | None
    narrow: Chart | None
    resolved: int
    open_count: int
    unknown_count: int
    next_on: date | None
    brier: float | None
    base: float | None
    missing: int
    lines: tuple[Line, ...]
    rest: int
    is_empty: bool


def ledger(
    every: Sequence[Case],
    names: Mapping[str, str],
    *,
    origin: Origin | None,
    lang: words.Lang,
    is_whole: bool = False,
    current: Collection[tuple[str, int]] = (),
) -> Ledger:
    """Return the ledger as a page.

    Args:
        every: The cases in reach. names: Objective → its name.
        origin: The cases asked for; the published ones once there are enough of them, else the replayed ones.
        lang: The reader's language. is_whole: Show every case.
        current: Objectives and horizons that the last examination has a chance for.
    """
    by_origin: dict[Origin, list[Case]] = {name: [one for one in every if one.origin == name] for name in ORIGINS}
    told = {name: [one for one in several if one.has_happened is not None] for name, several in by_origin.items()}
    chosen: Origin = origin or ("replayed" if len(told["live"]) < ENOUGH <= len(told["replayed"]) else "live")
    mine, resolved = by_origin[chosen], told[chosen]
    found = measured([one.chance for one in resolved], [bool(one.has_happened) for one in resolved])
    waiting = sorted((one for one in mine if one.is_open), key=lambda one: (one.due_on, one.objective))
    latest = sorted((one for one in mine if not one.is_open), key=lambda one: (-one.due_on.toordinal(), one.objective, one.horizon_days))
    shown = (latest + waiting)[: None if is_whole else SHOWN]
    drawn = [_drawn(found, lang, width) for width in (620.0, 340.0)] if found.has_enough else [None, None]
    return Ledger(
        headline=headline(found),
        support=support(found, waiting),
        tabs=tuple(Tab(ORIGINS[name], name, len(by_origin[name]), name == chosen) for name in ORIGINS),
        origin=chosen,
        proof="#cases" if shown else proof("objective"),
        note=REPLAYED if chosen == "replayed" else None,
        wide=drawn[0],
        narrow=drawn[1],
        resolved=len(resolved),
        open_count=len(waiting),
        unknown_count=sum(bool(one.reason) for one in mine),
        next_on=waiting[0].due_on if waiting else None,
        brier=found.brier,
        base=found.base,
        missing=max(ENOUGH - len(resolved), 0),
        lines=tuple(_line(one, names, current) for one in shown),
        rest=len(mine) - len(shown),
        is_empty=not every,
    )


def headline(found: Reliability) -> Text:
    """Return the answer: whether what was said came true as often as that."""
    if not found.count:
        return Text(N_("Too early to tell: no probability has come to its date yet, %(needed)s are needed."), needed=ENOUGH)
    if not found.has_enough:
        return Text.many(
            N_("Too few cases to tell: %(count)s probability has come to its date, %(needed)s are needed."),
            N_("Too few cases to tell: %(count)s probabilities have come to their date, %(needed)s are needed."),
            count=found.count,
            needed=ENOUGH,
        )
    off = [one for one in found.buckets if one.verdict in ("too_low", "too_high")]
    if not off:
        return Text(N_("Yes: what was said came true as often as that, as far as chance allows to tell."))
    worst = max(off, key=lambda one: (abs((one.share or 0.0) - (one.said or 0.0)), one.low))
    return _off(worst)


def _off(one: Bucket) -> Text:
    values = {"said": Share(one.said or 0.0), "share": Share(one.share or 0.0), "happened": one.happened, "count": one.count}
    if one.verdict == "too_low":
        return Text(N_("Too cautious: what was said %(said)s likely came true %(happened)s times in %(count)s (%(share)s)."), **values)
    return Text(N_("Too confident: what was said %(said)s likely came true %(happened)s times in %(count)s (%(share)s)."), **values)


def support(found: Reliability, waiting: Sequence[Case]) -> Text:
    """Return what stands below the answer: how the score compares, or what is waited for."""
    if found.has_enough and found.brier is not None and found.base is not None:
        better = found.brier < found.base
        sentence = (
            N_("Over %(count)s cases, they told more than saying %(share)s each time would have.")
            if better
            else N_("Over %(count)s cases, they told no more than saying %(share)s each time would have.")
        )
        share = sum(one.happened for one in found.buckets) / found.count
        return Text(sentence, count=found.count, share=Share(share))
    if waiting:
        return Text.many(
            N_("%(count)s probability waits for its date, %(day)s."),
            N_("%(count)s probabilities wait for their date, the first on %(day)s."),
            count=len(waiting),
            day=waiting[0].due_on,
        )
    return Text(N_("Each examination publishes the probabilities of the objectives; they are checked at their date."))


def _drawn(found: Reliability, lang: words.Lang, width: float) -> Chart:
    truths = [
        Truth(
            said=one.said,
            came_true=one.share or 0.0,
            low=one.share_low or 0.0,
            high=one.share_high or 0.0,
            count=one.count,
            happened=one.happened,
            tone="good" if one.verdict == "in_line" else "warn" if one.verdict == "too_low" else "bad",
            words=words.render(VERDICTS[one.verdict][1], lang),
        )
        for one in found.buckets
        if one.said is not None
    ]
    title = words.render(Text(N_("How often what was said came true")), lang)
    message = words.render(headline(found), lang)
    return reliability(truths, title=title, message=message, lang=lang, width=width, height=380 if width > 400 else 320)


def _line(one: Case, names: Mapping[str, str], current: Collection[tuple[str, int]]) -> Line:
    own = (one.objective, one.horizon_days)
    if one.is_open:
        tone, outcome = "calm", Text(N_("not known yet"))
    elif one.reason:
        tone, outcome = "warn", Text(N_("left untold"))
    else:
        tone, outcome = ("good", Text(N_("came true"))) if one.has_happened else ("bad", Text(N_("did not come true")))
    return Line(
        objective=names.get(one.objective, one.objective),
        link=address("strategy:objective", one.objective),
        proof=proof("impact.horizon_chance", "chance", *own) if one.is_open and own in current else proof("objective", "", one.objective),
        question=Text(N_("on its path")) if one.question == "on_path" else Text(N_("reached")),
        chance=said(one.chance),
        range=between(one.low, one.high),
        published_on=one.published_on,
        due_on=one.due_on,
        tone=tone,
        outcome=outcome,
        why=REASONS.get(one.reason),
    )
