"""The sentences that say what is wrong or doubtful in a file, and how to mend it."""

# ruff: noqa: E501 - lists of words and sentences read better whole

from __future__ import annotations

from pupitre.kernel import N_, Place, Problem, Severity, Text

FAULTS: dict[str, tuple[str, Severity, str, str]] = {
    "impossible_date": (
        "date.impossible", "refused", N_('"%(found)s" is not a date that exists.'), N_("Write a real date, such as 31/01/2026."),
    ),
    "bad_number": (
        "number.unreadable", "refused", N_('"%(found)s" is not a number.'), N_("Write the number alone, such as 12000; put the remark in a comment."),
    ),
    "unknown_side": (
        "side.unknown", "refused", N_('"%(found)s" says neither debit nor credit.'), N_("Write D or C, or +1 or -1."),
    ),
    "missing_required": (
        "key.missing", "refused", N_('The row has no "%(column)s", so it cannot be told from another.'), N_("Fill the cell in, or remove the row."),
    ),
    "duplicate_key": (
        "key.duplicate", "refused", N_('"%(found)s" is already on a row above; the first one is kept.'), N_("Remove one of the two rows, or give each its own code."),
    ),
    "end_before_start": (
        "date.end_before_start", "refused", N_("The end (%(end)s) is before the start (%(start)s)."), N_("Correct one of the two dates."),
    ),
    "siret_mangled": (
        "siret.mangled", "refused", N_('The spreadsheet has turned this number into "%(found)s": its last digits are lost.'),
        N_("Format the column as text, and type the 14 digits again."),
    ),
    "formula_without_cached_value": (
        "formula.not_computed", "refused", N_('The formula "%(found)s" has no computed value in the file.'),
        N_("Open the workbook in your spreadsheet, let it compute, and save it."),
    ),
    "text_in_number": (
        "number.absent", "absent", N_('There is a remark instead of a number: "%(found)s". The figure is taken as absent.'), N_("Write the number, or leave the cell empty."),
    ),
    "text_in_date": (
        "date.absent", "absent", N_('There is a remark instead of a date: "%(found)s". The date is taken as absent.'), N_("Write the date, or leave the cell empty."),
    ),
    "partial_date": (
        "date.partial", "absent", N_('"%(found)s" gives no day. The date is taken as absent.'), N_("Write the full date, such as 31/03/2026."),
    ),
    "far_date": (
        "date.never", "absent", N_('"%(found)s" is read as "no date".'), N_("Leave the cell empty when there is no date."),
    ),
    "unknown_status": (
        "status.unknown", "absent", N_('"%(found)s" is not a status that is known. It is taken as absent.'), N_("Use green, amber, red, done or not started."),
    ),
    "unknown_bool": (
        "yes_no.unknown", "absent", N_('"%(found)s" says neither yes nor no. It is taken as absent.'), N_("Write yes or no."),
    ),
    "bad_period": (
        "period.unreadable", "absent", N_('"%(found)s" is not a period that can be read.'), N_("Write a month, a quarter, a week or a year, such as 2026-03 or T1 2026."),
    ),
    "not_whole": (
        "number.not_whole", "absent", N_('"%(found)s" is not a whole number. It is taken as absent.'), N_("Write a whole number."),
    ),
    "department_matched": (
        "department.matched", "warning", N_('"%(found)s" is read as the department "%(matched)s".'), N_("Nothing to do if this is right; otherwise add the department to your list."),
    ),
    "department_unknown": (
        "department.unknown", "warning", N_('The department "%(found)s" is not in your list. It is kept as written.'), N_("Add it to your list, or say which department it is."),
    ),
    "hidden_row": ("row.hidden", "warning", N_("The row is hidden in the workbook. It is loaded."), N_("Remove the row if it should not count.")),
    "hidden_column": ("column.hidden", "warning", N_('The column "%(column)s" is hidden in the workbook. It is loaded.'), N_("Remove the column if it should not count.")),
    "siret_checksum": (
        "siret.checksum", "warning", N_("The SIRET %(found)s does not pass its check: a digit is probably wrong."), N_("Compare it with the supplier's invoice."),
    ),
    "not_in_use": (
        "column.leaks", "warning", N_('The column "%(column)s" repeats the last value of each "%(key)s" on its older rows, so it is not used.'),
        N_("Nothing to do: the change since the last report is used instead."),
    ),
    "measure_assumed": (
        "measure.assumed", "warning", N_('The period columns do not say what they hold; they are read as "%(matched)s".'),
        N_("Say in the header what the figures are, such as \"Budget 01/2026\"."),
    ),
    "unit_in_title": (
        "unit.in_title", "warning", N_("The amounts are multiplied by %(factor)s, as a title of the sheet announces."), N_("Write the unit in the header, such as \"Budget (k€)\"."),
    ),
    "xml_not_checked": (
        "workbook.too_large", "warning", N_("The sheet is too large for its hidden rows and formulas to be checked."), N_("Split the sheet if this matters."),
    ),
    "stray_bytes": (
        "encoding.stray", "warning", N_("The file holds %(count)s characters of another encoding; they are read as Windows writes them."), N_("Save the file as CSV UTF-8."),
    ),
    "schedule_summaries": (
        "schedule.summaries", "warning", N_("Summary tasks not loaded as work, because their dates follow from the tasks they hold: %(count)s."), N_("Nothing to do."),
    ),
    "schedule_inactive": (
        "schedule.inactive", "warning", N_("Inactive tasks left out: %(count)s."), N_("Make them active in your planning tool if they count."),
    ),
    "schedule_links": (
        "schedule.links", "warning", N_("Links to summary tasks, inactive tasks or other schedules left out: %(count)s."),
        N_("Link the tasks themselves in your planning tool."),
    ),
    "schedule_lags": ("schedule.lags", "warning", N_("Lags that cannot be read and count as none: %(count)s."), N_("Write them in days in your planning tool.")),
    "schedule_resources": (
        "schedule.resources", "warning", N_("Further resources left out, on tasks that have several: %(count)s."), N_("Nothing to do: the hours of each task are loaded whole."),
    ),
    "schedule_exceptions": (
        "schedule.exceptions", "warning", N_("Exceptions of calendars left out, which are not closures: %(count)s."), N_("Check the dates of tasks that cross a closure."),
    ),
    "schedule_baselines": ("schedule.baselines", "warning", N_("Later baselines left out, the first one being loaded: %(count)s."), N_("Nothing to do.")),
    "schedule_timephased": (
        "schedule.timephased", "warning", N_("Figures spread over time left out: %(count)s."), N_("Load the hours by week as a list if you need them."),
    ),
}  # fmt: skip
"""Code → rule, severity, sentence, remedy."""


def problem(code: str, where: Place, found: str | None = "", **values: object) -> Problem:
    """Return the located problem of a code; `values` complete its sentence."""
    rule, severity, what, mend = FAULTS[code]
    shown = shortened(found or "")
    return Problem(rule, severity, where, found or "", Text(what, found=shown, column=where.column or "", **values), Text(mend), code)


def shortened(text: str, limit: int = 80) -> str:
    """Return a text cut at a length that fits in a sentence."""
    return text if len(text) <= limit else f"{text[: limit - 1]}…"
