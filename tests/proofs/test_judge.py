"""What the crawler takes for a proof, and what it does not."""

from __future__ import annotations

import pytest

from pupitre.bench.figures.crawl import crawl, kind_of
from pupitre.bench.figures.reading import numbers
from pupitre.bench.figures.spoken import spoken
from pupitre.bench.figures.values import values_of

KNOWN = spoken(
    sentences=["Likely finish (1 chance in 2)", "Waiting for more than 30 days, %(count)s actions"], written=["Plan 2030", "P-12", "L4"]
)

FIGURE = "/en/figure/project/"
SITE = {
    FIGURE: '<main><span class="origin">projets.xlsx, row 3</span></main>',
    "/en/figure/empty/": "<main>nothing</main>",
    "/en/list/": "<main><q>46 projects</q></main>",
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
    found = crawl(Browser(home=home), ["/en/"], is_wanted=lambda address: address == "/en/")
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
        '<a href="/en/">46 projects</a>',
        "<dt>46</dt>",
        "<label>46</label>",
        "<svg><text>46</text></svg>",
    ],
)
def test_a_figure_that_leads_nowhere_is_told(home):
    unproved = crawl(Browser(home=home), ["/en/"], is_wanted=lambda address: address == "/en/").unproved
    assert [one.text[:2] for one in unproved] == [home.split(">")[-2 if "svg" not in home else 2][:2]]


@pytest.mark.parametrize(
    "home", ["<time>2 March 2026</time>", "<code>P-12</code>", "<q>Plan 2030</q>", '<b class="code">P-12</b>', "<b data-words>L4</b>"]
)
def test_dates_of_labels_codes_and_words_of_people_are_no_figures(home):
    assert crawl(Browser(home=home), ["/en/"], known=KNOWN).counted == 0


@pytest.mark.parametrize(
    "home", ["<time>46 %</time>", "<code>P-13</code>", "<q>Plan 2030: 46</q>", "<b data-words>46 late</b>", "<i data-rank>46</i>"]
)
def test_a_figure_among_the_words_of_people_is_a_figure(home):
    assert crawl(Browser(home=home), ["/en/"], known=KNOWN).counted == 1


@pytest.mark.parametrize(("text", "count"), [("Likely finish (1 chance in 2)", 0), ("Waiting for more than 30 days, 4 actions", 1)])
def test_digits_of_the_programs_own_sentences_are_no_figures(text, count):
    assert crawl(Browser(home=f"<p>{text}</p>"), ["/en/"], known=KNOWN).counted == count


@pytest.mark.parametrize(
    ("text", "is_said"),
    [
        ("3 late", True),  # three rows hold "late"
        ("4 projects", True),  # the table has four rows
        ("€12k", True),  # €12,345 shortened
        ("ends on 4 August", True),
        ("late by 12 weeks", True),  # 86 days
        ("€13k", False),
        ("ends on 5 August", False),
        ("2 late", False),
    ],
)
def test_a_figure_is_looked_for_on_the_page_that_proves_it(text, is_said):
    rows = "".join(f"<tr><td>{name}</td><td>{state}</td></tr>" for name, state in zip("abcd", ["late"] * 3 + ["done"], strict=True))
    proof = f'<main class="origin">€12,345 on 4 August 2027, 86 days<table><tr><th>Name</th></tr>{rows}</table></main>'
    browser = Browser(home=f'<p data-proof="{FIGURE}">{text}</p>')
    browser.pages[FIGURE] = proof
    found = crawl(browser, ["/en/"])
    assert (found.verified, len(found.unlike)) == ((1, 0) if is_said else (0, 1))


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1\u202f234,5", 1234.5),
        ("€1,234", 1234),
        ("12,3 %", 12.3),
        ("0.07", 0.07),
        ("23\u00a0k€", 23_000),
        ("€1.2M", 1_200_000),
        ("1,2 Md€", 1.2e9),
    ],
)
def test_a_number_is_read_in_both_languages(text, value):
    assert [ways[0].value for ways in values_of(text).figures] == [pytest.approx(value)]


def test_an_address_that_fails_is_told():
    assert crawl(Browser(home='<a href="/en/nowhere/">there</a>'), ["/en/"]).broken == [("/en/nowhere/", 404)]


def test_numbers_are_compared_without_the_marks_of_a_language():
    assert numbers("1\u202f234,5 k€") == numbers("1,234.5") == {"12345"}


def test_pages_of_one_kind_differ_by_their_keys_only():
    assert kind_of("/fr/portfolio/project/P-12/") == kind_of("/fr/portfolio/project/P-13/") == "/fr/portfolio/project/*/"
