"""How often each rule was right here, and which ones went quiet because people refused them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from django.db.models import OuterRef, Subquery
from django.utils import timezone

from pupitre.desk.changes import edit
from pupitre.desk.naming import changed
from pupitre.desk.rows import columns, read
from pupitre.kernel import N_, RefusedError, Text
from pupitre.records import models
from pupitre.records.system import RULE_STATE

WRONG: Final = frozenset({"not_useful", "false"})
"""Reasons of a refusal that say that the rule should not have spoken."""
RIGHT: Final = frozenset({"handled", "accepted"})
"""Reasons of a refusal that say that what it found is so."""
MEMORY: Final = timedelta(days=90)
TOO_OFTEN: Final = 3
"""A rule refused so many times within its memory, and more often than it was followed, goes quiet."""


@dataclass(frozen=True, slots=True)
class Record:
    """What people did with the findings of a rule.

    Args:
        right: Decided on, entrusted, or set aside as known or being handled. wrong: Refused as false or not useful.
        recent: Refusals of the last ninety days, since the rule was last brought back.
    """

    right: int = 0
    wrong: int = 0
    recent: int = 0

    @property
    def is_quiet(self) -> bool:
        """Whether its findings stand last and folded."""
        return self.recent >= TOO_OFTEN and self.recent > self.right

    @property
    def judged(self) -> int:
        """How many of its findings people judged."""
        return self.right + self.wrong


def records(*, on: date) -> dict[str, Record]:
    """Return the record of each rule that people judged.

    Args:
        on: Today.
    """
    rule_of = models.Finding.objects.filter(fingerprint=OuterRef("fingerprint")).values("rule")
    said = models.MODELS["finding_state"].objects.annotate(rule=Subquery(rule_of)).exclude(rule=None)
    rows = list(said.values_list("rule", "state", "refusal", "on"))
    heard = _heard() if sum(refusal in WRONG for _, _, refusal, _ in rows) >= TOO_OFTEN else {}
    counted: dict[str, list[int]] = {}
    for rule, state, refusal, since in rows:
        right, wrong, recent = counted.setdefault(rule, [0, 0, 0])
        is_wrong = state == "set_aside" and refusal in WRONG
        is_right = state in ("deciding", "entrusted") or (state == "set_aside" and refusal in RIGHT)
        is_recent = is_wrong and since is not None and since > on - MEMORY and since >= heard.get(rule, date.min)
        counted[rule] = [right + is_right, wrong + is_wrong, recent + is_recent]
    return {rule: Record(*three) for rule, three in counted.items() if any(three)}


def quiet(*, on: date) -> frozenset[str]:
    """Return the rules that went quiet."""
    return frozenset(rule for rule, one in records(on=on).items() if one.is_quiet)


def hear(rule: str, *, by: str, on: date | None = None) -> int:
    """Bring a rule that went quiet back, and return the number of the change: only later refusals count again.

    Raises:
        RefusedError: It is not quiet.
    """
    day = on or timezone.localdate()
    if rule not in quiet(on=day):
        raise RefusedError(Text(N_("This rule is not quiet.")), mend=Text(N_("There is nothing to do.")))
    row = {"rule": rule, "heard_on": day + timedelta(days=1)}  # the refusals of this day are among those that quietened it
    return changed(edit({"rule_state": [row]}, by=by, why=Text(N_("A rule that had gone quiet is heard again"))).change_id)


def _heard() -> Mapping[str, date]:
    at = columns(RULE_STATE).index("heard_on")
    return {str(key[0]): date.fromisoformat(str(row[at])) for key, row in read(RULE_STATE).items() if row[at]}
