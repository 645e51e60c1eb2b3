"""The catalogue of translated sentences, read once per process."""

from __future__ import annotations

import gettext
from functools import cache
from pathlib import Path
from typing import Final

from pupitre.words.language import Lang

FOLDER: Final = Path(__file__).parent.parent / "locale"


class CatalogueMissingError(RuntimeError):
    """The French catalogue has not been compiled in this installation."""


@cache
def catalogue(lang: Lang) -> gettext.NullTranslations:
    """Return the sentences of a language; English sentences stand in the code itself.

    Raises:
        CatalogueMissingError: The compiled catalogue is not there; showing English to a French reader would hide the fault.
    """
    if lang == "en":
        return gettext.NullTranslations()
    compiled = FOLDER / lang / "LC_MESSAGES" / "django.mo"
    if not compiled.exists():
        raise CatalogueMissingError("The French catalogue is not compiled; `./pupitre check` compiles it.")
    with compiled.open("rb") as file:
        return gettext.GNUTranslations(file)
