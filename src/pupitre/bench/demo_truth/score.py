"""What was found of what was planted."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

Json = Mapping[str, Any]  # a document read from a file: checked where it is used

NUMBER = re.compile(r"-?\d+(\.\d+)?")
DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


@dataclass(slots=True)
class Tally:
    """How one plant fared.

    Args:
        plant: Its number. rule: Which rule must find it.
        planted: Cases above what can be detected. found: Those found, with every figure.
        unwanted: Findings or subjects of the rule that are no case. faint: Cases below detection that were found all the same.
        remarks: What is missing, wrong or unwanted, one sentence each.
    """

    plant: int
    rule: str
    planted: int = 0
    found: int = 0
    unwanted: int = 0
    faint: int = 0
    remarks: list[str] = field(default_factory=list)

    @property
    def precision(self) -> float | None:
        """Share of what was said that is true; None when nothing was said."""
        said = self.found + self.faint + self.unwanted
        return (self.found + self.faint) / said if said else None

    @property
    def recall(self) -> float | None:
        """Share of what was planted that was said; None when nothing was planted."""
        return self.found / self.planted if self.planted else None

    def joined(self, other: Tally) -> Tally:
        """Return this tally and another of the same plant together."""
        return Tally(
            self.plant,
            self.rule,
            self.planted + other.planted,
            self.found + other.found,
            self.unwanted + other.unwanted,
            self.faint + other.faint,
            [*self.remarks, *other.remarks],
        )


def tally(plant: Json, findings: Sequence[Json]) -> Tally:
    """Return how a plant fared among the findings of a company.

    Args:
        plant: An entry of the truth's `plants`. findings: Every finding, as `pupitre examine --json` prints them.
    """
    mine = [finding for finding in findings if finding["rule"] == plant["rule"]]
    judge = _one_finding_each if plant["one_finding"] else _subject_by_subject
    return judge(plant, mine)


def _subject_by_subject(plant: Json, findings: Sequence[Json]) -> Tally:
    """Judge a rule whose subjects count, however many of them stand in one finding."""
    score = Tally(plant["plant"], plant["rule"])
    by_subject = {key: finding for finding in findings for key in subjects(finding, plant["kind"])}
    expected = {same(subject): case for case in plant["instances"] for subject in case["subjects"]}
    for name, case in expected.items():
        _count(score, case, by_subject.get(name))
    for name in by_subject.keys() - expected.keys():
        score.unwanted += 1
        score.remarks.append(f"unwanted: {name}")
    return score


def _one_finding_each(plant: Json, findings: Sequence[Json]) -> Tally:
    """Judge a rule each of whose cases must be told whole in one finding."""
    score = Tally(plant["plant"], plant["rule"])
    left = list(findings)
    for case in plant["instances"]:
        wanted = {same(subject) for subject in case["subjects"]}
        able = [finding for finding in left if wanted <= told_of(finding, plant["kind"])]
        whole = min(able, key=lambda finding: len(_missing(case, finding)), default=None)
        if whole is not None and subjects(whole, plant["kind"]) - wanted and len(wanted) > 1:
            score.unwanted += 1
            score.remarks.append(f"too many subjects: {sorted(subjects(whole, plant['kind']) - wanted)}")
        if whole is not None:
            left.remove(whole)
        _count(score, case, whole)
    tolerated = {same(subject) for subject in plant.get("tolerated", ())}
    for finding in left:
        if tolerated and subjects(finding, plant["kind"]) <= tolerated:
            continue
        score.unwanted += 1
        score.remarks.append(f"unwanted: {sorted(subjects(finding, plant['kind']))}")
    return score


def _count(score: Tally, case: Json, finding: Json | None) -> None:
    missing = [] if finding is None else _missing(case, finding)
    faint = bool(case["below_detection"])
    score.planted += not faint
    if finding is None:
        if not faint:
            score.remarks.append(f"missed: {case['subjects']}")
    elif missing:
        score.remarks.append(f"{case['subjects']} told without {', '.join(missing)}")
    elif faint:
        score.faint += 1
    else:
        score.found += 1


def _missing(case: Json, finding: Json) -> list[str]:
    """Return what a finding does not state of a case: figures, names, values of columns, days."""
    return [
        *_figures_missing(case, finding),
        *_names_missing(case, finding),
        *_values_missing(case, finding),
        *_days_missing(case, finding),
    ]


def _days_missing(case: Json, finding: Json) -> list[str]:
    stated = {day[:10] for day in words(finding) if DAY.match(day)} | {str(finding.get("since") or "")[:10]}
    return [
        f"{day['name']} from {day['from']} to {day['to']}"
        for day in case.get("dates", ())
        if not any(day["from"] <= one <= day["to"] for one in stated)
    ]


def _figures_missing(case: Json, finding: Json) -> list[str]:
    """Return the figures that the finding does not state: a share may be written 0.21 or 21."""
    stated = list(numbers(finding))
    return [
        f"{figure['name']} {figure['any_of']}"
        for figure in case["figures"]
        if not any(
            abs(abs(n) - wanted) <= figure["tolerance"] + 1e-9 or abs(abs(n) / 100 - wanted) <= figure["tolerance"] * (wanted < 1)
            for wanted in figure["any_of"]
            for n in stated
        )
    ]


def _names_missing(case: Json, finding: Json) -> list[str]:
    text = same(" ".join(words(finding)))
    return [name for name in case["also"] if same(name) not in text]


def _values_missing(case: Json, finding: Json) -> list[str]:
    """Return the values that stand nowhere as whole words: one letter is part of any name."""
    text = " ".join(words(finding)).casefold()
    return [value for value in case.get("values", ()) if not re.search(rf"(?<!\w){re.escape(value.casefold())}(?!\w)", text)]


def subjects(finding: Json, kind: str) -> set[str]:
    """Return the subjects of one kind that a finding is about."""
    return {same(subject["key"]) for subject in finding["subjects"] if subject["kind"] == kind}


def told_of(finding: Json, kind: str) -> set[str]:
    """Return the things of one kind that a finding is about or gives as evidence."""
    rows = (same(part) for proof in finding["evidence"] if proof["table"] == kind for key in proof["keys"] for part in key)
    return subjects(finding, kind) | set(rows)


def same(name: str) -> str:
    """Return a name without case, accents or punctuation: `Taux de service` and `taux-de-service` are the same."""
    plain = unicodedata.normalize("NFKD", name.casefold())
    return "".join(c for c in plain if c.isalnum())


def numbers(finding: Json) -> Iterator[float]:
    """Return every number of a finding's sentence, evidence and stake."""
    for value in _leaves(
        [finding["text"]["values"], finding["text"].get("count"), [e["values"] for e in finding["evidence"]], finding["money"]]
    ):
        if (isinstance(value, (int, float)) and not isinstance(value, bool)) or (isinstance(value, str) and NUMBER.fullmatch(value)):
            yield float(value)


def words(finding: Json) -> Iterator[str]:
    """Return every text of a finding's subjects, sentence and evidence."""
    parts = [finding["subjects"], finding["text"]["values"], [[e["keys"], e["values"]] for e in finding["evidence"]], finding["cause"]]
    yield from (value for value in _leaves(parts) if isinstance(value, str))


def _leaves(value: object) -> Iterator[object]:
    """Return the values at the ends of a document."""
    if isinstance(value, Mapping):
        for part in value.values():
            yield from _leaves(part)
    elif isinstance(value, Iterable) and not isinstance(value, str):
        for part in value:
            yield from _leaves(part)
    else:
        yield value


def loud_decoys(decoys: Sequence[Json], findings: Sequence[Json]) -> list[str]:
    """Return the decoys that a rule spoke of, one sentence each; an empty list is right."""
    together = [
        f"decoy {decoy['decoy']} ({decoy['what']}): {finding['rule']} speaks of both"
        for decoy in decoys
        for finding in findings
        if "together" in decoy and {same(name) for name in decoy["together"]} <= {same(word) for word in words(finding)}
    ]
    return (
        together
        + _spoken_of(decoys, findings)
        + [
            f"decoy {decoy['decoy']} ({decoy['what']}): {finding['rule']} speaks of {key['key']}"
            for decoy in decoys
            for finding in findings
            if finding["rule"] in decoy["rules"]
            for key in finding["subjects"]
            if same(key["key"]) in {same(subject) for subject in decoy["subjects"]}
        ]
    )


def _spoken_of(decoys: Sequence[Json], findings: Sequence[Json]) -> list[str]:
    """Return the decoys all of whose names stand in one sentence of a rule that must not say them."""
    return [
        f"decoy {decoy['decoy']} ({decoy['what']}): {finding['rule']} speaks of {' and '.join(decoy['spoken'][1:])}"
        for decoy in decoys
        for finding in findings
        if "spoken" in decoy and finding["rule"] in decoy["rules"] and _says(finding, decoy["spoken"])
    ]


def _says(finding: Json, names: Sequence[str]) -> bool:
    """Tell whether the subjects and the sentence of a finding, its evidence left aside, name all of some things."""
    said = [value for value in _leaves([finding["subjects"], finding["text"]["values"]]) if isinstance(value, str)]
    return {same(name) for name in names} <= {same(value) for value in said}
