"""Readers of files: each returns tables and their problems."""
