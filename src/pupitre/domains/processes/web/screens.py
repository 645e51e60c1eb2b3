"""The screens of processes in the menu."""

from pupitre.desk.menu import Screen
from pupitre.kernel import N_, Text

SCREENS = (Screen("execution", Text(N_("Processes")), "processes:home", 7),)
