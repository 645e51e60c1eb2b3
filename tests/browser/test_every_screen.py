"""Every screen of the demo company, and all that opens over one: nobody is kept out, nothing overflows, the console is silent."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

AXE = (Path(__file__).parent / "axe.min.js").read_text("utf-8")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
FEWEST = 60
"""Pages and openings of the demo company: fewer would mean that some are not looked at any more."""


def pupitre(*words: str) -> subprocess.CompletedProcess[str]:
    """Run the command, in a process of its own: it opens another home than the tests'."""
    return subprocess.run([sys.executable, "-m", "pupitre", *words], stdout=subprocess.PIPE, text=True, check=False)


@pytest.mark.long
@pytest.mark.usefixtures("own_database")
def test_no_page_and_nothing_that_opens_keeps_anybody_out_or_overflows(demo_home: Path):
    told = json.loads(pupitre("bench", "accessibility", "--home", str(demo_home), "--quick", "--json").stdout)
    assert [(one["lang"], one["theme"], fault) for one in told["rounds"] for fault in one["faults"]] == []
    assert told["rounds"][0]["pages"] >= FEWEST


def test_an_empty_desk_keeps_the_rules_too(desk: Page):
    desk.goto("/fr/")
    desk.evaluate(AXE)
    found = desk.evaluate("rules => axe.run({runOnly: {type: 'tag', values: rules}})", RULES)
    assert [fault["id"] for fault in found["violations"]] == []
    expect(desk.get_by_role("heading", level=1)).to_have_count(1)
