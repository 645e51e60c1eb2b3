"""The pages of performance as a Django application."""

from django.apps import AppConfig


class PerformanceWebConfig(AppConfig):
    """What really moved."""

    name = "pupitre.domains.performance.web"
    label = "performance_web"
