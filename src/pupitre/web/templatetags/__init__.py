"""Template tags of the shell, loaded in every template."""
