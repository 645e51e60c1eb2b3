"""Signing in, and looking after accounts."""
