"""The domains, each found by its entry point."""
