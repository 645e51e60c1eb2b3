"""A BPMN 2.0 file as a Petri net, so that cases are compared with the company's own diagram."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from xml.etree import ElementTree as ET  # the types of its elements only: `defusedxml` does the parsing

from defusedxml import ElementTree as SafeET
from defusedxml.common import DefusedXmlException

from pupitre.kernel import N_, InputError, Place, Text
from pupitre.maths.process.bpmn.gates import Draft, Flow, Node, net_of
from pupitre.maths.process.conformance.states import fault
from pupitre.maths.process.discovery.net import Net

SPACE = "{http://www.omg.org/spec/BPMN/20100524/MODEL}"
LARGEST = 5_000_000
"""Signs of the largest file read; a diagram that people drew has a hundred times fewer."""
NODES = 500
DECLARED = re.compile(r"^\ufeff?\s*<\?xml[^>]*\?>")
"""What a file says of its encoding: the text is decoded already."""

TASKS = {
    "task", "userTask", "serviceTask", "manualTask", "scriptTask", "sendTask", "receiveTask", "businessRuleTask", "callActivity",
}  # fmt: skip
KINDS = {
    **dict.fromkeys(TASKS, "task"),
    "startEvent": "start",
    "endEvent": "end",
    "intermediateCatchEvent": "event",
    "intermediateThrowEvent": "event",
    "exclusiveGateway": "xor",
    "eventBasedGateway": "xor",
    "parallelGateway": "parallel",
    "inclusiveGateway": "inclusive",
}
REFUSED = {
    "subProcess": N_("a sub-process drawn open"),
    "transaction": N_("a transaction"),
    "adHocSubProcess": N_("an ad hoc sub-process"),
    "boundaryEvent": N_("an event on the edge of a task"),
    "complexGateway": N_("a complex gateway"),
}
IGNORED = {
    "laneSet", "dataObject", "dataObjectReference", "dataStoreReference", "association", "textAnnotation", "group", "documentation",
    "extensionElements", "ioSpecification", "property", "artifact", "auditing", "monitoring",
}  # fmt: skip


@dataclass(slots=True)
class _Parts:
    nodes: dict[str, Node] = field(default_factory=dict)
    flows: list[Flow] = field(default_factory=list)


def read(text: str, name: str = "") -> Net:
    """Return the net of a BPMN 2.0 file.

    Tasks of any kind are activities, under their name; events in between leave no trace; a task followed by several flows begins them
    all. Lanes, data, notes and messages are set aside.

    Args:
        text: What the file holds.
        name: The name of the file, for messages.

    Raises:
        InputError: It is not BPMN 2.0, draws several processes, uses what is not supported here, or draws a process that can block or
            never ends properly; the message says where.

    Source:
        Dijkman, Dumas, Ouyang, "Semantics and analysis of business process models in BPMN", 2008.
    """
    where = Place(file=name) if name else Place()
    parts = _parts(_process(_root(text, where), where), where)
    net = net_of(_drafted(parts, where), where)
    found = fault(net)
    if found is not None:
        raise InputError(FAULTS[found], where=where, mend=MENDS[found])
    return net


FAULTS = {
    "blocks": Text(N_("The diagram can block: in some cases a gateway waits for ever")),
    "leaves_tokens": Text(N_("The diagram can end while other branches are still running")),
    "never_done": Text(N_("A part of the diagram can never be reached")),
    "too_large": Text(N_("The diagram allows too many situations to be compared with cases")),
}
MENDS = {
    "blocks": Text(N_("Join with a parallel gateway the branches that a parallel gateway opened, and the others with an exclusive one.")),
    "leaves_tokens": Text(N_("Join the parallel branches with a parallel gateway before the end.")),
    "never_done": Text(N_("Link it to the rest, or take it out.")),
    "too_large": Text(N_("Compare a part of it, with fewer tasks in parallel.")),
}


def _root(text: str, where: Place) -> ET.Element:
    if len(text) > LARGEST:
        raise InputError(
            Text(N_("The diagram is too large: %(size)s signs, %(most)s at most"), size=len(text), most=LARGEST),
            where=where,
            mend=Text(N_("Export the diagram of one process.")),
        )
    try:
        root: ET.Element = SafeET.fromstring(DECLARED.sub("", text), forbid_dtd=True)
    except (ET.ParseError, DefusedXmlException, ValueError) as fault_:
        raise InputError(
            Text(N_("The file is not readable as BPMN")), where=where, mend=Text(N_("Export it again as BPMN 2.0 (.bpmn)."))
        ) from fault_
    if root.tag != f"{SPACE}definitions":
        raise InputError(Text(N_("The file is XML, but not BPMN 2.0")), where=where, mend=Text(N_("Export it again as BPMN 2.0 (.bpmn).")))
    return root


def _process(root: ET.Element, where: Place) -> ET.Element:
    drawn = [process for process in root.iter(f"{SPACE}process") if any(_kind(child) in KINDS for child in process)]
    if not drawn:
        raise InputError(Text(N_("The file draws no process")), where=where, mend=Text(N_("Export the diagram with its tasks and flows.")))
    if len(drawn) > 1:
        raise InputError(
            Text.many(N_("The file draws %(count)s process"), N_("The file draws %(count)s processes"), count=len(drawn)),
            where=where,
            mend=Text(N_("Keep one pool per file: each process is compared with its own cases.")),
        )
    return drawn[0]


def _kind(element: ET.Element) -> str:
    return str(element.tag).removeprefix(SPACE)


def _parts(process: ET.Element, where: Place) -> _Parts:
    parts = _Parts()
    for element in process:
        kind, key = _kind(element), element.get("id") or ""
        label = " ".join((element.get("name") or "").split())
        if kind in REFUSED:
            raise InputError(
                Text(N_("The diagram holds %(what)s, which is not supported: %(name)s"), what=Text(REFUSED[kind]), name=label or key),
                where=where,
                mend=Text(N_("Draw it with tasks and exclusive, parallel or inclusive gateways.")),
            )
        if kind in KINDS:
            parts.nodes[key] = Node(key, KINDS[kind], label or key)
        elif kind == "sequenceFlow":
            parts.flows.append(Flow(element.get("sourceRef") or "", element.get("targetRef") or ""))
        elif kind not in IGNORED:
            parts.nodes.setdefault(key, Node(key, "other", label or kind))
    if len(parts.nodes) > NODES:
        raise InputError(
            Text(N_("The diagram holds %(count)s shapes; %(most)s at most are compared"), count=len(parts.nodes), most=NODES),
            where=where,
            mend=Text(N_("Export the diagram of one process.")),
        )
    return parts


def _drafted(parts: _Parts, where: Place) -> Draft:
    for flow in parts.flows:
        for end in (flow.source, flow.target):
            if end not in parts.nodes or parts.nodes[end].kind == "other":
                raise InputError(
                    Text(N_("A flow of the diagram leads to or from something that is not read: %(name)s"), name=_named(parts.nodes, end)),
                    where=where,
                    mend=Text(N_("Draw it with tasks and exclusive, parallel or inclusive gateways.")),
                )
    nodes = {key: node for key, node in parts.nodes.items() if node.kind != "other"}
    linked = _linked(parts.flows)
    return Draft({key: node for key, node in nodes.items() if key in linked or len(nodes) == 1}, tuple(parts.flows))


def _named(nodes: dict[str, Node], key: str) -> str:
    return nodes[key].name if key in nodes else key


def _linked(flows: Iterable[Flow]) -> set[str]:
    return {end for flow in flows for end in (flow.source, flow.target)}
