"""The whole instance in one file, and back: `backup` and `restore`."""
