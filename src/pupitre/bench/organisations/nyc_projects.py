"""The facts about New York City's capital projects and their fifteen snapshots."""

from __future__ import annotations

from pupitre.bench.organisations.read_back import ReadBack, spearman

VIEW = """
create or replace temp view report as
select r.project as pid, r."at" as day, r.phase, r.finish_on, r.budget, r.slip_days, r.budget_change, p.name,
  coalesce(said(r.extra, 'department'), u.name) as agency,
  coalesce(said(r.extra, 'site'), array_to_string(p.sites, ', ')) as boroughs,
  case when said(r.extra, 'client') is null then len(p.clients) else len(string_split(said(r.extra, 'client'), ',')) end as clients,
  try_cast(said(r.extra, 'Total Schedule Changes') as double) as total_days,
  try_cast(said(r.extra, 'Total Budget Changes') as double) as total_money
from project_report r join project p on p.key = r.project left join unit u on u.key = p.unit
"""
LAST = "from report where day = (select max(day) from report)"
OVER_BASE = "total_money / (budget::double - total_money)"
"""The published change over the first budget, which is the last one less the change."""


def facts(home: ReadBack) -> dict[str, object]:
    """Return the facts, by name."""
    home.base.execute(VIEW)
    return {**counted(home), **at_last(home), **moved(home), **checked(home)}


def counted(home: ReadBack) -> dict[str, object]:
    """Return the counts over all snapshots."""
    return {
        "projects.rows": home.one("select count(*) from report"),
        "projects.distinct": home.one("select count(distinct pid) from report"),
        "projects.snapshots": home.one("select count(distinct day) from report"),
        "projects.per_snapshot": {str(at): count for at, count in home.rows("select day, count(*) from report group by 1 order by 1")},
        "projects.key": home.one("select count(*) - count(distinct (pid, day)) from report"),
        "trap.total_is_constant": home.one("select max(n) from (select count(distinct total_days) as n from report group by pid)"),
        "quality.multi_client": home.one("select count(*) from report where clients > 1"),
        "quality.borough_order": boroughs_in_several_orders(home),
    }


def at_last(home: ReadBack) -> dict[str, object]:
    """Return what the latest snapshot says."""
    pairs = home.rows(f"select total_days, {OVER_BASE} {LAST} and total_days is not null and budget::double - total_money > 0")
    return {
        "last.date": str(home.one("select max(day) from report")),
        "last.rows": home.one(f"select count(*) {LAST}"),
        "last.by_agency": home.pairs(f"select agency, count(*) {LAST} group by 1"),
        "last.by_phase": home.pairs(f"select coalesce(phase, '(blank)'), count(*) {LAST} group by 1"),
        "last.budget_sum": float(home.one(f"select sum(budget) {LAST}")),
        "last.budget_missing": home.one(f"select count(*) {LAST} and budget is null"),
        "last.completion_missing": home.one(f"select count(*) {LAST} and finish_on is null"),
        "last.past_due": home.one(f"select count(*) {LAST} and finish_on < day"),
        "last.total_schedule_known": home.one(f"select count(total_days) {LAST}"),
        "last.late": home.one(f"select count(*) {LAST} and total_days > 0"),
        "last.late_over_180": home.one(f"select count(*) {LAST} and total_days > 180"),
        "last.early": home.one(f"select count(*) {LAST} and total_days < 0"),
        "last.median_slip": home.one(f"select median(total_days) {LAST}"),
        "last.over_budget": home.one(f"select count(*) {LAST} and total_money > 0"),
        "last.over_budget_10pct": home.one(f"select count(*) {LAST} and budget::double - total_money > 0 and {OVER_BASE} > 0.1"),
        "last.net_budget_change": home.one(f"select sum(total_money) {LAST}"),
        "last.late_and_over": home.one(f"select count(*) {LAST} and total_days > 0 and total_money > 0"),
        "last.spearman_slip_vs_overrun_pct": {"rho": spearman(*zip(*pairs, strict=True)), "n": len(pairs)},
        "last.agency_table": agencies(home),
        "last.worst_slips": [[p, n, d] for p, n, d in home.rows(f"select pid, name, total_days {LAST} order by 3 desc nulls last limit 5")],
        "last.worst_overruns": [
            [p, n, m] for p, n, m in home.rows(f"select pid, name, total_money {LAST} order by 3 desc nulls last limit 5")
        ],
    }


def worst(home: ReadBack, column: str) -> list[list[object]]:
    """Return the five projects with the largest figure."""
    return [list(row) for row in home.rows(f"select pid, name, {column} {LAST} order by 3 desc nulls last limit 5")]


def agencies(home: ReadBack) -> dict[str, object]:
    """Return, by managing agency, projects, known slips, late ones, their median, net change of budget."""
    query = f"""
    select agency, count(*), count(total_days), count(*) filter (total_days > 0), median(total_days), round(sum(total_money), 2)
    {LAST} group by 1 order by 1"""
    names = ("n", "known", "late", "median_slip", "net_budget")
    return {agency: dict(zip(names, values, strict=True)) for agency, *values in home.rows(query)}


def moved(home: ReadBack) -> dict[str, object]:
    """Return what moved between the first and the last figure that the reports themselves give."""
    ends = (
        "select pid, arg_min(finish_on, day) as first, arg_max(finish_on, day) as last from report where finish_on is not null group by 1"
    )
    money = "select pid, arg_min(budget, day) as first, arg_max(budget, day) as last from report where budget is not null group by 1"
    return {
        "own.slip_positive": home.one(f"select count(*) from ({ends}) where last > first"),
        "own.slip_n": home.one(f"select count(*) from ({ends})"),
        "own.budget_first_sum": float(home.one(f"select sum(first) from ({money})")),
        "own.budget_last_sum": float(home.one(f"select sum(last) from ({money})")),
        "own.growth_over_10pct": home.one(f"select count(*) from ({money}) where last::double > first::double * 1.1"),
        "forecast.slip_persistence": persistence(home),
    }


def persistence(home: ReadBack) -> dict[str, object]:
    """Return how often a slip follows a slip, and how often it follows none."""
    home.base.execute("""
    create or replace temp view step as
    select pid, day, date_diff('day', lag(finish_on) over w, finish_on) as now, date_diff('day', finish_on, lead(finish_on) over w) as next
    from report where finish_on is not null window w as (partition by pid order by day)""")
    pairs = home.rows("select now > 0, next > 0 from step where now is not null and next is not null")
    after, without = [n for s, n in pairs if s], [n for s, n in pairs if not s]
    return {
        "pairs": len(pairs),
        "p_slip_next_given_slip_now": round(sum(after) / len(after), 6),
        "p_slip_next_given_no_slip_now": round(sum(without) / len(without), 6),
        "base_rate": round((sum(after) + sum(without)) / len(pairs), 6),
    }


def checked(home: ReadBack) -> dict[str, object]:
    """Return how the published totals agree with the steps."""
    sums = home.rows("""
    select max(total_days), sum(slip_days), max(total_money), sum(budget_change) from report group by pid""")
    days = [abs((step or 0) - total) < 0.5 for total, step, _, _ in sums if total is not None]
    money = [abs(float(step or 0) - total) < 1 for _, _, total, step in sums if total is not None]
    return {
        "consistency.schedule": [sum(days), len(days)],
        "consistency.budget": [sum(money), len(money)],
    }


def listing(home: ReadBack) -> dict[str, object]:
    """Return one form of the list of projects: its rows, notes included, and the budget said of each project at each date."""
    home.base.execute(VIEW)
    (source,) = home.sources("capital_projects_dashboard")
    notes = sum(sheet["ignored"].get("note", 0) for sheet in source.details["sheets"])
    budgets = home.rows("select pid, day, budget::double from report order by 1, 2")
    return {"rows": source.rows_read + notes, "budgets": {f"{pid} {day}": budget for pid, day, budget in budgets}}


def boroughs_in_several_orders(home: ReadBack) -> list[str]:
    """Return the lists of boroughs of which the same boroughs are also written in another order."""
    written = [text for (text,) in home.rows("select distinct boroughs from report where boroughs like '%,%'")]
    orders: dict[frozenset[str], list[str]] = {}
    for text in written:
        orders.setdefault(frozenset(text.split(", ")), []).append(text)
    return sorted(text for several in orders.values() for text in several)
