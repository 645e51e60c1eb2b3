"""The desk's pages as a Django application."""

from django.apps import AppConfig


class DeskWebConfig(AppConfig):
    """Le pupitre, and what is decided from it."""

    name = "pupitre.desk.web"
    label = "desk_web"
