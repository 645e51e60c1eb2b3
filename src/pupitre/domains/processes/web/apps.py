"""The pages of processes as a Django application."""

from django.apps import AppConfig


class ProcessesWebConfig(AppConfig):
    """Where work waits."""

    name = "pupitre.domains.processes.web"
    label = "processes_web"
