"""A Petri net as a PNML file, for other tools."""

from __future__ import annotations

from xml.sax.saxutils import escape, quoteattr

from pupitre.maths.process.discovery.net import Net
from pupitre.maths.process.discovery.tree import writable

GRAMMAR = "http://www.pnml.org/version-2009/grammar/pnmlcoremodel"


def pnml(net: Net, name: str) -> str:
    """Return the text of a PNML file of a net; silent transitions carry the mark that ProM gave them.

    Source:
        ISO/IEC 15909-2, "Systems and software engineering: high-level Petri nets, transfer format".
    """
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        "<pnml>",
        f'  <net id="net1" type={quoteattr(GRAMMAR)}>',
        f"    <name><text>{_text(name)}</text></name>",
        '    <page id="page1">',
    ]
    for place in range(net.places):
        token = "<initialMarking><text>1</text></initialMarking>" if place == net.source else ""
        lines.append(f'      <place id="p{place}"><name><text>p{place}</text></name>{token}</place>')
    for at, t in enumerate(net.transitions):
        silent = '<toolspecific tool="ProM" version="6.4" activity="$invisible$" />' if t.label is None else ""
        lines.append(f'      <transition id="t{at}"><name><text>{_text(t.label or f"tau{at}")}</text></name>{silent}</transition>')
    arcs = [(f"p{p}", f"t{at}") for at, t in enumerate(net.transitions) for p in t.takes]
    arcs += [(f"t{at}", f"p{p}") for at, t in enumerate(net.transitions) for p in t.gives]
    lines += [f'      <arc id="a{at}" source="{source}" target="{target}" />' for at, (source, target) in enumerate(arcs)]
    final = f'<finalmarkings><marking><place idref="p{net.sink}"><text>1</text></place></marking></finalmarkings>'
    return "\n".join([*lines, "    </page>", f"    {final}", "  </net>", "</pnml>"]) + "\n"


def _text(text: str) -> str:
    return escape(writable(text))
