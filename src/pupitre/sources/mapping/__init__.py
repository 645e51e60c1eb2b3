"""Which column is which field, and which kind of table this is."""
