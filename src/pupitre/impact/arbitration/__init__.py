"""Which projects to run for the means there are."""
