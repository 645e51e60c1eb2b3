"""What something changed in a series, beside what would have happened without it."""
