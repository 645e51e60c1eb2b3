"""The codes of what is made here, and who is meant by a name."""

from __future__ import annotations

from collections.abc import Collection
from typing import Final

from pupitre.desk.rows import columns, read
from pupitre.kernel import N_, InputError, Place, RefusedError, Text
from pupitre.records.system import ROWS
from pupitre.sources.fill.keys import slug

OWN: Final = {"decision": "PD-", "action": "PA-"}
"""How the codes of what is decided here begin, so that they never meet the codes of the company's files."""


def next_code(table: str) -> str:
    """Return the code of the next decision or action made here."""
    prefix = OWN[table]
    numbers = [
        int(str(key[0])[len(prefix) :])
        for key in read(ROWS[table])
        if str(key[0]).startswith(prefix) and str(key[0])[len(prefix) :].isdigit()
    ]
    return f"{prefix}{1 + max(numbers, default=0)}"


def person_called(said: str) -> tuple[str, list[dict[str, object]]]:
    """Return the code of a person given by code or name, and the row to write when nobody is known by it.

    Raises:
        InputError: Several people are called so.
    """
    wanted = said.strip()
    at = columns(ROWS["person"]).index("name")
    names = {str(key[0]): str(row[at]) for key, row in read(ROWS["person"]).items()}
    if wanted in names:
        return wanted, []
    same = [key for key, name in names.items() if name.casefold() == wanted.casefold()]
    if len(same) == 1:
        return same[0], []
    if same:
        what = Text(N_("%(count)s people are called %(name)s."), count=len(same), name=wanted)
        raise InputError(
            what, where=Place(column="owner"), mend=Text(N_("Give the code of the one you mean: %(codes)s."), codes=tuple(sorted(same)))
        )
    key = _free(slug(wanted) or wanted, names)
    return key, [{"key": key, "name": wanted}]


def _free(key: str, taken: Collection[str]) -> str:
    number, free = 1, key
    while free in taken:
        number += 1
        free = f"{key}-{number}"
    return free


def filled(**given: tuple[str, str]) -> None:
    """Refuse an empty value.

    Args:
        given: By column, the value and the name of its field.

    Raises:
        InputError: Nothing is written.
    """
    for column, (value, label) in given.items():
        if not value.strip():
            what = Text(N_("%(field)s: nothing is written."), field=Text(label))
            raise InputError(what, where=Place(column=column), mend=Text(N_("Fill it in and save again.")))


def changed(change: int | None) -> int:
    """Return the number of a change.

    Raises:
        RefusedError: Nothing changed.
    """
    if change is None:
        raise RefusedError(Text(N_("Nothing changed: this is what was known already.")), mend=Text(N_("There is nothing to do.")))
    return change
