"""What the strategy's tables say together: the cascade, the links, the money, the measures, the pace."""

from __future__ import annotations

from dataclasses import dataclass

from pupitre.domains.strategy.analysis.alignment import Part, Read, alignment
from pupitre.domains.strategy.analysis.cascade import Fault, Weighed, faults, weighed
from pupitre.domains.strategy.analysis.coverage import Coverage, coverage
from pupitre.domains.strategy.analysis.links import Link, links
from pupitre.domains.strategy.analysis.measures import Measurability, measurability
from pupitre.domains.strategy.analysis.misaligned import Misaligned, misaligned
from pupitre.domains.strategy.analysis.pace import ObjectivePace, Pace, key_result_paces, objective_paces
from pupitre.domains.strategy.analysis.spend import Spend, spend
from pupitre.domains.strategy.analysis.targets import Clash, clashes
from pupitre.domains.strategy.inputs import Model


@dataclass(frozen=True, slots=True)
class Analysis:
    """Every result of the strategy domain for one day."""

    weights: list[Weighed]
    faults: list[Fault]
    links: list[Link]
    spend: Spend | None
    misaligned: list[Misaligned]
    measures: list[Measurability]
    clashes: list[Clash]
    coverage: list[Coverage]
    paces: list[Pace]
    objective_paces: list[ObjectivePace]
    alignment: tuple[Part, ...]


def analyse(model: Model) -> Analysis:
    """Return everything strategy can say of a model."""
    its_links, its_spend, its_faults = links(model), spend(model), faults(model)
    measures, covered, paces = measurability(model), coverage(model), key_result_paces(model)
    return Analysis(
        weights=weighed(model),
        faults=its_faults,
        links=its_links,
        spend=its_spend,
        misaligned=misaligned(its_spend) if its_spend is not None and its_spend.source else [],
        measures=measures,
        clashes=clashes(model),
        coverage=covered,
        paces=paces,
        objective_paces=objective_paces(model, paces),
        alignment=alignment(model, Read(its_links, its_spend, measures, its_faults, covered)),
    )


__all__ = ["Analysis", "analyse"]
