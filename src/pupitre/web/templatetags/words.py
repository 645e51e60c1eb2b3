"""Numbers, money, dates, sentences in the language of the page."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

from django import template
from django.utils import timezone
from django.utils.translation import get_language

from pupitre import words
from pupitre.kernel import Money, Stake, Text

register = template.Library()


def lang() -> words.Lang:
    """Return the language of the page being made."""
    return words.language(get_language() or "en")


@register.filter
def say(text: object) -> str:
    """Render a sentence; words already in a language stay themselves and nothing stays nothing."""
    if isinstance(text, Text):
        return words.render(text, lang())
    return "" if text is None else str(text)


@register.filter
def number(value: float | Decimal | None, digits: int | None = None) -> str:
    """Write a number, with an asked number of decimals."""
    return "" if value is None else words.number(value, lang(), digits=digits)


@register.filter
def share(value: float | None, digits: int = 0) -> str:
    """Write a fraction as a percentage."""
    return "" if value is None else words.share(value, lang(), digits=digits)


@register.filter
def money(value: Money | None) -> str:
    """Write an amount, shortened."""
    return "" if value is None else words.money(value, lang())


@register.filter
def exact_money(value: Money | None) -> str:
    """Write an amount in full."""
    return "" if value is None else words.money(value, lang(), exact=True)


@register.filter
def likely(stake: Stake | None) -> str:
    """Write the likely amount of a stake."""
    return "" if stake is None else words.money(Money(stake.likely, stake.currency), lang())


@register.filter
def bounds(stake: Stake | None) -> str:
    """Write the range of a stake, nothing when it has no width."""
    if stake is None or stake.low == stake.high:
        return ""
    return words.money_range(Money(stake.low, stake.currency), Money(stake.high, stake.currency), lang())


@register.filter
def day(value: date | None, style: words.Style = "long") -> str:
    """Write a date."""
    return "" if value is None else words.day(value, lang(), style=style)


@register.filter
def moment(value: datetime | None) -> str:
    """Write a day and its hour, in the zone of the desk."""
    return "" if value is None else words.moment(value, lang(), zone=timezone.get_current_timezone())


@register.filter
def ago(value: date | datetime | None) -> str:
    """Write how long before today a day stands."""
    if value is None:
        return ""
    then = timezone.localdate(value) if isinstance(value, datetime) else value
    return words.ago(then, lang(), on=timezone.localdate())


@register.filter
def days(value: float | None) -> str:
    """Write a duration given in days."""
    return "" if value is None else words.days(value, lang())


@register.filter
def written(value: object) -> str:
    """Write any value of a table cell the way its type is read; text and nothing stay themselves."""
    if value is None or value == "":
        return "–"
    if isinstance(value, bool):
        return words.yes_no(value, lang())
    return words.written(value, lang())
