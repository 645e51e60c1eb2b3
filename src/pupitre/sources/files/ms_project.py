"""Schedules that Microsoft Project and its peers write as XML (MSPDI), as sheets of projects, tasks and links."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from xml.etree import ElementTree as ET  # the document type is refused before anything is parsed: see `_refuse_types`
from xml.parsers import expat

import numpy as np

from pupitre.kernel import N_, InputError, Place, Problem, Text
from pupitre.sources.files.values import cells_of
from pupitre.sources.grid import Sheet
from pupitre.sources.wording import problem

SPACE = "{http://schemas.microsoft.com/project}"
WIDE = len(SPACE)
LENGTH = re.compile(r"-?P(?:(?P<days>\d+)D)?T?(?:(?P<hours>\d+)H)?(?:(?P<minutes>\d+)M)?(?:(?P<seconds>\d+(?:\.\d+)?)S)?")
LINKS = {"0": "FF", "1": "FS", "2": "SF", "3": "SS"}
WEEKDAYS = ("2", "3", "4", "5", "6", "7", "1")
"""Days from Monday to Sunday, as calendars number them."""
STANDARD_WEEK = "1111100"
LONGEST_CLOSURE = 366
ELAPSED = {"4", "6", "8", "10", "12", "36", "38", "40", "42", "44"}
"""Formats of a lag that counts nights and weekends."""
PERCENT = {"19", "20", "51", "52"}
"""Formats of a lag that is a share of the task that comes first."""
A_DAY_OF_CLOCK = 1440
WORKING_SHARE = 5 / 7
"""Working days in a day of the clock, over a week."""
BLOCK = 1 << 16

TASKS = (
    "project id", "task id", "task name", "duration (days)", "planned start", "planned end", "actual start", "actual finish",
    "percent complete", "budget", "skill", "work hours", "milestone",
)  # fmt: skip
PROJECTS = ("project id", "project name", "start date", "end date", "project manager")
CALENDAR = ("project id", "working week", "days off")
ARCS = ("project id", "predecessor", "successor", "link type", "lag days")


@dataclass(slots=True)
class Plan:
    """What a schedule says, and what of it has no place here."""

    name: str = ""
    title: str = ""
    manager: str = ""
    starts: date | None = None
    ends: date | None = None
    day_minutes: float = 480.0
    tasks: list[dict[str, str]] = field(default_factory=list)
    links: list[tuple[str, str, str, str, str]] = field(default_factory=list)
    resources: dict[str, str] = field(default_factory=dict)
    assigned: dict[str, str] = field(default_factory=dict)
    calendar: str = ""
    weeks: dict[str, tuple[str, list[str]]] = field(default_factory=dict)
    left: Counter[str] = field(default_factory=Counter)


def is_schedule(head: bytes) -> bool:
    """Tell whether a file starts like a schedule in XML."""
    return b"schemas.microsoft.com/project" in head


def read_schedule(path: Path) -> tuple[tuple[Sheet, ...], tuple[Problem, ...]]:
    """Return a project, its tasks and their links as three sheets, and what was left out, counted.

    Summary tasks are the chapters of a plan: their own dates follow from what they hold, so they are not loaded as work.

    Raises:
        InputError: The file declares a document type, is damaged, or holds no task.

    Source:
        Microsoft Project XML Data Interchange, mspdi_pj15.xsd: durations are ISO 8601, lags are tenths of minutes.
    """
    where = Place(file=path.name)
    _refuse_types(path, where)
    try:
        plan = _parsed(path)
    except ET.ParseError as error:
        mend = Text(N_("Save the schedule again as XML from your planning tool."))
        raise InputError(Text(N_("The schedule is damaged.")), where=where, mend=mend) from error
    work = [task for task in plan.tasks if task.get("Summary") != "1" and task.get("UID") != "0"]
    if not work:
        mend = Text(N_("Save the schedule with its tasks, as XML."))
        raise InputError(Text(N_("The schedule holds no task.")), where=where, mend=mend)
    plan.left["summary"] = len(plan.tasks) - len(work)
    code = plan.title or plan.name or path.stem
    code = code.removesuffix(".mpp").removesuffix(".xml")
    days = {task["UID"]: _minutes(task.get("Duration")) / plan.day_minutes for task in work if "UID" in task}
    project: list[list[object]] = [[code], [code], [plan.starts], [plan.ends], [plan.manager or None]]
    sheets = [_sheet("Projects", PROJECTS, project), _sheet("Tasks", TASKS, _tasks(plan, code, work, days))]
    arcs = _links(plan, code, days)
    if arcs[0]:
        sheets.append(_sheet("Links", ARCS, arcs))
    week, days_off = plan.weeks.get(plan.calendar or "1", (STANDARD_WEEK, []))
    if week != STANDARD_WEEK or days_off:
        sheets.append(
            _sheet("Calendar", CALENDAR, [[code], [week.replace("1", "x").replace("0", "-")], ["; ".join(sorted(set(days_off))) or None]])
        )
    return tuple(sheets), tuple(_losses(plan, where))


def _refuse_types(path: Path, where: Place) -> None:
    """Refuse a document type, the only place where entities are declared, before the first element; nothing is kept."""

    def declared(*_said: object) -> None:
        raise InputError(
            Text(N_("The XML declares a document type, which no schedule needs.")),
            where=where,
            mend=Text(N_("Save the schedule again as XML from your planning tool.")),
        )

    class _FirstElementError(Exception):
        """The first element is reached: no document type can follow."""

    def begun(_name: str, _attributes: Mapping[str, str]) -> None:
        raise _FirstElementError

    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler, parser.StartElementHandler = declared, begun
    with path.open("rb") as stream:
        try:
            while block := stream.read(BLOCK):
                parser.Parse(block)
        except _FirstElementError:
            return
        except expat.ExpatError as error:
            raise InputError(
                Text(N_("The schedule is damaged.")), where=where, mend=Text(N_("Save the schedule again as XML from your planning tool."))
            ) from error


def _parsed(path: Path) -> Plan:
    plan = Plan()
    root = ET.Element("none")
    for _, element in ET.iterparse(path, events=("end",)):
        root = element  # the last one to end
        if (row := ROWS.get(element.tag)) is not None:
            row(plan, element)
            element.clear()
    for child in root:
        _about(plan, child.tag.removeprefix(SPACE), child.text or "")
    return plan


def _about(plan: Plan, tag: str, text: str) -> None:
    match tag:
        case "Name":
            plan.name = text.strip()
        case "Title":
            plan.title = text.strip()
        case "Manager":
            plan.manager = text.strip()
        case "StartDate":
            plan.starts = _day(text)
        case "FinishDate":
            plan.ends = _day(text)
        case "CalendarUID":
            plan.calendar = text.strip()
        case "MinutesPerDay":
            plan.day_minutes = float(text) if text.isdecimal() and int(text) else plan.day_minutes


def _fields(element: ET.Element) -> dict[str, str]:
    return {child.tag[WIDE:]: child.text for child in element if child.text}


def _task(plan: Plan, element: ET.Element) -> None:
    said = _fields(element)
    for one in element.findall(f"{SPACE}Baseline"):
        baseline = _fields(one)
        if baseline.get("Number", "0") == "0":
            said |= {f"Baseline{name}": baseline[name] for name in ("Start", "Finish", "Cost") if name in baseline}
        else:
            plan.left["baseline"] += 1
    plan.left["timephased"] += len(element.findall(f"{SPACE}TimephasedData"))
    if said.get("IsNull") == "1":
        return
    if said.get("Active") == "0":
        plan.left["inactive"] += 1
        return
    plan.tasks.append(said)
    for one in element.findall(f"{SPACE}PredecessorLink"):
        arc = _fields(one)
        plan.links.append(
            (arc.get("PredecessorUID", ""), said.get("UID", ""), arc.get("Type", "1"), arc.get("LinkLag", "0"), arc.get("LagFormat", "7"))
        )


def _resource(plan: Plan, element: ET.Element) -> None:
    said = _fields(element)
    if said.get("Name") and said.get("IsNull") != "1":
        plan.resources[said.get("UID", "")] = said["Name"]


def _assignment(plan: Plan, element: ET.Element) -> None:
    said = _fields(element)
    task, resource = said.get("TaskUID", ""), said.get("ResourceUID", "")
    if task in plan.assigned and resource in plan.resources:
        plan.left["resource"] += 1
    elif resource in plan.resources:
        plan.assigned[task] = plan.resources[resource]


def _calendar(plan: Plan, element: ET.Element) -> None:
    """Keep the week of a calendar, from Monday to Sunday, and the days that its exceptions close."""
    week, days_off = list(STANDARD_WEEK), []
    for one in element.iter(f"{SPACE}WeekDay"):
        said = _fields(one)
        if said.get("DayType", "") in WEEKDAYS:
            week[WEEKDAYS.index(said["DayType"])] = said.get("DayWorking", "1")[:1]
    for one in element.iter(f"{SPACE}Exception"):
        period = one.find(f"{SPACE}TimePeriod")
        bounds = {} if period is None else _fields(period)
        first, last = _day(bounds.get("FromDate", "")), _day(bounds.get("ToDate", ""))
        if _fields(one).get("DayWorking") != "0" or first is None or last is None or (last - first).days > LONGEST_CLOSURE:
            plan.left["exception"] += 1
        else:
            days_off += [(first + timedelta(n)).isoformat() for n in range((last - first).days + 1)]
    plan.weeks[_fields(element).get("UID", "")] = ("".join(week), days_off)


ROWS = {f"{SPACE}Task": _task, f"{SPACE}Resource": _resource, f"{SPACE}Assignment": _assignment, f"{SPACE}Calendar": _calendar}


def _tasks(plan: Plan, code: str, work: list[dict[str, str]], days: Mapping[str, float]) -> list[list[object]]:
    def dates(*names: str) -> list[object]:
        return [next((day for name in names if (day := _day(task.get(name, "")))), None) for task in work]

    return [
        [code] * len(work),
        [task.get("UID") for task in work],
        [task.get("Name") for task in work],
        [round(days[task["UID"]], 6) if task.get("Duration") and "UID" in task else None for task in work],
        dates("BaselineStart", "Start"),
        dates("BaselineFinish", "Finish"),
        dates("ActualStart"),
        dates("ActualFinish"),
        [f"{task['PercentComplete']} %" if task.get("PercentComplete", "").isdecimal() else None for task in work],
        [_amount(task.get("BaselineCost") or task.get("Cost")) for task in work],
        [plan.assigned.get(task.get("UID", "")) for task in work],
        [_minutes(task["Work"]) / 60 if task.get("Work") else None for task in work],
        [task.get("Milestone") == "1" for task in work],
    ]


def _links(plan: Plan, code: str, days: Mapping[str, float]) -> list[list[object]]:
    kept: list[tuple[str, str, str, float]] = []
    for before, after, kind, lag, form in plan.links:
        if before not in days or after not in days:
            plan.left["link"] += 1
            continue
        kept.append((before, after, LINKS.get(kind, "FS"), _lag(plan, lag, form, days[before])))
    columns: list[list[object]] = [list(column) for column in zip(*kept, strict=True)] if kept else [[], [], [], []]
    return [[code] * len(kept), *columns]


def _lag(plan: Plan, lag: str, form: str, length: float) -> float:
    """Return a lag in working days."""
    try:
        tenths = float(lag)
    except ValueError:
        plan.left["lag"] += 1
        return 0.0
    if form in PERCENT:
        return round(tenths / 100 * length, 6)
    if form in ELAPSED:
        return round(tenths / 10 / A_DAY_OF_CLOCK * WORKING_SHARE, 6)
    return round(tenths / 10 / plan.day_minutes, 6)


def _sheet(name: str, headers: tuple[str, ...], columns: list[list[object]]) -> Sheet:
    cells = tuple(cells_of([header, *values]) for header, values in zip(headers, columns, strict=True))
    return Sheet(name, cells, np.arange(len(columns[0]) + 1), tuple(range(1, len(headers) + 1)), headed=True)


def _minutes(text: str | None) -> float:
    match = LENGTH.fullmatch((text or "").strip())
    if match is None:
        return 0.0
    parts = {name: float(value or 0) for name, value in match.groupdict().items()}
    return parts["days"] * A_DAY_OF_CLOCK + parts["hours"] * 60 + parts["minutes"] + parts["seconds"] / 60


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text.strip()[:10])
    except ValueError:
        return None


def _amount(text: str | None) -> float | None:
    try:
        amount = float(text or "")
    except ValueError:
        return None
    return amount / 100 or None  # amounts are written in hundredths


LOSSES = {
    "summary": "schedule_summaries",
    "inactive": "schedule_inactive",
    "link": "schedule_links",
    "lag": "schedule_lags",
    "resource": "schedule_resources",
    "exception": "schedule_exceptions",
    "baseline": "schedule_baselines",
    "timephased": "schedule_timephased",
}


def _losses(plan: Plan, where: Place) -> Iterator[Problem]:
    for part, code in LOSSES.items():
        if plan.left[part]:
            yield problem(code, where, str(plan.left[part]), count=plan.left[part])
