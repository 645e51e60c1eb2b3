"""Across domains: what comes first."""
