"""What a decision changed: real against what would have happened, its verdict in words, what else happened."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from math import ceil, log10
from typing import Any, Final

from pupitre import words
from pupitre.charts import Band, Chart, Mark, series
from pupitre.desk import verdicts
from pupitre.desk.chances import VERDICTS
from pupitre.desk.ledger import Decision
from pupitre.desk.rights import Reach
from pupitre.desk.verdicts import Step, Verdict
from pupitre.desk.web.addresses import address
from pupitre.desk.web.decide.wording import counted_in
from pupitre.impact.effects.wording import reason_of
from pupitre.kernel import N_, Days, Quantity, Text
from pupitre.records.models import MODELS

METHODS: Final[Mapping[str, Text]] = {
    "placebo_in_time": Text(N_("the forecast made the day before, and what the same forecasts missed at earlier dates")),
    "difference_in_differences": Text(N_("the departments where nothing changed")),
    "synthetic_control": Text(N_("a mixture of the departments where nothing changed, chosen on what came before")),
}
SEVERAL: Final = 2


@dataclass(frozen=True, slots=True)
class Beside:
    """Something else that happened to the KPI in the window."""

    title: str
    link: str


@dataclass(frozen=True, slots=True)
class Effect:
    """What the sheet shows of the effect of a decision.

    Args:
        tone, word: The verdict. sentence: What changed, with its range. visible: What could have been seen.
        how: What it was compared with.
        ranges: Chances in a hundred and the bounds, as written. beside: What else happened.
        wide, narrow: The picture; None without readings.
        others: The verdicts in the other departments where it applies.
    """

    tone: str
    word: Text
    sentence: Text
    visible: Text | None
    how: Text | None
    ranges: tuple[tuple[str, str], ...]
    beside: tuple[Beside, ...]
    wide: Chart | None
    narrow: Chart | None
    others: tuple[tuple[str, str, Text], ...]


def effect_of(row: Decision, kpi: Any, units: Mapping[str, str], *, within: Reach, lang: words.Lang) -> Effect | None:  # a model
    """Return what a decision changed, nothing when it was not examined yet or names no KPI.

    Args:
        row: The decision. kpi: Its KPI. units: Names of departments, by code.
        within: What the reader may see. lang: The reader's language.
    """
    found, steps = verdicts.of_decision(row.key)
    if not found:
        return None
    first = found[0]
    tone, word = VERDICTS[first.word]
    if not first.is_measured:
        why = Text(N_("Its effect is not measured: %(reason)s"), reason=reason_of(first.reason))
        return Effect(tone, word, why, None, None, (), (), None, None, ())
    unit = counted_in(kpi.measured_in or "")
    others = tuple((VERDICTS[one.word][0], units.get(one.unit, one.unit), VERDICTS[one.word][1]) for one in found[1:])
    pictures = _pictures(row, kpi, steps, lang)
    return Effect(
        tone=tone,
        word=word,
        sentence=_sentence(first, str(kpi.name), unit, units.get(first.unit, first.unit)),
        visible=_visible(first, row, unit),
        how=Text(N_("Compared with %(what)s."), what=METHODS[first.method]) if first.method in METHODS else None,
        ranges=_ranges(first, unit, lang),
        beside=_beside(first, within),
        wide=pictures[0] if pictures else None,
        narrow=pictures[1] if pictures else None,
        others=others,
    )


def _digits(one: Verdict) -> int:
    """Return the decimals that the range leaves: a twentieth of its width is still told."""
    width = (one.high or 0.0) - (one.low or 0.0)
    return max(0, min(4, ceil(-log10(width / 20)))) if width > 0 else 2


def _sentence(one: Verdict, kpi: str, unit: str, where: str) -> Text:
    """Return what changed, as somebody would say it, with the range that holds 9 times out of 10."""
    digits = _digits(one)
    change, low, high = one.estimate or 0.0, one.low or 0.0, one.high or 0.0
    said = {
        "kpi": Text(N_("“%(name)s” (%(where)s)"), name=kpi, where=where) if where else Text(N_("“%(name)s”"), name=kpi),
        "size": Quantity(abs(change), unit, digits),
        "low": _signed(low, digits),
        "high": _signed(high, digits, unit),
    }
    more = N_("%(kpi)s reads %(size)s more than it would have without the decision (between %(low)s and %(high)s, 9 chances in 10).")
    less = N_("%(kpi)s reads %(size)s less than it would have without the decision (between %(low)s and %(high)s, 9 chances in 10).")
    text = Text(more if change > 0 else less, **said)
    if one.lag_days:
        late = Text(N_("It began to move %(days)s after the decision."), days=Days(one.lag_days))
        text = Text(N_("%(sentence)s %(more)s"), sentence=text, more=late)
    return text


def _signed(value: float, digits: int, unit: str = "") -> Text:
    size = Quantity(abs(value), unit, digits)
    return Text("+%(size)s", size=size) if value > 0 else Text("−%(size)s", size=size) if value < 0 else Text("%(size)s", size=size)


def _visible(one: Verdict, row: Decision, unit: str) -> Text | None:
    """Return the smallest change that could have been seen, beside the one that was expected."""
    if one.smallest is None:
        return None
    least, likely = Quantity(one.smallest, unit, _digits(one)), row.expected[1]
    if likely and one.smallest > abs(likely):
        return Text(
            N_("With these readings, a change under %(least)s could not be seen: the one expected (%(expected)s) is smaller."),
            least=least,
            expected=Quantity.of(abs(likely), unit),
        )
    return Text(N_("With these readings, a change of %(least)s or more would be seen 4 times out of 5."), least=least)


def _ranges(one: Verdict, unit: str, lang: words.Lang) -> tuple[tuple[str, str], ...]:
    digits, pairs = _digits(one), ((80, one.near), (90, (one.low, one.high)), (95, one.widest))
    said = lambda low, high: Text(N_("%(low)s to %(high)s"), low=_signed(low, digits), high=_signed(high, digits, unit))  # noqa: E731  # read twice below
    return tuple(
        (words.render(Text(N_("%(chances)s chances in 100"), chances=level), lang), words.render(said(low, high), lang))
        for level, (low, high) in pairs
        if low is not None and high is not None
    )


def _beside(one: Verdict, within: Reach) -> tuple[Beside, ...]:
    """Return what else happened to the KPI in the window, of what the reader may see."""
    found = []
    for kind, names in (("decision", ("choice", "title")), ("project", ("name",))):
        keys = [key for said, key in one.beside if said == kind and within.sees(kind, key)]
        if not keys:
            continue
        for key, *titles in MODELS[kind].objects.filter(key__in=keys).order_by("key").values_list("key", *names):
            link = address("decide:decision", key) if kind == "decision" else address("portfolio:project", key)
            found.append(Beside(next((title for title in titles if title), key), link))
    return tuple(found)


def _pictures(row: Decision, kpi: Any, steps: Sequence[Step], lang: words.Lang) -> tuple[Chart, Chart] | None:
    """Return the readings beside what they would have been, drawn for a wide page and for a phone."""
    points = [(one.at, one.value) for one in steps]
    if sum(value is not None for _, value in points) < SEVERAL:
        return None
    after = [one for one in steps if one.without is not None]
    ends = [one.at for one in after[1:]] + [_end(after)] if after else []
    bands = [
        Band(one.at, end, one.low, one.high) for one, end in zip(after, ends, strict=True) if one.low is not None and one.high is not None
    ]
    path = [(one.at, one.without) for one in after if one.without is not None]
    start = row.starts_on or row.decided_on
    marks = [Mark(start, row.key, text=row.title)] if start else []
    title = f"{kpi.name} ({kpi.measured_in})" if kpi.measured_in else str(kpi.name)
    message = words.render(Text(N_("Solid: what was read. Dashed: what would have been read without the decision; grey, its range.")), lang)
    write = lambda value: words.number(value, lang)  # noqa: E731  # a name of its own would say no more

    def drawn(width: float, height: float) -> Chart:
        chart = series(
            points, title=title, write=write, lang=lang, bands=bands, marks=marks, path=path, message=message, width=width, height=height
        )
        return replace(chart, columns=_columns(lang), rows=_rows(steps, lang))

    return drawn(720, 270), drawn(340, 240)


def _end(after: Sequence[Step]) -> date:
    gap = after[-1].at - after[-2].at if len(after) >= SEVERAL else timedelta(days=7)
    return after[-1].at + gap


def _columns(lang: words.Lang) -> tuple[str, ...]:
    names = (N_("Date"), N_("Read"), N_("Without the decision"), N_("Low"), N_("High"), N_("Difference"))
    return tuple(words.render(Text(name), lang) for name in names)


def _rows(steps: Sequence[Step], lang: words.Lang) -> tuple[tuple[str, ...], ...]:
    """Return the readings beside what they would have been, as written, with their difference."""
    made = []
    for one in steps:
        apart = None if one.value is None or one.without is None else one.value - one.without
        values = (one.value, one.without, one.low, one.high, apart)
        made.append((words.day(one.at, lang), *("–" if value is None else words.number(value, lang) for value in values)))
    return tuple(made)
