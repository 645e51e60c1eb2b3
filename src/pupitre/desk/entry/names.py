"""What a field may point at, by the name a person knows it by."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import Final

from pupitre.desk.rights import Reach
from pupitre.desk.rows import columns, read
from pupitre.kernel import N_, InputError, Text
from pupitre.records.system import ROWS
from pupitre.sources.fill.keys import folded

SHORT: Final = 50
"""Up to so many, a list is unrolled; beyond, its names are proposed while one types."""
SENT: Final = 1000
"""Up to so many names go with the page; beyond, they are asked for while one types."""


@dataclass(frozen=True, slots=True)
class Choices:
    """The things of one kind that a field may name.

    Args:
        kind: The kind.
        labels: Key → what it is shown as: its name, with its code where two share a name; in the order of names.
        found: Folded name → the keys it may mean.
    """

    kind: str
    labels: dict[str, str] = field(default_factory=dict)
    found: dict[str, list[str]] = field(default_factory=dict)

    @property
    def is_short(self) -> bool:
        """Whether the whole list can be unrolled."""
        return len(self.labels) <= SHORT

    @property
    def is_sent(self) -> bool:
        """Whether its names go with the page."""
        return len(self.labels) <= SENT

    def label(self, key: str) -> str:
        """Return what a key is shown as; itself when nothing is known by it."""
        return self.labels.get(key, key)

    def key(self, said: str) -> str:
        """Return the key that a person means.

        Args:
            said: A code, a name, or a name with its code as the list shows it.

        Raises:
            InputError: Nothing, or several things, are called so.
        """
        wanted = said.strip()
        if wanted in self.labels:
            return wanted
        shown = [key for key, label in self.labels.items() if label == wanted]
        meant = shown or self.found.get(folded(self.kind, wanted), [])
        if len(meant) == 1:
            return meant[0]
        if meant:
            what = Text(N_("%(count)s are called %(name)s."), count=len(meant), name=wanted)
            raise InputError(what, mend=Text(N_("Give the code of the one you mean: %(codes)s."), codes=tuple(sorted(meant))))
        close = get_close_matches(wanted.casefold(), {label.casefold(): label for label in self.labels.values()}, 1, 0.6)
        mend = Text(N_("Choose one of the list, or add it first."))
        if close:
            near = next(label for label in self.labels.values() if label.casefold() == close[0])
            mend = Text(N_("Did you mean %(name)s? Otherwise, add it first."), name=near)
        raise InputError(Text(N_('Nothing known is called "%(name)s".'), name=wanted), mend=mend)


def choices(kinds: Collection[str], reach: Reach) -> dict[str, Choices]:
    """Return what is in reach of a person, for each kind of thing; one query per kind."""
    return {kind: of_kind(kind, reach) for kind in sorted(kinds)}


def of_kind(kind: str, reach: Reach) -> Choices:
    """Return the things of one kind that are in reach of a person."""
    if kind not in ROWS:
        return Choices(kind)
    table = ROWS[kind]
    names = columns(table)
    shown = next((names.index(one) for one in ("name", "title") if one in names), 0)
    rows = [(str(key[-1]), str(row[shown] or key[-1])) for key, row in read(table).items() if reach.sees(kind, str(key[-1]))]
    return named(kind, rows)


def named(kind: str, rows: Sequence[tuple[str, str]]) -> Choices:
    """Return pairs of key and name as choices."""
    times = Counter(name for _key, name in rows)
    ordered = sorted(rows, key=lambda pair: (folded(kind, pair[1]), pair[0]))
    made = Choices(kind)
    for key, name in ordered:
        made.labels[key] = name if times[name] == 1 else f"{name} ({key})"
        made.found.setdefault(folded(kind, name), []).append(key)
    return made
