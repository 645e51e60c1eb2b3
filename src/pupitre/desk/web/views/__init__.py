"""Views of the desk, one module per question."""

from pupitre.desk.web.views.home import home

__all__ = ["home"]
