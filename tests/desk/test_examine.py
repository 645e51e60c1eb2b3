"""Every domain examines; one that fails is said, and hides nothing of the others."""

from __future__ import annotations

from datetime import date

import pyarrow as pa
import pytest

from pupitre.desk import changes, derived, examine, findings
from pupitre.desk.changes import SourceRef
from pupitre.kernel import Absence, Domain, Evidence, Examination, Finding, Option, RefusedError, Subject, Text
from pupitre.records.models import Change, DerivedTable, DomainRun, ExaminationRun

DAY = date(2026, 3, 2)
WHY = Text("Because")
NOTHING = Option("do_nothing", Text("Do nothing"))


def found(rule: str, key: str) -> Finding:
    return Finding(rule, (Subject("project", key),), Text("Late"), (Evidence("project", ((key,),), ("key",), ((key,),)),), DAY)


def late(snapshot) -> Examination:
    """One finding per project, and the list of them for others to read."""
    keys = snapshot.table("project").column("key").to_pylist()
    return Examination(
        findings=tuple(found("portfolio.late", key) for key in keys),
        derived={"portfolio.late_project": pa.table({"project": pa.array(keys, pa.string())})},
        absent=(Absence("portfolio.finish", Text("No task")),),
    )


def card(name: str, see, *, reads=("project",), rules=("late",), **more) -> Domain:
    return Domain(name, Text(name), tuple(reads), see, rules={f"{name}.{rule}": Text(rule) for rule in rules}, **more)


PORTFOLIO = card("portfolio", late, publishes={"portfolio.late_project": {"project": "key"}})


def count_late(snapshot) -> Examination:
    keys = snapshot.table("portfolio.late_project").column("project").to_pylist()
    return Examination(findings=tuple(found("strategy.late", key) for key in keys))


STRATEGY = card("strategy", count_late, reads=["portfolio.late_project"])


def broken(snapshot) -> Examination:
    raise ZeroDivisionError("no tasks")


@pytest.fixture
def projects(home):
    for key in ("P-1", "P-2"):
        changes.write("project", {"key": key, "name": key}, by="Ana", why=WHY)


def test_domains_find_and_the_desk_keeps(projects):
    outcome = examine.run(on=DAY, cards=[PORTFOLIO, STRATEGY])
    assert [(one.domain.name, len(one.findings), one.failure) for one in outcome.domains] == [("portfolio", 2, ""), ("strategy", 2, "")]
    assert (len(findings.ranked(on=DAY)), outcome.run.state, outcome.has_failed) == (4, "done", False)


def test_a_published_table_is_kept_for_the_pages(projects):
    examine.run(on=DAY, cards=[PORTFOLIO])
    kept = DerivedTable.objects.get()
    assert (kept.name, kept.rows) == ("portfolio.late_project", 2)


def test_only_the_last_two_runs_keep_their_tables(projects, home):
    for _ in range(4):
        examine.run(on=DAY, cards=[PORTFOLIO])
    assert DerivedTable.objects.count() == derived.RUNS_KEPT
    assert len(list((home / "derived").rglob("*.parquet"))) == derived.RUNS_KEPT


def test_what_could_not_be_computed_is_kept_with_its_reason(projects):
    examine.run(on=DAY, cards=[PORTFOLIO])
    assert [a["figure"] for a in DomainRun.objects.get().absent] == ["portfolio.finish"]


def test_a_domain_that_fails_is_recorded_and_the_others_go_on(projects, caplog):
    outcome = examine.run(on=DAY, cards=[card("esg", broken), PORTFOLIO])
    assert (outcome.has_failed, outcome.run.state) == (True, "failed")
    assert "ZeroDivisionError: no tasks" in DomainRun.objects.get(domain="esg").failure
    assert len(findings.ranked(on=DAY)) == 2
    assert "esg failed" in caplog.text


def test_a_domain_that_fails_closes_nothing(projects, caplog):
    examine.run(on=DAY, cards=[PORTFOLIO])
    examine.run(on=DAY, cards=[card("portfolio", broken)])
    assert {item.state for item in findings.kept(on=DAY)} == {"open"}


def test_who_reads_the_tables_of_a_failed_domain_waits_for_it(projects, caplog):
    failed = card("portfolio", broken, publishes=PORTFOLIO.publishes)
    outcome = examine.run(on=DAY, cards=[failed, STRATEGY])
    assert outcome.domains[1].failure == "waits for portfolio, which failed"


@pytest.mark.parametrize(
    ("said", "why"),
    [
        (Examination(findings=(found("portfolio.unknown", "P-1"),)), "does not declare the rule"),
        (Examination(findings=(found("portfolio.late", "P-1"), found("portfolio.late", "P-1"))), "same finding twice"),
        (Examination(derived={"portfolio.other": pa.table({"a": [1]})}), "does not declare the table"),
        (Examination(derived={"portfolio.late_project": pa.table({"key": ["P-1"]})}), "has the columns key"),
    ],
)
def test_a_domain_that_breaks_its_promises_has_failed(projects, caplog, said, why):
    outcome = examine.run(on=DAY, cards=[card("portfolio", lambda snapshot: said, publishes=PORTFOLIO.publishes)])
    assert why in outcome.domains[0].failure


def test_a_table_that_a_domain_did_not_fill_is_empty(projects):
    outcome = examine.run(on=DAY, cards=[card("portfolio", lambda s: Examination(), publishes=PORTFOLIO.publishes), STRATEGY])
    assert not outcome.has_failed
    assert DerivedTable.objects.get().rows == 0


def test_options_come_with_the_finding(projects):
    examine.run(on=DAY, cards=[card("portfolio", late, publishes=PORTFOLIO.publishes, options=lambda f, s: (NOTHING,))])
    assert findings.ranked(on=DAY)[0].finding.options == (NOTHING,)


def test_options_without_doing_nothing_are_a_broken_promise(projects, caplog):
    options = (Option("stop", Text("Stop it")),)
    outcome = examine.run(on=DAY, cards=[card("portfolio", late, publishes=PORTFOLIO.publishes, options=lambda f, s: options)])
    assert "doing nothing is always an option" in outcome.domains[0].failure


def test_a_look_at_the_past_is_kept_nowhere(projects):
    first = Change.objects.earliest("id").at
    outcome = examine.run(on=DAY, as_of=first, cards=[PORTFOLIO])
    assert (len(outcome.domains[0].findings), outcome.run) == (1, None)
    assert (ExaminationRun.objects.count(), findings.kept(on=DAY)) == (0, ())


def test_one_examination_at_a_time(projects):
    with examine.one_at_a_time(), pytest.raises(RefusedError, match="under way"):
        examine.run(on=DAY, cards=[PORTFOLIO])


def test_progress_is_told_and_shown(projects):
    told, shown = [], []

    def watch(snapshot) -> Examination:
        shown.append(examine.progress())
        return Examination()

    examine.run(on=DAY, cards=[PORTFOLIO, card("strategy", watch)], told=lambda *step: told.append(step))
    assert told == [("portfolio", "running"), ("portfolio", "done"), ("strategy", "running"), ("strategy", "done")]
    assert (shown[0].done, shown[0].total, shown[0].running, shown[0].is_running) == (1, 2, "strategy", True)
    assert (examine.progress().state, examine.progress().is_running) == ("done", False)


def test_findings_show_while_other_domains_still_run(projects):
    seen = []
    cards = [PORTFOLIO, card("strategy", lambda s: seen.append(len(findings.ranked(on=DAY))) or Examination())]
    examine.run(on=DAY, cards=cards)
    assert seen == [2]


def test_there_is_no_progress_before_the_first_run(home):
    assert examine.progress() is None


def test_a_run_whose_process_died_is_not_shown_as_running(projects):
    ExaminationRun.objects.create(on=DAY, seed=0, known=0, started_at=Change.objects.first().at, state="running")
    assert examine.progress().state == "failed"
    examine.run(on=DAY, cards=[PORTFOLIO])
    assert ExaminationRun.objects.filter(state="running").count() == 0


def test_an_examination_is_behind_once_something_was_loaded_or_taken_back(home):
    assert not examine.is_behind()
    loaded = changes.commit({"project": pa.table({"key": ["P1"], "name": ["One"]})}, by="x", why=WHY, source=SourceRef(name="a.csv"))
    assert examine.is_behind()
    examine.run(on=DAY, cards=[PORTFOLIO])
    assert not examine.is_behind()
    changes.write("project", {"key": "P2", "name": "Other"}, by="x", why=WHY)
    assert not examine.is_behind()
    changes.undo(loaded.change_id, by="x")
    assert examine.is_behind()
