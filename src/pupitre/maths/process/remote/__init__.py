"""Logs that stay on the company's own engine, PostgreSQL or Spark: the same measures run there, and only their results come back."""

from pupitre.maths.process.remote.encode import encoded, log_of, processes
from pupitre.maths.process.remote.engines import Away, connect
from pupitre.maths.process.remote.source import Source, read

__all__ = ["Away", "Source", "connect", "encoded", "log_of", "processes", "read"]
