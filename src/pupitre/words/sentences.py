"""A kernel text as the sentence one reader reads."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Final

from pupitre.kernel import Days, Money, Period, Quantity, Share, Text
from pupitre.words import dates, figures
from pupitre.words.language import Lang
from pupitre.words.translations import catalogue

AND: Final[dict[Lang, str]] = {"fr": "et", "en": "and"}
YES_NO: Final[dict[Lang, tuple[str, str]]] = {"fr": ("oui", "non"), "en": ("yes", "no")}


def render(text: Text, lang: Lang) -> str:
    """Return the sentence in a language, its values written the way that language writes them.

    Raises:
        KeyError: The sentence names a value that was not given.
        TypeError: A value is of a type that no sentence knows how to read.
        CatalogueMissingError: French was asked for and its catalogue is not compiled.
    """
    if not text.msgid:
        return ""  # gettext keeps the catalogue's own header under the empty sentence
    known = catalogue(lang)
    if text.plural is not None and text.count is not None:
        sentence = known.ngettext(text.msgid, text.plural, text.count)
    else:
        sentence = known.gettext(text.msgid)
    return sentence % {name: written(value, lang) for name, value in text.values.items()}


def written(value: object, lang: Lang) -> str:
    """Return one value the way a sentence writes it: a tuple is a list, a nested text is rendered.

    Raises:
        TypeError: The value is of a type that no sentence knows how to read; a yes or no is said in words by the sentence itself.
        ValueError: A number is not finite.
    """
    match value:
        case str():
            return value
        case Text():
            return render(value, lang)
        case bool() | None:
            raise TypeError(f"{value} is not a value that a sentence can name")
        case int() | float() | Decimal():
            return figures.number(value, lang)
        case Money():
            return figures.money(value, lang)
        case Share():
            return figures.share(value, lang)
        case Quantity():
            return figures.quantity(value, lang)
        case Days():
            return dates.days(value, lang)
        case datetime():
            return dates.moment(value, lang)
        case date():
            return dates.day(value, lang)
        case Period():
            return dates.period(value, lang)
        case tuple() | list():
            return listed([written(one, lang) for one in value], lang)
    raise TypeError(f"{type(value).__name__} is not a value that a sentence can name")


def listed(items: Sequence[str], lang: Lang) -> str:
    """Return items as a list in a sentence.

    >>> listed(["a", "b", "c"], "fr"), listed(["a"], "en")
    ('a, b et c', 'a')
    """
    if len(items) < 2:
        return "".join(items)
    return f"{', '.join(items[:-1])} {AND[lang]} {items[-1]}"


def yes_no(value: bool, lang: Lang) -> str:
    """Return yes or no."""
    return YES_NO[lang][0 if value else 1]


def opening(sentence: str) -> str:
    """Return a sentence with a capital at its first letter, everything after it untouched.

    >>> opening("trois projets de la DSI")
    'Trois projets de la DSI'
    """
    return sentence[:1].upper() + sentence[1:]
