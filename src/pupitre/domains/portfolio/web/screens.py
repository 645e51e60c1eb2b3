"""The screens of the portfolio in the menu."""

from pupitre.desk.menu import Screen
from pupitre.kernel import N_, Text

SCREENS = (
    Screen("execution", Text(N_("Projects")), "portfolio:home", 5),
    Screen("execution", Text(N_("Capacity")), "portfolio:capacity", 6),
)
