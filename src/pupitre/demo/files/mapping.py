"""What each column of a company's files holds, as the person who keeps the file would say."""

from __future__ import annotations

import re

from pupitre.demo.files.cells import Month, Week
from pupitre.demo.files.office import Office
from pupitre.demo.files.sheet import Sheet
from pupitre.demo.files.write import Document
from pupitre.demo.lexicon import rows

UNIT = re.compile(r" \((?:k|[A-Z]{3}|[€£$]|CHF).*\)$")


def mapping(documents: list[Document]) -> dict[str, dict[str, dict[str, object]]]:
    """Return, for each file and sheet (`-` for a text file), its kind and the exchange field of each header.

    Args:
        documents: The company's files but its ledger, whose columns the law names.
    """
    found: dict[str, dict[str, dict[str, object]]] = {}
    for document in documents:
        for sheet in document.sheets:
            said = _said(sheet, document.office)
            if said is not None:
                found.setdefault(document.name, {})[sheet.name or "-"] = {"kind": said[0], "fields": said[1]}
    return found


def _said(sheet: Sheet, office: Office) -> tuple[str, dict[str, str]] | None:
    """Return the kind of a sheet and the field of each header; None for a sheet of remarks."""
    headers = [str(header) for header in sheet.headers if not isinstance(header, Month | Week)]
    kinds: dict[str, dict[str, str]] = {}
    for row in rows("fields"):
        kinds.setdefault(row["kind"], {})[_plain(office.header(row["key"]))] = row["field"]
    able = [kind for kind, fields in kinds.items() if all(_plain(header) in fields for header in headers)]
    if not able:
        return None
    # Of two kinds that could hold the headers, the narrower one was meant.
    kind = min(able, key=lambda name: len(kinds[name]))
    return kind, {header: kinds[kind][_plain(header)] for header in headers}


def _plain(header: str) -> str:
    """Return a header without its currency or thousands, which differ between two offices."""
    return UNIT.sub("", header)
