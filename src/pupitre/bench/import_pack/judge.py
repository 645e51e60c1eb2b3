"""A reading held against its truth file, cell by cell."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

Json = Any  # a truth document or a reading


@dataclass(slots=True)
class Verdict:
    """What a reading got.

    Args:
        cells: Cells of the truth. right: Of those, read alike.
        silently_wrong: Cells read as another value, rows loaded that should not be, without a word.
        missed: Cells or rows that were left out.
        refused_rightly: Rows refused for the right reason. refused_due: Rows that were to be refused.
        faults: The differences, in words.
    """

    cells: int = 0
    right: int = 0
    silently_wrong: int = 0
    missed: int = 0
    refused_rightly: int = 0
    refused_due: int = 0
    faults: list[str] = field(default_factory=list)

    @property
    def is_right(self) -> bool:
        """Whether nothing differs at all, questions, warnings and headers included."""
        return not self.faults


def alike(expected: object, found: object) -> bool:
    """Whether two values are one: numbers to a millionth, the rest exactly."""
    if isinstance(expected, bool) or isinstance(found, bool):
        return expected is found
    if isinstance(expected, int | float) and isinstance(found, int | float):
        return abs(expected - found) <= 1e-6 * max(1.0, abs(expected))
    return expected == found


def judge(truth: Json, found: Json) -> Verdict:
    """Return how a reading compares with its truth."""
    verdict = Verdict()
    for name in ("locale", "format", "encoding", "separator"):
        _same(verdict, name, truth[name], found[name])
    _same(verdict, "questions", sorted(q["code"] for q in truth["questions"]), sorted(q["code"] for q in found["questions"]))
    _same(verdict, "sheets without table", truth.get("sheets_without_table", []), found["sheets_without_table"])
    _same(verdict, "number of tables", len(truth["tables"]), len(found["tables"]))
    for at, table in enumerate(truth["tables"]):
        if at < len(found["tables"]):
            _table(verdict, table, found["tables"][at])
        else:
            count = sum(len(row["values"]) for row in table["rows"])
            verdict.cells, verdict.missed = verdict.cells + count, verdict.missed + count
    return verdict


def _same(verdict: Verdict, what: str, expected: object, got: object) -> None:
    if expected != got:
        verdict.faults.append(f"{what}: {got!r} instead of {expected!r}")


def _table(verdict: Verdict, truth: Json, found: Json) -> None:
    for name in ("sheet", "kind", "layout", "key", "header_rows", "counts"):
        _same(verdict, name, truth[name], found[name])
    _same(verdict, "columns", [_column(c) for c in truth["columns"]], [_column(c) for c in found["columns"]])
    _same(
        verdict, "ignored", [(i["source_row"], i["why"]) for i in truth["ignored"]], [(i["source_row"], i["why"]) for i in found["ignored"]]
    )
    _same(verdict, "warnings", sorted(map(_warning, truth["warnings"])), sorted(map(_warning, found["warnings"])))
    due = sorted(map(_refusal, truth["refused"]))
    got = sorted(map(_refusal, found["refused"]))
    _same(verdict, "refused", due, got)
    verdict.refused_due += len(due)
    verdict.refused_rightly += sum(1 for refusal in due if refusal in got)
    _rows(verdict, truth["rows"], found["rows"])
    for name in sorted({*truth["sums"], *found["sums"]}):
        if not alike(truth["sums"].get(name), found["sums"].get(name)):
            verdict.faults.append(f"sum of {name}: {found['sums'].get(name)} instead of {truth['sums'].get(name)}")


def _rows(verdict: Verdict, truth: list[Json], found: list[Json]) -> None:
    expected = {(r["source_row"], r["values"].get("period")): r["values"] for r in truth}
    got = {(r["source_row"], r["values"].get("period")): r["values"] for r in found}
    for key, values in expected.items():
        verdict.cells += len(values)
        if key not in got:
            verdict.missed += len(values)
            verdict.faults.append(f"row {key} is missing")
            continue
        for name in sorted({*values, *got[key]}):
            wanted, read = values.get(name), got[key].get(name)
            if alike(wanted, read):
                verdict.right += name in values
                continue
            verdict.faults.append(f"row {key}, {name}: {read!r} instead of {wanted!r}")
            if read is None:
                verdict.missed += 1
            else:
                verdict.silently_wrong += 1
    for key in [k for k in got if k not in expected]:
        verdict.silently_wrong += len(got[key])
        verdict.faults.append(f"row {key} should not be loaded")


def _column(column: Json) -> tuple[object, ...]:
    return column["col"], column["header"].strip(), column["field"], column.get("period")


def _refusal(refused: Json) -> tuple[str, ...]:
    return tuple(str(refused[name]) for name in ("source_row", "reason", "field", "raw"))


def _warning(warned: Json) -> tuple[str, ...]:
    raw = "" if warned["code"] == "hidden_column" else warned.get("raw")
    return str(warned["source_row"]), warned["code"], str(raw), str(warned.get("matched"))
