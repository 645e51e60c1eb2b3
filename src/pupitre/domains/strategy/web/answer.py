"""The sentences on top of the pages of the strategy."""

from __future__ import annotations

from pupitre.desk.chances import likely_count, why_absent
from pupitre.domains.strategy.web.atlas import Atlas, Goal, Result
from pupitre.domains.strategy.web.bands import Beside
from pupitre.domains.strategy.web.outlook import Outlook, first_sentence
from pupitre.domains.strategy.web.pace import LAG
from pupitre.kernel import N_, Share, Text, quoted


def headline(known: Atlas) -> Text:
    """Return the answer to "are we all going the same way?"."""
    short = {item["key"] for item in known.items if item["part"] == "money" and not item["is_right"]}
    worst = min((known.shares[key] for key in short if key in known.shares), key=lambda row: row["gap"], default=None)
    if worst is not None and known.score is not None:
        return Text(
            N_("Aligned at %(score)s: “%(axis)s” weighs %(weight)s and gets %(share)s of the money"),
            score=Share(known.score),
            axis=known.name("axis", worst["axis"]),
            weight=Share(worst["weight"]),
            share=Share(worst["money_share"]),
        )
    if known.score is None:
        return Text(N_("Nothing says yet whether everyone goes the same way"))
    if any(part["part"] == "money" and part["share"] is not None for part in known.parts):
        return Text(N_("Aligned at %(score)s: each axis gets about what it weighs"), score=Share(known.score))
    return Text(N_("Aligned at %(score)s, as far as the links show"), score=Share(known.score))


def support(known: Atlas, aside: Beside) -> list[Text]:
    """Return the sentences below it: pace of the objectives, orphans, what is not linked yet, the day."""
    live = known.live
    said = [*_odds(live), _paces(live)] if live else []
    if aside.orphans and aside.orphan_money:
        said.append(
            Text.many(
                N_("%(count)s project serves no objective (%(money)s)."),
                N_("%(count)s projects serve no objective (%(money)s)."),
                count=len(aside.orphans),
                money=aside.orphan_money,
            )
        )
    elif aside.orphans:
        said.append(
            Text.many(N_("%(count)s project serves no objective."), N_("%(count)s projects serve no objective."), count=len(aside.orphans))
        )
    if aside.unlinked_count:
        said.append(
            Text.many(N_("%(count)s project is not linked yet."), N_("%(count)s projects are not linked yet."), count=aside.unlinked_count)
        )
    return [*said, Text(N_("Judged on %(day)s."), day=known.on)]


def _odds(live: list[Goal]) -> list[Text]:
    """Return how many objectives are likely to be reached, once some have a probability."""
    likely, known = likely_count([goal.chance for goal in live])
    if not known:
        return []
    return [
        Text.many(
            N_("%(count)s objective out of %(all)s is likely to be reached."),
            N_("%(count)s objectives out of %(all)s are likely to be reached."),
            count=likely,
            all=known,
        )
    ]


def _paces(live: list[Goal]) -> Text:
    late = sum(goal.state in ("behind", "far_behind", "missed") for goal in live)
    silent = sum(goal.state == "unknown" for goal in live)
    if silent == len(live):
        return Text.many(
            N_("%(count)s objective to reach, whose pace cannot be told yet."),
            N_("%(count)s objectives to reach, whose pace cannot be told yet."),
            count=len(live),
        )
    if not late:
        return Text.many(
            N_("The objective to reach keeps its pace."), N_("None of the %(count)s objectives to reach lags."), count=len(live)
        )
    return Text.many(
        N_("%(count)s objective out of %(all)s lags behind its pace."),
        N_("%(count)s objectives out of %(all)s lag behind their pace."),
        count=late,
        all=len(live),
    )


def axis_headline(known: Atlas, key: str) -> Text:
    """Return what an axis weighs and gets."""
    share = known.shares.get(key, {})
    weight, money = share.get("weight"), share.get("money_share")
    if weight is None:
        return Text(N_("“%(axis)s” declares no weight"), axis=known.name("axis", key))
    if money is None:
        return Text(N_("“%(axis)s” weighs %(weight)s of the strategy"), axis=known.name("axis", key), weight=Share(weight))
    text = N_("“%(axis)s” weighs %(weight)s of the strategy and gets %(share)s of the money")
    return Text(text, axis=known.name("axis", key), weight=Share(weight), share=Share(money))


def axis_support(known: Atlas, live: list[Goal]) -> list[Text]:
    """Return the pace of its objectives, and the day."""
    said = [*_odds(live), _paces(live)] if live else [Text(N_("It has no objective to reach."))]
    return [*said, Text(N_("Judged on %(day)s."), day=known.on)]


def objective_headline(goal: Goal) -> Text:
    """Return the answer to "how likely, why, what to do?": the probability, else the pace."""
    match goal.state:
        case "reached":
            return Text(N_("Reached"))
        case "dropped":
            return Text(N_("Dropped"))
        case "draft":
            return Text(N_("Still a draft"))
        case "missed":
            return Text(N_("Its date is past and it is not reached"))
    chance = goal.chance
    if chance.share is not None and chance.due_on is not None:
        text = N_("%(chance)s likely to be reached by %(day)s (%(range)s)")
        return Text(text, chance=chance.said, day=chance.due_on, range=chance.range)
    return pace_sentence(goal) or Text(N_("Nothing says yet how far it is"))


def pace_sentence(goal: Goal) -> Text | None:
    """Return the pace of an objective as a phrase; nothing when it cannot be told."""
    if goal.progress is None or goal.expected is None or goal.time is None:
        return None
    lag = goal.expected - goal.progress
    values = {"done": Share(goal.progress), "time": Share(goal.time)}
    if lag > LAG:
        return Text(N_("Behind its pace: %(done)s of the way for %(time)s of the time"), **values)
    if -lag > LAG:
        return Text(N_("Ahead of its pace: %(done)s of the way for %(time)s of the time"), **values)
    return Text(N_("On pace: %(done)s of the way for %(time)s of the time"), **values)


def objective_support(goal: Goal, ahead: Outlook, *, late_projects: int, project_count: int) -> list[Text]:
    """Return the first cause, what holds it back as far as it is known, and why a probability is absent."""
    said = [one for one in (first_sentence(ahead), _change(goal)) if one is not None] if goal.is_live else []
    lagging = [result for result in goal.results if result.state in ("behind", "far_behind", "missed")]
    if lagging and not said:
        names = quoted([result.name for result in sorted(lagging, key=_lag)])
        said.append(Text.many(N_("What lags: %(names)s."), N_("What lags: %(names)s."), count=len(lagging), names=names))
    if late_projects:
        said.append(
            Text.many(
                N_("%(count)s of the %(all)s projects that serve it is heading for a late finish."),
                N_("%(count)s of the %(all)s projects that serve it are heading for a late finish."),
                count=late_projects,
                all=project_count,
            )
        )
    elif goal.is_live and not project_count:
        said.append(Text(N_("No project serves it.")))
    if goal.is_live and goal.reached_when is not None:
        said.append(goal.reached_when)
    if goal.is_live and goal.chance.share is None:
        said.append(Text(N_("No probability yet: %(reason)s"), reason=why_absent(goal.chance.reason)))
    return said


def _change(goal: Goal) -> Text | None:
    change = goal.chance.change
    return Text(N_("Its probability is %(change)s."), change=change) if change is not None else None


def _lag(result: Result) -> float:
    return (result.progress or 0.0) - (result.expected or 0.0)
