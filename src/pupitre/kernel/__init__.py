"""The words every part of Pupitre shares: values, texts, problems, findings, domains."""

from pupitre.kernel.domain import Absence, Derived, Domain, Examination, Explained, Input, Pulse, Said, Snapshot
from pupitre.kernel.errors import InputError, PupitreError, RefusedError
from pupitre.kernel.finding import Evidence, Finding, Option, Stake, Subject
from pupitre.kernel.money import Money
from pupitre.kernel.naming import quoted
from pupitre.kernel.period import Period
from pupitre.kernel.problem import Place, Problem, Severity
from pupitre.kernel.quantity import Days, Quantity, Share, reading
from pupitre.kernel.text import N_, Text, Value

__all__ = [
    "N_",
    "Absence",
    "Days",
    "Derived",
    "Domain",
    "Evidence",
    "Examination",
    "Explained",
    "Finding",
    "Input",
    "InputError",
    "Money",
    "Option",
    "Period",
    "Place",
    "Problem",
    "Pulse",
    "PupitreError",
    "Quantity",
    "RefusedError",
    "Said",
    "Severity",
    "Share",
    "Snapshot",
    "Stake",
    "Subject",
    "Text",
    "Value",
    "quoted",
    "reading",
]
