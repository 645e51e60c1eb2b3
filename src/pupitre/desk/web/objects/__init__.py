"""Things made, changed and followed by hand."""
