"""The page of trade-offs: which projects to run for the means there are."""
