"""Every row of the database."""

from pupitre.records.models.accounts import Account, AnswerLink, ApiToken, Invitation, Letter, OpenSession, Remembered, SavedView
from pupitre.records.models.proof import Change, ChangeRow, ChangeValue, Problem, Source
from pupitre.records.models.rows import MODELS, class_name
from pupitre.records.models.watch import DerivedTable, DomainRun, ExaminationRun, Finding, FindingMove, Setting, Visit

__all__ = [
    "MODELS",
    "Account",
    "AnswerLink",
    "ApiToken",
    "Change",
    "ChangeRow",
    "ChangeValue",
    "DerivedTable",
    "DomainRun",
    "ExaminationRun",
    "Finding",
    "FindingMove",
    "Invitation",
    "Letter",
    "OpenSession",
    "Problem",
    "Remembered",
    "SavedView",
    "Setting",
    "Source",
    "Visit",
    "class_name",
]

# A generated model is reached by its name like any other: `records.models.Project`.
globals().update({class_name(name): one for name, one in MODELS.items()})
