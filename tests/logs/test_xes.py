"""XES logs read as streams: what stands in them, whichever way it is written, and what is refused."""

from __future__ import annotations

import gzip

import pyarrow as pa
import pytest
from tests.logs.making import HEAD, at, case, event, xes

from pupitre.kernel import InputError
from pupitre.sources.logs import xes as module
from pupitre.sources.logs.canon import from_xes
from pupitre.sources.logs.xes import is_xes, tables_of
from pupitre.sources.logs.xes_slow import flat_by_expat
from pupitre.sources.logs.xes_tokens import flat_by_tokens


@pytest.fixture
def events(tmp_path):
    def read(text, name="log.xes"):
        path = tmp_path / name
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        log, tables = tables_of(path)
        rows = list(tables)
        return log, pa.concat_tables(rows, promote_options="default") if rows else None

    return read


def flat(found):
    """Return what a block was flattened to, as plain values."""
    return [value.to_pylist() if isinstance(value, pa.Array) else getattr(value, "tolist", lambda v=value: v)() for value in fields(found)]


def fields(found):
    return [getattr(found, name) for name in found.__slots__]


def test_events_have_their_case_their_place_and_every_attribute(events):
    text = xes(case("1", event("A", at(8), more='<int key="price" value="3"/>'), event("B", at(9)), more='<string key="kind" value="x"/>'))
    log, rows = events(text)
    assert log.name == "Claims"
    assert rows.to_pylist() == [
        {"case": "1", "row": 1, "concept:name": "A", "time:timestamp": at(8), "price": "3", "case:kind": "x"},
        {"case": "1", "row": 2, "concept:name": "B", "time:timestamp": at(9), "price": None, "case:kind": "x"},
    ]


def test_a_packed_log_reads_the_same(events):
    text = xes(case("1", event("A", at(8))), case("2", event("B", at(9))))
    assert events(gzip.compress(text.encode()), "log.xes.gz")[1].equals(events(text)[1])


def test_blocks_cut_anywhere_between_cases_read_the_same(events, monkeypatch):
    text = xes(*(case(str(n), event("A", at(8)), event("B", at(9), more=f'<int key="n" value="{n}"/>')) for n in range(40)))
    whole = events(text)[1]
    monkeypatch.setattr(module, "BLOCK", 700)
    assert events(text)[1].to_pylist() == whole.to_pylist()


@pytest.mark.parametrize(
    "text",
    [
        case("1", event("A", at(8)), event("B")) + case("2", event("C", at(9))),
        case("1", event("A &amp; B &lt;x&gt; &#233;", at(8))),
        case("1", event("A")).replace("\n", "  \n\t"),
        case("", event("A")),
    ],
)
def test_both_ways_of_reading_a_block_agree(text):
    fast = flat_by_tokens(text.encode())
    assert fast is not None
    slow = flat(flat_by_expat(text.encode()))
    plain = [[value.replace("&amp;", "&").replace("&lt;", "<").replace("&gt;", ">").replace("&#233;", "é") for value in column]
             if column and isinstance(column, list) and isinstance(column[0], str) else column for column in flat(fast)]  # fmt: skip
    assert plain == slow


@pytest.mark.parametrize(
    "more",
    [
        '<string key="a" value="1"><string key="b" value="2"/></string>',
        '<!-- a "remark" -->',
        "<string key='a' value='1'/>",
        '<list key="l"><values><string key="a" value="1"/></values></list>',
        '<string key="a" value="1"></string>',
        "</event><event/><event>",
    ],
)
def test_what_is_unusual_is_left_to_the_slower_way(events, more):
    text = xes(case("1", event("A", at(8), more=more)))
    assert flat_by_tokens(text[text.index("<trace>") :].replace("</log>", "").encode()) is None
    assert events(text)[1].select(["case", "concept:name"]).to_pylist()[0] == {"case": "1", "concept:name": "A"}


def test_an_attribute_inside_another_is_named_after_it(events):
    more = '<string key="a" value="1"><string key="b" value="2"/></string>'
    row = events(xes(case("1", event("A", more=more))))[1].to_pylist()[0]
    assert (row["a"], row["a/b"]) == ("1", "2")


def test_cases_without_a_name_are_numbered_and_counted(events):
    log, rows = events(xes(case("", event("A")), case("x", event("B")), case("", event("C"))))
    assert rows.column("case").to_pylist() == ["#1", "x", "#3"]
    assert log.unnamed == 2


def test_entities_of_xml_are_their_characters_and_other_encodings_are_read(events):
    text = xes(case("1", event("Saisie &amp; contr\u00f4le &#8364;", at(8)))).replace("UTF-8", "ISO-8859-1")
    assert events(text.encode("latin-1"))[1].column("concept:name").to_pylist() == ["Saisie & contr\u00f4le \u20ac"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (xes(case("1", event("A"))).replace("</log>", "").encode(), "stops before its end"),
        (xes(case("1", event("A")))[:-40].encode(), "stops before its end"),
        (gzip.compress(xes(case("1", event("A"))).encode())[:-20], "cut or damaged"),
        (HEAD.replace("<log", '<!DOCTYPE log [<!ENTITY a "aaaa">]>\n<log').encode() + b"<trace></trace></log>", "document type"),
        ((HEAD + "<trace><event><string></event></trace></log>").encode(), "stops being XML"),
        ((HEAD + "<trace>" + "<string key='k' value='v'>" * 90 + "</string>" * 90 + "</trace></log>").encode(), "stops being XML"),
    ],
)
def test_a_log_cut_damaged_or_hostile_is_refused(events, text, said):
    with pytest.raises(InputError) as refusal:
        events(text)
    assert said in refusal.value.what.msgid


def test_a_packed_bomb_is_refused_before_it_fills_the_memory(events, monkeypatch):
    monkeypatch.setattr(module, "RATIO_FROM", 1 << 20)
    packed = gzip.compress((HEAD + "<trace>" + " " * (24 << 20)).encode())
    with pytest.raises(InputError) as refusal:
        events(packed)
    assert "grows" in refusal.value.what.msgid


def test_a_log_is_told_by_its_content(tmp_path):
    for name, text, expected in (("a.bin", xes(), True), ("b.xes", "<project/>", False), ("c.xml", "<log><objects/></log>", False)):
        path = tmp_path / name
        path.write_text(text)
        assert is_xes(path, text.encode()) is expected


def test_the_two_lines_of_a_step_are_one_event(events):
    def line(name, hour, life):
        return event(name, at(hour), more=f'<string key="lifecycle:transition" value="{life}"/>')

    lines = [line("A", 8, "start"), line("A", 9, "complete"), line("B", 9, "schedule"), line("B", 10, "complete"), line("C", 11, "start")]
    made = from_xes(events(xes(case("1", *lines)))[1])
    hours = [None if value is None else value // 3_600_000_000 % 24 for value in made.rows.column("start").to_pylist()]
    assert made.rows.column("activity").to_pylist() == ["A", "B", "C"]
    assert hours == [8, None, 11]
    assert {(one.kind, one.count, one.rows) for one in made.defects} == {
        ("pair", 1, (2,)),
        ("start_without_end", 1, (5,)),
        ("end_without_start", 1, (4,)),
        ("other_lifecycle", 1, (3,)),
    }
