"""The company model: every table, declared once."""

from __future__ import annotations

from pupitre.tables import direction, execution, processes, together, who
from pupitre.tables.field import ARROW, Field, Table, Type

TABLES: dict[str, Table] = {t.name: t for t in (*who.TABLES, *direction.TABLES, *execution.TABLES, *processes.TABLES, *together.TABLES)}
"""Every table of the company model by name, in reading order."""

__all__ = ["ARROW", "TABLES", "Field", "Table", "Type"]
