"""Readers of files: each returns tables and their problems."""

from __future__ import annotations

from pupitre.sources.bounded import SafeReader, read_safely
from pupitre.sources.reader import read
from pupitre.sources.reading import Choice, Ignored, Question, ReadColumn, Reading, ReadOptions, ReadTable, Refused, Warned

__all__ = [
    "Choice",
    "Ignored",
    "Question",
    "ReadColumn",
    "ReadOptions",
    "ReadTable",
    "Reading",
    "Refused",
    "SafeReader",
    "Warned",
    "read",
    "read_safely",
]
