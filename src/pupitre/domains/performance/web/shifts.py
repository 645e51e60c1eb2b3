"""What really moved in a KPI, in words and as marks on its chart."""

from __future__ import annotations

from collections.abc import Sequence

from pupitre import words
from pupitre.charts import Mark
from pupitre.domains.performance.findings.moves import difference, every
from pupitre.domains.performance.web.gauge import Cells
from pupitre.domains.performance.web.writing import Writer
from pupitre.kernel import N_, Text


def shift_sentence(row: Cells, kpi: Cells, writer: Writer, days: float) -> Text:
    """Return a shift or a drift with its date, its size and its range, and whether it is for the better."""
    size, low, high = row["size"], row["size_low"], row["size_high"]
    if row["kind"] == "drift":
        size, low, high = row["slope"], row["slope_low"], row["slope_high"]
        way = (
            N_("Rising by %(size)s %(every)s since about %(since)s (%(low)s to %(high)s)."),
            N_("Falling by %(size)s %(every)s since about %(since)s (%(low)s to %(high)s)."),
        )
    else:
        way = (
            N_("Higher by %(size)s since %(since)s (%(low)s to %(high)s)."),
            N_("Lower by %(size)s since %(since)s (%(low)s to %(high)s)."),
        )
    near, far = (low, high) if size > 0 else (-high, -low)
    values = {
        name: difference(value, kpi["measured_in"], writer.largest) for name, value in (("size", abs(size)), ("low", near), ("high", far))
    }
    more = {"every": every(days)} if row["kind"] == "drift" else {}
    text = Text(way[0] if size > 0 else way[1], since=row["from_on"], **values, **more)
    if kpi["direction"] not in ("up", "down"):
        return text
    better = (size > 0) == (kpi["direction"] == "up")
    return Text(N_("%(sentence)s %(more)s"), sentence=text, more=Text(N_("For the better.")) if better else Text(N_("For the worse.")))


def when(row: Cells) -> Text:
    """Return when a move began, and between which dates it may have."""
    if row["earliest_on"] == row["latest_on"]:
        return Text(N_("It began on %(since)s, and no other date is as likely."), since=row["from_on"])
    return Text(N_("It may have begun between %(first)s and %(last)s."), first=row["earliest_on"], last=row["latest_on"])


def marks(rows: Sequence[Cells], writer: Writer) -> list[Mark]:
    """Return what moved as marks of a chart: their size on top, and in words what they are."""
    found = []
    for row in rows:
        match row["kind"]:
            case "alone":
                label, text = "?", Text(N_("This reading stands alone: a typing error, or a single event."))
            case "drift":
                label, text = words.render(Text(N_("drift")), writer.lang), when(row)
            case _:
                label, text = writer.gap(row["size"]), when(row)
        found.append(Mark(row["from_on"], label, "", words.render(text, writer.lang)))
    return found
