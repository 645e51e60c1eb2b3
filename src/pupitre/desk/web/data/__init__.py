"""Screen 15, the data: where figures come from, and the way in for files."""
