"""Where a figure comes from: the address that opens it, and the page behind."""

from pupitre.desk.web.proofs.links import proof

__all__ = ["proof"]
