"""Ways in: search and commands, page help, saved views, the pulse of what changes."""
