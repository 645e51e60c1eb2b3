"""Figures that could not be computed, with their reasons."""

from __future__ import annotations

from dataclasses import dataclass

from pupitre.desk.registry import domains
from pupitre.kernel import Text
from pupitre.kernel.wire import unpack
from pupitre.records.models import DomainRun, ExaminationRun


@dataclass(frozen=True, slots=True)
class Missing:
    """A reason for which figures of a domain are absent, and how many it concerns."""

    domain: Text
    reason: Text
    count: int


def missing() -> tuple[Missing, ...]:
    """Return why figures are absent from the last examination, the most frequent reason of each domain first."""
    last = ExaminationRun.objects.order_by("-id").first()
    titles = {card.name: card.title for card in domains()}
    found = []
    for step in DomainRun.objects.filter(run=last).order_by("domain") if last else ():
        groups: dict[str, list[Text]] = {}
        for one in step.absent:
            reason = unpack(one["reason"])
            groups.setdefault(reason.msgid, []).append(reason)
        for reasons in sorted(groups.values(), key=len, reverse=True):
            found.append(Missing(titles.get(step.domain, Text("%(name)s", name=step.domain)), reasons[0], len(reasons)))
    return tuple(found)
