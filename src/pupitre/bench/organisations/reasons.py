"""Why some facts cannot be computed again from the tables alone."""

REASONS: dict[str, str] = {
    "two_digit_years_end": "How a date was written is not kept: the date is.",
    "kpi.note_2023": "A sentence, not a figure: the 2023 readings are stored as projections, which the tables say for each of them.",
    "kpi.goals": "Two goals that differ by case or punctuation alone are one objective.",
    "goals": "Two goals that differ by case or punctuation alone are one objective.",
    "note_2023": "A sentence, not a figure: the 2023 readings are stored as projections, which the tables say for each of them.",
}
"""Fact → reason."""
