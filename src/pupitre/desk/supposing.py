"""What somebody supposes about projects, risks and causes, and what it would do to the objectives."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final
from urllib.parse import quote, unquote

from pupitre.desk.attainment import Held
from pupitre.desk.rights import Reach
from pupitre.impact.attainment import Cancel, Change, Delay, Fix, Gain, Run, what_if
from pupitre.impact.model.rows import Mode
from pupitre.impact.wording import lever
from pupitre.kernel import N_, Days, InputError, Money, Text

MOST: Final = 12
"""Nobody compares more changes than this at once, and an address stays readable."""
REMOVED: Final[Mapping[str, str]] = {"risks": "risk", "trend": "measure"}
"""By family of causes, the kind of thing that is taken away."""
LONGEST: Final = 3650.0
"""Days by which a project may be supposed to move: ten years."""


@dataclass(frozen=True, slots=True)
class Supposition:
    """One change that is supposed.

    Args:
        token: How it is written in an address. text: What is done, in the infinitive. change: The same, for the simulation.
        cost: What it costs, when a file says so.
    """

    token: str
    text: Text
    change: Change
    cost: Money | None = None


@dataclass(frozen=True, slots=True)
class Moved:
    """What becomes of the chance of one objective."""

    objective: str
    before: float
    after: float
    gain: float
    error: float
    is_noise: bool


@dataclass(frozen=True, slots=True)
class Supposed:
    """What suppositions would do together.

    Args:
        own: What becomes of the objective asked about; None when nothing can be said of it.
        others: The other objectives that move, those that move most first.
        means: By key result that moves, its mean before and after.
        cost: What they cost together, as far as files say. unpriced: How many have no price.
    """

    suppositions: tuple[Supposition, ...]
    own: Moved | None
    others: tuple[Moved, ...]
    means: Mapping[str, tuple[float, float]]
    cost: Money | None
    unpriced: int


def suppose(held: Held, suppositions: Sequence[Supposition], objective: str, within: Reach) -> Supposed:
    """Return what suppositions would do together, on the futures of the last examination.

    Raises:
        InputError: One of them names something that the simulation does not hold, or is impossible.
    """
    answer = what_if(held.draws, [one.change for one in suppositions])
    moved = [_moved(key, gain) for key, gain in answer.objectives.items() if within.sees("objective", key)]
    others = [one for one in moved if one.objective != objective and one.gain and not one.is_noise]
    priced = [one.cost for one in suppositions if one.cost is not None]
    currencies = {one.currency for one in priced}
    return Supposed(
        suppositions=tuple(suppositions),
        own=next((one for one in moved if one.objective == objective), None),
        others=tuple(sorted(others, key=lambda one: (-abs(one.gain), one.objective))),
        means=answer.means,
        cost=Money(sum((one.amount for one in priced), Decimal(0)), next(iter(currencies))) if len(currencies) == 1 else None,
        unpriced=sum(one.cost is None for one in suppositions),
    )


def _moved(key: str, gain: Gain) -> Moved:
    return Moved(key, gain.before, gain.after, gain.gain, gain.error, gain.is_noise)


def fix(held: Held, kind: str, key: str, family: str) -> Supposition | None:
    """Return the removal of a cause; None when it is not one that can be removed by itself."""
    match family:
        case "lateness" | "dependencies" | "capacity":
            is_known = kind == "project" and bool(running(held, [key]))
        case "risks" | "trend":
            is_known = kind == REMOVED[family] and (kind, key) in held.draws.rows
        case _:
            is_known = family == "weak_effects" and (kind, key) in held.draws.layout.moved_by
    if not is_known:
        return None
    return Supposition(_token("fix", kind, family, key), lever(held.model, kind, key, family), Fix(kind, key, family))  # type: ignore[arg-type]  # one of the families, as the cases say


def modes(held: Held, projects: Collection[str]) -> list[Supposition]:
    """Return the other ways to run projects that files describe, for those that the simulation holds and that are not over."""
    able = running(held, projects)
    return [_mode(held, one) for one in held.model.rows.modes if one.project in able]


def running(held: Held, projects: Collection[str]) -> dict[str, str]:
    """Return the names, by key, of those projects that the simulation holds and that can still be changed."""
    rows = held.model.rows
    return {one.key: rows.name("project", one.key) for one in held.model.world.projects if not one.is_over and one.key in projects}


def read(held: Held, tokens: Sequence[str], within: Reach) -> list[Supposition]:
    """Return what an address supposes, once each, in order.

    Raises:
        InputError: Something is supposed of what does not exist or is out of reach, or there are too many suppositions.
    """
    wanted = list(dict.fromkeys(token for token in tokens if token))
    if len(wanted) > MOST:
        raise InputError(
            Text(N_("More than %(most)s changes at once cannot be compared."), most=MOST), mend=Text(N_("Take some of them out."))
        )
    return [_read(held, token, within) for token in wanted]


def cancel_token(project: str) -> str:
    """Write the stop of a project for an address."""
    return _token("cancel", project)


def delay_token(project: str, days: str) -> str:
    """Write a shift of a project for an address, its days as they were typed."""
    return _token("delay", project, days)


def _token(*parts: str) -> str:
    return ":".join(quote(part, safe="") for part in parts)


def _read(held: Held, token: str, within: Reach) -> Supposition:
    what, *parts = (unquote(part) for part in token.split(":"))
    match what, parts:
        case "fix", [kind, family, key]:
            found = fix(held, kind, key, family) if within.sees(kind, key) else None
        case "mode", [project, key]:
            ways = modes(held, [project]) if within.sees("project", project) else []
            found = next((one for one in ways if one.token == _token("mode", project, key)), None)
        case "cancel", [project]:
            found = _of_project(held, project, within, _cancel)
        case "delay", [project, days]:
            found = _of_project(held, project, within, lambda key, name: _delay(key, name, _days(days)))
        case _:
            found = None
    if found is None:
        raise InputError(
            Text(N_("One of these changes is about something that the simulation does not hold.")),
            mend=Text(N_("Choose among those listed.")),
        )
    return found


def _of_project(held: Held, key: str, within: Reach, made: Callable[[str, str], Supposition]) -> Supposition | None:
    name = running(held, [key]).get(key) if within.sees("project", key) else None
    return None if name is None else made(key, name)


def _cancel(key: str, name: str) -> Supposition:
    return Supposition(cancel_token(key), Text(N_("Stop “%(project)s”"), project=name), Cancel(key))


def _delay(key: str, name: str, days: float) -> Supposition:
    text = N_("Move “%(project)s” %(days)s later") if days >= 0 else N_("Move “%(project)s” %(days)s sooner")
    return Supposition(delay_token(key, f"{days:g}"), Text(text, project=name, days=Days(abs(days))), Delay(key, days))


def _days(text: str) -> float:
    try:
        days = float(text.replace("\N{MINUS SIGN}", "-"))
    except ValueError:
        days = float("nan")
    if not abs(days) <= LONGEST:
        raise InputError(Text(N_("The number of days is not one that can be simulated.")), mend=Text(N_("Write a number, such as 30.")))
    return days


def _mode(held: Held, mode: Mode) -> Supposition:
    name = held.model.rows.name("project", mode.project)
    cost = Money(mode.cost, mode.currency or held.model.currency) if mode.cost is not None else None
    share = 1.0 if mode.effect_share is None else mode.effect_share
    return Supposition(
        _token("mode", mode.project, mode.key),
        Text(N_("Run “%(project)s” as “%(mode)s”"), project=name, mode=mode.name),
        Run(mode.project, mode.days or 0.0, share),
        cost,
    )
