"""What is at stake in the open findings, as a table: the counts, sums and shares of the desk are made of it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Final

import pyarrow as pa

from pupitre.desk import findings
from pupitre.desk.derived import schema_of
from pupitre.desk.rights import Reach
from pupitre.kernel import N_, Derived, Explained, Text

NAME: Final = "desk.finding"
COLUMNS: Final[Derived] = {
    "fingerprint": "key",
    "domain": "text",
    "state": "text",
    "since": "date",
    "likely": "money",
    "low": "money",
    "high": "money",
    "currency": "key",
    "confidence": "share",
    "weighed": "money",
    "stake_share": "share",
}
EXPLAINED: Final = Explained(
    text=Text(N_("What each open finding puts at stake, the one that weighs most first; each opens with its own proof.")),
    method="",
    key=("fingerprint",),
    columns={
        "since": Text(N_("The day since which the data show it.")),
        "likely": Text(N_("The likely money at stake, worked out by the rule of the finding from the rows that prove it.")),
        "low": Text(N_("The lowest money at stake, by the rule of the finding.")),
        "high": Text(N_("The highest money at stake, by the rule of the finding.")),
        "confidence": Text(N_("How sure the rule is, from what it counted or estimated.")),
        "weighed": Text(N_("The likely money at stake, times how sure it is.")),
        "stake_share": Text(N_("The likely money at stake, divided by that of all open findings.")),
    },
    inputs=(),
    adds=frozenset({"likely", "weighed", "stake_share"}),
)


def stakes(reach: Reach, *, on: date) -> pa.Table:
    """Return one row per live finding within reach, those that weigh most first."""
    live = reach.findings(findings.ranked(on=on))
    total = sum((abs(one.finding.stake.likely) for one in live if one.finding.stake), Decimal(0))
    rows = []
    for one in live:
        stake, sure = one.finding.stake, one.finding.confidence
        rows.append(
            {
                "fingerprint": one.fingerprint,
                "domain": one.domain,
                "state": one.state,
                "since": one.finding.since,
                "likely": _cents(stake.likely) if stake else None,
                "low": _cents(stake.low) if stake else None,
                "high": _cents(stake.high) if stake else None,
                "currency": stake.currency if stake else None,
                "confidence": sure,
                "weighed": _cents(stake.likely * Decimal(repr(float(sure)))) if stake and sure is not None else None,
                "stake_share": float(abs(stake.likely) / total) if stake and total else None,
            }
        )
    return pa.Table.from_pylist(rows, schema=schema_of(COLUMNS))


def _cents(amount: Decimal) -> Decimal:
    return amount.quantize(Decimal("0.01"))
