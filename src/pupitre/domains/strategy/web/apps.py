"""The pages of the strategy as a Django application."""

from django.apps import AppConfig


class StrategyWebConfig(AppConfig):
    """Whether everyone goes the same way, and how far each objective is."""

    name = "pupitre.domains.strategy.web"
    label = "strategy_web"
