"""How likely each objective is, and why."""
