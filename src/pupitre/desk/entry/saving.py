"""Things made, changed and brought back by hand, by those whose they are."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from pupitre.desk.changes import edit
from pupitre.desk.changes.turn import writing
from pupitre.desk.entry.keys import known_codes, new_code
from pupitre.desk.entry.kinds import Kind
from pupitre.desk.entry.reading import Value
from pupitre.desk.entry.versions import save_row, version_of
from pupitre.desk.rights import Reach, Viewer, reach
from pupitre.desk.rights.reach import OWNED
from pupitre.desk.rows import Key, columns, read
from pupitre.desk.settings import currency_of_home
from pupitre.desk.snapshot import as_table
from pupitre.kernel import N_, InputError, Place, RefusedError, Text
from pupitre.records.cells import spoken
from pupitre.records.models import MODELS
from pupitre.records.system import ROWS

Row = Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class Made:
    """What was written.

    Args:
        change: The number of the change; 0 when everything was known. key: The key of the row.
    """

    change: int
    key: Key


def loaded(kind: Kind, key: Key, seen_by: Reach) -> dict[str, Value] | None:
    """Return a row as Python values; None when there is none, or none in reach."""
    declared = ROWS[kind.table]
    row = read(declared, [key]).get(key)
    if row is None or not seen_by.table(kind.table, as_table(declared, {key: row})).num_rows:
        return None
    return python(kind, dict(zip(columns(declared), row, strict=True)))


def python(kind: Kind, plain: Mapping[str, object]) -> dict[str, Value]:
    """Return plain values as those of Python."""
    return {name: spoken(value, kind.field(name)) for name, value in plain.items() if name != "extra"}  # type: ignore[arg-type]  # plain cells


def make(kind: Kind, values: Row, *, viewer: Viewer, on: date) -> Made:
    """Write a new thing and return its change and its key.

    Args:
        kind: Its kind. values: What the person said, by field.
        viewer: Who makes it. on: Today.

    Raises:
        RefusedError: It would not be theirs, or it exists already (`ConflictError`).
        InputError: A value is missing or contradicts another.
    """
    row = completed(kind, {**kind.given, **{name: value for name, value in values.items() if value is not None}}, on=on)
    refuse_unless_theirs(kind, row, reach(viewer))
    why = Text(N_("%(kind)s made by hand"), kind=kind.title)
    with writing():
        if "key" in kind.declared.key and not row.get("key"):
            holder = str(row.get(kind.declared.key[0], "")) if len(kind.declared.key) > 1 else ""
            row["key"] = new_code(kind.table, kind.code, str(row.get(kind.named_by) or kind.name), known_codes(kind.table, holder))
        key = tuple(row.get(part, "") for part in kind.declared.key)
        if kind.is_bulk:
            return Made(edit({kind.table: [row]}, by=viewer.name, why=why).change_id or 0, key)  # type: ignore[arg-type]  # parts of a key
        seen = version_of(kind.table, key) if _was_set_apart(kind, key) else 0
        fields = {name: value for name, value in row.items() if name not in kind.declared.key}
        return Made(save_row(kind.table, key, fields, seen=seen, by=viewer.name, why=why), key)  # type: ignore[arg-type]  # parts of a key


def change(kind: Kind, key: Key, changed: Row, *, seen: int, viewer: Viewer) -> int:
    """Write the fields that a person changed and return the number of the change, 0 when nothing is new.

    Raises:
        RefusedError: The row is not theirs or would no longer be, or somebody changed the same fields (`ConflictError`).
        InputError: A value contradicts another.
    """
    held = reach(viewer)
    row = loaded(kind, key, held)
    if row is not None:
        refuse_unless_theirs(kind, row, held)
        after = {**row, **changed}
        refuse_unless_theirs(kind, after, held)
        check(kind, after)
    why = Text(N_("%(kind)s changed by hand"), kind=kind.title)
    return save_row(kind.table, key, dict(changed), seen=seen, by=viewer.name, why=why)


def completed(kind: Kind, row: Row, *, on: date) -> dict[str, Value]:
    """Return a new row with what the program knows: the currency, the day, the end of a period."""
    made = dict(row)
    fields = {f.name: f for f in kind.declared.fields}
    if "currency" in fields and any(made.get(name) is not None for name, f in fields.items() if f.type == "money"):
        made.setdefault("currency", currency_of_home())
    if kind.table == "project_report":
        made.setdefault("at", on)
    if kind.name == "action":
        made.setdefault("decided_on", on)
    starts, ends = made.get("starts_on"), made.get("ends_on")
    if kind.table == "measure" and isinstance(starts, date) and ends is None:
        made["starts_on"], made["ends_on"] = _period(str(made["kpi"]), starts)
    if kind.table == "effect":
        made.setdefault("basis", "declared")
    if kind.table == "budget_line" and isinstance(starts, date) and ends is None:
        made["ends_on"] = _a_year_after(starts)
    check(kind, made)
    return made


def check(kind: Kind, row: Row) -> None:
    """Refuse a row whose values contradict one another.

    Raises:
        InputError: An end before its start, or something that hangs on itself.
    """
    for first, last in (("starts_on", "due_on"), ("starts_on", "ends_on"), ("started_on", "finished_on")):
        start, end = row.get(first), row.get(last)
        if isinstance(start, date) and isinstance(end, date) and end < start:
            raise InputError(
                Text(N_("The end comes before the start.")), where=Place(column=last), mend=Text(N_("Correct one of the two days."))
            )
    low, likely, high = (row.get(f"{word}_days") for word in ("optimistic", "likely", "pessimistic"))
    known = [float(str(value)) for value in (low, likely, high) if value is not None]
    if known != sorted(known):
        what = Text(N_("The shortest duration is longer than the likely or the longest one."))
        raise InputError(what, where=Place(column="optimistic_days"), mend=Text(N_("Write them from the shortest to the longest.")))
    sizes = [row.get(word) for word in ("low", "likely", "high")] if kind.table == "effect" else []
    least, usual, most = (float(str(size)) for size in sizes) if sizes and None not in sizes else (0.0, 0.0, 0.0)
    if not min(least, most) <= usual <= max(least, most):
        what = Text(N_("The likely change does not lie between the least and the most."))
        raise InputError(what, where=Place(column="likely"), mend=Text(N_("Write the three with their signs: −1, −2 and −3, for example.")))
    if row.get("parent") and row.get("parent") in (row.get("key"), row.get("child")):
        what = Text(N_("Something cannot belong to itself."))
        raise InputError(what, where=Place(column="parent"), mend=Text(N_("Choose another one.")))


def refuse_unless_theirs(kind: Kind, row: Row, held: Reach) -> None:
    """Refuse a row that does not belong to the departments of a person whose role is bound to them.

    Raises:
        RefusedError: It belongs to another department, or to the whole company.
    """
    if not is_theirs(kind, row, held):
        mend = Text(N_("Choose one of your departments, or ask the direction to write it."))
        raise RefusedError(Text(N_("This would not belong to your departments.")), where=Place(column=_place(kind)), mend=mend)


def is_theirs(kind: Kind, row: Row, held: Reach) -> bool:
    """Tell whether a row belongs to the departments of a person, hence is theirs to write."""
    if held.is_everything:
        return True

    def holds(name: str) -> bool:
        value = row.get(name)
        return bool(value) and held.holds(kind.field(name).ref or "", str(value))

    if kind.table == "unit":
        return holds("parent") or held.holds("unit", str(row.get("key") or ""))
    if kind.table == "budget_line":
        return holds("unit") or holds("project")
    if kind.holder:
        return holds(kind.holder)
    if kind.table == "person":
        return holds("unit")
    if kind.table in OWNED:
        return (
            holds("unit") if row.get("unit") else holds("owner") or (kind.table == "action" and not row.get("owner") and holds("decision"))
        )
    return False


def _place(kind: Kind) -> str:
    names = [f.name for f in kind.declared.fields]
    return kind.holder or next((name for name in ("unit", "parent", "owner") if name in names), "")


def _was_set_apart(kind: Kind, key: tuple[object, ...]) -> bool:
    """Tell whether a link exists that somebody refused, or that was only proposed: making it by hand says otherwise."""
    if kind.table != "contribution":
        return False
    return bool(MODELS["contribution"].objects.filter(project=key[0], objective=key[1], basis__in=("refused", "proposed")).exists())


def _period(kpi: str, day: date) -> tuple[date, date]:
    """Return the period of a reading that a day falls in, by the frequency of its KPI; a month when nobody said it."""
    frequency = MODELS["kpi"].objects.filter(key=kpi).values_list("frequency", flat=True).first()
    if frequency == "day":
        return day, day + timedelta(days=1)
    if frequency == "week":
        monday = day - timedelta(days=day.weekday())
        return monday, monday + timedelta(days=7)
    months = {"quarter": 3, "year": 12}.get(frequency or "", 1)
    first = (day.month - 1) // months * months
    last = first + months
    return date(day.year, first + 1, 1), date(day.year + last // 12, last % 12 + 1, 1)


def _a_year_after(day: date) -> date:
    return date(day.year + 1, day.month, 28 if (day.month, day.day) == (2, 29) else day.day)


def named(row: Row, kind: Kind, key: Key) -> str:
    """Return what a row is called, its code when it has no name."""
    return str(row.get(kind.named_by) or " · ".join(str(part) for part in key if part))
