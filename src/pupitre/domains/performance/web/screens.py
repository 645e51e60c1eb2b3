"""The screens of performance in the menu."""

from pupitre.desk.menu import Screen
from pupitre.kernel import N_, Text

SCREENS = (Screen("strategy", Text(N_("KPIs")), "performance:home", 4),)
