"""Who may see and do what."""

from pupitre.desk.rights.reach import EVERYTHING, Reach, reach
from pupitre.desk.rights.viewer import PERMISSIONS, ROLES, SYSTEM, Permission, Role, Viewer, needs, needs_of

__all__ = [
    "EVERYTHING",
    "PERMISSIONS",
    "ROLES",
    "SYSTEM",
    "Permission",
    "Reach",
    "Role",
    "Viewer",
    "needs",
    "needs_of",
    "reach",
]
