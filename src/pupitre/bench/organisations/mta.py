"""The facts of New York City Transit, from its tables."""

from __future__ import annotations

from pupitre.bench.organisations.read_back import ReadBack

JOINED = """
create or replace temp view reading as
select m.kpi, m.starts_on, m.value, m.extra, k.name, k.direction, k.definition, k.parent, k.measured_in, t.value as target,
  case k.direction when 'up' then m.value < t.value when 'down' then m.value > t.value end as missed
from measure m join kpi k on k.key = m.kpi
left join target t on t.kpi = m.kpi and t.unit = m.unit and t.starts_on = m.starts_on
"""
COUNTED = "target > 0 and direction in ('up', 'down')"
LETTERS = {"up": "U", "down": "D", "none": "N"}


# Every row of the file has a target; those of 0 were said to mean "no target", and are the readings that have none.


def facts(home: ReadBack) -> dict[str, object]:
    """Return every fact, by its name."""
    home.base.execute(JOINED)
    directions = home.rows("select direction, count(*) from kpi group by 1")
    years = home.rows(f"select year(starts_on), count(*) filter (missed), count(*) from reading where {COUNTED} group by 1 order by 1")
    found: dict[str, object] = {
        "rows": home.one("select count(*) from reading"),
        "indicators": home.one("select count(*) from kpi"),
        "parents": home.one("select count(*) from reading where parent is not null"),
        "span": home.one("select strftime(min(starts_on), '%Y-%m'), strftime(max(starts_on), '%Y-%m') from reading"),
        "direction": {LETTERS[direction]: count for direction, count in directions},
        "non_numeric": home.one("select count(*) from reading where value is null"),
        "zero_target": home.one("select count(*) from reading where target is null"),
        "months_with_target": home.one(f"select count(*) from reading where {COUNTED}"),
        "months_missed": home.one(f"select count(*) from reading where {COUNTED} and missed"),
        "missed_by_year": {str(year): [missed, known] for year, missed, known in years},
        "last_month_missed": last_month_missed(home),
        "longest_current_miss_runs": longest_runs(home),
        "inactive": home.one("select count(*) from kpi where name ilike '%inactive%'"),
        "sum_monthly_actual": home.one("select sum(case measured_in when '%' then value * 100 else value end) from reading"),
        "padded": home.one("select count(*) from reading where definition <> rtrim(definition)"),
    }
    return {f"Performance_NYCT.{name}": value for name, value in found.items()}


def last_month_missed(home: ReadBack) -> list[str]:
    """Return the indicators that miss their target in the last month with targets."""
    last = f"(select max(starts_on) from reading where {COUNTED})"
    return [name for (name,) in home.rows(f"select name from reading where {COUNTED} and missed and starts_on = {last} order by name")]


def longest_runs(home: ReadBack) -> list[list[object]]:
    """Return the five longest runs of months missed in a row, up to the last month of each indicator."""
    query = f"""
    with since as (
      select kpi, coalesce(max(starts_on) filter (not missed), date '0001-01-01') as met from reading where {COUNTED} group by 1)
    select kpi, name, count(*) as run from reading join since using (kpi) where {COUNTED} and starts_on > met
    group by 1, 2 order by run desc, kpi desc limit 5
    """
    return [list(row) for row in home.rows(query)]
