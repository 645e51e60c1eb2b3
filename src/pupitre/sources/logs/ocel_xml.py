"""OCEL 2.0 written as XML."""

from __future__ import annotations

from pathlib import Path
from xml.parsers import expat

from pupitre.kernel import N_, InputError, Place, Text
from pupitre.sources.logs.ocel import Gathered, Ocel

BLOCK = 1 << 18
DEEPEST = 64
"""Elements inside elements; a log has seven."""


def is_ocel_xml(head: bytes) -> bool:
    """Whether an XML document is a log of objects, by its beginning."""
    return b"<log" in head and (b"<object-types" in head or b"<event-types" in head or b"<objects" in head)


def read_ocel_xml(path: Path) -> Ocel:
    """Return the log of an XML file, read as a stream; a document type is refused before anything it declares is used.

    Raises:
        InputError: It is damaged, or has no event or object.
    """
    reader = _Reader(path.name)
    with path.open("rb") as stream:
        try:
            while block := stream.read(BLOCK):
                reader.parser.Parse(block, False)
            reader.parser.Parse(b"", True)
        except expat.ExpatError as error:
            raise InputError(
                Text(N_("The file stops being XML at line %(line)s."), line=error.lineno),
                where=Place(file=path.name),
                mend=Text(N_("Export it again: the file is cut or damaged.")),
            ) from error
    return Ocel.of(reader.into, path.name)


def no_types(file: str) -> InputError:
    """Return the refusal of a document that declares a type of its own, which is how XML bombs are made."""
    return InputError(
        Text(N_("The file contains an XML document type, which no log needs.")),
        where=Place(file=file),
        mend=Text(N_("Export it again from your tool, without a document type.")),
    )


class _Reader:
    """What is being read: the thing that stands open, and what was gathered of those before it."""

    def __init__(self, file: str) -> None:
        self.file, self.into = file, Gathered()
        self.parser = expat.ParserCreate()
        self.parser.buffer_text = True
        self.parser.StartDoctypeDeclHandler = self._refused
        self.parser.EntityDeclHandler = self._refused
        self.parser.StartElementHandler = self._opened
        self.parser.EndElementHandler = self._closed
        self.parser.CharacterDataHandler = self._said
        self.depth = 0
        self.kind, self.key = "", ""
        self.named: tuple[str, str] | None = None
        self.text: list[str] = []

    def _refused(self, *_: object) -> None:
        raise no_types(self.file)

    def _opened(self, name: str, given: dict[str, str]) -> None:
        self.depth += 1
        if self.depth > DEEPEST:
            raise InputError(
                Text(N_("The document is nested more than %(bound)s levels deep."), bound=DEEPEST),
                where=Place(file=self.file),
                mend=Text(N_("Export it again: the file is cut or damaged.")),
            )
        if name == "event" and given.get("id"):
            self.kind, self.key = "event", given["id"]
            self.into.events.append((self.key, given.get("type", ""), given.get("time", "")))
        elif name == "object" and given.get("id") and not self.kind:
            self.kind, self.key = "object", given["id"]
            self.into.objects.append((self.key, given.get("type", "")))
        elif name in ("relationship", "relobj", "object") and self.kind:
            other = given.get("object-id") or given.get("id") or ""
            if other:
                links = self.into.links if self.kind == "event" else self.into.relations
                links.append((self.key, other, given.get("qualifier", "")))
        elif name == "attribute" and self.kind and given.get("name"):
            self.named, self.text = (given["name"], given.get("time", "")), []

    def _said(self, text: str) -> None:
        if self.named is not None:
            self.text.append(text)

    def _closed(self, name: str) -> None:
        self.depth -= 1
        if name == "attribute" and self.named is not None:
            value = "".join(self.text).strip()
            if value and self.kind == "event":
                self.into.event_values.append((self.key, self.named[0], value))
            elif value:
                self.into.object_values.append((self.key, self.named[0], value, self.named[1]))
            self.named = None
        elif name == self.kind and self.depth <= 2:
            self.kind = ""
