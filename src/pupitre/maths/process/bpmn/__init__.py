"""Processes as BPMN 2.0 files."""

from pupitre.maths.process.bpmn.read import read
from pupitre.maths.process.bpmn.write import write

__all__ = ["read", "write"]
