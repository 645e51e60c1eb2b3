"""What improvements that carry out a decision have proved, in the logs of their processes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import pyarrow as pa
import pyarrow.compute as pc

from pupitre.desk import derived
from pupitre.desk.chances import VERDICTS
from pupitre.desk.rights import Reach
from pupitre.desk.web.addresses import address
from pupitre.desk.web.proofs import proof
from pupitre.kernel import N_, Share, Text
from pupitre.records.models import MODELS

PROVED: Final = "processes.improvement"


@dataclass(frozen=True, slots=True)
class Improved:
    """An improvement that carries out a decision.

    Args:
        title: What is done. tone, word: Whether it worked. sentence: What it changed in the lead time, or that nothing is measured.
        target: What it aimed at, and whether that is proved; None when it aimed at nothing.
        link: The page of its process. proof: The page of its figures.
    """

    title: str
    tone: str
    word: Text
    sentence: Text
    target: Text | None
    link: str
    proof: str


def improved(decision: str, within: Reach) -> tuple[Improved, ...]:
    """Return the improvements that carry out a decision, with what the logs prove of them; two queries at most."""
    fields = ("key", "title", "process")
    known = MODELS["improvement"].objects.filter(decision=decision).order_by("key").values(*fields)
    rows = [row for row in known if within.sees("improvement", row["key"])]
    if not rows or not derived.has((PROVED,)):
        return ()
    table, keys = derived.latest(PROVED), pa.array([row["key"] for row in rows], pa.string())
    told = {row["improvement"]: row for row in table.filter(pc.is_in(table["improvement"], keys)).to_pylist()}
    return tuple(_improved(row, told[row["key"]]) for row in rows if row["key"] in told)


def _improved(row: dict[str, str], told: dict[str, object]) -> Improved:
    tone, word = VERDICTS[str(told["verdict"])]
    change, low, high = (told[name] for name in ("change_share", "low_90", "high_90"))
    sentence = Text(N_("The log of the process does not measure it yet."))
    if isinstance(change, float) and isinstance(low, float) and isinstance(high, float):
        said = {"size": Share(abs(change)), "low": Share(low), "high": Share(high)}
        less = N_("The lead time is %(size)s shorter than it would have been (change between %(low)s and %(high)s, 9 chances in 10).")
        more = N_("The lead time is %(size)s longer than it would have been (change between %(low)s and %(high)s, 9 chances in 10).")
        sentence = Text(more if change > 0 else less, **said)
    link = address("processes:process", row["process"]) if row["process"] else ""
    return Improved(row["title"], tone, word, sentence, _target(told), link, proof(PROVED, "change_share", row["key"]))


def _target(told: dict[str, object]) -> Text | None:
    """Return what an improvement aimed at, and whether its log proves as much."""
    aimed, is_reached = told["target_share"], told["is_target_reached"]
    if not isinstance(aimed, float) or not isinstance(is_reached, bool):
        return None
    if is_reached:
        return Text(N_("It aimed at %(aimed)s: target reached."), aimed=Share(aimed))
    return Text(N_("It aimed at %(aimed)s: target not proved."), aimed=Share(aimed))
