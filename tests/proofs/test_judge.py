"""What the crawler takes for a proof, and what it does not."""

from __future__ import annotations

import pytest

from pupitre.bench.figures.crawl import crawl, kind_of
from pupitre.bench.figures.reading import numbers

FIGURE = "/en/figure/project/"
SITE = {
    FIGURE: '<main><span class="origin">projets.xlsx, row 3</span></main>',
    "/en/figure/empty/": "<main>nothing</main>",
    "/en/list/": "<main data-words>46 projects</main>",
}


class Answered:
    """What a site held in memory answers."""

    def __init__(self, text):
        self.status_code, self.content, self.headers = (
            (200 if text is not None else 404),
            (text or "").encode(),
            {"Content-Type": "text/html"},
        )


class Browser:
    """A browser of a site held in memory."""

    def __init__(self, **pages):
        self.pages = SITE | {"/en/": pages["home"]}

    def get(self, path, follow=False):
        return Answered(self.pages.get(path))


@pytest.mark.parametrize(
    "home",
    [
        f'<a class="figure" href="{FIGURE}">46</a>',
        f'<section data-proof="{FIGURE}"><p>46 of 50</p></section>',
        '<a href="/en/list/">46 projects</a>',
        '<div data-proof="#rows"><b>46</b></div><table id="rows"><tr><td class="origin">a.csv</td></tr></table>',
    ],
)
def test_a_figure_that_leads_to_its_proof_is_proved(home):
    found = crawl(Browser(home=home), ["/en/"])
    assert (found.counted >= 1, found.unproved) == (True, [])


@pytest.mark.parametrize(
    "home",
    [
        "<p>46 projects</p>",
        '<a href="/en/list/">47 projects</a>',
        '<a href="/en/nowhere/">46</a>',
        '<section data-proof="/en/figure/empty/">46</section>',
        '<section data-proof="#nothing">46</section>',
        '<section data-proof="/en/list/">46</section>',
        "<svg><text>46</text></svg>",
    ],
)
def test_a_figure_that_leads_nowhere_is_told(home):
    assert [one.text[:2] for one in crawl(Browser(home=home), ["/en/"]).unproved] == [home.split(">")[-2 if "svg" not in home else 2][:2]]


@pytest.mark.parametrize(
    "home", ["<time>2 March 2026</time>", "<code>P-12</code>", "<q>Plan 2030</q>", '<b class="code">P-12</b>', "<b data-words>L4</b>"]
)
def test_dates_of_labels_codes_and_words_of_people_are_no_figures(home):
    assert crawl(Browser(home=home), ["/en/"]).counted == 0


def test_an_address_that_fails_is_told():
    assert crawl(Browser(home='<a href="/en/nowhere/">there</a>'), ["/en/"]).broken == [("/en/nowhere/", 404)]


def test_numbers_are_compared_without_the_marks_of_a_language():
    assert numbers("1\u202f234,5 k€") == numbers("1,234.5") == {"12345"}


def test_pages_of_one_kind_differ_by_their_keys_only():
    assert kind_of("/fr/portfolio/project/P-12/") == kind_of("/fr/portfolio/project/P-13/") == "/fr/portfolio/project/*/"
