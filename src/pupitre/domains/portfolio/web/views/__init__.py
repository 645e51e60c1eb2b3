"""The pages of the portfolio."""

from pupitre.domains.portfolio.web.views.capacity import capacity, skill
from pupitre.domains.portfolio.web.views.people import person
from pupitre.domains.portfolio.web.views.projects import home, money, project

__all__ = ["capacity", "home", "money", "person", "project", "skill"]
