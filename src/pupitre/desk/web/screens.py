"""The screens of the desk in the menu."""

from pupitre.desk.menu import Screen
from pupitre.kernel import N_, Text

SCREENS = (
    Screen("desk", Text(N_("Desk")), "desk:home", 1),
    Screen("decide", Text(N_("Decisions")), "decide:home", 13),
    Screen("decide", Text(N_("Trade-offs")), "decide:arbitrate", 12),
    Screen("decide", Text(N_("My actions")), "decide:actions", 13),
    Screen("data", Text(N_("Data")), "data:home", 15),
    Screen("data", Text(N_("Links to confirm")), "links:home", 16),
)
