"""What a log says of its process: times, waits, loops, rules, faults."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from functools import cache

import numpy as np
import pytest

from pupitre.domains.processes.analysis import analyse
from pupitre.domains.processes.analysis.delays import beyond_usual, late
from pupitre.domains.processes.analysis.finished import Cases
from pupitre.domains.processes.analysis.logs import log_of
from pupitre.domains.processes.analysis.publish import absent, published
from pupitre.domains.processes.inputs import PUBLISHES
from pupitre.domains.processes.tests.company import EPOCH, ON, case, many, model, process, table
from pupitre.kernel import InputError, Text
from pupitre.maths.process import remote

STRAIGHT = (("order", 0, 0), ("make", 1, 1), ("check", 6, 1), ("ship", 1, 0))
"""Ten days: eight of waiting, two of work."""


def tables(**rows):
    read = model(**rows)
    found = published(read, analyse(read))
    assert {name: one.column_names for name, one in found.items()} == {name: list(columns) for name, columns in PUBLISHES.items()}
    return {name.partition(".")[2]: one.to_pylist() for name, one in found.items()}


@cache
def straight():
    """Return the tables of forty cases all alike."""
    return tables(process=[process()], event=many(40, *STRAIGHT))


def test_the_lead_time_runs_from_the_first_end_to_the_last():
    seen = straight()["overview"][0]
    assert (seen["case_count"], seen["event_count"], seen["variant_count"], seen["activity_count"]) == (40, 160, 1, 4)
    assert (seen["lead_median_days"], seen["lead_mean_days"], seen["lead_p90_days"]) == pytest.approx((10, 10, 10))
    assert seen["open_count"] == 0
    assert seen["first_on"] == EPOCH.date()
    assert seen["last_on"] == (EPOCH + timedelta(days=78 + 10)).date()
    assert seen["weekly_cases"] == pytest.approx(40 / (88 / 7))


def test_waiting_and_work_make_the_whole_lead_time():
    steps = {row["activity"]: row for row in straight()["step"]}
    assert steps["check"]["wait_days"] == pytest.approx(6)
    assert steps["check"]["touch_days"] == pytest.approx(1)
    assert steps["check"]["wait_share"] == pytest.approx(0.6)
    assert steps["order"]["wait_share"] == 0
    assert sum(row["wait_days"] + row["touch_days"] for row in steps.values()) == pytest.approx(10)


def test_closed_hours_are_left_out_of_the_shares_and_not_of_the_days():
    # Friday 17:00 to Monday 08:00 is 63 hours, none of them open; then one open hour of work.
    friday = 4 + 17 / 24
    one = (("order", 0, 0), ("check", 63 / 24, 1 / 24))
    week = process(work_hours="08:00-17:00", weekdays="1111100")
    events = [row for at in range(40) for row in case(f"C{at}", friday + 7 * at % 210, *one)]
    steps = {row["activity"]: row for row in tables(process=[week], event=events)["step"]}
    assert steps["check"]["wait_days"] == pytest.approx(63 / 24)
    assert steps["check"]["wait_share"] == pytest.approx(0, abs=1e-9)


def test_without_begins_all_the_time_before_a_step_counts():
    events = [row | {"start": None} for row in many(40, *STRAIGHT)]
    steps = {row["activity"]: row for row in tables(process=[process()], event=events)["step"]}
    assert steps["check"]["wait_days"] == pytest.approx(7)
    assert steps["check"]["touch_days"] is None
    assert tables(process=[process()], event=events)["overview"][0]["wait_share"] is None


def test_an_open_case_is_counted_and_never_taken_for_a_short_one():
    events = many(40, *STRAIGHT) + case("open", 85, *STRAIGHT[:2])
    seen = tables(process=[process()], event=events)["overview"][0]
    assert (seen["case_count"], seen["open_count"]) == (41, 1)
    assert seen["lead_mean_days"] == pytest.approx(10)


def test_a_path_has_its_own_median():
    events = many(40, *STRAIGHT) + many(30, *STRAIGHT[:2], ("ship", 1, 0), prefix="S")
    paths = tables(process=[process()], event=events)["variant"]
    assert [(row["path"], row["case_count"]) for row in paths] == [
        (["order", "make", "check", "ship"], 40),
        (["order", "make", "ship"], 30),
    ]
    assert [row["lead_median_days"] for row in paths] == pytest.approx([10, 3])
    assert sum(row["share"] for row in paths) == pytest.approx(1)


def test_a_loop_tells_the_value_that_explains_it():
    back = (("order", 0, 0), ("make", 1, 1), ("fit", 1, 1), ("make", 2, 1), ("fit", 1, 1), ("ship", 1, 0))
    straight = (("order", 0, 0), ("make", 1, 1), ("fit", 1, 1), ("ship", 1, 0))
    events = many(12, *back, prefix="K", family="K") + many(8, *straight, prefix="k", family="K") + many(60, *straight, family="L")
    loops = tables(process=[process()], event=events)["loop"]
    assert [(row["from"], row["to"], row["case_count"]) for row in loops] == [("fit", "make", 12)]
    assert (loops[0]["attribute"], loops[0]["value"], loops[0]["value_cases"]) == ("family", "K", 20)
    assert (loops[0]["value_share"], loops[0]["other_share"], loops[0]["share"]) == pytest.approx((12 / 20, 0, 12 / 80))
    assert loops[0]["lost_days"] == pytest.approx(5)


def test_work_passes_between_departments_of_five_people_or_more():
    passed = (("make", 0, 0, {"unit": "A"}), ("check", 2, 0, {"unit": "B"}), ("ship", 1, 0, {"unit": "C"}))
    units = [
        {"key": "A", "name": "A", "headcount": 9.0},
        {"key": "B", "name": "B", "headcount": 9.0},
        {"key": "C", "name": "C", "headcount": 4.0},
    ]
    rows = tables(process=[process()], event=many(40, *passed), unit=units)["handover"]
    assert [(row["from"], row["to"], row["event_count"], row["wait_days"]) for row in rows] == [("A", "B", 40, 2.0)]


def test_faults_of_the_log_are_counted_and_absurd_moments_left_out():
    events = many(40, *STRAIGHT)
    events[1]["start"] = events[1]["at"] + timedelta(hours=1)
    events.append(events[0] | {"copy": 1})
    events += [row | {"at": row["at"].replace(year=1948), "start": None} for row in case("old", 0, *STRAIGHT[:1])]
    events[4]["resource"] = "R-1"
    events[5]["extra"] = '{"note": "?"}'
    seen = tables(process=[process()], event=events)
    counted = {row["kind"]: row["event_count"] for row in seen["defect"]}
    assert counted == {"absurd_moment": 1, "begin_after_end": 1, "repeated": 1, "no_resource": 161, "placeholder": 1}
    assert (seen["overview"][0]["event_count"], seen["overview"][0]["case_count"]) == (160, 40)


def test_steps_of_one_moment_are_counted():
    together = (("order", 0, 0), ("make", 0, 0), ("ship", 1, 0))
    seen = tables(process=[process()], event=many(40, *together))
    assert {row["kind"]: row["event_count"] for row in seen["defect"]} == {"same_moment": 40}


def test_a_rule_is_judged_over_the_cases_it_speaks_of():
    events = many(40, *STRAIGHT) + many(10, *STRAIGHT[:2], STRAIGHT[3], prefix="S")
    rules = [
        {"process": "P", "key": "R1", "kind": "required", "first": "Check "},
        {"process": "P", "key": "R2", "kind": "deadline", "first": "order", "second": "ship", "days": 5.0},
        {"process": "P", "key": "R3", "kind": "order", "first": "paint", "second": "ship"},
        {"process": "P", "key": "R4", "kind": "order", "first": "make"},
    ]
    rows = tables(process=[process()], event=events, process_rule=rules)["rule_result"]
    assert [(row["rule"], row["case_count"], row["broken_count"]) for row in rows] == [("R1", 50, 10), ("R2", 50, 40)]
    read = model(process=[process()], event=events, process_rule=rules)
    said = {one.key: one.reason.msgid for one in absent(read, analyse(read)) if one.figure == "processes.rule_result"}
    assert "never shows a step" in said["P/R3"]
    assert "does not say which steps" in said["P/R4"]


def test_too_few_cases_leave_times_absent_with_a_reason():
    read = model(process=[process(), process("Q")], event=many(12, *STRAIGHT))
    analysis = analyse(read)
    seen = published(read, analysis)["processes.overview"].to_pylist()
    assert [(row["process"], row["reason"], row["lead_mean_days"]) for row in seen] == [("P", "too_few", None), ("Q", "no_log", None)]
    said = absent(read, analysis)
    assert said[0].reason.msgid.startswith("%(count)s finished case")
    assert dict(said[0].reason.values)["count"] == 12


def test_an_engine_that_does_not_answer_stops_no_log_held_here(monkeypatch):
    def silent(_address):
        raise InputError(Text("no answer"))

    monkeypatch.setattr(remote, "processes", silent)
    read = replace(model(process=[process()], event=many(40, *STRAIGHT)), events_at="postgres://nowhere/events")
    analysis = analyse(read)
    assert analysis.studies["P"].reason == ""
    assert [one.reason.msgid for one in absent(read, analysis) if one.figure == "processes.log"] == ["no answer"]


def test_one_step_per_case_is_no_log_of_steps_and_stops_no_other():
    events = many(40, STRAIGHT[0], process="Q") + many(40, *STRAIGHT)
    seen = {row["process"]: row for row in tables(process=[process(), process("Q")], event=events)["overview"]}
    assert seen["Q"]["reason"] == "single_steps"
    assert seen["P"]["lead_mean_days"] == pytest.approx(10)


def test_an_improvement_that_cut_the_lead_time_works():
    slow, quick = (("order", 0, 0), ("check", 10, 0)), (("order", 0, 0), ("check", 5, 0))
    events = [row for at in range(800) for row in case(f"C{at:03d}", at / 2 - 200, *(slow if at < 550 else quick))]
    starts = (EPOCH + timedelta(days=75)).date()
    said = {"key": "I1", "title": "Two benches", "process": "P", "stage": "check", "target_share": -0.2, "starts_on": starts}
    seen = tables(process=[process()], event=events, improvement=[said, said | {"key": "I2", "stage": "plan"}])["improvement"]
    assert (seen[0]["verdict"], seen[0]["is_target_reached"], seen[0]["reason"]) == ("works", True, "")
    assert seen[0]["change_share"] == pytest.approx(-0.5, abs=0.05)
    assert (seen[1]["verdict"], seen[1]["reason"]) == ("cannot_tell", "not_begun")


def test_an_improvement_of_nowhere_is_not_judged():
    said = {"key": "I1", "title": "T", "process": "P", "starts_on": EPOCH.date(), "applies_to": "line=L9"}
    seen = tables(process=[process()], event=many(40, *STRAIGHT, line="L1"), improvement=[said])["improvement"]
    assert seen[0]["reason"] == "unknown_scope"


def test_attributes_are_read_once_for_each_different_text():
    log = log_of(table("event", case("A", 0, *STRAIGHT, family="K", size=3) + case("B", 1, *STRAIGHT, family="?")), "P", until=ON)
    assert log.attributes == ("family", "size")
    rows = log.rows(log.facts).sort_by("case").to_pylist()
    assert [(row["case"], row["family"], row["size"]) for row in rows] == [("A", "K", "3"), ("B", None, None)]


def test_the_order_of_events_changes_nothing():
    events = many(40, *STRAIGHT)
    assert tables(process=[process()], event=events[::-1]) == straight()


def test_two_departments_that_do_the_same_process_are_told_as_a_whole():
    mine = tuple((name, 1, 1) for name in ("receive request", "check request", "approve request", "answer request"))
    rows = [process("A", unit="FIN"), process("B", unit="SUP")]
    seen = tables(process=rows, event=many(40, *mine, process="A") + many(40, *mine, process="B"))["duplicate"]
    assert [(row["process"], row["other_process"], row["kind"]) for row in seen] == [("A", "B", "process")]


def test_only_days_beyond_the_promise_within_the_last_year_are_counted():
    day = 86_400_000_000
    begin, end = np.array([0, 380, 395]) * day, np.array([400, 400, 398]) * day
    cases = Cases(np.arange(3), begin, end, np.array([True, False, True]), ("end",))
    # The first is late from day 10, of which the last 365 days hold 365; the second, still open, from day 390; the third is in time.
    found = late(cases, 10.0, seed=1, key="P")
    assert found.likely == 365 + 10
    assert found.low <= 375 <= found.high


def test_the_usual_wait_is_the_median_of_the_others():
    lasted, passages = np.array([0.0, 10.0, 20.0, 90.0]), np.array([0.0, 10.0, 10.0, 10.0])
    lost = beyond_usual(lasted, passages, np.array([1, 2, 3]))
    # Means 1, 2 and 9: the others of the last one have 1.5 in the middle; the two others wait less than theirs.
    assert lost.tolist() == [0.0, 0.0, 0.0, 75.0]
