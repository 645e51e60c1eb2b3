"""Planning and loading a drop while a page shows how far it is."""

from __future__ import annotations

from collections.abc import Callable
from threading import Thread

from django.db import connection
from django.utils import translation

from pupitre import words
from pupitre.desk import imports
from pupitre.desk.background import examine_soon
from pupitre.desk.locks import alone
from pupitre.desk.web.data.drops import Drop
from pupitre.kernel import PupitreError


def prepare(drop: Drop, *, lang: words.Lang) -> None:
    """Start to plan what a drop would bring, unless that is under way."""

    def work() -> None:
        if drop.plan() is None:
            drop.keep(imports.plan([drop.folder / "files"], answers=drop.answers, progress=_teller(drop)))
        drop.note(stage="planned")

    _apart(drop, work, lang)


def load(drop: Drop, *, by: str, lang: words.Lang) -> None:
    """Start to load a drop as planned, then to examine the company."""

    def work() -> None:
        ready = drop.plan()
        if ready is None:
            return
        result = imports.commit(ready, by=by, sure_only=True, progress=_teller(drop))
        drop.note(stage="loaded", change=result.change_id, rows=result.total)
        examine_soon()

    _apart(drop, work, lang)


def _teller(drop: Drop) -> Callable[[str, str, int, int], None]:
    def tell(stage: str, what: str, done: int, total: int) -> None:
        drop.note(stage=stage, what=what, done=done, total=total)

    return tell


def _apart(drop: Drop, work: Callable[[], None], lang: words.Lang) -> None:
    """Do the work in a thread, one at a time for each drop; what stops it is kept for the page to say."""

    def run() -> None:
        try:
            with alone(drop.folder / "work.lock", wait=False), translation.override(lang):
                work()
        except BlockingIOError:
            return  # the same work is under way
        except PupitreError as refusal:
            drop.note(
                stage="refused", what=words.render(refusal.what, lang), file=refusal.where.file, mend=words.render(refusal.mend, lang)
            )
        except Exception:
            drop.note(stage="failed")
            raise
        finally:
            connection.close()

    Thread(target=run, daemon=True).start()
