"""The model of a process, found in the paths that its cases took, or in their map."""

from pupitre.maths.process.discovery.falls import Fall
from pupitre.maths.process.discovery.from_map import mine_map
from pupitre.maths.process.discovery.miner import NOISE, Fallthrough, Mined, mine
from pupitre.maths.process.discovery.net import Net, Transition, to_net
from pupitre.maths.process.discovery.tree import TAU, Block, Leaf, Tree, activities, block

__all__ = [
    "NOISE", "TAU", "Block", "Fall", "Fallthrough", "Leaf", "Mined", "Net", "Transition", "Tree", "activities", "block", "mine", "mine_map",
    "to_net",
]  # fmt: skip
