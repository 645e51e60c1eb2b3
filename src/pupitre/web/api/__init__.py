"""The REST API: what the pages show and write, for programs."""
