"""Pages opened by a link sent by mail: an answer without signing in."""
