"""What is told of the processes, and what stays silent."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest

from pupitre.domains.processes import examine
from pupitre.domains.processes.tests.company import EPOCH, ON, case, company, many, process

STALLED = (("order", 0, 0), ("cut", 1, 1), ("make", 1, 1), ("check", 6, 1), ("pack", 1, 1), ("ship", 1, 0))
"""Fourteen days, six of them waiting for the check."""
EVEN = (("order", 0, 0), ("cut", 2, 1), ("make", 2, 1), ("check", 2, 1), ("pack", 2, 1), ("ship", 2, 0))
BACK = (*EVEN[:4], ("make", 2, 1), ("check", 2, 1), *EVEN[4:])
DAILY = {"every": 2.0}


def told(rule, on=ON, **rows):
    return [one for one in examine(company(on, **rows)).findings if one.rule == f"processes.{rule}"]


def varied(count, *steps, at=None, factor=1.0, **said):
    """Return cases of which the waits differ a little, and those of one step by a factor in the last 91 days of the log."""
    rows = []
    for number in range(count):
        size = 0.8 + 0.1 * (number % 5)
        late = factor if count - number <= 45 else 1.0
        waits = [(name, wait * size * (late if name == at else 1.0), touch) for name, wait, touch in steps]
        rows += case(f"C{number:03d}", number * 2, *waits, **said)
    return rows


def test_a_step_where_work_waits_is_told_with_its_share():
    (one,) = told("bottleneck", process=[process()], event=varied(120, *STALLED))
    assert [(s.kind, s.key) for s in one.subjects] == [("process", "P"), ("activity", "P/check")]
    assert one.text.values["step"] == "check"
    assert one.text.values["share"].value == pytest.approx(6 / 14, abs=0.005)
    assert one.text.values["low"].value < 6 / 14 < one.text.values["high"].value
    assert one.stake is None
    assert one.confidence == 0.99
    assert "grows" not in one.text.msgid
    assert "falling" not in one.text.msgid
    # It began with the first stretch of four weeks in which a case ended.
    first_end = EPOCH.date() + timedelta(days=14)
    assert first_end - timedelta(days=28) < one.since <= first_end


def money(days):
    """Return what days lost over the 252 days of a log of 120 cases cost in a year, at 12 a day."""
    return (Decimal(days) * 365 / 252 * 12).quantize(Decimal(1))


def test_the_days_waited_beyond_the_usual_cost_what_the_register_says_of_a_day():
    priced = [process(delay_cost=Decimal(12))]
    (one,) = told("bottleneck", process=priced, event=many(120, *STALLED))
    # Six days before the check and one before the others: five a case. Cases all alike have no range.
    assert (one.stake.low, one.stake.likely, one.stake.high) == (money(600),) * 3
    assert ("name", "delay_cost") in [proof.columns for proof in one.evidence]
    (varied_one,) = told("bottleneck", process=priced, event=varied(120, *STALLED))
    assert varied_one.stake.low < money(600) < varied_one.stake.high
    assert float(varied_one.stake.likely) == pytest.approx(float(money(600)), rel=0.01)


def test_a_log_of_less_than_three_months_prices_no_year():
    priced = [process(delay_cost=Decimal(12))]
    (one,) = told("bottleneck", on=EPOCH.date() + timedelta(days=90), process=priced, event=many(60, *STALLED, every=1.0))
    assert one.stake is None


def test_the_days_beyond_the_promise_are_priced_too_but_never_twice():
    (one,) = told("slower_than_promised", process=[process(target_days=10.0, delay_cost=Decimal(12))], event=many(120, *EVEN))
    assert one.stake.likely == money(480)  # fourteen days for ten promised
    (rest,) = told("slower_than_promised", process=[process(target_days=5.0, delay_cost=Decimal(12))], event=many(120, *STALLED))
    assert rest.stake.likely == money(1080 - 600)  # the wait before the check has its own finding
    (none_left,) = told("slower_than_promised", process=[process(target_days=10.0, delay_cost=Decimal(12))], event=many(120, *STALLED))
    assert none_left.stake is None


def test_a_wait_that_grows_is_told_to_grow():
    (one,) = told("bottleneck", process=[process()], event=varied(120, *STALLED, at="check", factor=1.5))
    assert "the wait grows" in one.text.msgid.replace('" "', "")
    assert one.text.values["now"].value > 1.3 * one.text.values["before"].value


def test_even_waits_are_no_bottleneck():
    assert told("bottleneck", process=[process()], event=varied(120, *EVEN)) == []


def test_without_begins_the_time_before_a_step_is_told_with_less_confidence():
    events = [row | {"start": None} for row in varied(120, *STALLED)]
    (one,) = told("bottleneck", process=[process()], event=events)
    assert one.confidence == 0.6
    assert "goes by before" in one.text.msgid


def test_a_log_that_stopped_a_year_ago_says_nothing_of_today():
    assert told("bottleneck", on=ON + timedelta(days=500), process=[process()], event=varied(120, *STALLED)) == []


def test_fewer_than_thirty_cases_tell_nothing():
    assert told("bottleneck", process=[process()], event=varied(29, *STALLED)) == []


def test_the_order_of_rows_and_another_process_change_no_finding():
    events = varied(60, *STALLED)
    alone = told("bottleneck", process=[process()], event=events)
    both = told("bottleneck", process=[process("O"), process()], event=[*many(40, *EVEN, process="O"), *events[::-1]])
    assert [one.text.values for one in both] == [one.text.values for one in alone]
    assert [one.fingerprint for one in both] == [one.fingerprint for one in alone]


def test_a_loop_of_one_family_names_the_family_and_its_share():
    events = many(14, *BACK, prefix="K", family="K") + many(86, *EVEN, prefix="k", family="K") + many(300, *EVEN, every=0.5, family="L")
    (one,) = told("rework_loop", process=[process(hour_cost=Decimal(40))], event=events)
    assert one.text.values["share"].value == pytest.approx(0.14)
    assert (one.text.values["attribute"], one.text.values["value"]) == ("family", "K")
    assert (one.text.values["source"], one.text.values["target"]) == ("check", "make")
    assert one.text.values["other"].value == 0
    assert one.since == (EPOCH + timedelta(days=9)).date()
    # Fourteen cases do two steps again, a day each: 672 hours at 40 over the days from the first event to the last.
    days = 2 * 85 + 14
    assert one.stake.high == (Decimal(672) * 40 * 365 / days).quantize(Decimal(1))
    assert one.stake.low == (Decimal(672) * 20 * 365 / days).quantize(Decimal(1))


def test_the_cost_of_steps_in_the_log_comes_before_hours():
    priced = tuple((*step, {"cost": 10.0}) for step in BACK)
    events = many(14, *priced, prefix="K", family="K") + many(86, *EVEN, family="L")
    (one,) = told("rework_loop", process=[process(hour_cost=Decimal(40))], event=events)
    assert one.stake.high == (Decimal(280) * 365 / (2 * 85 + 14)).quantize(Decimal(1))


def test_a_rare_loop_that_no_value_explains_is_not_told():
    events = many(3, *BACK, prefix="K", family="K") + many(97, *EVEN, family="K")
    assert told("rework_loop", process=[process()], event=events) == []


def test_a_loop_that_most_cases_take_is_a_way_of_working():
    events = many(60, *BACK, prefix="K") + many(40, *EVEN)
    assert told("rework_loop", process=[process()], event=events) == []


def test_a_rule_that_many_cases_break_is_told_by_its_name():
    rules = [{"process": "P", "key": "R1", "name": "Nothing leaves unchecked", "kind": "required", "first": "check"}]
    events = many(90, *EVEN) + many(10, *EVEN[:3], *EVEN[4:], prefix="S")
    (one,) = told("deviation", process=[process()], event=events, process_rule=rules)
    assert (one.text.values["broken"], one.text.values["cases"], one.text.values["rule"]) == (10, 100, "Nothing leaves unchecked")
    assert one.since == (EPOCH + timedelta(days=11)).date()


def test_a_rule_that_four_cases_break_is_not_told():
    rules = [{"process": "P", "key": "R1", "kind": "required", "first": "check"}]
    events = many(90, *EVEN) + many(4, *EVEN[:3], *EVEN[4:], prefix="S")
    assert told("deviation", process=[process()], event=events, process_rule=rules) == []


def test_a_promise_that_half_of_the_cases_miss_is_told():
    (one,) = told("slower_than_promised", process=[process(target_days=10.0)], event=varied(120, *EVEN))
    assert one.text.values["promised"].value == 10
    assert one.text.values["median"].value == pytest.approx(14)
    assert told("slower_than_promised", process=[process(target_days=14.5)], event=varied(120, *EVEN)) == []


@pytest.mark.parametrize(
    ("said", "count"),
    [
        ({"stage": "act", "gain": Decimal(9000)}, 1),
        ({"stage": "check", "gain": Decimal(9000), "review_on": ON - timedelta(days=1)}, 1),
        ({"stage": "check", "gain": Decimal(9000), "review_on": ON + timedelta(days=1)}, 0),
        ({"stage": "do", "gain": Decimal(9000)}, 0),
        ({"stage": "act"}, 0),
        ({"stage": "act", "gain": Decimal(9000), "decision": "D-1"}, 0),
    ],
)
def test_an_improvement_declared_done_that_no_log_proves_stays_not_verified(said, count):
    row = {"key": "I1", "title": "Two benches", "process": "P", "starts_on": EPOCH.date()} | said
    found = told("gain_not_proved", process=[process()], improvement=[row])
    assert len(found) == count
    if found:
        assert "not verified" in found[0].text.msgid
        assert (found[0].stake.low, found[0].stake.high) == (0, 9000)


def test_a_process_without_owner_or_kpi_is_told():
    (one,) = told("unowned", process=[process(), process("Q", owner=None)])
    assert [s.key for s in one.subjects] == ["Q"]
    assert "no owner" in one.text.msgid


def test_the_same_work_in_two_departments_is_told_with_its_hours():
    checks = (("receive goods", 0, 1), ("check supplier invoice", 1, 1), ("pay supplier", 1, 1))
    again = (("receive goods note", 0, 1), ("check the supplier invoice", 1, 1), ("archive invoice", 1, 1))
    rows = [process("A", unit="FIN", hour_cost=Decimal(30)), process("B", unit="SUP", hour_cost=Decimal(30))]
    events = many(60, *checks, process="A") + many(60, *again, process="B")
    found = told("duplicate_step", process=rows, event=events)
    pairs = {frozenset(s.key for s in one.subjects if s.kind == "activity") for one in found}
    assert frozenset({"A/check supplier invoice", "B/check the supplier invoice"}) in pairs
    assert all(one.stake.high > 0 for one in found)


def test_nothing_loaded_says_nothing():
    assert examine(company()).findings == ()


def test_the_same_process_in_two_departments_is_told_once():
    mine = tuple((name, 1, 1) for name in ("receive request", "check request", "approve request", "answer request"))
    rows = [process("A", unit="FIN"), process("B", unit="SUP")]
    (one,) = told("duplicate_step", process=rows, event=many(40, *mine, process="A") + many(40, *mine, process="B"))
    assert (one.text.values["steps"], one.text.values["covered"].value) == (4, 1)
    assert [(s.kind, s.key) for s in one.subjects] == [("process", "A"), ("process", "B")]
