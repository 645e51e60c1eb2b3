"""The database rows of the one company model."""
