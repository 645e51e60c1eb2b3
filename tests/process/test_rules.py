"""Cases that break a rule, by hand."""

from __future__ import annotations

import pyarrow as pa
import pytest

from pupitre.maths.process.encode import from_arrow
from pupitre.maths.process.log import Log
from pupitre.maths.process.rules import Broken, Rule, broken

DAY = 86_400_000_000


def log_of(paths: dict[str, str]) -> Log:
    """Return a log of steps such as `a1`: the letter is the step, the figure who did it (0: nobody is named); one step a day."""
    rows: dict[str, list[object]] = {"case": [], "activity": [], "ts": [], "resource": []}
    for case, path in paths.items():
        for at, step in enumerate(path.split()):
            rows["case"].append(case)
            rows["activity"].append(step[0])
            rows["ts"].append(at * DAY)
            rows["resource"].append(None if step[1:] in {"", "0"} else step[1:])
    return from_arrow(pa.table(rows | {"resource": pa.array(rows["resource"], pa.string())}))


def test_a_step_done_before_what_must_come_first_breaks_the_order():
    found = broken(log_of({"1": "a b", "2": "b a", "3": "b", "4": "a", "5": "a b a"}), Rule("order", "a", "b"))
    assert found == Broken(cases=4, broken=2, unknown=0, sample_cases=("2", "3"))


def test_the_same_person_may_not_do_both_steps():
    found = broken(log_of({"1": "a1 b2", "2": "a1 b1", "3": "a1", "4": "a1 a2 b2"}), Rule("four_eyes", "a", "b"))
    assert found == Broken(cases=3, broken=2, unknown=0, sample_cases=("2", "4"))


def test_a_person_who_is_not_named_is_never_the_same_as_another():
    found = broken(log_of({"1": "a b", "2": "a1 b", "3": "a1 b2", "4": "a1 a0 b1"}), Rule("four_eyes", "a", "b"))
    assert (found.cases, found.broken, found.unknown, found.sample_cases) == (2, 1, 2, ("4",))


def test_one_step_may_have_to_be_done_twice_by_two_persons():
    found = broken(log_of({"1": "a1 a2", "2": "a1 a1", "3": "a1"}), Rule("four_eyes", "a", "a"))
    assert (found.cases, found.broken, found.sample_cases) == (2, 1, ("2",))


def test_a_step_may_be_forbidden_after_another_even_later():
    found = broken(log_of({"1": "a b", "2": "a c b", "3": "b a", "4": "b a b"}), Rule("forbidden", "a", "b"))
    assert (found.cases, found.broken, found.sample_cases) == (4, 3, ("1", "2", "4"))


def test_a_step_may_be_forbidden_altogether():
    found = broken(log_of({"1": "a b", "2": "b", "3": "c"}), Rule("forbidden", "a"))
    assert (found.cases, found.broken, found.sample_cases) == (3, 1, ("1",))


def test_a_required_step_is_not_asked_of_an_open_case():
    log = log_of({"1": "a b z", "2": "a z", "3": "a", "4": "c z"})
    assert broken(log, Rule("required", "b")).broken == 3
    found = broken(log, Rule("required", "b"), finals=("z",))
    assert (found.cases, found.broken, found.unknown, found.sample_cases) == (3, 2, 1, ("2", "4"))


def test_a_step_may_be_required_after_each_time_of_another():
    found = broken(log_of({"1": "a b", "2": "a b a", "3": "c", "4": "a a b"}), Rule("required", "a", "b"))
    assert (found.cases, found.broken, found.sample_cases) == (3, 1, ("2",))


def test_a_deadline_runs_from_the_first_step_to_the_next_other_one():
    log = log_of({"1": "a b", "2": "a c c b", "3": "b a b", "4": "c b", "5": "a c c c z"})
    found = broken(log, Rule("deadline", "a", "b", days=2), finals=("b", "z"))
    assert (found.cases, found.broken, found.unknown, found.sample_cases) == (3, 1, 0, ("2",))


def test_an_open_case_is_late_once_its_time_is_over():
    log = log_of({"1": "a b", "2": "a c", "3": "c c c c a"})
    early = broken(log, Rule("deadline", "a", "b", days=2), finals=("b",), at=2 * DAY)
    assert (early.cases, early.broken, early.unknown) == (1, 0, 2)
    late = broken(log, Rule("deadline", "a", "b", days=2), finals=("b",), at=5 * DAY)
    assert (late.cases, late.broken, late.unknown, late.sample_cases) == (2, 1, 1, ("2",))


def test_a_deadline_may_hold_for_the_whole_case():
    log = log_of({"1": "a b z", "2": "a b c z", "3": "a b b b b", "4": "a"})
    found = broken(log, Rule("deadline", days=2), finals=("z",), at=3 * DAY)
    assert (found.cases, found.broken, found.unknown, found.sample_cases) == (4, 3, 0, ("2", "3", "4"))


def test_a_step_that_the_log_never_shows_is_named():
    found = broken(log_of({"1": "a b"}), Rule("required", "approve"))
    assert (found.broken, found.missing) == (1, ("approve",))


def test_a_few_broken_cases_are_named_and_all_are_counted():
    found = broken(log_of({f"{at:02}": "b" for at in range(30)}), Rule("forbidden", "b"), sample=3)
    assert (found.broken, found.sample_cases) == (30, ("00", "01", "02"))


@pytest.mark.parametrize("rule", [("order", "a"), ("four_eyes", None, "b"), ("required",), ("forbidden",), ("deadline", "a", "b")])
def test_a_rule_that_does_not_say_enough_is_refused(rule):
    with pytest.raises(ValueError, match="enough"):
        Rule(*rule)
