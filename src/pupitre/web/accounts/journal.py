"""What happens to accounts, written in the sealed log beside the changes of the company's rows; never a password, a code or a token."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction

from pupitre.desk.changes.log import append
from pupitre.desk.changes.values import Touched
from pupitre.kernel import Text
from pupitre.kernel.wire import unpack
from pupitre.records.models import Account, Change

ACCESS = "access"
SHOWN = 30


def note(
    table: str, key: int | str, action: str, *, by: str, why: Text, before: Mapping[str, object] | None, after: Mapping[str, object] | None
) -> int:
    """Append one entry about an account, an invitation, a token or a setting; the caller holds the transaction or writes nothing else.

    The key is a number: an address in it could never be erased.
    """
    values = [None if one is None else {name: plain(value) for name, value in one.items()} for one in (before, after)]
    with transaction.atomic():
        return append([Touched(table, (str(key),), action, values[0], values[1])], by=by, kind=ACCESS, why=why)


def plain(value: object) -> str | bool | None:
    """Return a value as the log holds it; a list in one text, its parts in order."""
    if value is None or isinstance(value, bool | str):
        return value
    return " ".join(sorted(map(str, value))) if isinstance(value, list | tuple | set | frozenset) else str(value)


def changed(account: Account, *, by: str, why: Text, **fields: object) -> None:
    """Give an account other values, and note what they were."""
    before = {name: getattr(account, name) for name in fields}
    with transaction.atomic():
        for name, value in fields.items():
            setattr(account, name, value)
        account.save(update_fields=list(fields))
        note("account", account.pk, "updated", by=by, why=why, before=before, after=fields)


def happened(account: Account, why: Text) -> None:
    """Note what somebody did to their own account, of which the log keeps no value."""
    note("account", account.pk, "updated", by=account.name, why=why, before=None, after=None)


def latest() -> list[dict[str, object]]:
    """Return the last entries about accesses, the newest first."""
    rows = Change.objects.filter(kind=ACCESS).order_by("-id").values_list("at", "by", "why")[:SHOWN]
    return [{"at": at, "by": by, "why": None if why is None else unpack(why)} for at, by, why in rows]
