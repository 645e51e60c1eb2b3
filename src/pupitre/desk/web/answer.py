"""The sentence on top of the desk: how many decisions carry what is at stake."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from pupitre import words
from pupitre.desk.findings import Kept, weight
from pupitre.desk.web.shortlist import SHOWN
from pupitre.kernel import N_, Money, Share, Text

MAJORITY = Decimal("0.6")
"""A few decisions are said to carry the stake when together they carry at least this share of it."""
FEW = 5
PRICED_SHARE = 1 / 3
"""When fewer findings than this are priced, a share of the priced stake says little about the whole."""


@dataclass(frozen=True, slots=True)
class Answer:
    """A headline and the sentence that supports it, in the reader's language."""

    headline: str
    support: str


def answer(ranked: Sequence[Kept], *, under_way: int, lang: words.Lang) -> Answer:
    """Conclude from the open findings, without saying more than they carry.

    Args:
        ranked: Every open finding, those that weigh most first.
        under_way: Findings already decided on or entrusted.
        lang: The reader's language.
    """
    if not ranked:
        return _calm(under_way, lang)
    total, currency = _total(ranked)
    if not total:
        return _unpriced(ranked, lang)
    carried, count = Decimal(0), 0
    for item in ranked:
        carried, count = carried + _priced(item, currency), count + 1
        if carried >= MAJORITY * total:
            break
    priced = sum(bool(_priced(item, currency)) for item in ranked)
    if count > FEW or len(ranked) == 1 or priced < PRICED_SHARE * len(ranked):
        headline = _many(ranked, lang)
    else:
        headline = words.render(
            Text.many(
                N_("%(how_many)s decision carries %(share)s of the stake that is priced."),
                N_("%(how_many)s decisions carry %(share)s of the stake that is priced."),
                count=count,
                how_many=words.spelled(count, lang, feminine=True),
                share=Share(float(carried / total)),
            ),
            lang,
        )
    return Answer(words.opening(headline), _support(ranked, total, currency, lang))


def _support(ranked: Sequence[Kept], total: Decimal, currency: str, lang: words.Lang) -> str:
    sentences = [
        Text.many(
            N_("Up to %(total)s at stake over twelve months on %(count)s open finding."),
            N_("Up to %(total)s at stake over twelve months on %(count)s open findings."),
            count=len(ranked),
            total=Money(total, currency),
        )
    ]
    unpriced = sum(not _priced(item, currency) for item in ranked)
    if unpriced:
        sentences.append(
            Text.many(N_("%(count)s of them has no price yet."), N_("%(count)s of them have no price yet."), count=unpriced),
        )
    if len(ranked) > SHOWN:
        sentences.append(Text(N_("The %(shown)s that weigh most are below, at most three of a kind."), shown=words.spelled(SHOWN, lang)))
    return " ".join(words.render(one, lang) for one in sentences)


def _unpriced(ranked: Sequence[Kept], lang: words.Lang) -> Answer:
    support = Text(N_("None of them can be priced with the data loaded so far; they are ranked by date, then by age."))
    return Answer(words.opening(_many(ranked, lang)), words.render(support, lang))


def _many(ranked: Sequence[Kept], lang: words.Lang) -> str:
    count = len(ranked)
    text = Text.many(
        N_("%(how_many)s finding deserves your attention."),
        N_("%(how_many)s findings deserve your attention."),
        count=count,
        how_many=words.spelled(count, lang),
    )
    return words.render(text, lang)


def _calm(under_way: int, lang: words.Lang) -> Answer:
    if under_way:
        support = Text.many(
            N_("%(count)s finding is under way, decided on or entrusted."),
            N_("%(count)s findings are under way, decided on or entrusted."),
            count=under_way,
        )
        return Answer(words.render(Text(N_("Nothing new waits for a decision.")), lang), words.render(support, lang))
    support = Text(N_("This says only what the loaded data can show: what could not be computed is listed under Data."))
    return Answer(words.render(Text(N_("Nothing is off track in what could be checked.")), lang), words.render(support, lang))


def _total(ranked: Sequence[Kept]) -> tuple[Decimal, str]:
    """Return the sum of likely amounts in the currency that most of the findings count in; others are not added to it."""
    by_currency: dict[str, list[Decimal]] = {}
    for item in ranked:
        if item.finding.stake:
            by_currency.setdefault(item.finding.stake.currency, []).append(abs(item.finding.stake.likely))
    if not by_currency:
        return Decimal(0), ""
    currency = max(sorted(by_currency), key=lambda code: len(by_currency[code]))
    return sum(by_currency[currency], Decimal(0)), currency


def _priced(item: Kept, currency: str) -> Decimal:
    stake = item.finding.stake
    return abs(stake.likely) if stake and stake.currency == currency else Decimal(0)


def relative_weights(ranked: Sequence[Kept]) -> list[int]:
    """Return what each finding weighs beside the heaviest, in percent."""
    weights = [abs(weight(item.finding)) for item in ranked]
    most = max(weights, default=Decimal(0))
    return [round(100 * one / most) if most else 0 for one in weights]
