"""The spellings and numbers of departments, over several files, brought together under one key each."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from pupitre.kernel import N_, Place, Problem, Text
from pupitre.sources.cells.departments import match_departments
from pupitre.sources.fill.keys import fold, slug
from pupitre.sources.fill.likeness import has_initials, is_acronym, resemble, share_a_word
from pupitre.sources.reading import Choice, Question

NEW, PART, NOBODY = "new", "part:", "none"
"""Answers that are no key: a department of its own, a part of another one, no department at all."""


@dataclass(frozen=True, slots=True)
class Mention:
    """A department as one file names it.

    Args:
        name: As written; may be empty. code: Its number, as written; may be empty.
        place: Where it stands first. rows: How many rows name it so.
        role: `list` when the file is the list of departments, `client` when a project is merely done for it, else `owner`.
        others: Other spellings that the list of departments gives.
    """

    name: str
    code: str
    place: Place
    rows: int = 1
    role: str = "owner"
    others: tuple[str, ...] = ()

    @property
    def spelling(self) -> str:
        """The number and the name as one text, under which what was decided is remembered."""
        return f"{self.code}:{self.name}" if self.code else self.name

    @property
    def id(self) -> str:
        """The stable name of the question about it."""
        return f"department:{self.spelling}"


@dataclass(slots=True)
class Group:
    """One department and the ways it is written.

    Args:
        key: Its key. name: The name it goes by. names: Every spelling. parent: Key of the one it is a part of.
        is_known: Whether the home has it already. is_listed: Whether a list of departments has it. first: Its first mention in these files.
    """

    key: str
    name: str
    names: list[str] = field(default_factory=list)
    parent: str = ""
    is_known: bool = False
    is_listed: bool = False
    first: Mention | None = None


@dataclass(frozen=True, slots=True)
class Crosswalk:
    """What every mention stands for.

    Args:
        departments: (as written, code) → key of the unit; no entry where the mention stands for none.
        groups: Every department concerned, by key.
        questions: Doubts, with the assumption made meanwhile.
        problems: What was matched though written otherwise, and what is unknown.
        aliases: Spelling → key, to be remembered; an empty key says that it is no department.
    """

    departments: Mapping[tuple[str, str], str]
    groups: Mapping[str, Group]
    questions: tuple[Question, ...] = ()
    problems: tuple[Problem, ...] = ()
    aliases: Mapping[str, str] = field(default_factory=dict)

    @property
    def spelled(self) -> dict[str, str]:
        """The name each department goes by."""
        return {key: group.name for key, group in self.groups.items()}


def crosswalk(
    mentions: Sequence[Mention],
    *,
    known: Iterable[tuple[str, str, Sequence[str]]] = (),
    aliases: Mapping[str, str] | None = None,
    answers: Mapping[str, str] | None = None,
) -> Crosswalk:
    """Return the department that each mention stands for.

    Evidence, from the strongest: an answer given or remembered; the list of departments; the same number with a name that is alike; the
    same letters, roots, acronym, a name cut short or abbreviated when exactly one department fits. Anything weaker is asked.

    Args:
        mentions: Departments as the files name them.
        known: Departments of the home: key, name, other spellings.
        aliases: Spelling → key, decided earlier.
        answers: Question id → key, `new`, `part:<key>` or `none`.
    """
    matching = _Matching({**(aliases or {})}, answers or {}, known)
    codes: dict[str, set[str]] = {}
    for mention in mentions:
        codes.setdefault(fold(mention.name), set()).update({mention.code} - {""})

    def turn_of(mention: Mention) -> tuple[bool, bool, int, str, str]:
        """Full names before acronyms, a name with one number before one with several, then what most rows say."""
        return is_acronym(mention.name), len(codes[fold(mention.name)]) > 1, -mention.rows, mention.code, mention.name

    for role in ("list", "coded", "owner", "client"):
        for mention in sorted(mentions, key=turn_of):
            turn = "coded" if mention.role == "owner" and mention.code else mention.role
            if turn == role:
                matching.place(mention)
    return matching.result()


@dataclass(frozen=True, slots=True)
class _Doubt:
    """A mention that may stand for several departments."""

    mention: Mention
    keys: tuple[str, ...]
    assumption: str
    code: str


class _Matching:
    """The crosswalk while it is made."""

    def __init__(self, aliases: dict[str, str], answers: Mapping[str, str], known: Iterable[tuple[str, str, Sequence[str]]]) -> None:
        self.aliases, self.answers = aliases, answers
        self.groups: dict[str, Group] = {}
        self.placed: dict[tuple[str, str], str] = {}
        self.doubts: list[_Doubt] = []
        self.matched: list[tuple[Mention, str]] = []
        self.problems: list[Problem] = []
        self.learnt: dict[str, str] = {}
        for key, name, others in known:
            self.groups[key] = Group(key, name, [name, *others], is_known=True)
        self.had_list = bool(self.groups)

    def place(self, mention: Mention) -> None:
        """Decide which department a mention stands for."""
        said = (mention.name, mention.code)
        if said in self.placed or not (mention.name or mention.code):
            return
        answer = self.answers.get(mention.id, self.aliases.get(mention.spelling))
        if answer is not None:
            self._answered(mention, answer)
        elif mention.role == "list":
            self.had_list = True
            self._join(mention, mention.code or self._same_name(mention.name) or slug(mention.name))
            names = self.groups[self.placed[said]].names
            names += [spelling for spelling in mention.others if spelling not in names]
        elif mention.code:
            self._by_code(mention)
        else:
            self._by_name(mention)

    def result(self) -> Crosswalk:
        """Name each department by its best spelling and return the whole."""
        for group in self.groups.values():
            if not group.is_known and not group.is_listed:
                group.name = max(group.names, key=_telling, default=group.key)
        questions = tuple(_question(doubt, {key: self.groups[key].name for key in doubt.keys}) for doubt in self.doubts)
        problems = tuple(_matched(mention, self.groups[key].name) for mention, key in self.matched)
        return Crosswalk(self.placed, self.groups, questions, (*problems, *self.problems), self.learnt)

    def _answered(self, mention: Mention, answer: str) -> None:
        self.learnt[mention.spelling] = ""
        if answer in (NOBODY, ""):
            return
        if answer == NEW:
            key = slug(mention.name or mention.code)
            self._join(mention, key if key not in self.groups else f"{mention.code}-{key}")
        elif answer.startswith(PART):
            whole = answer.removeprefix(PART)
            self._join(mention, f"{whole}/{slug(mention.name)}", parent=whole)
        else:
            self._join(mention, answer)
        self.learnt[mention.spelling] = self.placed[(mention.name, mention.code)]

    def _join(self, mention: Mention, key: str, *, parent: str = "") -> None:
        group = self.groups.setdefault(key, Group(key, mention.name or mention.code, parent=parent, first=mention))
        group.first = group.first or mention
        if mention.name and mention.name not in group.names:
            group.names.append(mention.name)
        if mention.role == "list" and mention.name:
            group.name, group.is_listed = mention.name, True
        self.placed[(mention.name, mention.code)] = key

    def _by_code(self, mention: Mention) -> None:
        code, name = mention.code, mention.name
        other = self._same_name(name)
        if code not in self.groups:
            if other is None:
                self._join(mention, code)
            elif self._is_numbered(other):
                self._ask(mention, [other], assumption=NEW, code="department_two_numbers")
                self._join(mention, code)
            else:
                self._join(mention, other)
                self.learnt[code] = other
            return
        group = self.groups[code]
        names = [spelling for spelling in group.names if fold(spelling) != fold(code)]
        if not (name and names) or any(share_a_word(name, spelling) for spelling in names):
            self._join(mention, code)
        elif other is not None and other != code:
            self._ask(mention, [other, code], assumption=other, code="department_number_differs")
            self._join(mention, other)
        else:
            self._ask(mention, [code], assumption=f"{PART}{code}", code="department_name_differs")
            self._join(mention, f"{code}/{slug(name)}", parent=code)

    def _by_name(self, mention: Mention) -> None:
        same = self._same_name(mention.name) or (mention.name if mention.name in self.groups else None)
        fits = [same] if same else self._fitting(mention.name)
        if len(fits) == 1:
            self._join(mention, fits[0])
            if not same:
                self._said(mention, fits[0])
            return
        likely = fits or [key for key, group in self.groups.items() if any(resemble(mention.name, name) for name in group.names)]
        if mention.role == "client":
            return
        if likely:
            self._ask(mention, likely, assumption=likely[0] if len(likely) == 1 else NEW, code="department_unsure")
        self._join(mention, likely[0] if len(likely) == 1 else slug(mention.name))
        if not likely and self.had_list:
            self.problems.append(_unknown(mention))

    def _same_name(self, name: str) -> str | None:
        """Return the one department that has this very name, but for case, accents and punctuation."""
        wanted = fold(name)
        found = {key for key, group in self.groups.items() if wanted and any(fold(spelling) == wanted for spelling in group.names)}
        return found.pop() if len(found) == 1 else None

    def _fitting(self, name: str) -> list[str]:
        """Return the departments that a spelling surely stands for; exact initials outweigh looser ways to shorten a name."""
        spellings = [(key, other) for key, group in self.groups.items() for other in group.names if not is_acronym(other)]
        exact = {key for key, other in spellings if has_initials(name, other)}
        fits = exact or {key for key, other in spellings if match_departments([name], [other])[name].known}
        return [key for key in self.groups if key in fits]

    def _is_numbered(self, key: str) -> bool:
        return any(code == key for _, code in self.placed) or self.groups[key].is_known

    def _said(self, mention: Mention, key: str) -> None:
        self.learnt[mention.name] = key
        self.matched.append((mention, key))

    def _ask(self, mention: Mention, keys: Sequence[str], *, assumption: str, code: str) -> None:
        self.doubts.append(_Doubt(mention, tuple(keys), assumption, code))


def _question(doubt: _Doubt, names: Mapping[str, str]) -> Question:
    mention = doubt.mention
    choices = [Choice(key, Text(N_("It is %(name)s"), name=name)) for key, name in names.items()]
    choices += [Choice(f"{PART}{key}", Text(N_("It is a part of %(name)s"), name=name)) for key, name in names.items()]
    choices += [Choice(NEW, Text(N_("It is another department"))), Choice(NOBODY, Text(N_("It is no department")))]
    written = f"{mention.name} ({mention.code})" if mention.code and mention.name else mention.name or mention.code
    problem = Problem(
        rule=doubt.code.replace("_", ".", 1),
        severity="question",
        where=mention.place,
        found=written,
        what=Text(N_("Is the department written %(written)s one of these: %(names)s?"), written=written, names=tuple(names.values())),
        mend=Text(N_("Say which department it is; the answer is remembered.")),
        reason=doubt.code,
    )
    return Question(mention.id, doubt.code, problem, tuple(choices), doubt.assumption)


def _matched(mention: Mention, name: str) -> Problem:
    return Problem(
        rule="department.matched",
        severity="warning",
        where=mention.place,
        found=mention.name,
        what=Text(N_('"%(found)s" was taken to be "%(name)s".'), found=mention.name, name=name),
        mend=Text(N_("If it is another department, say so; the answer is remembered.")),
        reason="department_matched",
    )


def _telling(name: str) -> tuple[bool, bool, int]:
    """Order spellings by how well they name a department: words before an acronym, mixed case before capitals, then the longest."""
    return (" " in name or len(name) > 6, not name.isupper(), len(name))


def _unknown(mention: Mention) -> Problem:
    return Problem(
        rule="department.unknown",
        severity="warning",
        where=mention.place,
        found=mention.name,
        what=Text(N_('The department "%(found)s" is not in the list; it is kept as written.'), found=mention.name),
        mend=Text(N_("Add it to the list of departments, or say which one it is.")),
        reason="department_unknown",
    )
