"""What an index tells of some cases is what the measures tell of the filtered log, whatever the log."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pytest

from pupitre.maths.process import encode, measures
from pupitre.maths.process.append import appended
from pupitre.maths.process.calendar import Week, working
from pupitre.maths.process.engine import duck
from pupitre.maths.process.filters import Filter, filtered
from pupitre.maths.process.index import Index, Some, chosen, indexed, worked
from pupitre.maths.process.log import Log
from pupitre.maths.process.loops import loops
from pupitre.maths.process.measures.cases import spans

ENGINE = duck()
STEPS = ("create", "vérifier", "approve → pay", "payer ✓", "z")
SHAPES = {
    # cases, events, steps, minutes, how many of each are missing, whether events say when they began
    "ties": (40, 400, 4, 30, 0.0, False),
    "holes": (60, 500, 5, 9_000, 0.4, True),
    "single": (400, 300, 5, 9_000, 0.2, True),
    "loops": (3, 700, 2, 9_000, 0.1, True),
    "one case": (1, 50, 5, 100, 0.0, False),
    "one event": (1, 1, 1, 100, 0.0, True),
    "nobody": (20, 100, 3, 1_000, 1.0, False),
}


def rows(shape: str, seed: int = 1) -> pa.Table:
    """Return events drawn at random: begins after ends, holes in every column, moments before 1970."""
    cases, events, steps, minutes, missing, has_start = SHAPES[shape]
    chance = np.random.default_rng((seed, len(shape)))

    def some(values: list[str]) -> pa.Array:
        drawn = chance.integers(0, len(values), events)
        return pa.array([None if chance.random() < missing else values[at] for at in drawn], pa.string())

    moments = chance.integers(-minutes, minutes, events) * 60_000_000
    begins = moments - chance.integers(-5, 50, events) * 60_000_000
    columns = {
        "case": [f"dossier {at}" for at in chance.integers(0, cases, events)],
        "activity": [STEPS[at] for at in chance.integers(0, steps, events)],
        "ts": pa.array(moments, pa.int64()),
        "resource": some(["Zoé", "Ann", "x", "y", "w", "v", "u"]),
        "unit": some(["Achats", "Finance", "Qualité"]),
        "family": some(["A", "K", "Ü"]),
        "number": pa.array([f"n{at}" for at in range(events)], pa.string()),
    }
    if has_start:
        hidden = chance.random(events) < missing / 2
        columns["start"] = pa.array(begins, pa.int64(), mask=hidden)
    return pa.table(columns)


FILTERS = (
    Filter(),
    Filter(since=0),
    Filter(since=-900_000_000, until=6_000_000_000),
    Filter(attributes={"family": ("A", "K")}),
    Filter(attributes={"family": ("A", "nothing"), "number": ("n3", "n5", "n8", "n17", "n40")}),
    Filter(attributes={"colour": ("red",)}),
    Filter(activities=("create", "vérifier")),
    Filter(activities=("nowhere",)),
    Filter(without=("z",)),
    Filter(without=("nowhere",)),
    Filter(paths=(("create", "vérifier"), ("vérifier", "create"))),
    Filter(paths=(("create", "create"),), without=("payer ✓",)),
    Filter(paths=(("create", "nowhere"),)),
    Filter(units=("Achats",)),
    Filter(units=("nobody",)),
    Filter(variants=1),
    Filter(variants=7, since=0),
    Filter(variants=3, attributes={"family": ("K",)}),
)


@pytest.fixture(scope="module", params=list(SHAPES))
def both(request: pytest.FixtureRequest) -> tuple[Log, Index]:
    log = encode.from_arrow(rows(request.param), attributes=("family", "number"), engine=ENGINE)
    index = indexed(log)
    assert index is not None
    return log, index


def close(one: pa.Table, other: pa.Table) -> bool:
    """Whether two tables hold the same rows, times within 1 in a thousand million."""
    for name in other.column_names:
        values = [table.column(name).to_pylist() for table in (one, other)]
        if pa.types.is_floating(other.schema.field(name).type):
            holes = [[value is None for value in each] for each in values]
            numbers = [[value or 0.0 for value in each] for each in values]
            if holes[0] != holes[1] or not np.allclose(*numbers, rtol=1e-9, atol=1e-9):
                return False
        elif values[0] != values[1]:
            return False
    return one.num_rows == other.num_rows


@pytest.mark.parametrize("part", [0, 1, 2])
def test_each_measure_of_some_cases_is_that_of_the_filtered_log(both: tuple[Log, Index], part: int) -> None:
    log, index = both
    every = 30 < len(index.cases.cid) < 100  # the others are odd in one way: a few filters show it
    for which in FILTERS[part :: 3 if every else 9]:
        check(log, index, which)


def check(log: Log, index: Index, which: Filter) -> None:
    some, kept = Some(index, chosen(index, log, which)), filtered(log, which)
    assert sorted(index.cases.cid[some.mask].tolist()) == sorted(log.rows(spans(kept).select("cid")).column("cid").to_pylist()), which
    assert some.counts() == measures.counts(kept)
    assert close(some.flow(), measures.flow(kept))
    assert some.flow(with_times=False).to_pylist() == measures.flow(kept, with_times=False).to_pylist()
    assert some.starts().to_pylist() == measures.starts(kept).to_pylist()
    assert some.ends().to_pylist() == measures.ends(kept).to_pylist()
    own, theirs = some.variants(top=6), measures.variants(kept, top=6)
    assert own.to_pylist() == theirs.to_pylist()
    assert own.schema.metadata == theirs.schema.metadata
    assert some.rework().to_pylist() == measures.rework(kept).to_pylist()
    assert close(some.waiting(), measures.waiting(kept))
    assert some.handovers().select(["from", "to", "count"]).to_pylist() == measures.handovers(kept).to_pylist()
    assert close(some.loops().sort_by([("from", "ascending"), ("to", "ascending")]), by_name(loops(kept)))
    own_times, their_times = some.durations(), measures.durations(kept)
    assert all(own_times[name] == (value if value is None else pytest.approx(value, rel=1e-9)) for name, value in their_times.items())


def by_name(table: pa.Table) -> pa.Table:
    return table.sort_by([("from", "ascending"), ("to", "ascending")])


@pytest.mark.parametrize("which", FILTERS[:2], ids=repr)
def test_working_time_is_that_of_each_event(both: tuple[Log, Index], which: Filter) -> None:
    log, index = both
    week = Week.of("08:00-12:00, 13:30-17:00", "1111100")
    own, some = worked(log, index, week), Some(index, chosen(index, log, which))
    kept = filtered(log, which)
    steps = kept.steps
    later = steps.filter(steps.to_aid.notnull())
    ends = later.to_start.fill_null(later.to_ts) if log.has_start else later.to_ts
    wait = working(later.ts, (ends > later.ts).ifelse(ends, later.ts), week)
    made = log.rows(later.mutate(wait=wait).group_by("to_aid").aggregate(wait=lambda t: t.wait.sum()))
    theirs = {row["to_aid"]: row["wait"] for row in made.to_pylist()}
    assert {aid: some.waited(own.wait).worked_s[aid] for aid in theirs} == pytest.approx(theirs, rel=1e-9, abs=1e-6)
    gaps = log.rows(later.aggregate(gap=working(later.ts, later.to_ts, week).sum())).column("gap").to_pylist()[0] or 0.0
    assert own.lead_s[some.mask].sum() == pytest.approx(gaps, rel=1e-9, abs=1e-6)


def test_an_index_made_after_more_events_came_tells_them_too() -> None:
    first, more = rows("holes"), rows("holes", seed=2).slice(0, 40)
    grown = appended(encode.from_arrow(first, attributes=("family",), engine=duck()), more)
    index = indexed(grown)
    assert index is not None
    for which in (Filter(), Filter(variants=4), Filter(attributes={"family": ("K",)})):
        some, kept = Some(index, chosen(index, grown, which)), filtered(grown, which)
        assert close(some.flow(), measures.flow(kept))
        assert some.variants(top=5).to_pylist() == measures.variants(kept, top=5).to_pylist()


def test_the_resources_of_a_department_are_counted_not_named(both: tuple[Log, Index]) -> None:
    log, index = both
    steps = log.steps.filter(log.steps.uid.notnull())
    counted = log.rows(steps.group_by("uid").aggregate(hands=steps.rid.nunique())).to_pylist()
    hands = Some(index, chosen(index, log, Filter())).hands()
    assert hands == {log.units[row["uid"]]: row["hands"] for row in counted if row["hands"]}


def test_the_longest_waits_come_first() -> None:
    log = encode.from_arrow(
        pa.table({"case": ["1", "1", "2", "2", "3", "3"], "activity": ["a", "b"] * 3, "ts": [0, 5, 0, 9, 0, 9]}), engine=ENGINE
    )
    index = indexed(log)
    assert index is not None
    some = Some(index, chosen(index, log, Filter()))
    assert some.longest(None, "b", 2).tolist() == [1, 2]
    assert some.longest("a", "b", 9).tolist() == [1, 2, 0]
    assert some.longest("b", "a", 9).tolist() == []


def test_a_log_too_long_or_without_event_has_no_index() -> None:
    log = encode.from_arrow(rows("ties"), engine=ENGINE)
    assert indexed(log, most=399) is None
    assert indexed(log, most=400) is not None
    assert indexed(filtered(log, Filter(activities=("nowhere",)))) is None


def test_an_index_is_a_few_bytes_an_event() -> None:
    log = encode.from_arrow(rows("ties"), attributes=("family",), engine=ENGINE)
    index = indexed(log)
    assert index is not None
    assert 10 < index.nbytes / 400 < 60  # of a small log whose cases all go their own way; 13 to 25 in millions
