"""The rows of the one company model."""
