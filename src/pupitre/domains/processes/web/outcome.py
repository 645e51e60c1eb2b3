"""What playing a process tells, in sentences and figures: the difference that a change makes, and how far to trust it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from pupitre.domains.processes.web.writing import lasting, length
from pupitre.kernel import N_, Share, Text
from pupitre.maths.process.simulation import Changes, Difference, Model, Played, Range
from pupitre.words import Lang

DAY = 86_400.0
BARELY = 0.005
"""A change of the lead time below this share is not worth a headline."""
FAR = 0.15
"""Share by which the lead time played may miss that of the log before the reader is warned."""
FULL = 0.97
"""Share of its hours from which a team is said not to keep up."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure as it is and as it would be, with the range of what the change brings."""

    name: Text
    now: str
    then: str
    range: Text
    tone: str
    word: Text


def steps_of(model: Model, pool: int) -> str:
    """Return the names of the steps of a team."""
    return ", ".join(step.activity for step in model.steps if step.pool == pool)


def use_now(played: Played) -> dict[str, float]:
    """Return the share of its hours that each team works, as it is; without the teams whose strength cannot be told."""
    use = np.mean([run.use for run in played.runs], axis=0)
    return {pool.name: float(one) for pool, one in zip(played.model.pools, use, strict=True) if not np.isnan(one)}


def swamped(found: Difference) -> dict[str, float]:
    """Return the teams that a change would leave unable to keep up, each with the share of its hours that it would be asked for."""
    return {name: use for name, use in found.then.use.items() if use > FULL and use > found.now.use.get(name, 0.0) + 0.01}


def answer(found: Difference | None, names: Mapping[str, str]) -> Text:
    """Return what a change would bring to the lead time. `names` are those of the teams."""
    if found is None:
        return Text(N_("What would the lead time become if something changed?"))
    teams = swamped(found)
    if teams:
        worst = max(teams, key=lambda name: (teams[name], name))
        return Text(
            N_("“%(team)s” could not keep up: %(share)s of its hours would be asked for"), team=names[worst], share=Share(teams[worst])
        )
    gap = found.lead_share
    if abs(gap.mean) < BARELY:
        return Text(N_("The lead time would barely change"))
    digits = 1 if abs(gap.mean) < 0.1 else 0
    least, most = sorted((abs(gap.low), abs(gap.high)))
    if round(least, digits + 2) == round(most, digits + 2):
        one = Share(abs(gap.mean), digits)
        return (
            Text(N_("The mean lead time would fall by %(share)s"), share=one)
            if gap.mean < 0
            else Text(N_("The mean lead time would rise by %(share)s"), share=one)
        )
    ends = {"low": Share(least, digits), "high": Share(most, digits)}
    if gap.high < 0:
        return Text(N_("The mean lead time would fall by %(low)s to %(high)s"), **ends)
    if gap.low > 0:
        return Text(N_("The mean lead time would rise by %(low)s to %(high)s"), **ends)
    return Text(N_("The lead time would not really change"))


def support(model: Model, found: Difference | None) -> tuple[Text, ...]:
    """Return the sentences below it: what was found in the log, how often it was played, on how many cases."""
    said = [Text(N_("Found in the log: arrivals, teams, hours, ways and times."))]
    if found is not None:
        said = [
            Text(
                N_("Found in the log: arrivals, teams, hours, ways and times. Played %(count)s times with the same draws on both sides."),
                count=found.replications,
            )
        ]
    if model.read < model.known:
        said.append(Text(N_("The log holds %(known)s cases: the latest %(read)s are read."), known=model.known, read=model.read))
    if model.cases < model.read:
        said.append(Text(N_("Each play lasts %(count)s cases."), count=model.cases))
    return tuple(said)


def notes(model: Model, played: Played, changes: Changes, found: Difference | None) -> tuple[Text, ...]:
    """Return what to keep in mind: how well the model gives back the log, teams that could not keep up, a queue that no log tells."""
    said = []
    lead = float(np.mean([run.lead.mean() for run in played.runs]))
    if model.lead:
        values = {"played": length(lead / DAY), "log": length(model.lead / DAY)}
        is_near = abs(lead / model.lead - 1) <= FAR
        told = N_("As it is, the play gives a mean lead time of %(played)s; the log says %(log)s.")
        far = N_("The play gives a mean lead time of %(played)s today where the log says %(log)s: trust the direction more than the size.")
        said.append(Text(told, **values) if is_near else Text(far, **values))
    if found is None:
        return tuple(said)
    if swamped(found):
        said.append(
            Text(N_("Where work comes faster than it can be done, the queue grows as long as that lasts: no lead time can be told."))
        )
        return tuple(said)
    if changes.hours:
        said.append(
            Text(N_("Every wait is counted within the hours of a team: one for somebody outside would not shrink with longer hours."))
        )
    longer = (found.then.entry.mean - found.now.entry.mean) / DAY
    if found.then.lead_mean.mean and longer * DAY > FAR * found.then.lead_mean.mean:
        said.append(
            Text(N_("Cases would also wait %(length)s longer before their first step, which no lead time counts."), length=length(longer))
        )
    return tuple(said)


def figures(found: Difference, lang: Lang) -> tuple[Figure, ...]:
    """Return the lead times as they are and as they would be."""
    rows: tuple[tuple[Text, Range, Range, Range], ...] = (
        (Text(N_("Mean lead time")), found.now.lead_mean, found.then.lead_mean, found.lead_mean),
        (Text(N_("Half of the cases take over")), found.now.lead_median, found.then.lead_median, found.lead_median),
        (Text(N_("One in ten takes over")), found.now.lead_p90, found.then.lead_p90, found.lead_p90),
    )
    return tuple(
        Figure(
            name,
            lasting(now.mean / DAY, lang),
            lasting(then.mean / DAY, lang),
            Text(N_("from %(low)s to %(high)s"), low=length(gap.low / DAY), high=length(gap.high / DAY)),
            "good" if gap.high < 0 else "bad" if gap.low > 0 else "calm",
            Text(N_("shorter")) if gap.high < 0 else Text(N_("longer")) if gap.low > 0 else Text(N_("no real change")),
        )
        for name, now, then, gap in rows
    )
