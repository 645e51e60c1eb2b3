"""The shell as a Django application."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    """Base templates, shared pieces, static files."""

    name = "pupitre.web"
    label = "web"
