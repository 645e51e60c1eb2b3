"""A process tree as a BPMN 2.0 file that editors open, with its diagram."""

from __future__ import annotations

from xml.sax.saxutils import quoteattr

from pupitre.maths.process.bpmn.layout import Box, Drawing, Kind, Line, drawn
from pupitre.maths.process.discovery.tree import Tree, writable

SPACES = {
    "bpmn": "http://www.omg.org/spec/BPMN/20100524/MODEL",
    "bpmndi": "http://www.omg.org/spec/BPMN/20100524/DI",
    "dc": "http://www.omg.org/spec/DD/20100524/DC",
    "di": "http://www.omg.org/spec/DD/20100524/DI",
}
ELEMENTS: dict[Kind, str] = {
    "start": "startEvent",
    "end": "endEvent",
    "task": "task",
    "xor": "exclusiveGateway",
    "parallel": "parallelGateway",
}
MARGIN = 40


def write(tree: Tree, name: str) -> str:
    """Return the text of a BPMN 2.0 file: the process of the tree and its diagram.

    Args:
        tree: The process.
        name: What it is called.

    Source:
        OMG, "Business Process Model and Notation", version 2.0.2, 2014.
    """
    picture = drawn(tree)
    spaces = " ".join(f'xmlns:{short}="{address}"' for short, address in SPACES.items())
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        f'<bpmn:definitions {spaces} id="Definitions_1" targetNamespace="http://bpmn.io/schema/bpmn">',
        f'  <bpmn:process id="Process_1" name={_quoted(name)} isExecutable="false">',
        *_process(picture),
        "  </bpmn:process>",
        '  <bpmndi:BPMNDiagram id="Diagram_1">',
        '    <bpmndi:BPMNPlane id="Plane_1" bpmnElement="Process_1">',
        *(_shape(box) for box in picture.boxes),
        *(_edge(at, line) for at, line in enumerate(picture.lines, 1)),
        "    </bpmndi:BPMNPlane>",
        "  </bpmndi:BPMNDiagram>",
        "</bpmn:definitions>",
    ]
    return "\n".join(lines) + "\n"


def _quoted(text: str) -> str:
    return quoteattr(writable(text))


def _process(picture: Drawing) -> list[str]:
    entering: dict[str, list[str]] = {}
    leaving: dict[str, list[str]] = {}
    for at, line in enumerate(picture.lines, 1):
        leaving.setdefault(line.source, []).append(f"      <bpmn:outgoing>Flow_{at}</bpmn:outgoing>")
        entering.setdefault(line.target, []).append(f"      <bpmn:incoming>Flow_{at}</bpmn:incoming>")
    made: list[str] = []
    for box in picture.boxes:
        element = f"bpmn:{ELEMENTS[box.kind]}"
        name = f" name={_quoted(box.name)}" if box.name else ""
        made += [f'    <{element} id="{box.id}"{name}>', *entering.get(box.id, ()), *leaving.get(box.id, ()), f"    </{element}>"]
    made += [
        f'    <bpmn:sequenceFlow id="Flow_{at}" sourceRef="{line.source}" targetRef="{line.target}" />'
        for at, line in enumerate(picture.lines, 1)
    ]
    return made


def _shape(box: Box) -> str:
    marker = ' isMarkerVisible="true"' if box.kind == "xor" else ""
    bounds = f'<dc:Bounds x="{box.x + MARGIN:g}" y="{box.y + MARGIN:g}" width="{box.width:g}" height="{box.height:g}" />'
    return f'      <bpmndi:BPMNShape id="{box.id}_di" bpmnElement="{box.id}"{marker}>{bounds}</bpmndi:BPMNShape>'


def _edge(at: int, line: Line) -> str:
    points = "".join(f'<di:waypoint x="{x + MARGIN:g}" y="{y + MARGIN:g}" />' for x, y in line.points)
    return f'      <bpmndi:BPMNEdge id="Flow_{at}_di" bpmnElement="Flow_{at}">{points}</bpmndi:BPMNEdge>'
