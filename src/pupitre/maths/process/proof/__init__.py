"""Whether a change made a process faster: lead times before and after, with what else moved taken off."""

from pupitre.maths.process.proof.cases import Cases, read
from pupitre.maths.process.proof.judge import Proof, proved

__all__ = ["Cases", "Proof", "proved", "read"]
