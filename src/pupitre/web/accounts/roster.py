"""The accounts of a home as an administrator sees them, and what may be done to each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from allauth.mfa.models import Authenticator
from django.db import transaction
from django.db.models import Exists, Max, OuterRef

from pupitre.desk.rights import ROLES
from pupitre.kernel import N_, RefusedError, Text
from pupitre.records.models import MODELS, Account
from pupitre.web.accounts import journal


@dataclass(frozen=True, slots=True)
class Line:
    """One account in the list.

    Args:
        account: The account. role: Its role, in words. units: Names of its departments.
        seen_at: Last use; None when it never served. has_code: Whether it asks for a second factor.
    """

    account: Account
    role: Text
    units: Sequence[str]
    seen_at: datetime | None
    has_code: bool


def lines() -> list[Line]:
    """Return every account by name, the closed ones last."""
    names = unit_names()
    code = Authenticator.objects.filter(user=OuterRef("pk"), type=Authenticator.Type.TOTP)
    rows = Account.objects.annotate(last=Max("sessions__seen_at"), has_code=Exists(code)).order_by("-is_active", "name")
    return [
        Line(
            one,
            ROLES[one.role],
            [names.get(key, key) for key in one.units],
            max(filter(None, (one.last, one.last_login)), default=None),
            one.has_code,
        )
        for one in rows
    ]


def unit_names() -> dict[str, str]:
    """Return the departments by key, by name."""
    return dict(MODELS["unit"].objects.order_by("name", "key").values_list("key", "name"))


def change(account: Account, *, by: str, role: str, units: Sequence[str], person: str) -> None:
    """Give an account another role, other departments, another person; its open sessions end when its role changes.

    Raises:
        RefusedError: It is the last administrator.
    """
    with transaction.atomic():
        if role != "administrator":
            keep_one(account)
        why = Text(N_("%(name)s: %(role)s"), name=account.name, role=ROLES[role])
        journal.changed(account, by=by, why=why, role=role, units=sorted(units), person=person)


def close(account: Account, *, by: str) -> None:
    """Close an account: its sessions end, its tokens serve no more.

    Raises:
        RefusedError: It is the last administrator.
    """
    with transaction.atomic():
        keep_one(account)
        journal.changed(account, by=by, why=Text(N_("Account of %(name)s closed"), name=account.name), is_active=False)
        account.sessions.all().delete()


def reopen(account: Account, *, by: str) -> None:
    """Open a closed account again, with the password it had."""
    journal.changed(account, by=by, why=Text(N_("Account of %(name)s opened again"), name=account.name), is_active=True)


def drop_code(account: Account, *, by: str) -> None:
    """Take the second factor off the account of somebody who lost it."""
    with transaction.atomic():
        Authenticator.objects.filter(user=account).delete()
        account.sessions.all().delete()
        why = Text(N_("Second factor of %(name)s removed"), name=account.name)
        journal.note("account", account.pk, "updated", by=by, why=why, before=None, after=None)


def keep_one(account: Account) -> None:
    """Refuse to lose the last administrator; the caller holds the transaction."""
    able = set(Account.objects.select_for_update().filter(role="administrator", is_active=True).values_list("pk", flat=True))
    if able == {account.pk}:
        raise RefusedError(
            Text(N_("This is the last administrator: somebody must be able to open accounts.")),
            mend=Text(N_("Make another person administrator first.")),
        )
