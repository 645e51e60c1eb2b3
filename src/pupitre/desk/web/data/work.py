"""Planning and loading a drop while a page shows how far it is."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import ExitStack

from django.utils import translation

from pupitre import words
from pupitre.desk import background, imports
from pupitre.desk.locks import alone
from pupitre.desk.web.data.drops import Drop
from pupitre.kernel import PupitreError


def prepare(drop: Drop, *, lang: words.Lang) -> None:
    """Start to plan what a drop would bring, unless that is under way."""

    def work() -> None:
        if drop.plan() is None:
            drop.keep(imports.plan(drop.files, answers=drop.answers, progress=_teller(drop)))
        drop.note(stage="planned")

    _apart(drop, work, lang)


def load(drop: Drop, *, by: str, lang: words.Lang) -> None:
    """Start to load a drop as planned, then to examine the company, unless that is under way."""

    def work() -> None:
        ready = drop.plan()
        if ready is None or drop.state.get("stage") == "loaded":
            return
        result = imports.commit(ready, by=by, sure_only=True, progress=_teller(drop))
        drop.note(stage="loaded", change=result.change_id, rows=result.total.created + result.total.updated)
        background.examine_soon()

    _apart(drop, work, lang)


def is_idle(drop: Drop) -> bool:
    """Say whether nothing works on a drop: a server that was stopped leaves its word of progress behind, but no lock."""
    try:
        with alone(drop.folder / "work.lock", wait=False):
            return True
    except BlockingIOError:
        return False


def _teller(drop: Drop) -> Callable[[str, str, int, int], None]:
    def tell(stage: str, what: str, done: int, total: int) -> None:
        drop.note(stage=stage, what=what, done=done, total=total)

    return tell


def _apart(drop: Drop, work: Callable[[], None], lang: words.Lang) -> None:
    """Do the work in a thread, one at a time for each drop; what stops it is kept for the page to say.

    The lock is taken here and handed to the thread, so that the next page never finds a drop idle that is about to be worked on.
    """
    held = ExitStack()
    try:
        held.enter_context(alone(drop.folder / "work.lock", wait=False))
    except BlockingIOError:
        return  # the same work is under way

    def run() -> None:
        with held, translation.override(lang):
            try:
                work()
            except PupitreError as refusal:
                what, mend = words.render(refusal.what, lang), words.render(refusal.mend, lang)
                drop.note(stage="refused", what=what, file=refusal.where.file, mend=mend)
            except BaseException:
                drop.note(stage="failed")
                raise

    background.apart(run)
