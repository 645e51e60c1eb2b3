"""Debit and credit of a ledger that writes one amount with its side."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from pupitre.sources.assemble import Draft
from pupitre.sources.cells.folding import folded

DEBIT = frozenset(("d", "debit", "debiteur", "dr", "db", "deb"))
CREDIT = frozenset(("c", "credit", "crediteur", "cr", "cred"))
SIGNS = {"1": "debit", "+1": "debit", "+": "debit", "-1": "credit", "-": "credit", "−1": "credit", "−": "credit"}


def side_of(text: str) -> str:
    """Return `debit`, `credit` or nothing, for what a ledger writes beside an amount.

    Source:
        Article A47 A-1 of the French book of tax procedures: `Montant` and `Sens` (D or C, +1 or −1) may stand for `Debit` and `Credit`.

    >>> side_of("C"), side_of("+1"), side_of("x")
    ('credit', 'debit', '')
    """
    word = folded(text)
    if text.strip() in SIGNS:
        return SIGNS[text.strip()]
    return "debit" if word in DEBIT else "credit" if word in CREDIT else ""


def by_side(draft: Draft) -> None:
    """Write the amounts of a ledger as debits and credits by their side; an amount whose side is neither is a fault of its row.

    Amounts that already bear the sign of their side (credits negative, debits positive) lose it.
    """
    values = draft.values
    if draft.kind.name != "ledger" or not {"amount", "side"} <= set(values) or {"debit", "credit"} & set(values):
        return
    amount, texts = values.pop("amount"), pc.fill_null(draft.texts["side"], "")
    del values["side"]
    unique = pc.unique(texts)
    sides = pa.array([side_of(t) for t in unique.to_pylist()], pa.string()).take(pc.index_in(texts, value_set=unique))
    debit, credit = pc.equal(sides, "debit"), pc.equal(sides, "credit")
    zero = pa.scalar(0.0, pa.float64())
    if _mirrored(amount.filter(debit), amount.filter(credit)):
        amount = pc.if_else(credit, pc.negate(amount), amount)
    for name, mask in (("debit", debit), ("credit", credit)):
        values[name] = pc.if_else(mask, amount, zero)
        draft.texts[name], draft.headers[name] = draft.texts["amount"], draft.headers["amount"]
    lost = np.asarray(pc.and_(pc.is_valid(amount), pc.equal(sides, "")).to_numpy(zero_copy_only=False), dtype=bool)
    if lost.any():
        draft.faults.append(("unknown_side", "side", lost))
    draft.faults = [(code, "debit" if name == "amount" else name, mask) for code, name, mask in draft.faults]


def _mirrored(debits: pa.Array, credits: pa.Array) -> bool:
    """Whether nearly all credits are negative and nearly all debits positive."""
    below = pc.mean(pc.less(credits.drop_null(), 0.0)).as_py()
    above = pc.mean(pc.greater_equal(debits.drop_null(), 0.0)).as_py()
    return below is not None and above is not None and below > 0.9 and above > 0.9
