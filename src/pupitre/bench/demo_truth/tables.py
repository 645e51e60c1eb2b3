"""What the derived tables say of decisions and chances, held against what is true."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from pupitre.bench.demo_truth.score import Tally

Json = Mapping[str, Any]  # a document read from a file: checked where it is used
Tables = Mapping[str, Sequence[Json]]
FIXED = "what-if"
"""Name under which the chance of an objective with its levers on time stands beside the derived tables."""
PULLED = 2
"""Levers of the objective that needs several."""


def held_against(plant: Json, tables: Tables) -> Tally:
    """Return how a plant fared whose truth is held against derived tables.

    Args:
        plant: An entry of the truth's `plants` with its `table`. tables: Derived tables by name, as lists of rows.
    """
    score = Tally(plant["plant"], plant["rule"])
    for case in plant["instances"]:
        faults = list(_faults(case, plant["table"], tables))
        score.planted += 1
        score.found += not faults
        score.remarks += [f"{case['subjects']}: {fault}" for fault in faults]
    wanted = {subject for case in plant["instances"] for subject in case["subjects"]}
    for name in _unwanted(plant, tables, wanted):
        score.unwanted += 1
        score.remarks.append(f"unwanted: {name}")
    return score


def _faults(case: Json, table: str, tables: Tables) -> Iterator[str]:
    """Yield what is missing or wrong in a case."""
    if "levers" in case:
        yield from _chance(case, tables)
        return
    found = _row(case["row"], tables.get(table, ()))
    if found is None:
        yield "no row"
    elif found["low_90"] is None or found["high_90"] is None:
        yield f"no range: {found['verdict']}, {found['reason']}"
    else:
        yield from FAULTS[case["kind"]](case, found)


def _row(wanted: Json, rows: Sequence[Json]) -> Json | None:
    """Return the row of a decision and its KPI: where the decision applies, else everywhere."""
    mine = [row for row in rows if row["decision"] == wanted["decision"] and row["kpi"] == wanted["kpi"]]
    return next((row for row in mine if (row["unit"] or "") == wanted["unit"]), mine[0] if mine else None)


def _works(case: Json, row: Json) -> Iterator[str]:
    low, high = row["low_90"], row["high_90"]
    if not low <= case["effect"] <= high:
        yield f"{case['effect']:.2f} is not within {low:.2f} to {high:.2f}"
    if high - low > case["widest"]:
        yield f"range of {high - low:.2f}, {case['widest']:.2f} at most"


def _idle(case: Json, row: Json) -> Iterator[str]:
    low, high = row["low_90"], row["high_90"]
    if not low <= 0 <= high:
        yield f"nothing is not within {low:.2f} to {high:.2f}"
    if max(abs(low), abs(high)) > case["farthest"]:
        yield f"{low:.2f} to {high:.2f} goes past {case['farthest']:.2f}"


def _harms(case: Json, row: Json) -> Iterator[str]:
    if row["verdict"] != "harmful" or row["estimate"] * case["effect"] <= 0:
        yield f"{row['verdict']}, {row['estimate']:.2f} where {case['effect']:.2f} is true"
    lag = row["lag_days"]
    if lag is None or abs(lag - case["lag_days"]) > case["lag_tolerance"]:
        yield f"lag of {lag} days where {case['lag_days']} is true"


FAULTS: Mapping[str, Callable[[Json, Json], Iterator[str]]] = {"works": _works, "idle": _idle, "harms": _harms}


def _chance(case: Json, tables: Tables) -> Iterator[str]:
    """Yield what is wrong with the chance of an objective that needs its levers."""
    (objective,) = case["subjects"]
    row = next((r for r in tables.get("impact.objective_chance", ()) if r["objective"] == objective), None)
    if row is None or row["chance"] is None:
        yield "no chance"
        return
    if abs(row["chance"] - case["chance"]) > case["tolerance"]:
        yield f"chance of {row['chance']:.2f} where {case['chance']:.2f} is true"
    causes = [c for c in tables.get("impact.cause", ()) if c["objective"] == objective and c["kind"] == "project" and not c["is_noise"]]
    best = {cause["key"] for cause in sorted(causes, key=lambda cause: -cause["gain"])[:PULLED]}
    if best != set(case["levers"]):
        yield f"levers named: {sorted(best)}, not {case['levers']}"
    both = next((r["chance"] for r in tables.get(FIXED, ()) if r["objective"] == objective), None)
    if both is None or both < case["least_both"]:
        yield f"chance of {both if both is None else round(both, 2)} with both levers, {case['both']:.2f} in truth"


WRONG = {"works": "works", "harms": "harmful"}
"""Kind of decision → the verdict that only such a decision deserves."""


def _unwanted(plant: Json, tables: Tables, wanted: set[str]) -> Iterator[str]:
    """Yield the decisions that are given a verdict they do not deserve."""
    verdict = WRONG.get(plant["rule"].rpartition(".")[2])
    for row in tables.get(plant["table"], ()) if verdict else ():
        if row["verdict"] == verdict and row["decision"] not in wanted:
            yield f"{row['decision']} said to be {verdict}"


def praised_decoys(decoys: Sequence[Json], tables: Tables) -> list[str]:
    """Return the decisions without effect that are said to work, one sentence each; an empty list is right."""
    return [
        f"decoy {decoy['decoy']} ({decoy['what']}): {row['decision']} is said to work"
        for decoy in decoys
        if "not_working" in decoy
        for row in tables.get("impact.decision_effect", ())
        if row["decision"] == decoy["not_working"]["decision"] and row["verdict"] == "works"
    ]
