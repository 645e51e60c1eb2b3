"""The person for whom a page is made or an order carried out, and what their role allows."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final, Literal, TypeVar

from pupitre.kernel import N_, Text

Role = Literal["administrator", "direction", "head", "member", "auditor", "hr", "pay"]
Permission = Literal["read", "answer", "decide", "edit", "import", "audit", "administer"]

ROLES: Final[Mapping[Role, Text]] = {
    "administrator": Text(N_("Administrator")),
    "direction": Text(N_("Direction")),
    "head": Text(N_("Head of department")),
    "member": Text(N_("Team member")),
    "auditor": Text(N_("Auditor")),
    "hr": Text(N_("Human resources")),
    "pay": Text(N_("Pay analyst")),
}
SCOPED: Final[frozenset[Role]] = frozenset({"head", "member"})
"""Roles that see the rows of their own departments only."""

PERMISSIONS: Final[Mapping[Permission, frozenset[Role]]] = {
    "read": frozenset(ROLES),
    "answer": frozenset({"administrator", "direction", "head", "member", "hr", "pay"}),
    "decide": frozenset({"administrator", "direction", "head"}),
    "edit": frozenset({"administrator", "direction", "head"}),
    "import": frozenset({"administrator", "direction"}),
    "audit": frozenset({"administrator", "direction", "auditor"}),
    "administer": frozenset({"administrator"}),
}
"""read: what is within reach · answer: say how one's own actions go · decide: decide, entrust, set aside, review links · edit: write
objects by hand · import: load files and undo imports · audit: read the change log and everybody's accesses · administer: accounts,
settings, backups."""


@dataclass(frozen=True, slots=True)
class Viewer:
    """Somebody signed in.

    Args:
        name: How the change log names them.
        role: Their role.
        units: The departments a scoped role covers, by key; everything under them is covered too.
        person: The person of the company model that they are; empty when nobody said.
        account: The number of their account; None for the program itself.
        is_reader: Whether a token without the right to write stands for them.
    """

    name: str
    role: Role
    units: frozenset[str] = frozenset()
    person: str = ""
    account: int | None = None
    is_reader: bool = False

    def can(self, what: Permission) -> bool:
        """Tell whether their role allows something."""
        return self.role in PERMISSIONS[what] and not (self.is_reader and what not in ("read", "audit"))

    @property
    def is_scoped(self) -> bool:
        """Whether they see the rows of their own departments only."""
        return self.role in SCOPED


SYSTEM: Final = Viewer("pupitre", "administrator")
"""The program itself: the command line of whoever owns the home, the work of the background."""

V = TypeVar("V", bound=Callable[..., object])


def needs(what: Permission) -> Callable[[V], V]:
    """Mark a view with the permission it asks for; one that bears no mark asks for `read`."""

    def mark(view: V) -> V:
        view.needs = what  # type: ignore[attr-defined]  # a plain function carries the mark
        return view

    return mark


def needs_of(view: Callable[..., object]) -> Permission:
    """Return the permission that a view asks for."""
    marked: Permission = getattr(view, "needs", "read")
    return marked
