"""The bulk tables on disk."""
