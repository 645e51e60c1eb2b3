"""What two people wrote in the same field, said to the second one."""

from __future__ import annotations

from pupitre import words
from pupitre.desk.entry.versions import ConflictError
from pupitre.desk.web.labels import CHOICES
from pupitre.kernel import N_, Text
from pupitre.records.cells import Plain, spoken
from pupitre.records.system import ROWS
from pupitre.tables import Field

FIELDS = {field.name: field for name in ("action", "decision") for field in ROWS[name].fields}


def both_values(conflict: ConflictError, lang: words.Lang) -> list[str]:
    """Return one sentence per field that both wrote: what it was, what the other made of it, what the reader writes."""
    return [
        words.render(
            Text(
                N_("%(field)s: “%(then)s” when you opened this form, “%(now)s” since %(by)s wrote it, “%(wanted)s” by you."),
                field=Text(FIELDS[name].says) if name in FIELDS else name,
                then=_said(name, one.then, lang),
                now=_said(name, one.now, lang),
                wanted=_said(name, conflict.wanted.get(name), lang),
                by=one.by,
            ),
            lang,
        )
        for name, one in conflict.fields.items()
    ]


def _said(name: str, value: Plain, lang: words.Lang) -> str:
    known: Field | None = FIELDS.get(name)
    typed = spoken(value, known) if known else value
    if typed is None or typed == "":
        return "–"
    if isinstance(typed, bool):
        return words.yes_no(typed, lang)
    if isinstance(typed, str) and typed in CHOICES and known and known.type == "choice":
        return words.render(CHOICES[typed], lang)
    return words.written(typed, lang)
