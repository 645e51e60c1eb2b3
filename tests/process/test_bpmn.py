"""BPMN files go out with a readable diagram, and come back as the same process."""

from __future__ import annotations

from itertools import combinations
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pupitre.kernel import InputError
from pupitre.maths.process import bpmn
from pupitre.maths.process.bpmn.layout import Box, drawn
from pupitre.maths.process.conformance import align, replay
from pupitre.maths.process.discovery import TAU, Block, Leaf, mine, to_net

LOGS = st.dictionaries(st.lists(st.sampled_from("abcdef"), max_size=8).map(tuple), st.integers(1, 9), min_size=1, max_size=10)
B = "{http://www.omg.org/spec/BPMN/20100524/MODEL}"
DI = "{http://www.omg.org/spec/BPMN/20100524/DI}"
TREE = Block("sequence", (Leaf("a"), Block("loop", (Block("parallel", (Leaf("b"), Leaf("c"))), Leaf("d"))), Block("xor", (TAU, Leaf("e")))))


def diagram(inside: str) -> str:
    return f'<definitions xmlns="{B[1:-1]}"><process id="p">{inside}</process></definitions>'


def shapes(text: str) -> str:
    """Read `start:startEvent a:task`, and `start>a` for flows."""
    made = []
    for word in text.split():
        if ">" in word:
            source, target = word.split(">")
            made.append(f'<sequenceFlow id="{source}_{target}" sourceRef="{source}" targetRef="{target}"/>')
        else:
            key, kind = word.split(":")
            made.append(f'<{kind} id="{key}" name="{key}"/>')
    return diagram("".join(made))


def allowed(text: str, *words: str) -> list[bool]:
    return [row.fits for row in replay(bpmn.read(text), {tuple(word): 1 for word in words}).paths]


def test_every_shape_and_arrow_of_a_file_is_drawn_once():
    root = ET.fromstring(bpmn.write(TREE, "Commandes & <retours>"))
    process = root.find(f"{B}process")
    assert process is not None
    assert process.get("name") == "Commandes & <retours>"
    ids = [element.get("id") for element in process]
    drawn_ids = [element.get("bpmnElement") for element in root.iter() if element.tag in {f"{DI}BPMNShape", f"{DI}BPMNEdge"}]
    assert sorted(map(str, ids)) == sorted(map(str, drawn_ids))
    every = [element.get("id") for element in root.iter() if element.get("id")]
    assert len(every) == len(set(every))
    flows = {flow.get("id"): flow for flow in process.iter(f"{B}sequenceFlow")}
    for element in process:
        for side, end in (("incoming", "targetRef"), ("outgoing", "sourceRef")):
            assert {e.text for e in element.iter(f"{B}{side}")} == {
                key for key, flow in flows.items() if flow.get(end) == element.get("id") and element.tag != f"{B}sequenceFlow"
            }


def test_signs_that_xml_cannot_hold_are_replaced():
    assert "\ufffd" in bpmn.write(Leaf("a\x00b"), "x\x0b")


def touches(box: Box, point: tuple[float, float]) -> bool:
    x, y = point
    is_within = box.x <= x <= box.x + box.width and box.y <= y <= box.y + box.height
    return is_within and (x in (box.x, box.x + box.width) or y in (box.y, box.y + box.height))


@given(LOGS)
def test_boxes_do_not_overlap_and_arrows_are_straight_between_their_ends(log: dict[tuple[str, ...], int]):
    picture = drawn(mine(log, 0).tree)
    for one, other in combinations(picture.boxes, 2):
        apart_x = one.x + one.width <= other.x or other.x + other.width <= one.x
        apart_y = one.y + one.height <= other.y or other.y + other.height <= one.y
        assert apart_x or apart_y
    by_id = {box.id: box for box in picture.boxes}
    for line in picture.lines:
        assert touches(by_id[line.source], line.points[0])
        assert touches(by_id[line.target], line.points[-1])
        assert all(a[0] == b[0] or a[1] == b[1] for a, b in zip(line.points, line.points[1:], strict=False))
        for (ax, ay), (bx, by) in zip(line.points, line.points[1:], strict=False):
            for box in picture.boxes:
                crosses_x = min(ax, bx) < box.x + box.width and max(ax, bx) > box.x
                crosses_y = min(ay, by) < box.y + box.height and max(ay, by) > box.y
                assert not (crosses_x and crosses_y and ax != bx) or box.id in (line.source, line.target)


@settings(max_examples=30)
@given(LOGS, LOGS)
def test_a_process_written_and_read_again_allows_the_same(model, log):
    tree = mine(model, 0).tree
    before, after = to_net(tree), bpmn.read(bpmn.write(tree, "x"))
    assert [row.cost for row in align(before, log).paths] == [row.cost for row in align(after, log).paths]


def test_a_task_with_several_arrows_out_begins_them_all():
    text = shapes("s:startEvent a:userTask b:task c:task j:parallelGateway e:endEvent s>a a>b a>c b>j c>j j>e")
    assert allowed(text, "abc", "acb", "ab") == [True, True, False]


def test_an_inclusive_gateway_opens_one_way_or_more():
    text = shapes("s:startEvent o:inclusiveGateway a:task b:task j:inclusiveGateway e:endEvent s>o o>a o>b a>j b>j j>e")
    assert allowed(text, "a", "b", "ab", "ba", "", "aa") == [True, True, True, True, False, False]


def test_events_leave_no_trace_and_either_end_will_do():
    text = shapes("s:startEvent t:intermediateCatchEvent x:exclusiveGateway a:task e:endEvent f:endEvent s>t t>x x>a x>f a>e")
    assert allowed(text, "a", "", "aa") == [True, True, False]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("hello", "not readable"),
        ("<a/>", "not BPMN"),
        (diagram(""), "draws no process"),
        (shapes("s:startEvent p:subProcess e:endEvent s>p p>e"), "sub-process"),
        (shapes("s:startEvent a:task b:boundaryEvent e:endEvent s>a a>e b>e"), "not supported"),
        (shapes("s:startEvent x:parallelGateway a:task b:task e:endEvent s>x x>a x>b a>e b>e"), "still running"),
        (shapes("s:startEvent x:exclusiveGateway a:task b:task j:parallelGateway e:endEvent s>x x>a x>b a>j b>j j>e"), "can block"),
        (shapes("a:task b:task a>b b>a"), "no beginning"),
        (shapes("s:startEvent a:task e:endEvent s>a a>z a>e"), "not read: z"),
        (shapes("s:startEvent o:inclusiveGateway a:task b:task e:endEvent s>o o>a o>b a>e b>e"), "not closed"),
        (shapes("s:startEvent e:endEvent s>e").replace("</process>", '</process><process id="q"><task id="t"/></process>'), "2"),
    ],
)
def test_what_is_not_supported_is_refused_in_words(text: str, says: str):
    with pytest.raises(InputError, match=says):
        bpmn.read(text, "process.bpmn")


def test_a_file_that_swells_when_read_is_refused():
    bomb = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]>' + diagram("&b;")
    with pytest.raises(InputError, match="not readable"):
        bpmn.read(bomb)
    with pytest.raises(InputError, match="too large"):
        bpmn.read(" " * 5_000_001)
    many = " ".join(f"t{at}:task" for at in range(600))
    with pytest.raises(InputError, match="600 shapes"):
        bpmn.read(shapes(many))


def test_a_file_may_name_another_encoding_than_its_text():
    text = '<?xml version="1.0" encoding="ISO-8859-1"?>' + diagram(
        '<startEvent id="s"/><task id="a" name="Réception"/><endEvent id="e"/>'
        '<sequenceFlow id="f" sourceRef="s" targetRef="a"/><sequenceFlow id="g" sourceRef="a" targetRef="e"/>'
    )
    assert bpmn.read(text).labels == {"Réception"}
