"""The pages of the portfolio as a Django application."""

from django.apps import AppConfig


class PortfolioWebConfig(AppConfig):
    """Which projects will keep their word."""

    name = "pupitre.domains.portfolio.web"
    label = "portfolio_web"
