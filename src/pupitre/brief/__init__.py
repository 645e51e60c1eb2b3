"""The executive brief."""
