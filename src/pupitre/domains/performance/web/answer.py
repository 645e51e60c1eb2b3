"""The sentence on top of the KPIs: how many miss their target, and what moved."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pupitre.domains.performance.web.gauge import Gauge
from pupitre.kernel import N_, Text


@dataclass(frozen=True, slots=True)
class Said:
    """One sentence, and the list that it counts; empty when it counts none."""

    text: Text
    link: str = ""


def headline(gauges: Sequence[Gauge]) -> Said:
    """Return the answer to "what really moved?"."""
    judged = [gauge for gauge in gauges if gauge.status.get("target") is not None]
    shifted = sum(bool(gauge.shifts) for gauge in gauges)
    if shifted:
        text = Text.many(
            N_("%(count)s KPI out of %(all)s really moved in the last year"),
            N_("%(count)s KPIs out of %(all)s really moved in the last year"),
            count=shifted,
            all=len(gauges),
        )
        return Said(text, "?state=shifted#kpis")
    missed = sum(gauge.state == "missed" for gauge in gauges)
    moved = sum(gauge.has_moved for gauge in gauges)
    if missed:
        text = Text.many(
            N_("%(count)s KPI out of %(all)s misses its target"),
            N_("%(count)s KPIs out of %(all)s miss their target"),
            count=missed,
            all=len(gauges),
        )
        return Said(text, "?state=missed#kpis")
    if moved:
        text = Text.many(
            N_("%(count)s KPI out of %(all)s has left its usual range"),
            N_("%(count)s KPIs out of %(all)s have left their usual range"),
            count=moved,
            all=len(gauges),
        )
        return Said(text, "?state=moved#kpis")
    if judged:
        text = Text.many(N_("The KPI with a target is at it"), N_("All %(count)s KPIs with a target are at it"), count=len(judged))
        return Said(text, "?state=kept#kpis")
    text = Text.many(
        N_("%(count)s KPI is followed, without target"), N_("%(count)s KPIs are followed, none with a target"), count=len(gauges)
    )
    return Said(text, "?state=no_target#kpis")


def support(gauges: Sequence[Gauge]) -> tuple[Said, ...]:
    """Return the sentences below it: what lasts, what left its usual range, what cannot be told and why."""
    said = _shifts(gauges)
    lasting = sum(gauge.state == "missed" and gauge.is_lasting for gauge in gauges)
    if lasting:
        said.append(
            Said(
                Text.many(
                    N_("%(count)s has missed it for long enough to be more than a swing."),
                    N_("%(count)s have missed it for long enough to be more than a swing."),
                    count=lasting,
                ),
                "?state=missed#kpis",
            )
        )
    said.append(_moved(gauges))
    stale, few = (sum(gauge.state == state for gauge in gauges) for state in ("stale", "few"))
    if stale:
        said.append(
            Said(Text.many(N_("%(count)s no longer comes in."), N_("%(count)s no longer come in."), count=stale), "?state=stale#kpis")
        )
    if few:
        text = Text.many(N_("%(count)s has too few points to be judged."), N_("%(count)s have too few points to be judged."), count=few)
        said.append(Said(text, "?state=few#kpis"))
    return tuple(said)


def _shifts(gauges: Sequence[Gauge]) -> list[Said]:
    """Return how many moved for the worse, and how many miss their target, where the headline does not say it."""
    moved = [gauge for gauge in gauges if gauge.shifts]
    if not moved:
        return []
    worse, missed = sum(gauge.is_worse for gauge in moved), sum(gauge.is_missed for gauge in gauges)
    text = Text.many(N_("%(count)s of them for the worse."), N_("%(count)s of them for the worse."), count=worse)
    said = [Said(text, "?state=shifted#kpis")]
    if missed:
        text = Text.many(N_("%(count)s KPI misses its target."), N_("%(count)s KPIs miss their target."), count=missed)
        said.append(Said(text, "?state=missed#kpis"))
    return said


def _moved(gauges: Sequence[Gauge]) -> Said:
    """Return how many left their usual range, or why nobody can tell."""
    ranged = [gauge for gauge in gauges if gauge.limits.get("lower") is not None]
    if not ranged:
        return Said(Text(N_("None has a steady enough past for fixed limits: each follows a trend, has a season or too few points.")))
    moved = sum(gauge.has_moved for gauge in ranged)
    text = Text.many(
        N_("%(count)s KPI out of %(all)s with a steady past has left its usual range."),
        N_("%(count)s KPIs out of %(all)s with a steady past have left their usual range."),
        count=moved,
        all=len(ranged),
    )
    return Said(text, "?state=moved#kpis" if moved else "")
