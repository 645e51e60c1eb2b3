"""Every figure shown leads to its formula, its rows, its file and its age."""

from __future__ import annotations

import pytest
from django.urls import reverse
from django.utils import translation

from pupitre.bench.figures import crawl
from pupitre.bench.figures.company import spoken_here, view_of
from pupitre.desk.menu import screens


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_every_figure_of_every_screen_leads_to_its_proof(signed_in, company, lang):
    with translation.override(lang):
        starts = [reverse(screen.url_name) for screen in screens()]
    signed_in.raise_request_exception = False
    found = crawl(signed_in, starts, known=spoken_here(lang), kind=view_of, alike=6)
    assert found.counted > 100
    assert not found.unproved, "\n".join(f"{one.page} {one.text!r} in {one.around}" for one in found.unproved)
    assert found.broken == []
    assert found.verified_share >= 0.8, "\n".join(f"{one.page} {one.text!r} not on {one.proof}" for one in found.unlike)
