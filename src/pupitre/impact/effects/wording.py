"""Verdicts and the reasons why there is none, in words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from pupitre.kernel import N_, Text

VERDICTS: Final[Mapping[str, str]] = {
    "works": N_("works"),
    "no_effect": N_("no effect"),
    "harmful": N_("harmful"),
    "cannot_tell": N_("cannot tell"),
}
REASONS: Final[Mapping[str, str]] = {
    "no_reading": N_("its KPI has no reading, or several series and nothing says which one to look at."),
    "empty": N_("there is no reading."),
    "nothing_after": N_("no reading has come since."),
    "too_early": N_("fewer than 3 readings have come since."),
    "too_short": N_("there are too few readings before: 8 are needed."),
    "constant": N_("the readings never moved before."),
    "not_comparable": N_("readings are missing."),
    "not_proved": N_("the log of its process proves nothing yet."),
}


def reason_of(reason: str) -> Text:
    """Return why nothing is measured, as the end of a sentence."""
    return Text(REASONS.get(reason, reason))
