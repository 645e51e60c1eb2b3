"""Every screen, in both languages and both themes, from a phone to a desk: nothing overflows, nothing is out of reach."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

AXE = (Path(__file__).parent / "axe.min.js").read_text("utf-8")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def addresses(lang: str) -> list[str]:
    """Return the screens of the menu, and the pages behind them."""
    from django.urls import reverse
    from django.utils import translation

    from pupitre.desk.findings import kept
    from pupitre.desk.menu import screens
    from pupitre.desk.web.standing import today

    with translation.override(lang):
        found = [reverse(screen.url_name) for screen in screens()]
        item, *_others, about_a_kpi = kept(on=today())[1:]
        found.append(reverse("desk:finding", args=[about_a_kpi.fingerprint]))
        for name in ("finding", "decide", "entrust", "set_aside"):
            found.append(reverse(f"desk:{name}", args=[item.fingerprint]))
        return [*found, reverse("desk:findings")]


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("lang", ["fr", "en"])
def test_every_screen_is_within_reach_and_never_overflows(desk: Page, company, lang: str, theme: str):
    desk.context.add_cookies([{"name": "pupitre_theme", "value": theme, "domain": "localhost", "path": "/"}])
    faults = []
    for address in addresses(lang):
        desk.set_viewport_size({"width": 1440, "height": 900})
        desk.goto(address)
        expect(desk.locator("html")).to_have_attribute("data-bs-theme", theme)
        desk.evaluate(AXE)
        found = desk.evaluate("rules => axe.run({runOnly: {type: 'tag', values: rules}})", RULES)
        faults += [f"{address}: {fault['id']}: {fault['nodes'][0]['html'][:160]}" for fault in found["violations"]]
        for width in (1440, 390, 320):
            desk.set_viewport_size({"width": width, "height": 900})
            wide = desk.evaluate("document.documentElement.scrollWidth")
            faults += [f"{address}: {wide} wide on {width}"] if wide > width else []
    assert faults == []


def test_an_empty_desk_keeps_the_rules_too(desk: Page):
    desk.goto("/fr/")
    desk.evaluate(AXE)
    found = desk.evaluate("rules => axe.run({runOnly: {type: 'tag', values: rules}})", RULES)
    assert [fault["id"] for fault in found["violations"]] == []
    expect(desk.get_by_role("heading", level=1)).to_have_count(1)
