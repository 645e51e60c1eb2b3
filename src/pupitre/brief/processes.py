"""The processes in the brief: where their work waits, with the gains that their logs prove."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final  # rows of derived tables

from pupitre import words
from pupitre.brief.parts import Section, published, short, table
from pupitre.desk.chances import target_said
from pupitre.desk.rights import Reach
from pupitre.desk.settings import currency_of_home
from pupitre.kernel import N_, Money, Quantity, Share, Text
from pupitre.records.models import MODELS
from pupitre.words import Lang

Cells = Mapping[str, Any]
NONE: Final = "–"
ROWS: Final = 3
LEAST: Final = 0.1
"""Below a tenth of the lead time, a wait is not worth a line."""
WHOLE: Final = 100
"""From so many days on, a tenth of a day is noise."""
NOT_IN_FORCE: Final = frozenset({"not_begun", "no_start", "no_process"})


def waits(mine: Reach, lang: Lang) -> Section | None:
    """Return where work waits in each process, the longest wait first, with the gains proved there; None when no log tells."""
    overviews = {row["process"]: row for row in published("processes.overview", mine)}
    worst: dict[str, Cells] = {}
    for row in published("processes.step", mine):
        if (row["wait_share"] or 0.0) > worst.get(row["process"], {"wait_share": LEAST})["wait_share"]:
            worst[row["process"]] = row
    fields = ("key", "name", "target_days", "currency")
    named = {row["key"]: row for row in MODELS["process"].objects.filter(key__in=worst).values(*fields)} if worst else {}
    rows = sorted((row for row in worst.values() if row["process"] in named), key=lambda row: (-row["wait_share"], row["process"]))[:ROWS]
    if not rows:
        return None
    gains = _gains(mine)
    columns: list[tuple[str, int, list[str]]] = [
        (N_("Process"), 6, [short(named[row["process"]]["name"] or row["process"]) for row in rows]),
        (N_("Step that waits most"), 5, [short(row["activity"]) for row in rows]),
        (N_("Its share"), 3, [words.share(row["wait_share"], lang) for row in rows]),
        (N_("Half take over"), 4, [_days(overviews.get(row["process"], {}).get("lead_median_days"), lang) for row in rows]),
        (N_("Promise"), 3, [_days(named[row["process"]]["target_days"], lang) for row in rows]),
        (N_("Cost of the wait a year"), 3, [_cost(row, named[row["process"]], lang) for row in rows]),
        (N_("Gains proved"), 3, [_proved(gains.get(row["process"], []), lang) for row in rows]),
    ]
    kept = [one for one in columns if any(cell != NONE for cell in one[2])]
    heads = [head for head, _, _ in kept]
    message = _message(rows[0], named[rows[0]["process"]], [row for told in gains.values() for row in told], lang)
    cells = [list(row) for row in zip(*(told for _, _, told in kept), strict=True)]
    return table(Text(N_("Where does work wait?")), message, heads, cells, [width for _, width, _ in kept], lang, figures=heads[2:])


def _gains(mine: Reach) -> dict[str, list[Cells]]:
    """Return the improvements in force by process, with what the logs prove of them."""
    found: dict[str, list[Cells]] = {}
    for row in published("processes.improvement", mine):
        if row["process"] and row["reason"] not in NOT_IN_FORCE:
            found.setdefault(row["process"], []).append(row)
    return found


def _message(first: Cells, process: Cells, gains: Sequence[Cells], lang: Lang) -> Text:
    """Return where work waits most, and the largest gain that a log proves."""
    said = {"share": Share(first["wait_share"]), "step": first["activity"], "process": process["name"] or first["process"]}
    waited = N_("%(share)s of the lead time of “%(process)s” goes by waiting for “%(step)s”.")
    before = N_("%(share)s of the lead time of “%(process)s” goes by before “%(step)s”.")
    text = Text(waited if first["touch_days"] is not None else before, **said)
    works = [row for row in gains if row["verdict"] == "works"]
    if not gains:
        return text
    if not works:
        more = Text.many(
            N_("%(count)s improvement is in force; no log proves that it works yet."),
            N_("%(count)s improvements are in force; no log proves that any works yet."),
            count=len(gains),
        )
        return Text(N_("%(sentence)s %(more)s"), sentence=text, more=more)
    best = min(works, key=lambda row: (row["change_share"], row["improvement"]))
    title = MODELS["improvement"].objects.filter(key=best["improvement"]).values_list("title", flat=True).first()
    change, low, high = (words.share(best[name], lang, signed=True) for name in ("change_share", "low_90", "high_90"))
    told = {"title": title or best["improvement"], "change": change, "low": low, "high": high}
    target = target_said(best["verdict"], best["is_target_reached"])
    more = Text(N_("“%(title)s” works: %(change)s of lead time (between %(low)s and %(high)s)."), **told)
    if target:
        more = Text(N_("“%(title)s” works: %(change)s of lead time (between %(low)s and %(high)s), %(target)s."), **told, target=target)
    return Text(N_("%(sentence)s %(more)s"), sentence=text, more=more)


def _cost(row: Cells, process: Cells, lang: Lang) -> str:
    currency = process["currency"] or currency_of_home()
    return words.money(Money(row["lost_cost_year"], currency), lang) if row["lost_cost_year"] is not None and currency else NONE


def _days(days: float | None, lang: Lang) -> str:
    """Return a duration that no line breaks."""
    if days is None:
        return NONE
    digits = 0 if days >= WHOLE or round(days, 1).is_integer() else 1
    return words.render(Text(N_("%(count)s d"), count=Quantity(days, "", digits)), lang).replace(" ", words.NBSP)


def _proved(gains: Sequence[Cells], lang: Lang) -> str:
    works = sum(row["verdict"] == "works" for row in gains)
    return words.render(Text(N_("%(works)s of %(count)s"), works=works, count=len(gains)), lang) if gains else NONE
