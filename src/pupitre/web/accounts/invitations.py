"""Invitations: a link good for one account, within a week."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from pupitre.desk.rights import ROLES
from pupitre.desk.rights.tokens import digest
from pupitre.kernel import N_, RefusedError, Text
from pupitre.records.models import Account, Invitation
from pupitre.web.accounts import journal

LIFE = timedelta(days=7)


def invite(*, by: str, email: str, name: str, role: str, units: Sequence[str], person: str) -> tuple[Invitation, str]:
    """Return a new invitation and the text of its link, which is kept nowhere; an earlier one to the same address is withdrawn.

    Raises:
        RefusedError: The address has an account.
    """
    email = email.strip().lower()
    text = secrets.token_urlsafe(32)
    with transaction.atomic():
        if Account.objects.filter(email=email).exists():
            raise RefusedError(Text(N_("This address has an account already.")), mend=Text(N_("Change its role or reopen it in the list.")))
        now = timezone.now()
        waiting().filter(email=email).update(withdrawn_at=now)
        said = {"email": email, "name": name, "role": role, "units": sorted(units), "person": person}
        made = Invitation.objects.create(**said, digest=digest(text), by=by, expires_at=now + LIFE)
        why = Text(N_("%(name)s invited: %(role)s"), name=name, role=ROLES[role])
        journal.note("invitation", made.pk, "created", by=by, why=why, before=None, after=said)
    return made, text


def withdraw(invitation: Invitation, *, by: str) -> None:
    """Make an invitation's link useless."""
    with transaction.atomic():
        if Invitation.objects.filter(pk=invitation.pk, spent_at=None, withdrawn_at=None).update(withdrawn_at=timezone.now()):
            why = Text(N_("Invitation of %(name)s withdrawn"), name=invitation.name)
            journal.note("invitation", invitation.pk, "updated", by=by, why=why, before=None, after=None)


def waiting():  # type: ignore[no-untyped-def]  # a query set of Django
    """Return the invitations that still open."""
    return Invitation.objects.filter(spent_at=None, withdrawn_at=None, expires_at__gt=timezone.now())


def of(text: str) -> Invitation | None:
    """Return the invitation that a link carries; None when it is unknown, used, withdrawn or too old."""
    found: Invitation | None = waiting().filter(digest=digest(text)).first()
    return found


def accept(text: str, password: str) -> Account | None:
    """Make the account of an invitation, which has then served; None when its link opens nothing any more."""
    with transaction.atomic():
        found = of(text)
        if found is None or Account.objects.filter(email=found.email).exists():
            return None
        if not waiting().filter(pk=found.pk).update(spent_at=timezone.now()):  # of two requests with one link, one comes through
            return None
        fields = {"name": found.name, "role": found.role, "units": found.units, "person": found.person}
        account = Account.objects.create_user(found.email, password, **fields)
        why = Text(N_("%(name)s accepted the invitation"), name=found.name)
        journal.note("account", account.pk, "created", by=found.name, why=why, before=None, after={"email": found.email, **fields})
    return account
