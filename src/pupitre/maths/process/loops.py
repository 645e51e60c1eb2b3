"""Work that goes back to a step already done: from where to where, how long it takes, and which cases do it more than others."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import pyarrow as pa

from pupitre.maths.moves.discoveries import Floats, bar
from pupitre.maths.process.log import Log, named
from pupitre.maths.process.measures.flow import SECOND

if TYPE_CHECKING:
    from ibis.expr import types as ir

MOST_VALUES: Final = 50
"""An attribute with more values than this, such as an order number, explains everything and nothing."""
LEAST_CASES: Final = 10
"""Cases that a value needs for its share to be compared."""
RATE: Final = 0.01
"""Values told by luck alone that are accepted among those told."""


def loops(log: Log) -> pa.Table:
    """Return where work goes back: from a step to the next one, when the case did that one for the first time before the first.

    A step done twice in a row does not go back, nor does work on its way forward once more after it went back.

    Returns:
        `from`, `to`, `cases` (that go back at least once), `share` (of the cases that reach `from`), `times`, `lost_s` (seconds, over all
        times: from leaving `from` until coming back to it; when the case never does, until its next new step, else until its end),
        the longest lost first.
    """
    back = returns(log)
    made = back.group_by(["aid", "to_aid"]).aggregate(cases=back.cid.nunique(), times=back.count(), lost_s=back.lost_s.sum())
    steps = log.steps
    reach = steps.group_by("aid").aggregate(reach=steps.cid.nunique())
    both = made.join(reach, "aid")
    both = both.mutate(share=both.cases.cast("float64") / both.reach)
    table = log.rows(both.select("aid", "to_aid", "cases", "share", "times", "lost_s"))
    table = named(named(table, "aid", log.activities), "to_aid", log.activities)
    table = table.rename_columns(["from", "to", "cases", "share", "times", "lost_s"])
    return table.sort_by([("lost_s", "descending"), ("cases", "descending"), ("from", "ascending"), ("to", "ascending")])


def explained(
    log: Log, source: str, target: str, *, rate: float = RATE, least: int = LEAST_CASES, most_values: int = MOST_VALUES
) -> pa.Table:
    """Return the values of attributes whose cases go back from `source` to `target` more often than the others.

    Cases that never reach `source`, and those whose value is not known, are left out.

    Args:
        log: The events, with the attributes of their cases.
        source, target: A pair of `loops`.
        rate: Share of false values accepted among those told (Benjamini and Hochberg).
        least: Cases that a value needs, and the others too. most_values: Attributes with more values are left out.

    Returns:
        `attribute`, `value`, `cases` (of that value), `back` (of them that go back), `share`, `other_share`, `p_value` (Fisher's exact
        test, one-sided), the smallest chance of luck first.
    """
    if not log.attributes or source not in log.activities or target not in log.activities:
        return EXPLAINED.empty_table()
    rows = log.rows(_values(log, log.activities.index(source), log.activities.index(target))).to_pylist()
    compared = [one for name in log.attributes for one in _compared(name, [row for row in rows if row["attribute"] == name], most_values)]
    compared = [one for one in compared if min(one.cases, one.others) >= least]
    chances = _fisher(compared)
    told = bar(chances, rate=rate)
    found = [(p, one) for p, one in zip(chances.tolist(), compared, strict=True) if p <= told and one.share > one.other_share]
    found.sort(key=lambda pair: (pair[0], -pair[1].excess, pair[1].attribute, pair[1].value))
    return pa.Table.from_pylist(
        [
            {
                "attribute": one.attribute,
                "value": one.value,
                "cases": one.cases,
                "back": one.back,
                "share": one.share,
                "other_share": one.other_share,
                "p_value": p,
            }
            for p, one in found
        ],
        schema=EXPLAINED,
    )


EXPLAINED: Final = pa.schema(
    {
        "attribute": pa.string(),
        "value": pa.string(),
        "cases": pa.int64(),
        "back": pa.int64(),
        "share": pa.float64(),
        "other_share": pa.float64(),
        "p_value": pa.float64(),
    }
)


@dataclass(frozen=True, slots=True)
class _Compared:
    """A value of an attribute beside the other values: how many cases, and how many of them go back."""

    attribute: str
    value: str
    cases: int
    back: int
    others: int
    others_back: int

    @property
    def share(self) -> float:
        return self.back / self.cases

    @property
    def other_share(self) -> float:
        return self.others_back / self.others

    @property
    def excess(self) -> float:
        """Cases that go back beyond what the share of the others would give."""
        return self.back - self.other_share * self.cases


def returns(log: Log) -> ir.Table:
    """Return the steps after which work goes back: `cid`, `aid`, `to_aid`, `lost_s`."""
    import ibis

    steps = log.steps
    each = steps.group_by(["cid", "aid"]).aggregate(times=steps.count(), first_k=steps.k.min())
    again = each.filter(each.times > 1).select("cid").distinct()
    # Only cases that repeat something can go back: windows over them alone cost a fraction of windows over all.
    some = steps.semi_join(again, "cid").select("cid", "k", "aid", "to_aid", "ts")
    some = some.join(each.select("cid", "aid", "first_k"), ["cid", "aid"])
    some = some.select("cid", "k", "aid", "to_aid", "ts", "first_k")
    case = ibis.window(group_by="cid", order_by="k")
    some = some.mutate(
        to_first=some.first_k.lead().over(case),
        again_ts=some.ts.lead().over(ibis.window(group_by=["cid", "aid"], order_by="k")),
        new_ts=ibis.ifelse(some.k == some.first_k, some.ts, ibis.null("int64")),
        last_ts=some.ts.max().over(ibis.window(group_by="cid")),
    )
    some = some.mutate(later_ts=some.new_ts.min().over(ibis.window(group_by="cid", order_by="k", rows=(1, None))))
    back = some.filter(some.to_first < some.first_k)
    lost = (ibis.coalesce(back.again_ts, back.later_ts, back.last_ts) - back.ts) / SECOND
    return back.select("cid", "aid", "to_aid", lost_s=lost)


def _values(log: Log, source: int, target: int) -> ir.Table:
    """Return how many cases of each value reach `source`, and how many go back: `attribute`, `value`, `cases`, `back`."""
    import ibis

    back = returns(log)
    gone = back.filter((back.aid == source) & (back.to_aid == target)).select("cid").distinct().mutate(gone=ibis.literal(1, "int64"))
    reach = log.steps.filter(log.steps.aid == source).select("cid").distinct()
    cases = log.facts.semi_join(reach, "cid").left_join(gone, "cid")
    parts = []
    for name in log.attributes:
        known = cases.filter(cases[name].notnull())
        each = known.group_by(value=known[name]).aggregate(cases=known.count(), back=known.gone.fill_null(0).sum())
        parts.append(each.mutate(attribute=ibis.literal(name)).select("attribute", "value", "cases", "back"))
    return ibis.union(*parts) if len(parts) > 1 else parts[0]


def _compared(name: str, rows: list[dict[str, Any]], most_values: int) -> list[_Compared]:
    """Set each value of an attribute beside the others; none when it has too many."""
    if len(rows) > most_values:
        return []
    cases, back = sum(int(row["cases"]) for row in rows), sum(int(row["back"]) for row in rows)
    counts = [(row["value"], int(row["cases"]), int(row["back"])) for row in rows]
    return [_Compared(name, value, n, gone, cases - n, back - gone) for value, n, gone in counts]


def _fisher(compared: list[_Compared]) -> Floats:
    """Return the chance that a value has so many cases that go back, when it has nothing to do with it (Fisher's exact test)."""
    from scipy.stats import hypergeom

    cases, back, others, others_back = (
        np.array([getattr(one, name) for one in compared], np.int64) for name in ("cases", "back", "others", "others_back")
    )
    return np.asarray(hypergeom.sf(back - 1, cases + others, back + others_back, cases), np.float64)
