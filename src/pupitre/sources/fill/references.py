"""Names and codes in a file turned into business keys, with the rows of what is named for the first time."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

import pyarrow as pa
import pyarrow.compute as pc

from pupitre.kernel import N_, Place, Problem, Text
from pupitre.sources.doubts import asked
from pupitre.sources.fill.columns import Column, Rows, built, mapped, mapped_pairs
from pupitre.sources.fill.context import FillContext, many_unknown, unknown
from pupitre.sources.fill.keys import abbreviates, folded, slug
from pupitre.sources.reading import Choice, Question

SAYS = {
    "person": Text(N_("The person")),
    "axis": Text(N_("The axis")),
    "objective": Text(N_("The objective")),
    "kpi": Text(N_("The KPI")),
    "skill": Text(N_("The skill")),
    "programme": Text(N_("The programme")),
    "project": Text(N_("The project")),
    "task": Text(N_("The task")),
    "decision": Text(N_("The decision")),
    "risk": Text(N_("The risk")),
    "supplier": Text(N_("The supplier")),
    "process": Text(N_("The process")),
}
CREATED = frozenset({"person", "axis", "skill", "programme", "process"})
"""Kinds whose row is made from the name alone, since a name is all that most files say of them."""

SHORTENED = "names_shortened"
"""The question about names written with initials."""
SHOWN = 10
"""Unknown names of one column said one by one; more of them are said together."""


@dataclass(slots=True)
class References:
    """The names met while one table is filled in.

    Args:
        rows: The rows of the file. context: What is known. sheet: For places.
    """

    rows: Rows
    context: FillContext
    sheet: str | None
    problems: list[Problem] = field(default_factory=list)
    _shortened: dict[str, tuple[str, int, str]] = field(default_factory=dict)
    _new: dict[str, dict[str, tuple[str, int]]] = field(default_factory=dict)

    def department(self, name: str = "department", code: str = "department_code") -> Column:
        """Return the unit of each row, from its name, its number or both."""
        return mapped_pairs(self.rows.code(name), self.rows.code(code), lambda n, c: self.context.departments.get((n, c)) or None)

    def as_written(self) -> dict[str, Column]:
        """Return the department's name and number where the file writes them otherwise than the unit they were matched to."""
        name, code = self.rows.code("department"), self.rows.code("department_code")
        where, spelled = self.context.departments, self.context.spelled

        def other_name(written: str, number: str) -> str | None:
            return written if written and spelled.get(where.get((written, number), "")) != written else None

        def other_code(written: str, number: str) -> str | None:
            return number if number and where.get((written, number)) != number else None

        return {"department": mapped_pairs(name, code, other_name), "department_code": mapped_pairs(name, code, other_code)}

    def keys(self, kind: str, name: str, within: tuple[Column, Column] | None = None) -> Column:
        """Return the key of the thing each row names in the column `name`.

        A person, an axis, a skill, a programme or a process named for the first time gets a row; any other unknown name is kept as
        written and said.

        Args:
            kind: Kind of thing named. name: Column of the file.
            within: For a column of lists, its flattened texts and the row of the file that each stands in.
        """
        column, source_row = within or (self.rows.text(name), self.rows.source_row)
        counts = Counter(column.drop_null().to_pylist())
        first = _first_rows(column, source_row)
        strangers: list[str] = []
        found = mapped(column, lambda text: self._key(kind, name, text, first[text], strangers))
        places = {text: Place(self.context.file, self.sheet, first[text], name) for text in strangers}
        if len(strangers) > SHOWN:
            self.problems.append(many_unknown(SAYS[kind], strangers, places[strangers[0]]))
        else:
            self.problems += [unknown(SAYS[kind], text, places[text], counts[text]) for text in strangers]
        return found

    def _key(self, kind: str, name: str, text: str, row: int, strangers: list[str]) -> str:
        known = self.context.known.find(kind, text)
        if known is not None:
            return known
        if kind == "person" and (whole := self._whole(text)):
            self._shortened.setdefault(text, (whole, row, name))
            if self.context.answers.get(SHORTENED) == "same":
                return self.context.known.find("person", whole) or text
        if kind in CREATED or self.context.known.is_shared(kind, text):
            if self.context.known.is_shared(kind, text):
                self.problems.append(self._shared(kind, name, text, row))
            key = slug(text)
            self._new.setdefault(kind, {}).setdefault(folded(kind, text), (text, row))
            return slug(self._new[kind][folded(kind, text)][0]) if kind in CREATED else key
        if self.context.known.knows(kind):
            strangers.append(text)
        return text

    def _whole(self, text: str) -> str:
        """Return the only known name that a name with initials may stand for, as it is compared; empty when there is none or several."""
        short = folded("person", text)
        if all(len(word) > 1 for word in short.split()):
            return ""
        found = [full for full in self.context.known.names.get("person", {}) if abbreviates(short, full)]
        return found[0] if len(found) == 1 else ""

    def questions(self, scope: str) -> tuple[Question, ...]:
        """Ask whether the names with initials are those of people already known; meanwhile, they are taken for others."""
        if not self._shortened:
            return ()
        _, row, column = next(iter(self._shortened.values()))
        written = self.context.known.written
        pairs = tuple(
            Text(N_("%(short)s (%(name)s)"), short=short, name=written.get(whole, whole))
            for short, (whole, _, _) in self._shortened.items()
        )
        listed = pairs[:SHOWN]
        return (
            asked(
                SHORTENED,
                Place(self.context.file, self.sheet, row, column),
                Text.many(
                    N_("%(count)s name is written with initials; is it the person known: %(names)s?"),
                    N_("%(count)s names are written with initials; are they the people known: %(names)s?"),
                    count=len(pairs),
                    names=listed,
                ),
                Text(N_("Write the names in full, or say whether they are the same people.")),
                scope=scope,
                choices=(Choice("same", Text(N_("The same people"))), Choice("others", Text(N_("Other people")))),
                assumption="others",
                answers={f"{SHORTENED}:{scope}" if scope else SHORTENED: answer}
                if (answer := self.context.answers.get(SHORTENED))
                else None,
            ),
        )

    def created(self) -> dict[str, pa.Table]:
        """Return the rows of what was named for the first time, by model table."""
        tables = {}
        for kind, things in self._new.items():
            if kind in CREATED:
                names = [text for text, _ in things.values()]
                columns = {"key": pa.array([slug(n) for n in names], pa.string()), "name": pa.array(names, pa.string())}
                tables[kind] = built(kind, columns, pa.array([row for _, row in things.values()], pa.int64()))
        return tables

    def _shared(self, kind: str, name: str, text: str, row: int) -> Problem:
        return Problem(
            rule="reference.shared_name",
            severity="warning",
            where=Place(self.context.file, self.sheet, row, name),
            found=text,
            what=Text(N_('%(kind)s "%(value)s" may be any of several that share this name.'), kind=SAYS[kind], value=text),
            mend=Text(N_("Use the code instead of the name in this column.")),
            reason="shared_name",
        )


def _first_rows(column: Column, source_row: Column) -> dict[str, int]:
    pairs = pa.table({"text": column, "row": source_row}).filter(pc.is_valid(column))
    firsts = pairs.group_by("text").aggregate([("row", "min")])
    return dict(zip(firsts.column("text").to_pylist(), firsts.column("row_min").to_pylist(), strict=True))


def listed(rows: Rows, name: str) -> tuple[Column, tuple[Column, Column]]:
    """Return a column of lists laid flat: the position of the row of each text, then the texts with the row of the file they stand in."""
    lists = rows.typed(name, "list")
    which = pc.list_parent_indices(lists)
    texts = pc.utf8_trim_whitespace(pc.list_flatten(lists))
    return which, (pc.if_else(pc.equal(texts, ""), pa.scalar(None, pa.string()), texts), rows.source_row.take(which))


def named_lists(rows: Rows, refs: References, kind: str, name: str) -> Column:
    """Return a column of lists with the names in it turned into keys."""
    which, texts = listed(rows, name)
    keys: list[list[str]] = [[] for _ in range(rows.count)]
    for row, key in zip(which.to_pylist(), refs.keys(kind, name, texts).to_pylist(), strict=True):
        if key is not None:
            keys[row].append(key)
    return pa.array([found or None for found in keys], pa.list_(pa.string()))
