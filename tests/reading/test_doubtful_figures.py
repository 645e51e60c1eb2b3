"""Signs that are reversed, amounts in thousands beside amounts in units."""

from __future__ import annotations

import pytest
from tests.reading.conftest import rows

REPORTS = "Code projet;Date de situation;Fin prévue;Budget;Glissement (jours);Variation de budget\n"


def reports(sign: int) -> str:
    """Three projects reported three times, each later by 10 days and dearer by 500 than the time before."""
    lines = [
        f"P{project};{report};{end};{budget};{sign * slip or ''};{sign * change or ''}"
        for project in (1, 2, 3)
        for report, end, budget, slip, change in (
            ("15/01/2025", "01/11/2025", 1000, 0, 0),
            ("15/02/2025", "11/11/2025", 1500, 10, 500),
            ("15/03/2025", "21/11/2025", 2000, 10, 500),
        )
    ]
    return REPORTS + "\n".join(lines) + "\n"


def test_changes_of_the_right_sign_raise_no_question(table):
    found = table(reports(1))
    assert [q.code for q in found.questions] == []
    assert found.data["slip_days"].to_pylist()[:3] == [None, 10.0, 10.0]


def test_reversed_changes_are_put_right_and_asked(table):
    found = table(reports(-1))
    assert {q.id: q.assumption for q in found.questions} == {
        "sign:-:Glissement (jours)": "reverse",
        "sign:-:Variation de budget": "reverse",
    }
    assert rows(found, "slip_days", "budget_change")[1] == (10.0, 500.0)
    assert dict(found.questions[0].problem.what.values) == {"count": 6, "agree": 0}


def test_reversed_changes_stay_as_written_when_told_so(table):
    found = table(reports(-1), **{"sign:-:Glissement (jours)": "keep"})
    assert found.data["slip_days"][1].as_py() == -10.0
    assert [q.answered for q in found.questions] == [True, False]


def test_a_slip_is_compared_with_the_two_dates_of_a_list_without_reports(table):
    lines = "\n".join(f"P{i};{i + 10}/03/2026;{i + 15}/03/2026;-5" for i in range(1, 8))
    found = table("Code projet;Fin prévue;Fin révisée;Retard (jours)\n" + lines)
    assert [q.id for q in found.questions] == ["sign:-:Retard (jours)"]
    assert found.data["slip_days"].to_pylist() == [5.0] * 7


def budgets_in(unit: int, header: str = "Budget") -> str:
    lines = "\n".join(f"P{i};Projet {i};{i * 100_000 // unit};{i * 40_000}" for i in range(1, 9))
    return f"Code projet;Libellé;{header};Consommé\n{lines}\n"


def test_thousands_beside_units_are_asked_and_left_alone_meanwhile(table):
    found = table(budgets_in(1000))
    (question,) = found.questions
    assert (question.id, question.assumption, [c.code for c in question.choices]) == ("scale:-:Budget", "1", ["1", "1000"])
    assert found.data["budget"][0].as_py() == 100.0


def test_the_answer_on_thousands_is_applied(table):
    found = table(budgets_in(1000), **{"scale:-:Budget": "1000"})
    assert found.data["budget"][0].as_py() == 100_000.0
    assert found.questions == ()


def test_millions_beside_units_are_asked(table):
    text = "Code projet;Libellé;Budget;Consommé\n" + "\n".join(f"P{i};Projet {i};{i},5;{i * 400_000}" for i in range(1, 9))
    assert [c.code for c in table(text).questions[0].choices] == ["1", "1000000"]


@pytest.mark.parametrize("text", [budgets_in(1), budgets_in(1000, "Budget (k€)")])
def test_amounts_of_one_size_raise_no_question(table, text):
    assert table(text).questions == ()


def test_projects_that_have_hardly_begun_are_not_taken_for_thousands(table):
    spent = (100, 20_000, 0, 55_000, 300, 90_000, 4_000, 120_000)
    text = "Code projet;Libellé;Budget;Consommé\n" + "\n".join(f"P{i};Projet {i};200000;{s}" for i, s in enumerate(spent))
    assert table(text).questions == ()
