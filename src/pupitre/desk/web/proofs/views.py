"""Where does this figure come from?"""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from pupitre import words
from pupitre.desk.proofs.known import Known, is_known, run_of
from pupitre.desk.rights import reach
from pupitre.desk.settings import currency_of_home
from pupitre.desk.web.proofs.asked import asked
from pupitre.desk.web.proofs.page import page
from pupitre.desk.web.proofs.rows import rows_page
from pupitre.desk.web.proofs.wording import own_columns


@require_GET
def figure(request: HttpRequest, table: str) -> HttpResponse:
    """Show a figure, a row or the rows that a count is made of; what is out of reach is not there."""
    if not is_known(table):
        raise Http404
    one = asked(table, request.GET)
    if one.column and one.column not in own_columns(table):
        raise Http404
    known = Known(reach(request.viewer), timezone.localdate(), run_of(table))
    try:
        rows = one.rows(known)
    except (KeyError, ValueError) as unknown:
        raise Http404 from unknown
    if one.key and not rows.num_rows:
        raise Http404
    lang, currency = words.language(request.LANGUAGE_CODE), currency_of_home()
    if one.is_one:
        shown = page(one, rows.slice(0, 1).to_pylist()[0], known, currency=currency, lang=lang)
        return render(request, "proofs/figure.html", {"page": shown, "run": known.run, "one": one})
    number = request.GET.get("page", "")
    listed = rows_page(one, rows, known, number=int(number) if number.isdecimal() else 1, currency=currency, lang=lang)
    return render(request, "proofs/rows.html", {"page": listed, "run": known.run, "one": one})
