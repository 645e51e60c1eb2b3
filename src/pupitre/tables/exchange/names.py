"""Column declarations written with their names in one line per language."""

# ruff: noqa: E501 - one line per language reads better than a ragged column of strings

from __future__ import annotations

from pupitre.kernel.text import N_
from pupitre.tables.exchange.declare import Column, ExchangeType


def column(
    name: str, kind: ExchangeType, says: str, *, en: str, fr: str, required: bool = False, personal: bool = False, variant: bool = False
) -> Column:
    """Return a column whose English and French names are written separated by semicolons, the most usual first."""
    return Column(name, kind, says, required, personal, _names(en), _names(fr), variant)


def _names(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split(";") if part.strip())


DEPARTMENT = column(
    "department", "unit", N_("Department"),
    en="department; dept; division; unit; business unit; team; function; managing agency; agency; organisation unit; directorate; lead department; owning department; section; group; organisation; service; office; responsible department; area; owning unit; department name; agency name; home department; branch; managing department; responsible unit",
    fr="direction; service; département; pôle; unité; affectation; entité; direction porteuse; service porteur; équipe; direction pilote; structure; secteur; division; direction responsable; rattachement; service responsable; direction concernée; bu; nom de la direction; direction métier; service de rattachement; dir.; unité porteuse; filiale; cellule; direction de rattachement",
)  # fmt: skip
OWNER = column(
    "owner", "text", N_("Owner"),
    en="owner; project manager; manager; lead; responsible; project owner; pm; assigned to; project lead; person responsible; leader; accountable; sponsor; in charge; contact; responsible person; assignee; project leader; who; action owner; risk owner; handled by; delivery lead; sro; led by; held by; person in charge",
    fr="pilote; responsable; chef de projet; porteur; chargé de projet; cp; responsable projet; référent; directeur de projet; conducteur; qui; pilote projet; propriétaire; acteur; chef de file; animateur; sponsor; assigné à; suivi par; en charge; nom du responsable; confié à; attribué à; interlocuteur; porteur de projet; chargé d'affaires; gestionnaire",
)  # fmt: skip
COMMENT = column(
    "comment", "text", N_("Comment"),
    en="comment; comments; remarks; notes; remark; note; narrative; rating comment; observations; explanation for delay; explanation; commentary; highlights; status comment; free text",
    fr="commentaire; commentaires; remarque; remarques; observations; observation; note; notes; précisions; points d'attention; faits marquants; explication; remarques diverses; compléments",
)  # fmt: skip
