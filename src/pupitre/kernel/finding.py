"""Findings: the common currency between the domains and the desk."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from pupitre.kernel.money import Money
from pupitre.kernel.period import Period
from pupitre.kernel.text import Text

Cell = str | int | float | bool | Decimal | date | None


@dataclass(frozen=True, slots=True, order=True)
class Subject:
    """What a finding is about: a kind of the glossary and its business key."""

    kind: str
    key: str


@dataclass(frozen=True, slots=True)
class Evidence:
    """Rows of one table that prove a finding.

    Args:
        table: A table of the company model, or a derived table `<domain>.<table>`.
        keys: The key of each row, as strings, in the order of the table's key fields.
        columns: The columns shown.
        values: One tuple per row, aligned with `columns`.
    """

    table: str
    keys: tuple[tuple[str, ...], ...]
    columns: tuple[str, ...]
    values: tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True, slots=True)
class Stake:
    """What is at stake in money.

    Args:
        low: Lower bound. likely: Most likely. high: Upper bound.
        currency: ISO 4217.
        per: `year` for a yearly flow, `once` for a single amount.
    """

    low: Decimal
    likely: Decimal
    high: Decimal
    currency: str
    per: str = "year"


@dataclass(frozen=True, slots=True)
class Option:
    """One thing that may be decided about a finding.

    Args:
        code: Stable name inside the rule; `do_nothing` is always one of them.
        text: The option as a sentence in the infinitive.
        cost: What it costs, when it can be priced.
        effect: What it is expected to change, as a sentence.
        gain: Money expected per year or once, when it can be priced.
        unpriced: Why cost or gain is absent, when it is.
    """

    code: str
    text: Text
    cost: Money | None = None
    effect: Text | None = None
    gain: Money | None = None
    unpriced: Text | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """Something off track, with proof.

    Args:
        rule: `domain.name`.
        subjects: What it is about; at least one.
        text: The sentence an executive reads.
        evidence: What proves it; at least one row.
        since: First day on which the data show it.
        episode: The interval of the fault, when it has one; None for a lasting state.
        stake: Money at stake, when it can be computed.
        confidence: 0–1, or None when the rule has no measure of it.
        cause: Why, when known.
        due_on: The date by which a decision matters, when there is one.
        method: The page of docs/methods that explains the rule.

    Raises:
        ValueError: No subject, no evidence, or a confidence outside 0–1.
    """

    rule: str
    subjects: tuple[Subject, ...]
    text: Text
    evidence: tuple[Evidence, ...]
    since: date
    episode: Period | None = None
    stake: Stake | None = None
    confidence: float | None = None
    cause: Text | None = None
    due_on: date | None = None
    options: tuple[Option, ...] = ()
    method: str = ""

    def __post_init__(self) -> None:
        """Refuse a finding without subject or proof."""
        if not self.subjects:
            raise ValueError(f"{self.rule}: a finding needs a subject")
        if not any(e.keys for e in self.evidence):
            raise ValueError(f"{self.rule}: a finding needs evidence")
        if self.confidence is not None and not 0 <= self.confidence <= 1:
            raise ValueError(f"{self.rule}: confidence is a fraction between 0 and 1")

    @property
    def fingerprint(self) -> str:
        """The same from run to run: sha256 of the rule, the sorted subjects and the episode."""
        episode = [self.episode.start.isoformat(), self.episode.end.isoformat()] if self.episode else None
        body = json.dumps([self.rule, [[s.kind, s.key] for s in sorted(self.subjects)], episode], separators=(",", ":"))
        return hashlib.sha256(body.encode()).hexdigest()
