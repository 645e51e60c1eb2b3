"""Logs of events: files that say, line after line, what was done on which case and when."""
