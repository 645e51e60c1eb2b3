"""The rows as a Django application."""

from django.apps import AppConfig


class RecordsConfig(AppConfig):
    """Rows that people edit, and the proof of where each came from."""

    name = "pupitre.records"
    label = "records"
