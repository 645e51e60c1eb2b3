"""Pupitre, the management desk: from a company's own files to proved findings."""

__version__ = "0.1.0"
