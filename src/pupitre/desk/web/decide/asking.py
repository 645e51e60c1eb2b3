"""The question that a finding puts to whoever decides."""

from __future__ import annotations

from typing import Final

from pupitre.desk.findings import Kept
from pupitre.desk.web.cards import rule_name
from pupitre.desk.web.evidence import about
from pupitre.kernel import N_, Text

NAMED: Final = 2
"""A question names two things at most; the finding kept with the decision names them all."""


def question(item: Kept) -> Text:
    """Return what is to be decided about a finding: what to do about the things it names, and why it is asked."""
    named = tuple(Text(N_("“%(name)s”"), name=one.name or one.key) for one in about(item.finding.subjects[:NAMED], item.domain))
    return Text(N_("What do we do about %(things)s (%(rule)s)?"), things=named, rule=rule_name(item.finding.rule))
