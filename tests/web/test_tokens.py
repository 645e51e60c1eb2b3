"""Words stand out from what they are written on, in both themes (WCAG 2.2: 4.5 to 1 for text, 3 to 1 for marks)."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from pupitre import web

CSS = (Path(web.__file__).parent / "static/pupitre/tokens.css").read_text("utf-8")
PAIRS = {name: (light, dark) for name, light, dark in re.findall(r"--([a-z0-9-]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\)", CSS)}
TEXT = [(ink, ground) for ink in ("ink", "ink-2", "muted") for ground in ("canvas", "surface", "surface-2", "hover", "calm-soft")]
TEXT += [(f"{tone}-ink", ground) for tone in ("good", "warn", "bad", "accent") for ground in ("surface", f"{tone}-soft", "canvas")]
TEXT += [("ink-2", "accent-soft")]
MARKS = [
    (mark, "surface") for mark in ("good", "warn", "bad", "accent", "calm", "field-line", "series-1", "series-2", "series-3", "series-4")
]


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_contrast_is_that_of_the_standard():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("theme", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize(("ink", "ground"), TEXT)
def test_text_can_be_read(ink, ground, theme):
    assert contrast(PAIRS[ink][theme], PAIRS[ground][theme]) >= 4.5


@pytest.mark.parametrize("theme", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize(("mark", "ground"), MARKS)
def test_marks_can_be_seen(mark, ground, theme):
    assert contrast(PAIRS[mark][theme], PAIRS[ground][theme]) >= 3


@pytest.mark.parametrize("ground", ["primary", "primary-hover"])
@pytest.mark.parametrize("theme", [0, 1], ids=["light", "dark"])
def test_the_primary_button_can_be_read(ground, theme):
    assert contrast("#ffffff", PAIRS[ground][theme]) >= 4.5
