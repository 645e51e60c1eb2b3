"""The facts about New York City's capital budget."""

from __future__ import annotations

from pupitre.bench.organisations.read_back import ReadBack

VIEW = """
create or replace temp view line as
select b.project, b.planned::double / 1000 as original, b.landing::double / 1000 as current, b.actual::double / 1000 as spent, b.extra,
  coalesce(said(b.extra, 'department'), u.name) as agency, said(b.extra, 'comment') as reason
from budget_line b left join unit u on u.key = b.unit
"""
REASONS_LISTED = 6
LATER = ("combined2021", "combined2022", "combined2023", "combined2024", "combined2025", "combined_r_t_c")
"""What is left to spend: five years, then the rest until completion, in thousands."""


def facts(home: ReadBack) -> dict[str, object]:
    """Return the facts, by name."""
    home.base.execute(VIEW)
    later = " + ".join(f"try_cast(said(extra, '{name}') as double)" for name in LATER)
    reasons = home.rows(f"select reason, count(*) as n from line where reason <> '' group by 1 order by n desc limit {REASONS_LISTED}")
    return {
        "budget.rows": home.one("select count(*) from line"),
        "budget.distinct": home.one("select count(distinct project) from line"),
        "budget.original_sum_kusd": home.one("select sum(original) from line"),
        "budget.current_sum_kusd": home.one("select sum(current) from line"),
        "budget.over_10pct": home.one("select count(*) filter (current > original * 1.1), count(*) from line where original > 0"),
        "budget.with_delay_reason": home.one("select count(*) from line where reason <> ''"),
        "budget.top_delay_reasons": dict(reasons),  # type: ignore[arg-type]
        "budget.agencies": home.one("select count(distinct agency) from line"),
        "budget.parts_equal_total": home.one(f"select count(*) filter (abs(spent + {later} - current) <= 1), count(*) from line"),
    }
