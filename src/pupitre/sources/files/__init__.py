"""Files on disk as sheets of raw cells, whatever their format."""
