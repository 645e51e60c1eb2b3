"""The colours of a chart, for a page that has themes or for paper."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

Tone = Literal["good", "warn", "bad", "calm", "accent"]


@dataclass(frozen=True, slots=True)
class Palette:
    """Colours by what they are for.

    Args:
        ink: Words that matter. muted: Words beside. line: Grid and axes. strong: Reference lines. surface: What the chart stands on.
        accent, good, warn, bad, calm: Marks. accent_soft, good_soft, warn_soft, bad_soft, calm_soft: Areas.
        series: Colours of several quantities, told apart by colour-blind readers in this order.
    """

    ink: str
    muted: str
    line: str
    strong: str
    surface: str
    accent: str
    good: str
    warn: str
    bad: str
    calm: str
    accent_soft: str
    good_soft: str
    warn_soft: str
    bad_soft: str
    calm_soft: str
    series: tuple[str, ...]

    def mark(self, tone: Tone) -> str:
        """Return the colour of a mark."""
        return {"good": self.good, "warn": self.warn, "bad": self.bad, "calm": self.calm, "accent": self.accent}[tone]

    def area(self, tone: Tone) -> str:
        """Return the colour of an area."""
        soft = {"good": self.good_soft, "warn": self.warn_soft, "bad": self.bad_soft, "calm": self.calm_soft, "accent": self.accent_soft}
        return soft[tone]


PAGE: Final = Palette(
    ink="var(--ink)",
    muted="var(--muted)",
    line="var(--line)",
    strong="var(--line-strong)",
    surface="var(--surface)",
    accent="var(--accent)",
    good="var(--good)",
    warn="var(--warn)",
    bad="var(--bad)",
    calm="var(--calm)",
    accent_soft="var(--accent-soft)",
    good_soft="var(--good-soft)",
    warn_soft="var(--warn-soft)",
    bad_soft="var(--bad-soft)",
    calm_soft="var(--calm-soft)",
    series=("var(--series-1)", "var(--series-2)", "var(--series-3)", "var(--series-4)"),
)
"""Names that the page's stylesheet gives a colour in each theme."""

PRINT: Final = Palette(
    ink="#10172a",
    muted="#5a667c",
    line="#e5e8ee",
    strong="#9aa5b8",
    surface="#ffffff",
    accent="#3b4ce2",
    good="#1e9e6f",
    warn="#cf7d00",
    bad="#e0434a",
    calm="#7f8ba1",
    accent_soft="#eceeff",
    good_soft="#e5f5ee",
    warn_soft="#fdf2df",
    bad_soft="#fdecec",
    calm_soft="#eef1f5",
    series=("#3b4ce2", "#0f8fa8", "#9b51c9", "#b5730c"),
)
"""The same colours on white paper."""
