"""What each domain adds to the API: it stands in `<its web>.api`."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from types import ModuleType

from pydantic import BaseModel

from pupitre.desk.registry import domains
from pupitre.desk.rights import Reach
from pupitre.web.api.values import Json
from pupitre.words import Lang


@dataclass(frozen=True)
class Addition:
    """What a domain says of each thing of a kind, beside what is written of it.

    Args:
        kind: The kind of thing. name: The field it is told under. shape: What is told. says: The field in one sentence.
        said: From what the reader may see, some keys and a language, to what is told by key; a key without anything is left out.
    """

    kind: str
    name: str
    shape: type[BaseModel]
    says: str
    said: Callable[[Reach, Collection[str], Lang], Mapping[str, Json]]


@cache
def parts() -> tuple[ModuleType, ...]:
    """Return the API of each domain that has one: `ADDITIONS`, and `add`, which gives it addresses of its own."""
    named = (f"{card.web}.api" for card in domains() if card.web)
    return tuple(import_module(name) for name in named if find_spec(name))


@cache
def additions() -> Mapping[str, Addition]:
    """Return what the domains say of things that are listed, by kind."""
    return {one.kind: one for part in parts() for one in part.ADDITIONS}
