"""Tests of the performance domain."""
