"""Names inside a sentence: quoted, and cut short when there are many."""

from __future__ import annotations

from collections.abc import Sequence

from pupitre.kernel.text import N_, Text


def quoted(words: Sequence[str], *, most: int = 4) -> tuple[Text, ...]:
    """Return names between quotation marks, to stand as a list in a sentence; what passes `most` is counted at its end.

    >>> [text.values for text in quoted(["a", "b", "c"], most=1)]
    [mappingproxy({'name': 'a'}), mappingproxy({'count': 2})]
    """
    shown = tuple(Text(N_("“%(name)s”"), name=word) for word in words[:most])
    rest = len(words) - len(shown)
    return shown if rest <= 0 else (*shown, Text.many(N_("%(count)s other"), N_("%(count)s others"), count=rest))
