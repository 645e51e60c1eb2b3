"""Print, as lines to fill in, the sentences that a language does not say yet.

Run `python -m pupitre.locale.missing [PATH…]`: the paths (default: everything) limit it to one part.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Iterator
from pathlib import Path

from pupitre.locale.build import Key, join, key_of
from pupitre.locale.extract import PACKAGE, Said, sentences


def key_said(said: Said) -> Key:
    """Return what the catalogue would look a sentence up by."""
    return (said.msgid if said.plural is None else (said.msgid, said.plural), said.context)


def missing(language: str, said: Iterable[Said]) -> Iterator[Said]:
    """Yield, once each, the sentences without a translation."""
    known = {key_of(message) for message in join(language) if message.id and all_filled(message.string)}
    # A sentence that another place uses with its plural is known by its first form too, as gettext looks it up.
    known |= {(key[0], context) for key, context in known if isinstance(key, tuple)}
    for sentence in said:
        key = key_said(sentence)
        if key not in known:
            known.add(key)
            yield sentence


def all_filled(translation: str | tuple[str, ...] | list[str]) -> bool:
    """Tell whether a translation has words in each of its forms."""
    return bool(translation) if isinstance(translation, str) else bool(translation) and all(translation)


def quoted(text: str) -> str:
    """Return a sentence as a catalogue writes it."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\t", "\\t")
    return f'"{escaped}"'


def entry(said: Said) -> str:
    """Return the lines to fill in for one sentence."""
    lines = [f"#: {said.path.relative_to(PACKAGE).as_posix()}:{said.line}"]
    if said.context is not None:
        lines.append(f"msgctxt {quoted(said.context)}")
    lines.append(f"msgid {quoted(said.msgid)}")
    if said.plural is None:
        lines.append('msgstr ""')
    else:
        lines += [f"msgid_plural {quoted(said.plural)}", 'msgstr[0] ""', 'msgstr[1] ""']
    return "\n".join(lines) + "\n"


def main() -> None:
    """Read the command line and print."""
    parser = argparse.ArgumentParser(prog="python -m pupitre.locale.missing", description=__doc__)
    parser.add_argument("paths", nargs="*", type=Path, default=[PACKAGE])
    parser.add_argument("--language", default="fr")
    arguments = parser.parse_args()
    for path in arguments.paths:
        for said in missing(arguments.language, sentences(path.resolve())):
            print(entry(said))


if __name__ == "__main__":
    main()
