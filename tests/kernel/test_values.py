"""The values that every part shares."""

import pickle
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from pupitre.kernel import (
    Days,
    Evidence,
    Finding,
    InputError,
    Money,
    Option,
    Period,
    Place,
    Problem,
    PupitreError,
    Quantity,
    RefusedError,
    Share,
    Stake,
    Subject,
    Text,
)
from pupitre.kernel.wire import (
    finding_from_json,
    finding_to_json,
    option_from_json,
    option_to_json,
    pack,
    problem_from_json,
    problem_to_json,
    unpack,
)

JAN, FEB, MAR = date(2025, 1, 1), date(2025, 2, 1), date(2025, 3, 1)


def a_finding(**changes: object) -> Finding:
    """One complete finding, with the named fields changed."""
    fields: dict[str, object] = {
        "rule": "portfolio.late_though_green",
        "subjects": (Subject("project", "P2"), Subject("project", "P1")),
        "text": Text.many("%(count)s day late", "%(count)s days late", count=9, title="P1"),
        "evidence": (Evidence("project", (("P1",),), ("due_on", "budget"), ((JAN, Decimal("1.10")),)),),
        "since": JAN,
        "episode": Period(JAN, FEB),
        "stake": Stake(Decimal(1), Decimal(2), Decimal(3), "EUR", "once"),
        "confidence": 0.8,
        "cause": Text("late"),
        "due_on": MAR,
        "options": (Option("do_nothing", Text("Do nothing"), unpriced=Text("no price")),),
        "method": "slip",
    }
    return Finding(**(fields | changes))  # type: ignore[arg-type] - the fields are named one by one above


def test_money_adds_and_subtracts_in_one_currency():
    assert Money(Decimal("1.20"), "EUR") + Money(Decimal("2"), "EUR") == Money(Decimal("3.20"), "EUR")
    assert Money(Decimal("1.20"), "EUR") - Money(Decimal("2"), "EUR") == Money(Decimal("-0.80"), "EUR")


def test_money_compares_strictly():
    assert Money(Decimal(1), "EUR") < Money(Decimal(2), "EUR")
    assert not Money(Decimal(2), "EUR") < Money(Decimal(2), "EUR")


def test_two_currencies_are_never_added():
    with pytest.raises(ValueError, match="USD and EUR"):
        Money(Decimal(1), "USD") + Money(Decimal(1), "EUR")


def test_a_period_counts_its_days_without_the_last():
    assert Period(JAN, FEB).days == 31
    assert Period(JAN, JAN).days == 0


def test_a_period_cannot_end_before_it_starts():
    with pytest.raises(ValueError, match="before it starts"):
        Period(FEB, JAN)


def test_periods_that_only_touch_do_not_overlap():
    assert not Period(JAN, FEB).overlaps(Period(FEB, MAR))
    assert not Period(FEB, MAR).overlaps(Period(JAN, FEB))
    assert Period(JAN, MAR).overlaps(Period(FEB, MAR))


def test_a_plural_text_names_its_count():
    text = Text.many("%(count)s day", "%(count)s days", count=2)
    assert (text.values["count"], text.plural, text.count) == (2, "%(count)s days", 2)


def test_the_values_of_a_text_cannot_be_changed():
    with pytest.raises(TypeError):
        Text("%(a)s", a=1).values["a"] = 2  # type: ignore[index] - the point of the test


def test_texts_with_equal_words_and_values_are_equal():
    assert Text("%(a)s", a=1) == Text("%(a)s", a=1)
    assert Text("%(a)s", a=1) != Text("%(a)s", a=2)
    assert hash(Text("x")) == hash(Text("x"))


@pytest.mark.parametrize(
    "value",
    [
        None,
        True,
        3,
        2.5,
        "é",
        Decimal("1.10"),
        JAN,
        datetime(2025, 1, 1, 8, tzinfo=UTC),
        Money(Decimal("9.99"), "GBP"),
        Period(JAN, FEB),
        Share(0.43, 1),
        Days(3.5),
        Quantity(12.0, "kWh", 2),
        Text("%(a)s", a=Text("b")),
        Text.many("%(count)s a", "%(count)s as", count=0, who="x"),
        (1, (JAN, "x")),
    ],
)
def test_every_value_survives_the_wire(value):
    assert unpack(pack(value)) == value


def test_the_wire_keeps_a_moment_apart_from_a_date():
    assert type(unpack(pack(JAN))) is date


def test_what_is_no_kernel_value_is_refused_by_the_wire():
    with pytest.raises(TypeError, match="set is not a value"):
        pack({1})
    with pytest.raises(TypeError, match="unknown kind"):
        unpack({"is": "shape"})


def test_a_finding_survives_the_wire():
    finding = a_finding()
    assert finding_from_json(finding_to_json(finding)) == finding


def test_a_bare_finding_survives_the_wire():
    finding = a_finding(episode=None, stake=None, confidence=None, cause=None, due_on=None, options=())
    body = finding_to_json(finding)
    assert (body["money"], body["points"], body["due_on"]) == (None, None, None)
    assert finding_from_json(body) == finding


def test_an_option_and_a_problem_survive_the_wire():
    option = Option("stop", Text("Stop"), Money(Decimal(1), "EUR"), Text("less"), Money(Decimal(2), "EUR"))
    problem = Problem("date.impossible", "refused", Place("a.csv", "S", 3, "Fin"), "32/01", Text("w"), Text("m"), "impossible_date")
    assert option_from_json(option_to_json(option)) == option
    assert problem_from_json(problem_to_json(problem)) == problem


def test_a_fingerprint_ignores_the_order_of_subjects_and_the_words():
    assert a_finding().fingerprint == a_finding(subjects=(Subject("project", "P1"), Subject("project", "P2")), text=Text("x")).fingerprint


@pytest.mark.parametrize(
    "change", [{"rule": "a.b"}, {"episode": None}, {"episode": Period(JAN, MAR)}, {"subjects": (Subject("kpi", "P1"),)}]
)
def test_a_fingerprint_tells_rule_subjects_and_episode_apart(change):
    assert a_finding(**change).fingerprint != a_finding().fingerprint


def test_a_fingerprint_never_changes_between_versions():
    # Decisions hang on it for years: this value is frozen.
    assert a_finding().fingerprint == "cdeee3c48bc898bc2fcbdb252c79e261ffc71ef499d97031b2a984929852f8f7"


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"subjects": ()}, "needs a subject"),
        ({"evidence": ()}, "needs evidence"),
        ({"evidence": (Evidence("project", (), ("a",), ()),)}, "needs evidence"),
        ({"confidence": 1.1}, "between 0 and 1"),
        ({"confidence": -0.1}, "between 0 and 1"),
    ],
)
def test_a_finding_without_proof_cannot_be_built(change, words):
    with pytest.raises(ValueError, match=words):
        a_finding(**change)


def test_confidence_may_be_none_or_certain():
    assert a_finding(confidence=1).confidence == 1
    assert a_finding(confidence=0).confidence == 0


def test_a_text_and_a_refusal_go_from_one_process_to_another():
    text = Text.many("%(count)s day", "%(count)s days", count=2, who=Text("x"))
    assert pickle.loads(pickle.dumps(text)) == text
    refusal = pickle.loads(pickle.dumps(RefusedError(text, where=Place("a.csv"), mend=Text("Mend"))))
    assert (type(refusal), refusal.what, refusal.where, refusal.mend) == (RefusedError, text, Place("a.csv"), Text("Mend"))


def test_a_refusal_says_how_to_mend_it_by_default():
    assert PupitreError(Text("no")).mend.msgid == "Check the value and try again."
    assert (PupitreError.status, InputError.status, RefusedError.status) == (400, 422, 409)
    assert str(InputError(Text("no %(a)s", a=1))) == "no 1"
