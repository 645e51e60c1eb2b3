"""Three years of orders through the workshops, step by step, as those who did the steps recorded them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from pupitre.demo.company import Company
from pupitre.demo.invent.hours import DAY, WEEK, days, moments, now_of
from pupitre.demo.lexicon import Row, rows
from pupitre.demo.spans import closed_weeks
from pupitre.demo.streams import stream
from pupitre.demo.work import Looped, OrderLog, Stalled

AHEAD_WEEKS = 6
"""Orders are invented until so many weeks after today; those begun today are in the log, unfinished."""
SPARE = 1.1
ENTRY_MINUTES = 60
"""An order begun in the last hour may not have ended its first step."""
FAMILY_SHARES = (0.22, 0.26, 0.20, 0.18, 0.14)
FIRST_PLANT, LINE_SHARES = 0.58, (0.30, 0.28, 0.22, 0.20)
LEAD_SPREAD, STEP_SPREAD, TOUCH_SPREAD = 0.26, 0.55, 0.3
USUAL_LEAD = 21.0
"""Days from order to delivery in a company that does not follow them."""
RETURNS = (("assemble", "machine", 0.012), ("test", "assemble", 0.03), ("inspect", "test", 0.008))
"""Where work goes back, from and to, and how often in any family; the first is planted first."""
QUIET_RETURN = 0.012
"""How often work goes back in the other families where it is planted in one."""
AGAIN_DAYS, AGAIN_TOUCH = 0.6, 0.6
"""Working days that work waits before each step done again, and the share of the usual time that it takes."""
UNCHECKED, SAME_HANDS, AT_ONCE = 0.004, 0.01, 0.004
"""Share of the orders that skip the final inspection, that one person tests and inspects, that are packed and shipped in one minute."""
STALLING = ("inspect", "machine", "kit", "assemble", "release")
"""Steps that work may be planted to wait for; the first one outside a disguise."""
SLOW = "heat"
LEAST_WAIT = 20.0
"""Minutes that a step still waits for once a decision has cut its queue."""
POOL = 14
"""People at most who do a step."""
SETTLING = 40
"""Rounds in which the weight of a planted step finds its share."""


@dataclass(frozen=True, slots=True)
class _Orders:
    """The orders, one item of each array per order: where they go, when they leave, in working minutes, and how often they go back."""

    family: np.ndarray
    plant: np.ndarray
    line: np.ndarray
    leaves: np.ndarray
    lead: np.ndarray
    route: np.ndarray


def add_orders(company: Company) -> None:
    """Add the log of the orders and what was planted in it."""
    profile, plan = company.profile, company.plan
    steps = [row for row in rows("steps") if row["process"] == "production"]
    ids = [row["id"] for row in steps]
    rng = stream(profile.seed, "orders planted", profile.disguised)
    pairs, families = np.arange(len(RETURNS)), np.arange(len(FAMILY_SHARES))
    stalling = list(STALLING)
    if profile.disguised:
        pairs, families = rng.permutation(pairs), rng.permutation(families)
        stalling = [stalling[int(i)] for i in rng.permutation(len(stalling))]
    planted = {(int(pair), int(family)): one.share for pair, family, one in zip(pairs, families, plan.returns, strict=False)}
    orders = _orders(company, planted)
    routes = _routes(ids)
    path = routes[orders.route]
    touch = _touch(company, steps, path)
    shares = {ids.index(step): one.share for step, one in zip(stalling, plan.stalls, strict=False)}
    wait = _waits(company, steps, path, orders.lead - touch.sum(axis=1), shares, orders.lead)
    _relieve(company, orders, path, wait)
    ends = np.cumsum(wait + touch, axis=1)
    ends += (orders.leaves - ends[:, -1])[:, None]
    company.orders = _log(company, steps, orders, path, ends - touch, ends, ([ids[s] for s in shares], planted))


def _orders(company: Company, planted: dict[tuple[int, int], float]) -> _Orders:
    """Return the orders: as many as the company's size says, shipped since three years or begun and not shipped yet."""
    profile = company.profile
    count = profile.scale.orders
    rng = stream(profile.seed, "orders")
    able = round(count * SPARE)
    now = now_of(profile.on)
    leaves = np.sort(rng.uniform(0, now + AHEAD_WEEKS * WEEK, able))
    lead = np.exp(rng.normal(0, LEAD_SPREAD, able))
    week = np.clip(leaves // WEEK, 0, len(closed_weeks(profile.on)) - 1).astype(int)
    known = company.kpi("leadtime")
    level = known.values[week] if known is not None else np.full(able, USUAL_LEAD)
    mean = np.bincount(week, lead) / np.maximum(np.bincount(week), 1)
    # The orders that leave in a week take, on average, what the KPI says of that week.
    lead = lead / mean[week] * level * DAY * 5 / 7
    begun = np.flatnonzero(leaves - lead < now - ENTRY_MINUTES)
    kept = np.sort(rng.permutation(begun)[:count])
    family = rng.choice(len(FAMILY_SHARES), able, p=FAMILY_SHARES)[kept]
    plant = (rng.random(able) >= (FIRST_PLANT if profile.scale.people > 100 else 1.0))[kept].astype(int)
    has_lines = any("-L" in unit.code for unit in company.units)
    line = np.where((plant == 0) & has_lines, rng.choice(len(LINE_SHARES), able, p=LINE_SHARES)[kept], -1)
    return _Orders(family, plant, line, leaves[kept], lead[kept], _going_back(company, family, planted))


def _going_back(company: Company, family: np.ndarray, planted: dict[tuple[int, int], float]) -> np.ndarray:
    """Return the route of each order: 0 straight on, then one number per way to go back, the last one without final inspection."""
    rng = stream(company.profile.seed, "orders going back")
    route = np.zeros(len(family), int)
    touched = {pair for pair, _ in planted}
    for number in range(len(FAMILY_SHARES)):
        mine = rng.permutation(np.flatnonzero(family == number))
        taken = 0
        for pair, (_, _, usual) in enumerate(RETURNS):
            share = planted.get((pair, number), QUIET_RETURN if pair in touched else usual)
            upto = taken + round(share * len(mine))
            route[mine[taken:upto]] = pair + 1
            taken = upto
        route[mine[taken : taken + round(UNCHECKED * len(mine))]] = len(RETURNS) + 1
    return route


def _routes(ids: list[str]) -> np.ndarray:
    """Return the steps of each route by number, −1 past the end of the shorter ones."""
    straight = list(range(len(ids)))
    found = [straight]
    for leaves, returns, _ in RETURNS:
        at = ids.index(leaves)
        found.append([*straight[: at + 1], ids.index(returns), at, *straight[at + 1 :]])
    found.append([step for step in straight if ids[step] != "inspect"])
    longest = max(map(len, found))
    # The blanks stand first, where they take no time: every route then ends in the last place.
    return np.array([[-1] * (longest - len(route)) + route for route in found])


def _again(path: np.ndarray) -> np.ndarray:
    """Tell the steps done again, or that another one done again leads back to."""
    before = np.maximum.accumulate(path, axis=1)
    again = np.zeros(path.shape, bool)
    again[:, 1:] = path[:, 1:] <= before[:, :-1]
    return np.asarray(again & (path >= 0))


def _touch(company: Company, steps: Sequence[Row], path: np.ndarray) -> np.ndarray:
    """Return the minutes of work of each step."""
    usual = np.array([*(float(row["touch"]) for row in steps), 0.0])
    spread = np.exp(stream(company.profile.seed, "orders touch").normal(0, TOUCH_SPREAD, path.shape))
    return np.asarray(np.maximum(usual[path] * spread * np.where(_again(path), AGAIN_TOUCH, 1.0), path >= 0))


def _waits(
    company: Company, steps: Sequence[Row], path: np.ndarray, left: np.ndarray, shares: dict[int, float], lead: np.ndarray
) -> np.ndarray:
    """Return the working minutes that each step waits for, so that the planted ones take their share of the lead time."""
    rng = stream(company.profile.seed, "orders waits")
    again = _again(path)
    spread = np.exp(rng.normal(0, STEP_SPREAD, path.shape))
    more = np.where(again, rng.exponential(AGAIN_DAYS * DAY, path.shape), 0.0)
    weights = np.array([*(float(row["wait"]) for row in steps), 0.0])
    first = (path >= 0) & ~again
    left = np.maximum(left - more.sum(axis=1), 0.1 * lead)
    wait = more
    for _ in range(SETTLING):
        raw = np.where(first, weights[path] * spread, 0.0)
        wait = raw / raw.sum(axis=1, keepdims=True) * left[:, None] + more
        for step, share in shares.items():
            reached = float(wait[path == step].sum() / lead.sum())
            weights[step] *= share / (1 - share) / (reached / (1 - reached))
    return np.asarray(wait)


def _relieve(company: Company, orders: _Orders, path: np.ndarray, wait: np.ndarray) -> None:
    """Cut the longest queue of a line by what a decision that works there has truly saved, from its week on."""
    lines = [unit.code for unit in company.units if "-L" in unit.code]
    first = closed_weeks(company.profile.on)[0]
    longest = max(range(int(path.max()) + 1), key=lambda step: float(wait[path == step].sum()))
    for one in (j for j in company.judged if j.kind == "works" and j.place in lines):
        since = (one.starts - first).days // 7 * WEEK
        mine = (orders.line == lines.index(one.place)) & (orders.leaves >= since)
        there = mine[:, None] & (path == longest) & ~_again(path)
        wait[there] = np.maximum(wait[there] + one.effect * DAY * 5 / 7, LEAST_WAIT)


def _log(
    company: Company,
    steps: Sequence[Row],
    orders: _Orders,
    path: np.ndarray,
    starts: np.ndarray,
    ends: np.ndarray,
    planted: tuple[list[str], dict[tuple[int, int], float]],
) -> OrderLog:
    """Return the log: what ended before today, in order of time."""
    profile = company.profile
    first = closed_weeks(profile.on)[0]
    starts, ends = np.round(starts), np.round(ends)
    _at_once(company, path, starts, ends)
    done = (path >= 0) & (ends < now_of(profile.on))
    order, place = np.nonzero(done)
    kept = np.lexsort((place, order, ends[done]))
    order, place = order[kept], place[kept]
    table = _table(company, steps, orders, (order, path[order, place]), [moments(first, m[order, place]) for m in (starts, ends)])
    shipped = done[:, -1]
    names = [profile.lexicon.word(row) for row in steps]
    ids = [row["id"] for row in steps]
    stalled = tuple(
        Stalled(names[ids.index(step)], _shares(path[shipped], starts[shipped], ends[shipped], ids.index(step))) for step in planted[0]
    )
    looped = tuple(_looped(company, orders, path, done, key, names, ids) for key in planted[1])
    touched = {pair for pair, _ in planted[1]}
    even = next((RETURNS[n] for n in (1, 0, 2) if n not in touched), RETURNS[1])
    return OrderLog(table, stalled, looped, (names[ids.index(even[0])], names[ids.index(even[1])]), names[ids.index(SLOW)])


def _at_once(company: Company, path: np.ndarray, starts: np.ndarray, ends: np.ndarray) -> None:
    """Record the shipping of a few orders in the minute in which they were packed."""
    hasty = stream(company.profile.seed, "orders at once").random(len(path)) < AT_ONCE
    starts[hasty, -1] = ends[hasty, -1] = ends[hasty, -2]


def _shares(path: np.ndarray, starts: np.ndarray, ends: np.ndarray, step: int) -> tuple[float, ...]:
    """Return the share of the lead time of finished orders that a step waits for: over all hours, then over working hours."""
    row, place = np.nonzero(path == step)
    begin = np.argmax(path >= 0, axis=1)
    found = []
    for since, until in ((days(starts), days(ends)), (starts, ends)):
        wait = np.maximum(since[row, place] - until[row, place - 1], 0).sum()
        lead = (until[:, -1] - until[np.arange(len(path)), begin]).sum()
        found.append(round(float(wait / lead), 4))
    return tuple(found)


def _looped(
    company: Company, orders: _Orders, path: np.ndarray, done: np.ndarray, key: tuple[int, int], names: list[str], ids: list[str]
) -> Looped:
    """Return how often a planted return truly happened, of the orders that reached the step it leaves."""
    pair, number = key
    leaves, returns = (ids.index(step) for step in RETURNS[pair][:2])
    reached = (done & (path == leaves)).any(axis=1)
    back = (done[:, 1:] & (path[:, :-1] == leaves) & (path[:, 1:] == returns)).any(axis=1)
    mine = orders.family == number
    cases = int((back & mine).sum())
    share = cases / max(int((reached & mine).sum()), 1)
    other = int((back & ~mine).sum()) / max(int((reached & ~mine).sum()), 1)
    return Looped(names[leaves], names[returns], family_name(company, number), cases, round(share, 4), round(other, 4))


def family_name(company: Company, number: int) -> str:
    """Return how the workshops write a family: its last word, or its first when that is the sort."""
    return family_names(company)[number]


def family_names(company: Company) -> list[str]:
    """Return the families as the workshops write them: without the word that they share."""
    full = company.profile.lexicon.of_kind("places", "family")
    shared = set.intersection(*(set(name.split()) for name in full))
    return [" ".join(word for word in name.split() if word not in shared) for name in full]


def _table(
    company: Company,
    steps: Sequence[Row],
    orders: _Orders,
    at: tuple[np.ndarray, np.ndarray],
    moments_of: list[np.ndarray],
) -> pa.Table:
    """Return the events with what is known of their order, who did them and where."""
    profile, lexicon = company.profile, company.profile.lexicon
    order, step = at
    rng = stream(profile.seed, "orders facts")
    begun = np.argsort(np.argsort(orders.leaves - orders.lead, kind="stable"), kind="stable")
    client = rng.integers(0, len(lexicon.of_kind("places", "client")), len(begun))
    quantity = np.round(np.exp(rng.normal(3.4, 0.8, len(begun)))).astype(int) + 1
    prefix = "OF" if lexicon.lang == "fr" else "WO"
    names = {
        "case": [f"{prefix}{int(n) + 24_001:06d}" for n in begun],
        "family": [family_names(company)[int(n)] for n in orders.family],
        "site": [lexicon.of_kind("places", "site")[1 + int(n)] for n in orders.plant],
        "line": [lexicon.of_kind("places", "line")[int(n)] if n >= 0 else "" for n in orders.line],
        "client": [lexicon.of_kind("places", "client")[int(n)] for n in client],
        "quantity": [str(int(n)) for n in quantity],
    }
    facts = {name: pa.array(values).take(pa.array(order)) for name, values in names.items()}
    of_step = {
        "step": pa.array([lexicon.word(row) for row in steps]).take(pa.array(step)),
        "role": pa.array([profile.role(row["role"]) for row in steps]).take(pa.array(step)),
    }
    times = {name: pa.array(values, pa.timestamp("s")) for name, values in zip(("starts", "ends"), moments_of, strict=True)}
    hands = {"post": _posts(steps, orders.plant[order], step, rng), "operator": _operators(company, steps, order, step)}
    return pa.table(facts | of_step | times | hands)


def _posts(steps: Sequence[Row], plant: np.ndarray, step: np.ndarray, rng: np.random.Generator) -> pa.Array:
    """Return the post of each event: three by step and plant."""
    number = (step * 2 + plant) * 3 + rng.integers(0, 3, len(step))
    listed = [f"{row['post']}-{plant + 1}{post + 1}" for row in steps for plant in range(2) for post in range(3)]
    return pa.array(listed).take(pa.array(number))


def _operators(company: Company, steps: Sequence[Row], order: np.ndarray, step: np.ndarray) -> pa.Array:
    """Return who did each event: one of a few people of the department; now and then whoever tested an order inspects it too."""
    rng = stream(company.profile.seed, "orders operators")
    listed: list[str] = []
    offset, size = np.zeros(len(steps), int), np.zeros(len(steps), int)
    for number, row in enumerate(steps):
        role = company.profile.role(row["role"])
        mine = [p.code for p in company.people if p.role == role and p.left is None and not p.bilbao]
        pool = [mine[int(i)] for i in rng.permutation(len(mine))[:POOL]]
        offset[number], size[number] = len(listed), len(pool)
        listed += pool
    chosen = offset[step] + np.floor(rng.random(len(step)) * size[step]).astype(int)
    ids = [row["id"] for row in steps]
    test, inspect = ids.index("test"), ids.index("inspect")
    who = np.full(int(order.max()) + 1, -1)
    who[order[step == test]] = chosen[step == test]
    both = (step == inspect) & (rng.random(len(step)) < SAME_HANDS) & (who[order] >= 0)
    chosen = np.where(both, who[order], chosen)
    return pa.array(listed).take(pa.array(chosen))
