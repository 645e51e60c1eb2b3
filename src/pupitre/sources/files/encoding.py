"""Which encoding a text file is written in, by its bytes alone."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass
from pathlib import Path

SAMPLE = 4 << 20
"""Bytes looked at: the accents of an office file show long before."""

LETTERS = frozenset("éèêëàâäùûüîïôöçñæœáíóúßãõøåÿ")
FREQUENT = {
    "é": 6.0,
    "è": 3.0,
    "à": 3.0,
    "ê": 1.5,
    "ç": 1.5,
    "ô": 1.2,
    "û": 0.8,
    "î": 0.8,
    "É": 2.0,
    "À": 0.8,
    "Ç": 0.5,
    "â": 0.6,
    "ù": 0.6,
}
FREQUENT |= {
    "ï": 0.5,
    "ë": 0.6,
    "ñ": 0.6,
    "ö": 0.6,
    "ü": 0.6,
    "ä": 0.5,
    "í": 0.4,
    "ó": 0.4,
    "á": 0.4,
    "œ": 0.6,
    "Œ": 0.4,
    "È": 0.3,
    "Å": 0.1,
}
SIGNS = {
    "’": 2.0,
    "€": 2.5,
    "\u00a0": 1.5,
    "°": 1.5,
    "–": 1.0,
    "—": 0.5,
    "«": 1.0,
    "»": 1.0,
    "£": 1.0,
    "…": 0.8,
    "“": 0.7,
    "”": 0.7,
    "‘": 0.5,
    "•": 0.5,
}
SIGNS |= {"²": 0.4, "º": 0.4, "·": 0.2, "§": 0.3, "®": 0.2, "½": -0.5, "¤": -1.0, "\u202f": 1.0}


def keep_stray(error: UnicodeError) -> tuple[str, int]:
    """Decode the bytes that an encoding does not know as Windows would, so that nothing is lost."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    piece = error.object[error.start : error.end]
    return "".join(bytes([b]).decode("cp1252") if b not in NEVER else chr(b) for b in piece), error.end


NEVER = (0x81, 0x8D, 0x8F, 0x90, 0x9D)
"""Bytes that Windows-1252 leaves undefined."""

codecs.register_error("keep-stray", keep_stray)


@dataclass(frozen=True, slots=True)
class Encoding:
    """An encoding and how sure it is.

    Args:
        name: As Python names it: `utf-8-sig`, `cp1252`, `mac-roman`…
        codec: The codec that decodes it.
        stray: Bytes that the encoding does not know; they are kept, read as Windows would, and reported.
    """

    name: str
    codec: str
    stray: int = 0


def detect_encoding(path: Path) -> Encoding:
    """Return the encoding of a text by its marks, then by validity, then by how much it reads like words."""
    with path.open("rb") as stream:
        head = stream.read(SAMPLE)
    for mark, name in ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF32_LE, "utf-32"), (codecs.BOM_UTF32_BE, "utf-32")):
        if head.startswith(mark):
            return Encoding(name, name, _stray(path, name))
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return Encoding("utf-16", "utf-16")
    if wide := _wide_without_mark(head):
        return Encoding(wide, wide)
    if _is_utf8(head, whole=len(head) < SAMPLE):
        return Encoding("utf-8", "utf-8", _stray(path, "utf-8") if len(head) == SAMPLE else 0)
    best = _best_single_byte(head)
    return Encoding(best.name, best.codec, _stray(path, best.codec) if best.stray else 0)


def _is_utf8(raw: bytes, *, whole: bool) -> bool:
    """Whether the bytes are UTF-8; a character cut at the end of a sample is forgiven."""
    decoder = codecs.getincrementaldecoder("utf-8")("strict")
    try:
        decoder.decode(raw, final=whole)
    except UnicodeDecodeError:
        return False
    return True


def _stray(path: Path, codec: str) -> int:
    """Return how many bytes of a file its encoding does not know."""
    found = 0
    with path.open("r", encoding=codec, errors="replace", newline="") as stream:
        while block := stream.read(SAMPLE):
            found += block.count("\ufffd")
    return found


def _wide_without_mark(raw: bytes) -> str:
    """Return the UTF-16 flavour of a text without mark: nearly every other byte is zero."""
    head = raw[:4096]
    if len(head) < 4 or b"\x00" not in head:
        return ""
    even, odd = head[0::2].count(0) / max(1, len(head[0::2])), head[1::2].count(0) / max(1, len(head[1::2]))
    if odd > 0.6 and even < 0.2:
        return "utf-16-le"
    return "utf-16-be" if even > 0.6 and odd < 0.2 else ""


def _best_single_byte(raw: bytes) -> Encoding:
    """Return the encoding that reads best: accents inside words, currency and quotes where they belong.

    A file that is UTF-8 but for a few stray bytes stays UTF-8: only such a file has long valid sequences.
    """
    valid = len(re.findall(rb"[\xc3\xc5][\x80-\xbf]|\xe2\x80[\x80-\xbf]|\xe2\x82\xac|\xc2[\xa0-\xbf]", raw))
    high = len(re.findall(rb"[\x80-\xff]", raw))
    if valid * 2 > high * 0.8 and valid >= 3:
        return Encoding("utf-8", "utf-8", 1)
    around = _neighbourhoods(raw)
    candidates = ("cp1252", "iso-8859-15", "cp850", "mac-roman")
    scores = {name: _reads_like_words(around, name) for name in candidates}
    best = max(candidates, key=lambda name: (scores[name], -candidates.index(name)))
    return Encoding(best, best, sum(raw.count(bytes([b])) for b in _undefined(best)))


def _neighbourhoods(raw: bytes) -> list[bytes]:
    """Return up to 4,000 high bytes with one byte on each side."""
    return [m.group() for m in list(re.finditer(rb"(?s)(?:^|.)[\x80-\xff]+(?:.|$)", raw))[:4000]]


def _reads_like_words(around: list[bytes], name: str) -> float:
    total = 0.0
    for piece in around:
        text = piece.decode(name, "replace")
        for i, char in enumerate(text):
            if ord(char) < 128:
                continue
            before, after = text[i - 1] if i else " ", text[i + 1] if i + 1 < len(text) else " "
            total += _weight(char, before, after)
    return total / max(1, len(around))


def _weight(char: str, before: str, after: str) -> float:
    """Return how natural a character is between its neighbours."""
    if char == "\ufffd" or "\x7f" <= char < "\xa0":
        return -4.0
    if char in SIGNS:
        return SIGNS[char] + (1.0 if char == "’" and before.isalpha() and after.isalpha() else 0.0)
    if char.isalpha():
        odd_case = char.isupper() and before.isalpha() and before.islower()
        return FREQUENT.get(char, 0.2 if char.lower() in LETTERS else -0.8) - (2.5 if odd_case else 0.0)
    return -1.2


def _undefined(name: str) -> tuple[int, ...]:
    return NEVER if name == "cp1252" else ()
