"""How work goes through a made-up company: where it waits, where it goes back, what its files say of it."""

from __future__ import annotations

import csv
import json
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pytest

from pupitre.demo.company import Company
from pupitre.demo.files import processes
from pupitre.demo.files.journal import slips, write_journal
from pupitre.demo.files.office import office
from pupitre.demo.files.purchases import document
from pupitre.demo.invent.company import invent
from pupitre.demo.invent.hours import DAY, WEEK, days, now_of
from pupitre.demo.plan import Disguise, draw
from pupitre.demo.truth_work import work
from pupitre.demo.work import OrderLog, PurchaseLog

ON = date(2026, 3, 18)


@pytest.fixture(scope="module")
def landreval() -> Company:
    return invent(0, size=420, on=ON)[0]


@pytest.fixture(scope="module")
def log(landreval: Company) -> OrderLog:
    assert landreval.orders is not None
    return landreval.orders


@pytest.fixture(scope="module")
def purchases(landreval: Company) -> PurchaseLog:
    assert landreval.purchases is not None
    return landreval.purchases


def seconds(column: pa.ChunkedArray) -> np.ndarray:
    return np.asarray(column.cast(pa.int64()).to_numpy())


@pytest.fixture(scope="module")
def walked(log: OrderLog) -> dict[str, np.ndarray]:
    """The events of shipped orders case by case, each with the end of the one before."""
    events = log.events.append_column("place", pa.array(np.arange(len(log.events)))).sort_by(
        [("case", "ascending"), ("place", "ascending")]
    )
    shipped = events.filter(pc.equal(events["step"], "Expédition"))["case"]
    events = events.filter(pc.is_in(events["case"], value_set=shipped.combine_chunks()))
    case, step = (np.array(events[name].to_pylist()) for name in ("case", "step"))
    starts, ends = seconds(events["starts"]), seconds(events["ends"])
    first = np.concatenate([[True], case[1:] != case[:-1]])
    before = np.concatenate([[""], step[:-1]])
    wait = np.where(first, 0, np.maximum(starts - np.concatenate([[0], ends[:-1]]), 0))
    return {"case": case, "step": step, "starts": starts, "ends": ends, "first": first, "before": np.where(first, "", before), "wait": wait,
            "family": np.array(events["family"].to_pylist()), "line": np.array(events["line"].to_pylist())}  # fmt: skip


def lead_days(walked: dict[str, np.ndarray]) -> np.ndarray:
    first = np.flatnonzero(walked["first"])
    last = np.append(first[1:], len(walked["case"])) - 1
    return np.asarray((walked["ends"][last] - walked["ends"][first]) / 86400)


def test_the_log_has_its_documented_size(log: OrderLog) -> None:
    assert pc.count_distinct(log.events["case"]).as_py() == 6200
    assert len(log.events) == pytest.approx(68_000, rel=0.01)
    assert pc.count_distinct(log.events["step"]).as_py() == 11


def test_finished_orders_wait_for_their_final_inspection_46_hundredths_of_their_lead_time(
    log: OrderLog, walked: dict[str, np.ndarray]
) -> None:
    share = walked["wait"][walked["step"] == "Contrôle final"].sum() / 86400 / lead_days(walked).sum()
    assert share == pytest.approx(0.46, abs=0.01)
    assert log.stalled[0].shares == pytest.approx((share, share), abs=0.005)


def test_no_other_step_is_waited_for_much(walked: dict[str, np.ndarray]) -> None:
    whole = lead_days(walked).sum() * 86400
    others = {step: walked["wait"][walked["step"] == step].sum() / whole for step in set(walked["step"])}
    del others["Contrôle final"]
    assert max(others.values()) < 0.14


def test_the_slow_step_is_worked_on_and_hardly_waited_for(log: OrderLog, walked: dict[str, np.ndarray]) -> None:
    mine = walked["step"] == log.slow
    assert walked["wait"][mine].sum() < 0.5 * (walked["ends"] - walked["starts"])[mine].sum()


def back(walked: dict[str, np.ndarray], leaves: str, returns: str) -> dict[str, float]:
    """Share of the orders of each family that go back from a step to another."""
    gone = set(walked["case"][(walked["before"] == leaves) & (walked["step"] == returns)])
    shares = {}
    for family in set(walked["family"]):
        mine = set(walked["case"][walked["family"] == family])
        shares[str(family)] = len(gone & mine) / len(mine)
    return shares


def test_assembled_orders_of_family_k_go_back_to_machining_eleven_times_in_a_hundred(log: OrderLog, walked: dict[str, np.ndarray]) -> None:
    shares = back(walked, "Assemblage", "Usinage")
    assert shares.pop("K") == pytest.approx(0.11, abs=0.004)
    assert max(shares.values()) < 0.02
    assert (log.looped[0].family, log.looped[0].share) == ("K", pytest.approx(0.11, abs=0.004))


def test_another_return_is_as_frequent_in_every_family(log: OrderLog, walked: dict[str, np.ndarray]) -> None:
    shares = back(walked, *log.even)
    assert min(shares.values()) > 0.02
    assert max(shares.values()) < 0.04


def test_lead_times_are_those_of_the_weekly_readings(landreval: Company, walked: dict[str, np.ndarray]) -> None:
    kpi = landreval.kpi("leadtime")
    assert kpi is not None
    first = np.flatnonzero(walked["first"])
    last = np.append(first[1:], len(walked["case"])) - 1
    week = (walked["ends"][last] - datetime.combine(kpi.starts[0], datetime.min.time(), UTC).timestamp()) // (7 * 86400)
    leads = lead_days(walked)
    means = [leads[week == number].mean() for number in range(4, 156)]
    assert np.abs(np.array(means) - kpi.values[4:156]).mean() < 1.0


def test_the_kanban_of_a_line_shows_in_its_orders_and_in_no_other(landreval: Company, walked: dict[str, np.ndarray]) -> None:
    works = next(one for one in landreval.judged if one.kind == "works")
    since = datetime.combine(works.starts, datetime.min.time(), UTC).timestamp()
    first = np.flatnonzero(walked["first"])
    last = np.append(first[1:], len(walked["case"])) - 1
    line, leads = walked["line"][first], lead_days(walked)
    recent = walked["ends"][last] >= since
    near = walked["ends"][last] >= since - 26 * 7 * 86400
    change = {
        name: leads[(line == name) & recent].mean() - leads[(line == name) & near & ~recent].mean() for name in ("L1", "L2", "L3", "L4")
    }
    others = np.mean([change[name] for name in ("L1", "L3", "L4")])
    assert change["L2"] - others == pytest.approx(-1.7, abs=1.6)


def test_nothing_is_recorded_outside_working_hours_or_after_today(log: OrderLog) -> None:
    ends = log.events["ends"]
    assert pc.max(ends).as_py() < datetime.combine(ON, datetime.min.time())
    assert pc.max(pc.day_of_week(ends)).as_py() == 4
    assert pc.min(pc.hour(ends)).as_py() >= 7
    assert pc.max(pc.hour(ends)).as_py() < 19


def test_some_orders_are_not_shipped_yet(log: OrderLog, walked: dict[str, np.ndarray]) -> None:
    assert 40 < 6200 - len(set(walked["case"])) < 200


def test_working_minutes_skip_nights_and_the_end_of_the_week() -> None:
    assert days(np.array([0.0, DAY - 60, DAY, WEEK])).tolist() == pytest.approx([7 / 24, 18 / 24, 1 + 7 / 24, 7 + 7 / 24])
    assert now_of(date(2026, 3, 21)) == now_of(date(2026, 3, 22)) == 156 * WEEK + 5 * DAY


def lines_of(folder: Path) -> list[list[str]]:
    with (folder / "Journal de production.csv").open(encoding="cp1252", newline="") as file:
        return list(csv.reader(file, delimiter=";"))


def test_the_journal_has_the_slips_of_a_real_export(landreval: Company, log: OrderLog, tmp_path: Path) -> None:
    write_journal(landreval, office(landreval), tmp_path)
    header, *lines = lines_of(tmp_path)
    wrong = slips(landreval)
    assert header[:4] == ["N° OF", "Famille", "Site", "Ligne"]
    assert len(lines) == len(log.events) + len(wrong.repeated)
    assert len(lines) - len({tuple(line) for line in lines}) == len(wrong.repeated) == 18
    operators, begins = [line[10] for line in lines], [line[8] for line in lines]
    assert 0.02 < operators.count("") / len(lines) < 0.04
    assert (operators.count("?"), begins.count("?")) == (6, 2)
    assert [line[9] for line in lines if "1948" in line[9]] == ["01/01/1948 00:00"]
    assert {line[11] for line in lines} > {"Qualité-RSE", "Production & méthodes", "Prod. & méthodes"}


def test_purchases_are_about_orders_lines_deliveries_and_invoices(landreval: Company, purchases: PurchaseLog) -> None:
    body = json.loads(json.dumps(document(purchases, office(landreval))))
    assert len(body["events"]) == pytest.approx(9_000, rel=0.02)
    assert [kind["name"] for kind in body["objectTypes"]] == ["Commande", "Ligne de commande", "Livraison", "Facture"]
    known = {thing["id"] for thing in body["objects"]}
    assert {link["objectId"] for event in body["events"] for link in event["relationships"]} == known
    assert all(link["objectId"] in known for thing in body["objects"] for link in thing["relationships"])
    assert [event["time"] for event in body["events"]] == sorted(event["time"] for event in body["events"])


def test_no_step_of_the_purchases_takes_a_fifth_of_the_time(purchases: PurchaseLog) -> None:
    by_order: dict[str, list[tuple[datetime, str]]] = {}
    for one in purchases.events:
        by_order.setdefault(one.things[0], []).append((one.at, one.step))
    spent: dict[str, timedelta] = {}
    done = [steps for steps in by_order.values() if steps[-1][1] == "Bon à payer"]
    for steps in done:
        for (since, _), (until, step) in pairwise(steps):
            spent[step] = spent.get(step, timedelta()) + until - since
    whole = sum(spent.values(), timedelta())
    assert max(part / whole for part in spent.values()) < 0.18
    assert 3 <= sum(purchases.rare in {step for _, step in steps} for steps in done) <= 30


def test_one_process_has_neither_owner_nor_kpi(landreval: Company) -> None:
    assert [one.id for one in landreval.processes if one.owner is None] == ["change"]
    assert [one.id for one in landreval.processes if not one.kpis] == ["change"]
    assert all(kpi in {k.code for k in landreval.kpis} for one in landreval.processes for kpi in one.kpis)


def test_rules_and_improvements_name_what_exists(landreval: Company, log: OrderLog) -> None:
    steps = set(log.events["step"].to_pylist())
    mine = [rule for rule in landreval.rules if rule.process == landreval.processes[0].code]
    assert {rule.first for rule in mine} | {rule.second for rule in mine} - {""} <= steps
    assert {rule.kind for rule in landreval.rules} == set(processes.RULES)
    kanban = landreval.improvements[0]
    assert (kanban.where, kanban.target) == (("line", "L2"), -0.10)
    assert kanban.decision == next(one.decision for one in landreval.judged if one.kind == "works")
    assert {one.stage for one in landreval.improvements} == set(processes.STAGES)


def test_a_disguise_holds_work_up_at_other_steps_and_none_to_three_times() -> None:
    plans = [draw(seed, size=420, disguise=Disguise(seed)) for seed in range(40)]
    assert {len(plan.stalls) for plan in plans} == {0, 1, 2}
    assert {len(plan.returns) for plan in plans} == {0, 1, 2, 3}
    assert all(sum(stall.share for stall in plan.stalls) < 0.75 for plan in plans)


@pytest.mark.parametrize("seed", [1, 4])
def test_the_truth_of_a_company_in_disguise_is_what_was_drawn(seed: int) -> None:
    company, _ = invent(seed, size=420, on=ON, disguise=Disguise(seed))
    stalled, looped = work(company)
    drawn = sorted(stall.share for stall in company.plan.stalls)
    told = sorted(case["figures"][0]["any_of"][1] for case in stalled["instances"])  # type: ignore[attr-defined]  # a document
    assert told == pytest.approx(drawn, abs=0.012)
    assert len(looped["instances"]) == len(company.plan.returns)  # type: ignore[arg-type]  # a document
    assert not any(case["below_detection"] for case in looped["instances"])  # type: ignore[attr-defined]  # a document


def test_a_small_company_has_a_small_log() -> None:
    company, _ = invent(1, size=20, on=ON)
    assert company.orders is not None
    assert pc.count_distinct(company.orders.events["case"]).as_py() == 300
    assert set(company.orders.events["line"].to_pylist()) == {""}
    assert [one.id for one in company.processes if not one.kpis] == ["change"]
