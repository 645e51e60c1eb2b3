"""Words of everyday work in French and English: what is done, what to, and what sets two of them apart."""

from pupitre.maths.process.alike.lexicon.deeds import DEEDS
from pupitre.maths.process.alike.lexicon.near import NEAR_DEEDS, NEAR_THINGS
from pupitre.maths.process.alike.lexicon.qualities import QUALITIES
from pupitre.maths.process.alike.lexicon.things import THINGS

__all__ = ["DEEDS", "NEAR_DEEDS", "NEAR_THINGS", "QUALITIES", "THINGS"]
