"""Findings as a list to export."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from pupitre.desk.findings import Kept, State
from pupitre.desk.registry import domains
from pupitre.desk.sheets import Column, Sheet
from pupitre.desk.web.cards import best_option, rule_name
from pupitre.desk.web.people import Owner
from pupitre.kernel import N_, Money, Text

STATES: Final[Mapping[State, Text]] = {
    "open": Text(N_("open")),
    "deciding": Text(N_("in decision")),
    "entrusted": Text(N_("entrusted")),
    "set_aside": Text(N_("set aside")),
    "closed": Text(N_("closed by the data")),
}
COLUMNS: Final = (
    Column(Text(N_("Finding"))),
    Column(Text(N_("Kind of finding"))),
    Column(Text(N_("Domain"))),
    Column(Text(N_("State"))),
    Column(Text(N_("About")), "code"),
    Column(Text(N_("Owner"))),
    Column(Text(N_("Likely stake")), "money", 0),
    Column(Text(N_("Stake, low")), "money", 0),
    Column(Text(N_("Stake, high")), "money", 0),
    Column(Text(N_("How sure")), "share"),
    Column(Text(N_("Cause"))),
    Column(Text(N_("Best option"))),
    Column(Text(N_("Since")), "date"),
    Column(Text(N_("Due on")), "date"),
    Column(Text(N_("Reason given"))),
)


def sheet(items: Sequence[Kept], owners: Mapping[str, Owner], filters: Sequence[tuple[Text, Text | str]] = ()) -> Sheet:
    """Return findings as they are ranked.

    Args:
        items: The findings. owners: By fingerprint, who is in charge. filters: What the list was narrowed to.
    """
    titles = {card.name: card.title for card in domains()}
    return Sheet(Text(N_("Findings")), COLUMNS, [_row(item, owners.get(item.fingerprint), titles) for item in items], filters)


def _row(item: Kept, owner: Owner | None, titles: Mapping[str, Text]) -> tuple[object, ...]:
    finding, stake = item.finding, item.finding.stake
    best = best_option(finding.options)
    money = [Money(amount, stake.currency) for amount in (stake.likely, stake.low, stake.high)] if stake else [None] * 3
    return (
        finding.text,
        rule_name(finding.rule),
        titles.get(item.domain, item.domain),
        STATES[item.state],
        [subject.key for subject in finding.subjects],
        owner.name if owner else None,
        *money,
        finding.confidence,
        finding.cause,
        best.text if best else None,
        finding.since,
        finding.due_on,
        item.reason,
    )
