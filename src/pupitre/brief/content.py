"""What the executive brief says: the desk's own figures, written for one reader."""

from __future__ import annotations

from datetime import date
from typing import Any

from pupitre import words
from pupitre.brief.sections import sections
from pupitre.desk.rights import Viewer, reach
from pupitre.desk.web import board, standing
from pupitre.desk.web.board import Board, Odd, PaceView
from pupitre.desk.web.cards import Card
from pupitre.kernel import N_, Money, Share, Text
from pupitre.words import Lang

Document = dict[str, Any]  # the JSON document that the layout reads: strings, lists and numbers already written

TILES = 6
TILE_NAME = 58
"""Characters of a name that two lines of a tile hold."""


def document(viewer: Viewer, *, lang: Lang) -> Document:
    """Return the brief as the document that the layout reads.

    Args:
        viewer: Who reads; only what is in their reach is written.
        lang: `fr` or `en`.
    """
    on = standing.today()
    desk = board.board(viewer, lang=lang)
    kind = words.render(Text(N_("Executive brief")), lang)
    return {
        "lang": lang,
        "company": standing.company() or "Pupitre",
        "kind": kind,
        "title": desk.answer.headline.rstrip("."),
        "lead": desk.answer.support,
        "footer": f"Pupitre · {kind} · {words.day(on, lang)}",
        "tiles": _tiles(desk, lang),
        "findings": _findings(desk, lang, on),
        "sections": sections(on, reach(viewer), lang=lang),
    }


def _tiles(desk: Board, lang: Lang) -> list[Document]:
    """Return the objectives of the desk: how likely they are, else how far."""
    if desk.odds:
        return [_likely(one, lang) for one in desk.odds.shown[:TILES]]
    return [_tile(pace, lang) for pace in desk.paces.shown[:TILES]] if desk.paces else []


def _likely(one: Odd, lang: Lang) -> Document:
    note = Text(N_("of chances, %(range)s"), range=one.chance.range)
    return {
        "name": _cut(one.name),
        "tone": one.chance.tone,
        "figure": words.render(one.chance.short, lang),
        "note": words.render(note, lang),
    }


def _cut(name: str) -> str:
    return name if len(name) <= TILE_NAME else f"{name[: TILE_NAME - 1].rstrip()}…"


def _tile(pace: PaceView, lang: Lang) -> Document:
    note = Text(N_("of the way, %(time)s of the time"), time=Share(pace.elapsed_percent / 100))
    return {
        "name": _cut(pace.name),
        "tone": pace.tone,
        "figure": words.share(pace.done_percent / 100, lang),
        "note": words.render(note, lang),
    }


def _findings(desk: Board, lang: Lang, on: date) -> Document:
    return {
        "title": words.render(Text(N_("What needs your decision")), lang),
        "note": words.render(Text(N_("as of %(day)s, those that weigh most first"), day=on), lang),
        "empty": words.render(desk.calm_title, lang),
        "rows": [_finding(card, lang) for card in desk.cards],
    }


def _finding(card: Card, lang: Lang) -> Document:
    side = []
    if card.points and card.points_on:
        side.append(words.render(card.points_on, lang))
    if card.stake:
        money = words.money(Money(card.stake.likely, card.stake.currency), lang)
        side.append(f"{money} {words.render(card.per, lang)}" if card.points else words.render(card.per, lang))
    if card.confidence is not None:
        side.append(words.render(Text(N_("confidence %(share)s"), share=Share(card.confidence)), lang))
    if card.tone in ("bad", "busy"):  # a date that presses, or someone who has it; "to decide" is the page's own title
        side.append(words.render(card.state, lang))
    if card.owner:
        side.append(card.owner)
    return {
        "tone": card.tone,
        "title": words.render(card.text, lang),
        "cause": words.render(card.cause, lang) if card.cause else "",
        "option": words.render(card.option, lang) if card.option else "",
        "stake": _stake(card, lang),
        "side": side,
    }


def _stake(card: Card, lang: Lang) -> str:
    """Return what weighs most about a finding: points of chances, else money."""
    if card.points:
        return words.render(card.points, lang)
    return words.money(Money(card.stake.likely, card.stake.currency), lang) if card.stake else ""
