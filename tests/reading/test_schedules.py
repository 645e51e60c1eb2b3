"""Schedules written as XML by planning tools."""

from __future__ import annotations

import pytest

from pupitre.kernel import InputError
from pupitre.sources.reader import read

TASK = "<Task><UID>{uid}</UID><Name>{name}</Name><Duration>{length}</Duration><Start>2026-02-02T08:00:00</Start>{more}</Task>"
ARC = (
    "<PredecessorLink><PredecessorUID>{before}</PredecessorUID><Type>{kind}</Type>"
    "<LinkLag>{lag}</LinkLag><LagFormat>{form}</LagFormat></PredecessorLink>"
)


def schedule(path, tasks: str, head: str = "", tail: str = ""):
    about = "<Title>New plant</Title><Manager>Claire Martin</Manager><StartDate>2026-01-05T08:00:00</StartDate>"
    about += "<FinishDate>2027-03-01T17:00:00</FinishDate><MinutesPerDay>480</MinutesPerDay>"
    body = f'<?xml version="1.0" encoding="UTF-8"?>\n{head}<Project xmlns="http://schemas.microsoft.com/project">{about}'
    path.write_text(f"{body}<Tasks>{tasks}</Tasks>{tail}</Project>", "utf-8")
    return path


def task(uid: int, name: str, length: str = "PT40H0M0S", more: str = "") -> str:
    return TASK.format(uid=uid, name=name, length=length, more=more)


def arc(before: int, kind: int, lag: int, form: int = 7) -> str:
    return ARC.format(before=before, kind=kind, lag=lag, form=form)


@pytest.fixture
def plan(tmp_path):
    done = "<PercentComplete>40</PercentComplete>"
    done += "<Baseline><Number>0</Number><Finish>2026-02-06T17:00:00</Finish><Cost>120000</Cost></Baseline>"
    tasks = (
        task(0, "New plant", more="<Summary>1</Summary>")
        + task(1, "Design", more=done)
        + task(2, "Build", "PT12H30M0S", more=arc(1, 1, 4800) + arc(0, 1, 0))
        + task(3, "Test", "PT16H0M0S", more=arc(2, 3, 25, form=19) + arc(1, 0, 100800, form=8))
        + task(4, "Old", more="<Active>0</Active>")
    )
    people = "<Resources><Resource><UID>7</UID><Name>Engineer</Name></Resource></Resources>"
    people += "<Assignments><Assignment><TaskUID>1</TaskUID><ResourceUID>7</ResourceUID></Assignment></Assignments>"
    return read(schedule(tmp_path / "plan.xml", tasks, tail=people))


def test_a_schedule_gives_its_project_its_tasks_and_their_links(plan):
    assert [(t.sheet, t.kind) for t in plan.tables] == [("Projects", "projects"), ("Tasks", "tasks"), ("Links", "links")]
    assert plan.format == "mspdi"
    assert plan.tables[0].data["owner"].to_pylist() == ["Claire Martin"]


def test_durations_are_working_days_and_the_baseline_is_the_plan(plan):
    tasks = plan.tables[1].data
    assert tasks["name"].to_pylist() == ["Design", "Build", "Test"]
    assert tasks["duration"].to_pylist() == [5.0, 1.5625, 2.0]
    assert [str(day) for day in tasks["end"].to_pylist()] == ["2026-02-06", "None", "None"]
    assert [float(v) if v is not None else None for v in tasks["budget"].to_pylist()] == [1200.0, None, None]
    assert tasks["progress"].to_pylist()[0] == pytest.approx(0.4)
    assert tasks["skill"].to_pylist() == ["Engineer", None, None]


def test_lags_are_working_days_whatever_they_are_counted_in(plan):
    links = plan.tables[2].data
    rows = list(zip(*(links[name].to_pylist() for name in ("before", "after", "link", "lag")), strict=True))
    # One working day; a quarter of a task of 1.5625 days; seven days of the clock, five of which are worked.
    assert rows == [("1", "2", "FS", 1.0), ("2", "3", "SS", 0.390625), ("1", "3", "FF", 5.0)]


def test_what_is_left_out_is_counted(tmp_path):
    tasks = task(0, "x", more="<Summary>1</Summary>") + task(1, "Design") + task(2, "Old", more="<Active>0</Active>")
    tasks += task(3, "Test", more=arc(2, 1, 0) + "<Baseline><Number>1</Number></Baseline><TimephasedData><Type>1</Type></TimephasedData>")
    from pupitre.sources.files.ms_project import read_schedule

    _, lost = read_schedule(schedule(tmp_path / "plan.xml", tasks))
    assert {one.rule: one.found for one in lost} == {
        "schedule.summaries": "1", "schedule.inactive": "1", "schedule.links": "1", "schedule.baselines": "1", "schedule.timephased": "1",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("tasks", "head"),
    [
        (task(1, "&bomb;"), '<!DOCTYPE Project [<!ENTITY bomb "boom"><!ENTITY more "&bomb;&bomb;">]>\n'),
        (task(1, "x"), '<!DOCTYPE Project SYSTEM "http://elsewhere.example/x.dtd">\n'),
        (task(1, "x") + "<Task>", ""),
        (task(0, "x", more="<Summary>1</Summary>"), ""),
        ("", ""),
    ],
)
def test_a_bomb_a_broken_or_an_empty_schedule_is_refused(tmp_path, tasks, head):
    with pytest.raises(InputError) as refused:
        read(schedule(tmp_path / "plan.xml", tasks, head))
    assert refused.value.mend


def test_the_closures_of_its_calendar_are_days_off(tmp_path):
    closed = "<Exception><TimePeriod><FromDate>2026-12-24T00:00:00</FromDate><ToDate>2026-12-25T23:59:00</ToDate></TimePeriod>"
    closed += "<DayWorking>0</DayWorking></Exception><Exception><DayWorking>1</DayWorking></Exception>"
    week = "<WeekDays><WeekDay><DayType>7</DayType><DayWorking>1</DayWorking></WeekDay></WeekDays>"
    book = f"<CalendarUID>3</CalendarUID><Calendars><Calendar><UID>3</UID>{week}<Exceptions>{closed}</Exceptions></Calendar></Calendars>"
    found = read(schedule(tmp_path / "plan.xml", task(1, "Design"), tail=book)).tables[-1]
    assert found.kind == "calendars"
    assert found.data.select(["project", "weekdays", "days_off"]).to_pylist() == [
        {"project": "New plant", "weekdays": "xxxxxx-", "days_off": ["2026-12-24", "2026-12-25"]}
    ]
