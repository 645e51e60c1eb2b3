"""Any list as a workbook that a spreadsheet opens and that our own import reads back."""

from pupitre.desk.sheets.answer import answer, is_asked
from pupitre.desk.sheets.book import workbook
from pupitre.desk.sheets.sheet import Column, Kind, Sheet

__all__ = ["Column", "Kind", "Sheet", "answer", "is_asked", "workbook"]
