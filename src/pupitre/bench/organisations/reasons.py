"""Why some facts are not found again as they were published."""

NOT_KEPT = "How a date was written is not kept: the date is."
NO_BASE = (
    "The published figure also counts projects whose first budget comes out at zero or less; an overrun in percent needs a positive one."
)
REASONS: dict[str, str] = {
    "2018.two_digit_years_end": NOT_KEPT,
    "2019.two_digit_years_end": NOT_KEPT,
    "2020.two_digit_years_end": NOT_KEPT,
    "last.over_budget_10pct": NO_BASE,
    "last.spearman_slip_vs_overrun_pct": NO_BASE,
    "kpi.goals": "Two goals that differ by one capital letter alone are one objective.",
    "kpi.missed_by_agency_top8": "Five agencies missed five targets each: which two of them close a list of eight is arbitrary.",
    "kpi.note_2023": "A sentence, not a figure: each of the 2023 readings is stored as a projection.",
    "staff.vacancy_formula_ok": "One published rate is 0.51 point away from the posts: more than the half point allowed.",
}
"""Fact → reason; a fact that differs without one makes the measurement fail."""
