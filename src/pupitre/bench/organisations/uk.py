"""The facts of the United Kingdom's major projects, from its tables."""

from __future__ import annotations

from itertools import pairwise

from pupitre.bench.organisations.read_back import ReadBack, spearman

RATINGS = ("green", "amber/green", "amber", "amber/red", "red")
ORDER = {rating: at for at, rating in enumerate(RATINGS, start=1)}
VIEW = f"""
create or replace temp view gmpp as
select r.project, r.at, said(r.extra, 'year') as year, coalesce(said(r.extra, 'name'), p.name) as name,
  coalesce(said(r.extra, 'department'), u.name) as department, lower(r.status_text) as rating,
  list_position({list(RATINGS)!r}, lower(r.status_text)) as grade, r.finish_on,
  coalesce(try_cast(said(r.extra, 'start') as date), p.starts_on) as starts_on, said(r.extra, 'start_date') as start_text,
  r.budget / 1e6 as wlc, r.period_budget / 1e6 as planned, r.period_forecast / 1e6 as forecast
from project_report r join project p on p.key = r.project left join unit u on u.key = p.unit
"""


def facts(home: ReadBack) -> dict[str, object]:
    """Return every fact, by its name."""
    home.base.execute(VIEW)
    years = [year for (year,) in home.rows("select distinct year from gmpp order by 1")]
    found: dict[str, object] = {}
    for year in years:
        found |= {f"{year}.{name}": value for name, value in of_year(home, year).items()}
    for before, after in pairwise(years):
        found |= {f"{before}->{after}.{name}": value for name, value in between(home, before, after).items()}
    return found


def of_year(home: ReadBack, year: str) -> dict[str, object]:
    """Return the facts of one yearly publication."""
    rows = f"from gmpp where year = '{year}'"
    variance = home.rows(f"select grade, forecast / planned - 1 {rows} and grade is not null and planned > 0 and forecast is not null")
    known = f"{rows} and planned > 0 and forecast is not null"
    ratings = home.pairs(f"select rating, count(*) {rows} group by 1")
    return {
        "projects": home.one(f"select count(*) {rows}"),
        "departments_raw": home.one(f"select count(distinct department) {rows}"),
        "departments_casefold": home.one(f"select count(distinct upper(department)) {rows}"),
        "by_department": home.pairs(f"select upper(department), count(*) {rows} group by 1"),
        "rating": {rating: ratings[rating] for rating in RATINGS if rating in ratings},
        "rating_not_published": home.one(f"select count(*) {rows} and grade is null"),
        "start_dates": home.one(f"select count(*) filter (starts_on is not null and start_text is null), count(*) {rows}"),
        "end_dates": home.one(f"select count(finish_on), count(*) {rows}"),
        "end_before_start": [name for (name,) in home.rows(f"select name {rows} and finish_on < starts_on")],
        "yearly_budget_sum_mgbp": round(home.one(f"select sum(planned) {rows}"), 2),
        "yearly_forecast_sum_mgbp": round(home.one(f"select sum(forecast) {rows}"), 2),
        "wlc_sum_mgbp": round(home.one(f"select sum(wlc) {rows}"), 2),
        "wlc_numeric": home.one(f"select count(wlc), count(*) {rows}"),
        "forecast_over_5pct": home.one(f"select count(*) filter (forecast > planned * 1.05), count(*) {known}"),
        "forecast_under_5pct": home.one(f"select count(*) {known} and forecast < planned * 0.95"),
        "spearman_rating_vs_inyear_variance": {"rho": spearman(*zip(*variance, strict=True)), "n": len(variance)},
        "wlc_by_department_top5": {
            name: round(total, 2)
            for name, total in home.rows(f"select upper(department), sum(wlc) as s {rows} group by 1 order by s desc nulls last limit 5")
        },
    }


def between(home: ReadBack, before: str, after: str) -> dict[str, object]:
    """Return what moved from one publication to the next, project by project."""
    home.base.execute(f"""
    create or replace temp view pair as
    select a.name, a.rating, a.grade, b.grade as later, date_diff('day', a.finish_on, b.finish_on) as slip,
      b.wlc / nullif(a.wlc, 0) - 1 as growth
    from gmpp a join gmpp b using (project) where a.year = '{before}' and b.year = '{after}'""")
    slips = home.rows("select grade, slip from pair where grade is not null and slip is not null")
    growths = home.rows("select grade, growth from pair where grade is not null and growth is not null")
    shares = home.pairs("select rating, avg(coalesce(slip > 0, false)::int) from pair where grade is not null group by 1")
    worst = home.rows("select name, slip from pair where slip is not null order by slip desc limit 5")
    return {
        "matched": [home.one("select count(*) from pair"), "project_name"],
        "slipped": home.one("select count(*) filter (slip > 0), count(slip) from pair"),
        "slipped_over_180": home.one("select count(*) from pair where slip > 180"),
        "wlc_up_10pct": home.one("select count(*) filter (growth > 0.1), count(growth) from pair"),
        "rating_worse": home.one("select count(*) from pair where later > grade"),
        "rating_better": home.one("select count(*) from pair where later < grade"),
        "spearman_rating_vs_slip": {"rho": spearman(*zip(*slips, strict=True)), "n": len(slips)},
        "spearman_rating_vs_wlc_growth": {"rho": spearman(*zip(*growths, strict=True)), "n": len(growths)},
        "worst_slips": [list(row) for row in worst],
        "share_slipped_by_rating": {rating: round(shares[rating], 4) for rating in RATINGS if rating in shares},
    }
