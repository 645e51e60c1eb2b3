"""The screens of the strategy in the menu."""

from pupitre.desk.menu import Screen
from pupitre.kernel import N_, Text

SCREENS = (Screen("strategy", Text(N_("Strategy map")), "strategy:home", 2),)
