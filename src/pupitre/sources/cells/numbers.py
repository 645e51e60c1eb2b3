"""Numbers as French and English offices write them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

Decimal = Literal["comma", "dot"]
Style = tuple[int, int]

BLANK = "[\\s\u00a0\u202f\u2009\u2007\u200a]"
CURRENCY = "€|\\$|£|¥|EUR(?:OS?)?|USD|US\\$|GBP|CHF|CAD|JPY|MAD|XOF|SEK|NOK|DKK|PLN|EUROS?|DOLLARS?"
SCALE = "kilo|milliers?|mille|milliards?|millions?|mill\\.|mio|mln|mrd|mds|md|m|k|billions?|bn|b"
SUFFIX = "h\\.?|hrs?|heures?|hours?|j\\.?|jours?|j/h|jh|days?|d|ans?|mois|months?|weeks?|semaines?|etp|fte|pts?|points?|pcs|u|unités?|units?|ht|ttc|tco2e?|kwh|mwh|gwh|t|kg|km|m2|m²|min|s"  # noqa: E501 - a pattern reads in one piece
PATTERN = (
    f"^(?P<open>\\()?{BLANK}*(?P<sign>[-+])?{BLANK}*(?P<before>(?i:{CURRENCY}))?{BLANK}*(?P<sign2>[-+])?{BLANK}*"
    f"(?P<body>(?:\\d[\\d.,' ]*\\d|\\d)|[.,]\\d+){BLANK}*(?P<percent>%|‰|(?i:pct|pour ?cent|percent))?"
    f"{BLANK}*(?P<scale>(?i:{SCALE}))?{BLANK}*(?:(?i:de|d'|d’|of))?{BLANK}*(?P<after>(?i:{CURRENCY}))?{BLANK}*(?P<suffix>(?i:{SUFFIX}))?"
    f"(?P<trail>-)?{BLANK}*(?P<close>\\))?{BLANK}*(?P<late>(?i:{CURRENCY}))?$"
)
_ONE = re.compile(PATTERN.replace("\\d[\\d.,' ]*\\d", "\\d[\\d.,'\\u00a0\\u202f\\u2009 ]*\\d"))
FEW = 600
"""Texts under which reading them one by one is quicker than preparing a pass over all."""
SIGNS = {"€": "EUR", "$": "USD", "us$": "USD", "£": "GBP", "¥": "JPY", "euro": "EUR", "dollar": "USD", "dollars": "USD", "euros": "EUR"}


@dataclass(frozen=True, slots=True)
class Numbers:
    """Texts read as numbers.

    Args:
        value: The number; null where the text is not one.
        percent: Where the cell carried a % sign: the value is then already a fraction.
        scaled: Where the cell carried its own k or M, so that the header's does not apply again.
        currencies: ISO codes written in the cells.
    """

    value: pa.Array
    percent: pa.Array
    scaled: pa.Array
    currencies: tuple[str, ...]


def plain(text: pa.Array) -> pa.Array:
    """Return the texts with ordinary blanks, hyphens and apostrophes."""
    spaced = pc.replace_substring_regex(text, "[\u00a0\u202f\u2009\u2007\u200a\\s]+", " ")
    signed = pc.replace_substring_regex(spaced, "[\u2212\u2013\u2011\u2010\ufe63]", "-")
    return pc.replace_substring_regex(signed, "[’‘`´]", "'")


def match_number(text: str) -> re.Match[str] | None:
    """Return the parts of one text written as a number, or None."""
    return _ONE.match(re.sub(r"[\u2212\u2013\u2011\u2010]", "-", text).replace("’", "'"))


def looks_like_number(text: str) -> bool:
    """Whether one text is written as a number."""
    return match_number(text) is not None


PROVES_COMMA = r"(,\d{1,2}$|,\d{4,}$|^0+,\d|\.\d{3},\d|[ ']\d{3},\d|^\d{4,},\d|^\d{1,3}(\.\d{3}){2,}$)"
PROVES_DOT = r"(\.\d{1,2}$|\.\d{4,}$|^0+\.\d|,\d{3}\.\d|[ ']\d{3}\.\d|^\d{4,}\.\d|^\d{1,3}(,\d{3}){2,}$)"


def style_votes(text: pa.Array) -> Style:
    """Return how many texts prove a decimal comma, and how many a decimal dot.

    `1.234` proves nothing; `12,5`, `0,418` and `1.234,56` prove a comma.
    """
    text = text.filter(pc.fill_null(pc.match_substring_regex(text, "[.,]"), False))  # without a mark, a text proves nothing
    if len(text) <= FEW:
        bodies = [m["body"] for t in text.to_pylist() if t is not None and (m := match_number(t))]
        bodies = [re.sub(r"[\u00a0\u202f\u2009]", " ", b) for b in bodies]
        return sum(bool(re.search(PROVES_COMMA, b)) for b in bodies), sum(bool(re.search(PROVES_DOT, b)) for b in bodies)
    body = pc.struct_field(pc.extract_regex(plain(text), PATTERN), "body")
    comma, dot = pc.match_substring_regex(body, PROVES_COMMA), pc.match_substring_regex(body, PROVES_DOT)
    return pc.sum(comma).as_py() or 0, pc.sum(dot).as_py() or 0


def parse_numbers(text: pa.Array, decimal: Decimal) -> Numbers:
    """Read texts as numbers.

    Args:
        text: Trimmed texts; null stays null.
        decimal: The mark that separates decimals where a text could be read both ways, such as `1.234`.

    Returns:
        One value per text, k and M applied, 12,5 % as 0.125, (1 234) and 1 234- as negative.
    """
    clean = plain(text)
    core = pc.replace_substring_regex(clean, " *(?:€|%)$", "")
    simple = pc.fill_null(pc.match_substring_regex(core, "^-?\\d[\\d .,']*$"), False)
    if not pc.any(simple).as_py():
        return _parse_any(clean, decimal)
    # Most cells are digits with at most a sign and a mark: the full grammar is only tried on the others.
    negative = pc.starts_with(core, "-")
    value = pc.cast(_digits(pc.if_else(simple, pc.utf8_ltrim(core, "-"), pa.scalar(None, pa.string())), decimal), pa.float64())
    value = pc.if_else(negative, pc.negate(value), value)
    percent = pc.and_(simple, pc.fill_null(pc.ends_with(clean, "%"), False))
    if pc.any(percent).as_py():
        value = pc.if_else(percent, _times(value, pa.scalar(0.01)), value)
    currencies = {"EUR"} if pc.any(pc.and_(simple, pc.ends_with(clean, "€"))).as_py() else set()
    scaled = pa.array(np.zeros(len(text), dtype=bool))
    rest = np.flatnonzero(pc.and_(pc.is_valid(clean), pc.invert(simple)).to_numpy(zero_copy_only=False))
    if not len(rest):
        return Numbers(value, percent, scaled, tuple(currencies))
    others = _parse_any(clean.take(pa.array(rest)), decimal)
    place = np.zeros(len(text), dtype=bool)
    place[rest] = True
    mask = pa.array(place)
    value = pc.replace_with_mask(value, mask, others.value)
    percent = pc.replace_with_mask(percent, mask, others.percent)
    scaled = pc.replace_with_mask(scaled, mask, others.scaled)
    return Numbers(value, percent, scaled, tuple(sorted(currencies | set(others.currencies))))


def _parse_any(clean: pa.Array, decimal: Decimal) -> Numbers:
    """Read plain texts by the full grammar: signs, brackets, currencies, k and M, units."""
    parts = pc.extract_regex(clean, PATTERN)
    value = pc.cast(_digits(pc.struct_field(parts, "body"), decimal), pa.float64())
    percent = pc.struct_field(parts, "percent")
    is_percent = pc.fill_null(pc.not_equal(percent, ""), False)
    scale = pc.struct_field(parts, "scale")
    scaled = pc.fill_null(pc.not_equal(scale, ""), False)
    if pc.any(scaled).as_py():
        value = _times(value, _scales(scale))
    if pc.any(is_percent).as_py():
        value = pc.if_else(is_percent, _times(value, pc.if_else(pc.equal(percent, "‰"), 0.001, 0.01)), value)
    value = pc.if_else(_negative(parts), pc.negate(value), value)
    value = pc.if_else(_unbalanced(parts), pa.scalar(None, pa.float64()), value)
    return Numbers(value, is_percent, scaled, _currencies(parts))


def _digits(body: pa.Array, decimal: Decimal) -> pa.Array:
    """Return plain digits with a decimal dot, or null where the marks contradict each other."""
    nothing = pa.scalar(None, pa.string())
    has_comma, has_dot = (pc.any(pc.match_substring(body, mark)).as_py() for mark in ",.")
    whole = pc.match_substring_regex(body, "^(?:\\d+|\\d{1,3}(?:[ ']\\d{3})+|\\d{1,3}(?:\\.\\d{3}){2,}|\\d{1,3}(?:,\\d{3}){2,})$")
    joined = pc.replace_substring_regex(body, "[ ']", "")
    read = pc.if_else(whole, pc.replace_substring_regex(joined, "[.,]", "") if has_comma or has_dot else joined, nothing)
    if has_comma:
        comma_decimal = pc.match_substring_regex(body, "^(?:\\d{1,3}(?:[. ']\\d{3})+|\\d+),\\d+$")
        read = pc.if_else(comma_decimal, pc.replace_substring(pc.replace_substring(joined, ".", ""), ",", "."), read)
    if has_dot:
        dot_decimal = pc.match_substring_regex(body, "^(?:\\d{1,3}(?:[, ']\\d{3})+|\\d+)\\.\\d+$")
        read = pc.if_else(dot_decimal, pc.replace_substring(joined, ",", ""), read)
    if has_comma if decimal == "dot" else has_dot:
        thousands = pc.match_substring_regex(body, "^[1-9]\\d{0,2}" + ("," if decimal == "dot" else "\\.") + "\\d{3}$")
        read = pc.if_else(thousands, pc.replace_substring_regex(joined, "[.,]", ""), read)
    if has_comma or has_dot:
        bare_decimal = pc.match_substring_regex(body, "^[.,]\\d+$")
        read = pc.if_else(bare_decimal, pc.replace_substring(pc.binary_join_element_wise("0", body, ""), ",", "."), read)
    return read


def _scales(scale: pa.Array) -> pa.Array:
    """Return the multiplier of each cell: k 1,000, M 1,000,000, Md or bn 1,000,000,000."""
    low = pc.utf8_lower(scale)
    thousand = pc.match_substring_regex(low, "^(k|kilo|mille|milliers?)$")
    million = pc.match_substring_regex(low, "^(m|mio|mln|millions?|mill\\.)$")
    billion = pc.match_substring_regex(low, "^(mds?|mrd|bn|b|milliards?|billions?)$")
    return pc.if_else(thousand, 1e3, pc.if_else(million, 1e6, pc.if_else(billion, 1e9, 1.0)))


def _times(value: pa.Array, factor: pa.Array) -> pa.Array:
    """Multiply and drop the noise of binary fractions: 0.301 M is 301000, not 300999.99999999994."""
    product = pc.multiply(value, factor)
    return rounded(product)


def rounded(value: pa.Array) -> pa.Array:
    """Return numbers kept to 15 significant digits, as spreadsheets do."""
    raw = value.to_numpy(zero_copy_only=False).astype(float, copy=True)
    finite = np.isfinite(raw) & (raw != 0)
    size = np.zeros_like(raw)
    size[finite] = np.floor(np.log10(np.abs(raw[finite])))
    step = 10.0 ** np.clip(14 - size, 0, 14)
    raw[finite] = np.round(raw[finite] * step[finite]) / step[finite]
    return pc.if_else(pc.is_valid(value), pa.array(raw), pa.scalar(None, pa.float64()))


def _negative(parts: pa.Array) -> pa.Array:
    minus = [pc.equal(pc.struct_field(parts, name), "-") for name in ("sign", "sign2", "trail")]
    brackets = pc.equal(pc.struct_field(parts, "open"), "(")
    return pc.fill_null(pc.or_(pc.or_(minus[0], minus[1]), pc.or_(minus[2], brackets)), False)


def _unbalanced(parts: pa.Array) -> pa.Array:
    """Where a bracket is opened and not closed, or the other way round."""
    return pc.fill_null(pc.xor(pc.equal(pc.struct_field(parts, "open"), "("), pc.equal(pc.struct_field(parts, "close"), ")")), False)


def _currencies(parts: pa.Array) -> tuple[str, ...]:
    found: set[str] = set()
    for name in ("before", "after", "late"):
        for text in pc.unique(pc.utf8_lower(pc.struct_field(parts, name))).to_pylist():
            if text:
                found.add(currency_code(text))
    return tuple(sorted(found))


def currency_code(text: str) -> str:
    """Return the ISO code of a currency sign or word: `€` → `EUR`."""
    return SIGNS.get(text.lower(), text.upper()[:3])
