"""Join the fragments of a language into the one catalogue that is read at run time.

Each part of Pupitre keeps its own fragment (`fr/fragments/<part>.po`). A sentence shared by two parts may stand in both
when it is translated alike.
"""

from __future__ import annotations

import io
import os
import re
import sys
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import PoFileError, read_po

HERE = Path(__file__).resolve().parent

LINE = re.compile(r'(?:(?:msgctxt|msgid|msgid_plural|msgstr|msgstr\[\d\]) )?"(?:[^"\\]|\\.)*"\s*|#.*|\s*')

Key = tuple[str | tuple[str, str], str | None]


class FragmentError(Exception):
    """A fragment that cannot be joined: unreadable, or at odds with another."""


def languages() -> list[str]:
    """Return the languages that have fragments."""
    return sorted(path.parent.name for path in HERE.glob("*/fragments"))


def key_of(message: Message) -> Key:
    """Return what a message is looked up by: its English sentence or pair of sentences, and its context."""
    return (message.id if isinstance(message.id, str) else (message.id[0], message.id[1]), message.context)


def read_fragment(path: Path, language: str) -> Catalog:
    """Return the messages of one fragment, which needs no header of its own.

    Raises:
        FragmentError: The file is not written as a catalogue, or says a sentence twice.
    """
    text = path.read_text("utf-8")
    for number, line in enumerate(text.splitlines(), start=1):
        if not LINE.fullmatch(line):
            raise FragmentError(f"{path.name}, line {number}: {line}")
    if '\nmsgid ""\nmsgstr ""\n' not in f"\n{text}":
        text = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=utf-8\\n"\n\n' + text
    try:
        return read_po(io.BytesIO(text.encode()), locale=language, abort_invalid=True)
    except (PoFileError, ValueError) as fault:
        raise FragmentError(f"{path.name}: {fault}") from fault


def join(language: str) -> Catalog:
    """Return all fragments of a language as one catalogue.

    Raises:
        FragmentError: Two fragments translate one sentence differently.
    """
    joined = Catalog(locale=language, project="Pupitre", charset="utf-8")
    said_in: dict[Key, tuple[str, str | tuple[str, ...]]] = {}
    for path in sorted((HERE / language / "fragments").glob("*.po")):
        for message in read_fragment(path, language):
            if not message.id:
                continue
            key = key_of(message)
            words = message.string if isinstance(message.string, str) else tuple(message.string)
            earlier = said_in.setdefault(key, (path.name, words))
            if earlier[1] != words:
                raise FragmentError(f"{path.name}: {key[0]!r} is translated otherwise in {earlier[0]}")
            joined.add(message.id, message.string, context=message.context)
    return joined


def built_path(language: str) -> Path:
    """Return where the catalogue of a language is built."""
    return HERE / language / "LC_MESSAGES" / "django.mo"


def is_stale(language: str) -> bool:
    """Tell whether a fragment, or the list of fragments, changed since the catalogue was built."""
    built = built_path(language)
    if not built.exists():
        return True
    made_at = built.stat().st_mtime_ns
    folder = HERE / language / "fragments"
    return any(path.stat().st_mtime_ns > made_at for path in (folder, *folder.glob("*.po")))


def build(language: str) -> Path:
    """Write the catalogue of a language and return its path; a reader sees the old one or the new one, never half of one."""
    built = io.BytesIO()
    write_mo(built, join(language))
    path = built_path(language)
    path.parent.mkdir(exist_ok=True)
    part = path.with_suffix(f".{os.getpid()}.part")
    part.write_bytes(built.getvalue())
    part.replace(path)
    return path


def build_stale() -> list[Path]:
    """Build the catalogues whose fragments changed, and return their paths."""
    return [build(language) for language in languages() if is_stale(language)]


if __name__ == "__main__":
    try:
        build_stale()
    except FragmentError as fault:
        sys.exit(str(fault))
