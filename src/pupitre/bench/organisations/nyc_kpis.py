"""The facts about New York City's performance indicators, their targets and its posts."""

from __future__ import annotations

from pupitre.bench.organisations.read_back import ReadBack, spearman

VIEW = """
create or replace temp view yearly as
select m.kpi, year(m.ends_on - 1) as year, m.value, m.basis from measure m;
create or replace temp view indicator as
select k.key, k.name, k.direction, k.is_critical, k.objective, coalesce(c.parent, k.objective) as service,
  coalesce(said(k.extra, 'department'), u.name) as agency, coalesce(said(k.extra, 'department_code'), k.unit) as number,
  said(k.extra, 'Success') as published, now.value as value, before.value as before, t.value as target,
  case k.direction when 'up' then now.value >= t.value when 'down' then now.value <= t.value end as met
from kpi k left join unit u on u.key = k.unit left join cascade c on c.child = k.objective
left join yearly now on now.kpi = k.key and now.year = (select max(year) from yearly)
left join yearly before on before.kpi = k.key and before.year = (select max(year) - 1 from yearly)
left join target t on t.kpi = k.key;
create or replace temp view post as
select s.*, coalesce(said(s.extra, 'department'), u.name) as agency, coalesce(said(s.extra, 'department_code'), s.unit) as number,
  try_cast(said(s.extra, 'vacancy_rate') as double) as published, 1 - actual / nullif(planned, 0) as vacancy
from staffing s left join unit u on u.key = s.unit
"""
JUDGED = "published in ('Met_Goal', 'Did_Not_Meet')"
ENOUGH = 5
"""Indicators with a target from which an agency's share of misses says something."""


def facts(home: ReadBack) -> dict[str, object]:
    """Return the facts, by name."""
    home.base.execute(VIEW)
    return {**indicators(home), **posts(home), **spellings(home)}


def indicators(home: ReadBack) -> dict[str, object]:
    """Return the facts about indicators."""
    published = (
        "select count(*) filter ((published = 'Met_Goal') = met), count(*) from indicator where published in ('Met_Goal', 'Did_Not_Meet')"
    )
    years = home.pairs("select year, (select count(*) from kpi) - count(*) from yearly where value is not null group by 1 order by 1")
    top = home.rows("""
    select agency, count(*), count(*) filter (not met) as missed from indicator where target is not null and agency is not null
    group by 1 order by missed desc, count(*) limit 8""")
    return {
        "kpi.rows": home.one("select count(*) from kpi"),
        "kpi.distinct_ids": home.one("select count(distinct key) from kpi"),
        "kpi.duplicate_names": home.one("select count(*) - count(distinct name) from kpi"),
        "kpi.agencies": home.one("select count(distinct agency) from indicator"),
        "kpi.no_agency": home.one("select count(*) from indicator where agency is null"),
        "kpi.services": home.one("select count(distinct service) from indicator"),
        "kpi.goals": home.one("select count(distinct objective) from kpi"),
        "kpi.critical": home.one("select count(*) from kpi where is_critical"),
        "kpi.with_target": home.one("select count(target) from indicator"),
        "kpi.met": home.one("select count(*) from indicator where met"),
        "kpi.missed": home.one("select count(*) from indicator where not met"),
        "kpi.missed_critical": home.one("select count(*) from indicator where not met and is_critical"),
        "kpi.agree_with_published": home.one(published),
        "kpi.disagree_ids": [
            key for (key,) in home.rows(f"select key from indicator where {JUDGED} and (published = 'Met_Goal') <> met order by 1")
        ],
        "kpi.missed_by_agency_top8": {agency: [known, missed] for agency, known, missed in top},
        "kpi.improving": home.one(
            "select count(*) from indicator where (direction = 'up' and value > before) or (direction = 'down' and value < before)"
        ),
        "kpi.history_missing": {str(year): missing for year, missing in years.items()},
        "kpi.column_order": [c[2] for c in home.sources("mmr_indicators")[0].details["sheets"][0]["columns"] if c[2]],
    }


def posts(home: ReadBack) -> dict[str, object]:
    """Return the facts about posts, and whether vacancies go with missed targets."""
    whole = "from post where category = ''"
    shares = home.rows(f"""
    with missed as (
      select number, avg((not met)::int) as share from indicator where target is not null group by 1 having count(*) >= {ENOUGH})
    select missed.share, post.vacancy from missed join post on post.number = missed.number and post.category = ''""")
    return {
        "staff.rows": home.one(f"select count(*) {whole}"),
        "staff.planned": home.one(f"select sum(planned) {whole}"),
        "staff.actual": home.one(f"select sum(actual) {whole}"),
        "staff.vacancy_over_20pct": home.one(f"select count(*) {whole} and vacancy > 0.2"),
        "staff.vacancy_formula_ok": home.one(f"select count(*) filter (abs(published - vacancy) <= 0.005 + 1e-9), count(*) {whole}"),
        "staff.units": home.one("select count(*) from post where category <> ''"),
        "staff.units_negative": home.one("select count(*) from post where category <> '' and vacancy < 0"),
        "why.spearman_missed_share_vs_vacancy": {"rho": spearman(*zip(*shares, strict=True)), "n": len(shares)},
    }


def spellings(home: ReadBack) -> dict[str, object]:
    """Return how the two files of agencies spell them, by their number."""
    both = """
    from (select distinct number, agency from indicator where number is not null and agency is not null) k
    join (select distinct number, agency from post where category = '') s using (number)"""
    absent = home.rows("select distinct number from indicator where number is not null and number not in (select number from post)")
    return {
        "dept.same_number_other_spelling": home.one(f"select count(*) filter (lower(k.agency) <> lower(s.agency)), count(*) {both}"),
        "dept.kpi_agency_absent_from_staffing": [number for (number,) in absent],
    }
