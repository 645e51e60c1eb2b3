"""Errors that a person can do something about."""

from __future__ import annotations

from collections.abc import Callable

from pupitre.kernel.problem import Place
from pupitre.kernel.text import N_, Text


class PupitreError(Exception):
    """An operation that Pupitre refuses, with what, where and how to mend it.

    Args:
        what: What happened.
        where: Where, in the user's own words.
        mend: How to mend it.
    """

    status = 400

    def __init__(self, what: Text, *, where: Place | None = None, mend: Text | None = None) -> None:
        super().__init__(what.msgid % dict(what.values))
        self.what = what
        self.where = where or Place()
        self.mend = mend or Text(N_("Check the value and try again."))

    def __reduce__(self) -> tuple[Callable[..., PupitreError], tuple[object, ...]]:
        """Let a refusal go from one process to another with its place and its remedy."""
        return _again, (type(self), self.what, self.where, self.mend)


class InputError(PupitreError):
    """Something in the user's input that the user can mend."""

    status = 422


class RefusedError(PupitreError):
    """A request that is understood and refused: no right, or a state that forbids it."""

    status = 409


def _again(kind: type[PupitreError], what: Text, where: Place, mend: Text) -> PupitreError:
    return kind(what, where=where, mend=mend)
