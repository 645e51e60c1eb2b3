"""Imports: from the files of an organisation to its model, in one transaction."""

from pupitre.desk.imports.answers import Answers
from pupitre.desk.imports.plan import FilePlan, Plan, plan
from pupitre.desk.imports.write import commit

__all__ = ["Answers", "FilePlan", "Plan", "commit", "plan"]
