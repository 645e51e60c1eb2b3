"""Which texts say the same thing in other words."""

from pupitre.maths.similarity.alike import Document, Likeness, alike
from pupitre.maths.similarity.series import of_one_series
from pupitre.maths.similarity.words import features, plain

__all__ = ["Document", "Likeness", "alike", "features", "of_one_series", "plain"]
