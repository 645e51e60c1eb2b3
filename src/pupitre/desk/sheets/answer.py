"""A list answered as a file, with where it comes from."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace
from typing import Final

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.http import urlencode

from pupitre import words
from pupitre.desk.settings import currency_of_home
from pupitre.desk.sheets.book import workbook
from pupitre.desk.sheets.sheet import Sheet
from pupitre.desk.web.standing import as_of
from pupitre.kernel import N_, Text

TYPE: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def is_asked(request: HttpRequest) -> bool:
    """Tell whether a request asks for the workbook of a page."""
    return request.GET.get("format") == "xlsx"


def answer(request: HttpRequest, sheet: Sheet) -> HttpResponse:
    """Return a list as a workbook to keep, in the language of the page and with its filters, its day and who asked for it."""
    lang = words.language(request.LANGUAGE_CODE)
    rows = list(sheet.rows)
    filters = [Text(N_("%(name)s: %(value)s"), name=name, value=value) for name, value in sheet.filters]
    asked = {name: value for name, value in request.GET.items() if name != "format"}
    facts = (
        (Text(N_("Exported on")), timezone.now()),
        (Text(N_("Exported by")), request.viewer.name),
        (Text(N_("Figures as of")), as_of() or Text(N_("not examined yet"))),
        (Text(N_("Rows")), len(rows)),
        (Text(N_("Narrowed to")), filters or Text(N_("everything in your reach"))),
        (Text(N_("Address of the page")), request.build_absolute_uri(request.path + (f"?{urlencode(asked)}" if asked else ""))),
    )
    content = workbook(replace(sheet, rows=rows), lang=lang, currency=currency_of_home(), facts=facts)
    return HttpResponse(
        content, content_type=TYPE, headers={"Content-Disposition": f'attachment; filename="{file_name(words.render(sheet.title, lang))}"'}
    )


def file_name(title: str) -> str:
    """Return the name of the file of a list: its title without accents, and the day."""
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    return f"{re.sub(r'[^a-z0-9]+', '-', plain).strip('-') or 'pupitre'}-{timezone.localdate():%Y-%m-%d}.xlsx"
