"""Logs written in XES, read as a stream: a block of whole cases at a time, each block at once."""

from __future__ import annotations

import codecs
import gzip
import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import unescape
from pathlib import Path
from typing import IO, Any, cast
from xml.parsers import expat

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from pupitre.kernel import N_, InputError, Place, Text
from pupitre.sources.logs.ocel_xml import no_types
from pupitre.sources.logs.xes_slow import flat_by_expat
from pupitre.sources.logs.xes_tokens import flat_by_tokens

Numbers = npt.NDArray[Any]

BLOCK = 2 << 20
"""Bytes read at a time."""
CASE_BOUND = 512 << 20
"""Bytes of one case, above which a log is held to be hostile."""
UNPACKED_BOUND = 64 << 30
RATIO_BOUND = 400
"""Times a compressed log may grow when unpacked: real ones grow 10 to 60 times."""
RATIO_FROM = 64 << 20
HEAD_BOUND = 4 << 20
GZIP = b"\x1f\x8b"
KEYS = re.compile(r"'([^']+)'|(\S+)")
"""Attributes that a classifier names; one of several words stands between quotes."""
ENTITIES = re.compile(r"&(?:amp|lt|gt|quot|apos|#\d{1,7}|#x[0-9a-fA-F]{1,6});")


@dataclass(slots=True)
class Xes:
    """A log being read.

    Args:
        file: Its name. name: What the log says it is called; known once the first block was read.
        unnamed: Cases without a name, counted.
        classifiers: The attributes that make a step, for each way that the log names of telling steps apart.
    """

    file: str
    name: str = ""
    unnamed: int = 0
    classifiers: list[tuple[str, ...]] = field(default_factory=list)
    _events: int = field(default=0)
    _cases: int = field(default=0)

    def tables(self, stream: IO[bytes]) -> Iterator[pa.Table]:
        """Return the events of a log, block after block.

        Each table holds `case`, `row` (place of the event in the log, from 1), then one column of texts per attribute of events, and one
        per attribute of cases under `case:`; a name that a block does not have is not in its table.

        Raises:
            InputError: The stream is cut, no XES, or declares a document type.
        """
        rest, is_open, prefix = b"", False, b""
        for block in self._blocks(stream):
            rest += block
            if not is_open:
                prefix = found.group(1) if (found := re.search(rb"<([\w.-]+:)log[\s>/]", rest)) else b""
            if prefix:
                rest = rest.replace(b"<" + prefix, b"<").replace(b"</" + prefix, b"</")
            if not is_open:
                start = _first_case(rest)
                if start < 0 and len(rest) <= HEAD_BOUND and b"</log" not in rest and b"<log/" not in rest:
                    continue
                start = start if start >= 0 else max(rest.rfind(b"</log"), rest.rfind(b"<log/"), 0)
                self._head(rest[:start] or rest)
                rest, is_open = rest[start:], True
            end = rest.rfind(b"</trace>")
            if end < 0:
                if len(rest) > CASE_BOUND:
                    raise self._refused(Text(N_("One case of the log is larger than %(bound)s MB."), bound=CASE_BOUND >> 20))
                continue
            end += len(b"</trace>")
            yield self._table(rest[:end])
            rest = rest[end:]
        last = re.search(rb"</log\s*>|<log[^>]*/>", rest) if is_open else None
        if last is None:
            raise self._refused(Text(N_("The log stops before its end: the file is cut.")))
        left = rest[: last.start()]
        if left.strip():
            yield self._table(left)

    def _blocks(self, stream: IO[bytes]) -> Iterator[bytes]:
        """Return the text of a log in UTF-8, unpacked when it is packed, within bounds."""
        packed = stream.read(2) == GZIP
        stream.seek(0)
        source = cast("IO[bytes]", gzip.GzipFile(fileobj=stream)) if packed else stream
        decoder: codecs.IncrementalDecoder | None = None
        total, is_first = 0, True
        try:
            while block := source.read(BLOCK):
                total += len(block)
                if packed and total > RATIO_FROM and (total > UNPACKED_BOUND or total > RATIO_BOUND * max(1, stream.tell())):
                    raise self._refused(Text(N_("Unpacked, the file grows %(ratio)s times."), ratio=total // max(1, stream.tell())))
                if is_first:
                    decoder, is_first = _decoder(block), False
                yield decoder.decode(block).encode() if decoder else block
        except (EOFError, zlib.error, gzip.BadGzipFile) as error:
            raise self._refused(Text(N_("The compressed file is cut or damaged."))) from error
        except UnicodeDecodeError as error:
            raise self._refused(Text(N_("The log is not written in the encoding that it declares."))) from error

    def _head(self, head: bytes) -> None:
        """Read what stands before the first case: the name of the log."""
        if b"<!DOCTYPE" in head or b"<!ENTITY" in head:
            raise no_types(self.file)
        if not re.search(rb"<log[\s>/]", head):
            raise self._refused(Text(N_("This XML file is no log of events: it has no log element.")))
        depth = 0

        def opened(name: str, given: dict[str, str]) -> None:
            nonlocal depth
            depth += 1
            if depth == 2 and name == "string" and given.get("key") == "concept:name":
                self.name = given.get("value", "")
            elif name == "classifier" and given.get("scope", "event") == "event":
                self.classifiers.append(tuple(one or other for one, other in KEYS.findall(given.get("keys", ""))))

        def closed(_: str) -> None:
            nonlocal depth
            depth -= 1

        parser = expat.ParserCreate("utf-8")
        parser.StartElementHandler, parser.EndElementHandler = opened, closed
        try:
            parser.Parse(re.sub(rb"^\s*(?:\xef\xbb\xbf)?<\?xml[^>]*\?>", b"", head), False)
        except expat.ExpatError as error:
            raise self._refused(Text(N_("The file stops being XML at line %(line)s."), line=error.lineno)) from error

    def _table(self, block: bytes) -> pa.Table:
        """Return the events of whole cases."""
        if b"<!DOCTYPE" in block or b"<!ENTITY" in block:
            raise no_types(self.file)
        try:
            flat = flat_by_tokens(block) or flat_by_expat(block)
        except expat.ExpatError as error:
            raise self._refused(Text(N_("The log stops being XML after event %(number)s."), number=self._events)) from error
        except UnicodeDecodeError as error:
            raise self._refused(Text(N_("The log is not written in the encoding that it declares."))) from error
        columns: dict[str, pa.Array] = {}
        of_cases = _spread(flat.case_owner, flat.case_keys, flat.case_values, flat.cases)
        at = pa.array(flat.case_of_event, mask=flat.case_of_event < 0)
        names = of_cases.pop("concept:name", pa.nulls(flat.cases, pa.string()))
        if names.null_count:
            self.unnamed += names.null_count
            numbered = pc.binary_join_element_wise("#", pc.cast(pa.array(np.arange(flat.cases) + self._cases + 1), pa.string()), "")
            names = pc.coalesce(names, numbered)
        columns["case"] = names.take(at)
        columns["row"] = pa.array(np.arange(flat.events, dtype=np.int64) + self._events + 1)
        for key, values in _spread(flat.event_owner, flat.event_keys, flat.event_values, flat.events).items():
            columns[key if key not in ("case", "row") else f"{key} "] = values
        columns |= {f"case:{key}": values.take(at) for key, values in of_cases.items()}
        self._events += flat.events
        self._cases += flat.cases
        return pa.table(columns)

    def _refused(self, what: Text) -> InputError:
        return InputError(what, where=Place(file=self.file), mend=Text(N_("Export it again from your tool, and check its size.")))


def tables_of(path: Path) -> tuple[Xes, Iterator[pa.Table]]:
    """Return a log and its tables, that are read as they are asked for."""
    log = Xes(path.name)

    def tables() -> Iterator[pa.Table]:
        with path.open("rb") as stream:
            yield from log.tables(stream)

    return log, tables()


def is_xes(path: Path, head: bytes) -> bool:
    """Whether a file is a log in XES, packed or not, by its beginning."""
    if head.startswith(b"PK\x03\x04"):
        return False
    if head.startswith(GZIP):
        try:
            with gzip.open(path) as stream:
                head = stream.read(8192)
        except (OSError, EOFError, zlib.error):
            return path.name.lower().endswith((".xes.gz", ".xes"))
    bare = head.replace(b"\0", b"")
    found = re.search(rb"<(?!\?|!)([\w:.-]+)([^>]*)", bare)
    return bool(
        found
        and found.group(1).split(b":")[-1] == b"log"
        and b"<object-types" not in bare
        and b"<event-types" not in bare
        and b"<objects" not in bare
    )


def _first_case(text: bytes) -> int:
    found = re.search(rb"<(?:trace|event)[\s>/]", text)
    return found.start() if found else -1


def _decoder(block: bytes) -> codecs.IncrementalDecoder | None:
    """Return what turns a log into UTF-8, None when it is written in it."""
    if block.startswith((b"\xff\xfe", b"\xfe\xff")):
        return codecs.getincrementaldecoder("utf-16")()
    if block.startswith(b"\xef\xbb\xbf"):
        return codecs.getincrementaldecoder("utf-8-sig")()
    found = re.match(rb"\s*<\?xml[^>]*encoding\s*=\s*[\"']([\w.-]+)[\"']", block)
    name = (found.group(1).decode() if found else "utf-8").lower()
    if name in ("utf-8", "utf8", "ascii", "us-ascii"):
        return None
    try:
        return codecs.getincrementaldecoder(name)()
    except LookupError:
        return None


def _spread(owner: Numbers, keys: pa.Array, values: pa.Array, size: int) -> dict[str, pa.Array]:
    """Return one column per attribute; of an attribute that stands twice on one owner, the first is taken."""
    coded = keys.dictionary_encode()
    codes = coded.indices.to_numpy()
    found = {}
    for code, key in enumerate(coded.dictionary.to_pylist()):
        here = np.flatnonzero(codes == code)
        at = np.full(size, -1, dtype=np.int64)
        at[owner[here][::-1]] = here[::-1]
        found[_plain(key)] = _unescaped(values.take(pa.array(at, mask=at < 0)))
    return found


def _unescaped(column: pa.Array) -> pa.Array:
    """Return texts with the five entities of XML and the numbered ones as the characters that they stand for."""
    if not pc.any(pc.match_substring(column, "&")).as_py():
        return column
    coded = column.dictionary_encode()
    return pa.array([_plain(text) for text in coded.dictionary.to_pylist()], pa.string()).take(coded.indices)


def _plain(text: str) -> str:
    return ENTITIES.sub(lambda found: unescape(found.group()), text) if "&" in text else text
