"""The facts of New York City, from its tables."""

from __future__ import annotations

from pupitre.bench.organisations import nyc_kpis, nyc_money, nyc_projects
from pupitre.bench.organisations.read_back import ReadBack


def facts(home: ReadBack) -> dict[str, object]:
    """Return every fact, by its name."""
    return {**nyc_projects.facts(home), **nyc_kpis.facts(home), **nyc_money.facts(home)}
