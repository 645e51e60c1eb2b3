"""What a header says: its words, its unit in brackets, its period."""

from __future__ import annotations

import math
import re
from collections import Counter
from dataclasses import dataclass
from functools import cache, lru_cache

from pupitre.sources.cells.folding import folded, roots
from pupitre.sources.cells.numbers import currency_code
from pupitre.sources.cells.periods import When, find_period, is_only_period, rest_of
from pupitre.tables.exchange import KINDS, Column

MONEY = r"(?:€|eur(?:os?)?|\$|usd|us\$|dollars?|£|gbp|pounds?|chf|cad|mad|xof)"
SCALED = re.compile(
    rf"(?:^|[\s(\[,/–-])(?:en |in )?(?P<scale>k|m|md|mds|mio|mln|mn|bn|milliers? d['’ ]?|millions? d['’ ]?|milliards? d['’ ]?|thousands? (?:of )?|millions? (?:of )?)\s?(?P<money>{MONEY})(?=$|[\s)\],/.])"  # noqa: E501 - a pattern reads in one piece
    rf"|(?:^|[\s(\[])(?P<money2>{MONEY})\s?(?P<scale2>k|m|bn|mn|mln|thousands?|millions?|000s?)(?=$|[\s)\],])"
    r"|[(\[](?:en |in )?(?P<bare>k|m|milliers|millions|thousands|millions|000s?|['’]000|x ?1 ?000)[)\]]"
    r"|\b(?:en|in) (?P<word>milliers|millions|thousands|thousand|k|m)\b",
    re.IGNORECASE,
)
PLAIN_MONEY = re.compile(
    rf"[(\[](?:en |in )?({MONEY})(?: ?(?:ht|ttc|h\.t\.|excl\.? vat|net))?[)\]]|\b(?:en|in) ({MONEY})\b|(?:^|\s)({MONEY})$", re.IGNORECASE
)
PERCENT = re.compile(r"%|\bpour ?cent|\bpercent|\bpct\b", re.IGNORECASE)
BRACKETS = re.compile(r"[(\[][^)\]]*[)\]]")
TOTAL = re.compile(
    r"\b(?:sous[- ]?totaux|sous[- ]?total|grand[- ]total|sub[- ]?total|totaux|total|totals|ytd|cumul[ée]?e?s?|moyenne|average|mean|somme|sum|ensemble)\b",  # noqa: E501 - a pattern reads in one piece
    re.IGNORECASE,
)
TOTAL_WITH = re.compile(
    r"^(?:g[ée]n[ée]rale?|annuel|ann[ée]e|year|annual|overall|global|de|du|des|la|l|of|the|h|ht|ttc|to date|[àa] date|[€$£\s./:'’-])*$",
    re.IGNORECASE,
)
PHRASES = re.compile(
    r"\b(?:[àa] ce jour|[àa] date|[àa] la date|so far|to date|year to date|ytd|en cours d['’]ann[ée]e|au total)\b|\((?:[^)]*)\)",
    re.IGNORECASE,
)
QUALIFIERS = frozenset(
    r
    for w in [
        "total",
        "global",
        "général",
        "overall",
        "annuel",
        "annuelle",
        "annual",
        "yearly",
        "actuel",
        "current",
        "net",
        "brut",
        "ht",
        "ttc",
        "prévu",
        "planned",
        "main",
        "principal",
        "suivi",
        "suivie",
        "tracked",
        "concerné",
        "related",
        "associé",
        "new",
        "nouveau",
        "interne",
        "internal",
        "unique",
        "officiel",
        "official",
        "estimé",
        "estimated",
        "initial",
        "complet",
        "full",
        "ce",
        "cette",
        "this",
        "rh",
        "hr",
        "company",
        "entreprise",
    ]
    for r in roots(w)
)
"""Roots that qualify a header without changing what it names."""
ENTITIES = frozenset(
    r
    for w in [
        "projet",
        "project",
        "initiative",
        "affaire",
        "risque",
        "risk",
        "action",
        "fournisseur",
        "supplier",
        "vendor",
        "indicateur",
        "indicator",
        "kpi",
        "salarié",
        "employee",
        "agent",
        "collaborateur",
        "tâche",
        "task",
        "décision",
        "decision",
        "objectif",
        "objective",
    ]
    for r in roots(w)
)
"""Roots of what a file may be about: left over, they say that the header names something of another kind."""


@dataclass(frozen=True, slots=True)
class Header:
    """One header, taken apart.

    Args:
        text: As written.
        roots: Roots of its words, without the unit in brackets.
        multiplier: 1000 for k€, 1e6 for M€.
        currency: ISO code written in it.
        percent: Whether it says the cells are percentages.
        period: The period it names, if any.
        rest: Roots of its words without the period.
        is_period: Whether it is a period and nothing more.
        is_total: Whether it announces a total.
    """

    text: str
    roots: tuple[str, ...]
    multiplier: float = 1.0
    currency: str | None = None
    percent: bool = False
    period: When | None = None
    rest: tuple[str, ...] = ()
    is_period: bool = False
    is_total: bool = False


@lru_cache(maxsize=4_096)
def parse_header(text: str) -> Header:
    """Take a header apart.

    >>> parse_header("Budget alloué (k€)").multiplier
    1000.0
    """
    flat = re.sub(r"\s+", " ", text.replace("\u00a0", " ").replace("\u202f", " ")).strip()
    multiplier, currency = unit_in(flat)
    bare = BRACKETS.sub(" ", SCALED.sub(" ", flat)).strip() or flat
    when = find_period(bare) or find_period(flat)
    spoken = PHRASES.sub(" ", bare).strip() or bare
    words = roots(spoken)
    rest = roots(PHRASES.sub(" ", rest_of(bare, when))) if when is not None and find_period(bare) else words
    return Header(
        text=text,
        roots=words,
        multiplier=multiplier,
        currency=currency,
        percent=bool(PERCENT.search(flat)),
        period=when,
        rest=rest if when is not None else words,
        is_period=when is not None and is_only_period(bare),
        is_total=_is_total(bare, when),
    )


def _is_total(text: str, when: When | None) -> bool:
    """Whether a header announces a total and nothing else: `Total`, `Total 2025`, `Cumul annuel`."""
    if not TOTAL.search(text):
        return False
    rest = TOTAL.sub(" ", rest_of(text, when) if when is not None and find_period(text) else text)
    return bool(TOTAL_WITH.match(rest.strip()))


def unit_in(text: str) -> tuple[float, str | None]:
    """Return the multiplier and the currency that a header or a title announces: `(en k€)` → 1000, EUR."""
    if found := SCALED.search(text):
        parts = found.groupdict()
        scale = folded(parts["scale"] or parts["scale2"] or parts["bare"] or parts["word"] or "").split(" ")[0]
        money = parts["money"] or parts["money2"]
        return _factor(scale), currency_code(_singular(money)) if money else None
    if plain := PLAIN_MONEY.search(text):
        return 1.0, currency_code(_singular(next(g for g in plain.groups() if g)))
    return 1.0, None


def _singular(money: str) -> str:
    return {"euros": "€", "euro": "€", "eur": "EUR", "dollars": "$", "dollar": "$", "pound": "£", "pounds": "£"}.get(money.lower(), money)


def _factor(scale: str) -> float:
    if scale in ("md", "mds", "bn") or scale.startswith("milliard"):
        return 1e9
    if scale.startswith(("k", "millier", "thousand", "000", "x")):
        return 1e3
    return 1e6


@cache
def synonyms() -> dict[tuple[str, str], tuple[tuple[str, ...], ...]]:
    """Return the roots of every name of every column, by kind and column; the canonical name is one of them."""
    return {
        (kind.name, column.name): tuple(dict.fromkeys(r for r in (roots(n) for n in names_of(column)) if r))
        for kind in KINDS.values()
        for column in kind.columns
    }


def names_of(column: Column) -> tuple[str, ...]:
    """Return every name a column may bear, the canonical one included."""
    return (*column.en, *column.fr, column.name.replace("_", " "))


@cache
def _weights() -> dict[str, float]:
    """Return how much each root tells: a root used by many columns tells little."""
    owners: Counter[str] = Counter()
    by_column: dict[str, set[str]] = {}
    for (_, name), entries in synonyms().items():
        by_column.setdefault(name, set()).update(root for entry in entries for root in entry)
    for found in by_column.values():
        owners.update(found)
    total = len(by_column)
    return {root: 0.35 + math.log(total / count) / math.log(total) for root, count in owners.items()}


@cache
def vocabulary() -> tuple[frozenset[tuple[str, ...]], frozenset[str]]:
    """Return every whole name, as a set of sorted roots, and every root."""
    entries = {tuple(sorted(set(e))) for found in synonyms().values() for e in found}
    return frozenset(entries), frozenset(root for entry in entries for root in entry)


@lru_cache(maxsize=65_536)
def header_like(text: str) -> float:
    """Return how much a cell reads like a header: 1 for a known name or a period, less for known words, 0 for anything else."""
    if len(text) > 80 or not text:
        return 0.0
    header = parse_header(text)
    if header.is_period:
        return 0.9
    wholes, words = vocabulary()
    for found in (header.roots, header.rest):
        if found and tuple(sorted(set(found))) in wholes:
            return 1.0
    if header.is_total:
        return 0.5
    if not header.roots or len(header.roots) > 7:
        return 0.0
    known = sum(_weights().get(root, 0.0) for root in header.roots if root in words)
    unknown = sum(1.0 for root in header.roots if root not in words)
    return 0.75 * known / (known + unknown) if known else 0.0


@lru_cache(maxsize=262_144)
def likeness(header: tuple[str, ...], name: tuple[str, ...]) -> float:
    """Return how much a header resembles one known name, 0–1.

    What counts first is that the whole name stands in the header; words left over lower it, those that mean something elsewhere more than
    those that no name uses, and mere qualifiers (total, global, this year) hardly at all.
    """
    if header == name:
        return 1.0
    if set(header) == set(name):
        return 0.98
    weights = _weights()
    left = list(dict.fromkeys(header))
    shared = total_name = 0.0
    for root in dict.fromkeys(name):
        weight = weights.get(root, 1.0)
        total_name += weight
        best, best_at = 0.0, -1
        for at, other in enumerate(left):
            alike = _same_root(root, other)
            if alike > best:
                best, best_at = alike, at
        if best_at >= 0:
            shared += weight * best
            left.pop(best_at)
    if not shared:
        return 0.0
    over = sum(0.08 if root in QUALIFIERS else 1.3 if root in ENTITIES else weights.get(root, 0.45) for root in left)
    recall, precision = shared / total_name, shared / (shared + over)
    return 0.96 * recall * (0.45 + 0.55 * precision) if recall > 0.6 else 0.9 * recall * precision


@lru_cache(maxsize=262_144)
def _same_root(a: str, b: str) -> float:
    """Return 1 for one root, less for a beginning or a typing fault."""
    if a == b:
        return 1.0
    short, long = (a, b) if len(a) <= len(b) else (b, a)
    if len(short) >= 4 and long.startswith(short):
        return 0.85 if len(short) >= 5 or len(long) - len(short) <= 2 else 0.6
    if len(short) == 3 and long.startswith(short) and len(long) >= 6:
        return 0.5
    if len(short) >= 6 and abs(len(a) - len(b)) <= 1 and _one_fault(a, b):
        return 0.8
    return 0.0


def _one_fault(a: str, b: str) -> bool:
    """Whether one letter added, dropped, changed or swapped turns one word into the other."""
    if len(a) > len(b):
        a, b = b, a
    start = 0
    while start < len(a) and a[start] == b[start]:
        start += 1
    if len(a) == len(b):
        return a[start + 1 :] == b[start + 1 :] or (a[start : start + 2] == b[start : start + 2][::-1] and a[start + 2 :] == b[start + 2 :])
    return a[start:] == b[start + 1 :]


@lru_cache(maxsize=65_536)
def best_likeness(header: tuple[str, ...], kind: str, column: str) -> float:
    """Return how much a header resembles the best known name of a column; a rarer name is worth a little less."""
    best = 0.0
    for rank, name in enumerate(synonyms()[kind, column]):
        found = likeness(header, name) - min(rank, 40) * 0.0005
        if found > best:
            best = found
    return best
