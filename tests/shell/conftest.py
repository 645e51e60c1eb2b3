"""A home of its own, and someone signed in to it."""

from tests.web.conftest import home, signed_in

__all__ = ["home", "signed_in"]
