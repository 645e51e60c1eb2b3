"""Logs of objects: the same in their three forms, flattened on one kind of object."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from pupitre.kernel import InputError
from pupitre.sources.logs.ocel_json import is_ocel_json, read_ocel_json
from pupitre.sources.logs.ocel_sqlite import read_ocel_sqlite
from pupitre.sources.logs.ocel_xml import read_ocel_xml
from pupitre.sources.logs.reading import form_of

LOGS = Path(__file__).parents[2] / "examples" / "logs"


def database(path, document):
    """Write a document of OCEL 2.0 as a database."""
    with closing(sqlite3.connect(path)) as base:
        base.executescript(
            "CREATE TABLE event (ocel_id TEXT, ocel_type TEXT); CREATE TABLE object (ocel_id TEXT, ocel_type TEXT);"
            "CREATE TABLE event_object (ocel_event_id TEXT, ocel_object_id TEXT, ocel_qualifier TEXT);"
            "CREATE TABLE object_object (ocel_source_id TEXT, ocel_target_id TEXT, ocel_qualifier TEXT);"
            "CREATE TABLE event_map_type (ocel_type TEXT, ocel_type_map TEXT);"
            "CREATE TABLE object_map_type (ocel_type TEXT, ocel_type_map TEXT);"
        )
        for what, table in (("event", "eventTypes"), ("object", "objectTypes")):
            for kind in document[table]:
                names = "".join(f', "{one["name"]}" TEXT' for one in kind["attributes"])
                changed = ", ocel_changed_field TEXT" if what == "object" else ""
                base.execute(f"INSERT INTO {what}_map_type VALUES (?, ?)", (kind["name"], kind["name"].title()))
                base.execute(f'CREATE TABLE "{what}_{kind["name"].title()}" (ocel_id TEXT, ocel_time TEXT{changed}{names})')
        for one in document["events"]:
            base.execute("INSERT INTO event VALUES (?, ?)", (one["id"], one["type"]))
            base.execute(f'INSERT INTO "event_{one["type"].title()}" VALUES (?, ?)', (one["id"], one["time"]))
            base.executemany(
                "INSERT INTO event_object VALUES (?, ?, ?)", [(one["id"], r["objectId"], r["qualifier"]) for r in one["relationships"]]
            )
        for one in document["objects"]:
            base.execute("INSERT INTO object VALUES (?, ?)", (one["id"], one["type"]))
            values = [str(a["value"]) for a in one["attributes"]]
            places = ", ".join("?" * (3 + len(values)))
            base.execute(f'INSERT INTO "object_{one["type"].title()}" VALUES ({places})', (one["id"], "1970-01-01", None, *values))
            related = [(one["id"], r["objectId"], r["qualifier"]) for r in one["relationships"]]
            base.executemany("INSERT INTO object_object VALUES (?, ?, ?)", related)
        base.commit()


@pytest.fixture
def three(tmp_path):
    document = json.loads((LOGS / "purchases.ocel.json").read_text())
    database(tmp_path / "purchases.sqlite", document)
    return [
        read_ocel_json(LOGS / "purchases.ocel.json"),
        read_ocel_xml(LOGS / "purchases.ocel.xml"),
        read_ocel_sqlite(tmp_path / "purchases.sqlite"),
    ]


def test_the_three_forms_hold_the_same_log(three):
    for one in three[1:]:
        for kind in ("order", "line"):
            assert one.flattened(kind).rows.to_pylist() == three[0].flattened(kind).rows.to_pylist()
        assert sorted(one.relations.to_pylist(), key=str) == sorted(three[0].relations.to_pylist(), key=str)
        assert one.faults == {}


def test_an_event_about_two_cases_stands_for_each_and_one_about_none_is_left_out(three):
    lines = three[0].flattened("line").rows
    assert lines.filter(lines.column("row").to_numpy() == 1).column("case").to_pylist() == ["L1.1", "L1.2"]
    assert lines.num_rows == 16
    assert three[0].unlinked("line") == 8


def test_who_did_it_and_its_department_come_from_the_person_that_the_event_is_about(three):
    first = three[0].flattened("order").rows.to_pylist()[0]
    assert (first["activity"], first["resource"], first["unit"], first["case:supplier"]) == ("Order", "anne", "Buying", "S1")
    assert three[0].workers() == ["employee"]


def test_the_kind_of_most_events_per_object_comes_first_and_persons_are_no_cases(three):
    assert three[0].types() == ["order", "line"]


def document(**other):
    """Return a small document of OCEL 2.0."""
    return {
        "objectTypes": [],
        "eventTypes": [],
        "events": [{"id": "e1", "type": "A", "time": "2026-03-01T08:00:00Z", "relationships": [{"objectId": "o1", "qualifier": "x"}]}],
        "objects": [{"id": "o1", "type": "order"}],
    } | other


@pytest.fixture
def reading(tmp_path):
    def read(made):
        path = tmp_path / "log.json"
        path.write_text(made if isinstance(made, str) else json.dumps(made))
        return read_ocel_json(path)

    return read


def test_ids_that_stand_twice_and_links_to_nothing_are_counted(reading):
    events = [
        {"id": "e1", "type": "A", "time": "2026-03-01T08:00:00Z", "relationships": [{"objectId": "o1"}, {"objectId": "gone"}]},
        {"id": "e1", "type": "B", "time": "2026-03-01T09:00:00Z", "relationships": []},
    ]
    made = reading(document(events=events))
    assert made.faults == {"repeated_event": 1, "unknown_object": 1}
    assert made.flattened("order").rows.column("activity").to_pylist() == ["A"]


def test_the_last_value_of_an_attribute_is_the_one_kept(reading):
    values = [{"name": "state", "value": v, "time": f"2026-03-0{day}T00:00:00Z"} for v, day in (("new", 1), ("paid", 3), ("sent", 2))]
    made = reading(document(objects=[{"id": "o1", "type": "order", "attributes": values}]))
    assert made.flattened("order").rows.column("case:state").to_pylist() == ["paid"]


@pytest.mark.parametrize(
    "made",
    [document(events=[]), document(objects=[]), {"ocel:global-log": {}, "ocel:events": {}}, '{"objectTypes": [}', document(events={})],
)
def test_what_is_no_log_of_objects_is_refused_with_the_way_to_mend_it(reading, made):
    with pytest.raises(InputError) as refusal:
        reading(made)
    assert refusal.value.where.file == "log.json"


def test_a_database_of_something_else_or_cut_is_refused(tmp_path):
    with closing(sqlite3.connect(tmp_path / "other.sqlite")) as base:
        base.execute("CREATE TABLE people (name TEXT)")
        base.commit()
    with pytest.raises(InputError) as refusal:
        read_ocel_sqlite(tmp_path / "other.sqlite")
    assert "no table" in refusal.value.what.msgid
    (tmp_path / "cut.sqlite").write_bytes((tmp_path / "other.sqlite").read_bytes()[:3000])
    with pytest.raises(InputError):
        read_ocel_sqlite(tmp_path / "cut.sqlite")


@pytest.mark.parametrize(
    "text",
    [
        '<!DOCTYPE log [<!ENTITY a "b">]><log><objects/><events/></log>',
        "<log><objects><object id='o' type='t'></objects></log>",
        "<log><objects>" + "<a>" * 80 + "</a>" * 80 + "</objects></log>",
    ],
)
def test_a_hostile_or_broken_xml_is_refused(tmp_path, text):
    path = tmp_path / "log.xml"
    path.write_text(text)
    with pytest.raises(InputError):
        read_ocel_xml(path)


def test_each_form_is_told_by_its_content_and_not_by_its_name(tmp_path):
    for name, expected in (
        ("purchases.ocel.json", "ocel-json"),
        ("purchases.ocel.xml", "ocel-xml"),
        ("claims.xes", "xes"),
        ("claims.xes.gz", "xes"),
    ):
        copy = tmp_path / f"{name}.bin"
        copy.write_bytes((LOGS / name).read_bytes())
        assert form_of(copy) == expected
    assert form_of(LOGS / "atelier.csv") is None
    plain = tmp_path / "plain.json"
    plain.write_text('[{"a": 1}]')
    assert not is_ocel_json(plain, plain.read_bytes())


def said(**attributes):
    """Return a document whose events say who did them, by attributes or by links to persons."""
    links = [{"objectId": "o1", "qualifier": "about"}, *attributes.pop("links", [])]
    values = [{"name": name, "value": value} for name, value in attributes.items()]
    event = {"id": "e1", "type": "A", "time": "2026-03-01T08:00:00Z", "relationships": links, "attributes": values}
    return document(events=[event], objects=[{"id": "o1", "type": "order"}, {"id": "p1", "type": "somebody"}])


@pytest.mark.parametrize(
    ("made", "told", "who", "unit"),
    [
        (said(Utilisateur="u7", Service="Achats"), {}, "u7", "Achats"),
        (said(User="?"), {}, None, None),
        (said(links=[{"objectId": "p1", "qualifier": "performed by"}]), {}, "p1", None),
        (said(Sensor="s3"), {}, None, None),
        (said(Sensor="s3"), {"resource": "sensor"}, "s3", None),
        (said(User="u7", links=[{"objectId": "p1", "qualifier": "x"}]), {"resource": "somebody"}, "p1", None),
        (said(User="u7"), {"resource": ""}, None, None),
    ],
)
def test_who_did_it_is_told_by_attributes_by_ties_or_by_a_person(reading, made, told, who, unit):
    flat = reading(made).flattened("order", told)
    (row,) = flat.rows.to_pylist()
    assert (row["resource"], row["unit"]) == (who, unit)


def test_the_step_of_a_log_of_objects_can_be_an_attribute_of_its_events(reading):
    flat = reading(said(Detail="Paid in two parts")).flattened("order", {"activity": "detail"})
    assert flat.rows.column("activity").to_pylist() == ["Paid in two parts"]
    assert flat.fields == {"activity": "Detail"}


def test_a_kind_is_named_without_its_accents_and_an_unknown_one_is_said_with_those_there_are(reading):
    made = reading(document(objects=[{"id": "o1", "type": "Pièce"}]))
    assert made.kind_named("piece") == "Pièce"
    with pytest.raises(LookupError) as refusal:
        made.kind_named("order")
    assert refusal.value.args == ("order", ("Pièce",))
