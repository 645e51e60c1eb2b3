"""Everything that the page of one process shows, put together."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from pupitre import words
from pupitre.desk.web.cards import cards as finding_cards
from pupitre.desk.web.methods import pages
from pupitre.desk.web.people import owners
from pupitre.domains.processes.web import answer, choices, live, sections
from pupitre.domains.processes.web.asked import Asked
from pupitre.domains.processes.web.cases import Case, Open, attributes, longest, oldest
from pupitre.domains.processes.web.panel import evidence, losses, panel
from pupitre.domains.processes.web.picture import picture, tone
from pupitre.domains.processes.web.proved import improvements
from pupitre.domains.processes.web.register import Entry, Register
from pupitre.domains.processes.web.sight import Sight, sight
from pupitre.domains.processes.web.twins import twins
from pupitre.domains.processes.web.writing import lasting, length
from pupitre.kernel import N_, Text
from pupitre.words import Lang

FINDINGS = 7
METHODS = {
    "processes": Text(N_("What a log tells")),
    "bottleneck": Text(N_("Where work waits")),
    "rework-loop": Text(N_("Work that goes back")),
    "proof-of-improvement": Text(N_("Before and after")),
}


@dataclass(frozen=True, slots=True)
class Line:
    """A process in the register, its figures written for the reader."""

    entry: Entry
    median: str
    most: str
    target: str
    tone: str
    percent: int
    worst_link: str


def line(entry: Entry, lang: Lang) -> Line:
    """Return a process as the register writes it."""
    median, most, share = entry.seen.get("lead_median_days"), entry.seen.get("lead_p90_days"), (entry.worst or {}).get("wait_share") or 0.0
    shown = Asked(step=entry.worst["activity"]).address() if entry.worst else ""
    return Line(
        entry=entry,
        median="" if median is None else lasting(median, lang),
        most=lasting(most, lang),
        target=lasting(entry.target_days, lang),
        tone=tone(share),
        percent=round(100 * share),
        worst_link=f"{entry.link}{shown}#map",
    )


@dataclass(frozen=True, slots=True)
class Waited:
    """A case with its wait written for the reader."""

    case: Case
    written: str

    @property
    def name(self) -> str:
        """Its code in the log."""
        return self.case.name

    @property
    def link(self) -> str:
        """The page of its events."""
        return self.case.link

    @property
    def at(self) -> object:
        """When the wait ended."""
        return self.case.at


def context(known: Register, entry: Entry, asked: Asked, lang: Lang, *, is_whole: bool = True) -> dict[str, Any]:
    """Return what the page of a process shows of the cases that its address keeps.

    Args:
        known: The register, with the tables that the page reads. entry: The process. asked: The choices of the address. lang: The language.
        is_whole: Whether what takes longer for some cases alone, rules and departments, is worked out now; else the page asks for it apart.
    """
    log = live.held(entry.key, on=known.on) if asked.is_filtered or asked.step or asked.way or asked.is_open or asked.is_choosing else None
    kept = dict(live.tables(log, asked, entry.key, on=known.on)) if log is not None and asked.is_filtered else None
    is_later = kept is not None and not is_whole
    if log is not None and kept is not None and is_whole:
        kept |= live.more_tables(log, asked, entry.key, on=known.on)
    seen, key = sight(known, entry, kept), entry.key
    looked = panel(seen, asked, lang)
    told = seen.entry.findings[:FINDINGS]
    back = tuple((row["from"], row["to"]) for row in seen.loops)
    is_split = any(step["touch_days"] is not None for step in seen.entry.steps)

    def source(table: str) -> str:
        return evidence(asked, f"processes.{table}", "", key)

    return {
        "sight": seen,
        "whole": entry.seen,
        "asked": asked,
        "answer": answer.of_process(seen.entry),
        "support": answer.around_process(seen.entry, on=known.on),
        "answer_proof": source("step"),
        "figures": figures(seen, asked, lang),
        "picture": picture(seen.flow, asked, back, title=words.render(Text(N_("Paths between steps")), lang), lang=lang),
        "nothing_follows": Text(N_("Nothing follows anything in these cases.")),
        "levels": choices.levels(asked),
        "bys": choices.bys(asked),
        "map_proof": source("flow"),
        "panel": looked,
        "cases": [Waited(one, lasting(one.days, lang)) for one in longest(log, asked, key)] if log is not None and looked else (),
        "opens": _opens(log, asked, key, lang),
        "open_link": asked.address(is_open=True, step="", way=None) + "#chosen",
        "close_link": asked.address() + "#map",
        "losses": losses(seen, asked, lang),
        "is_split": is_split,
        "cards": _cards(looked.findings if looked else told, known),
        "made": choices.made(asked),
        "all_link": Asked(level=asked.level, by=asked.by).address() + "#map",
        "form": choices.form(seen, asked, attributes(log), first=entry.seen.get("first_on"))
        if log is not None and asked.is_choosing
        else None,
        "compare_query": asked.cases_only.address() if asked.is_filtered else "",
        "bars": sections.bars(seen, lang),
        "bars_proof": source("step"),
        "paths": sections.paths(seen, asked, lang),
        "paths_proof": source("variant"),
        "backs": sections.backs(seen, asked, lang),
        "loops_proof": source("loop"),
        "is_later": is_later,
        **apart(known, seen, asked, lang),
        "twins": twins(seen, known.reach, known.units, {one.key: one.name for one in known.entries}),
        "improvements": improvements(seen, known.reach, lang),
        "faults": sections.faults(seen, entry.seen.get("event_count") or 0),
        "methods": [(reverse("desk:method", args=[name]), title) for name, title in METHODS.items() if name in pages()],
    }


def apart(known: Register, seen: Sight, asked: Asked, lang: Lang) -> dict[str, Any]:
    """Return the sections that a page of some cases asks for apart: the rules, and what passes between departments."""
    return {
        "rules": sections.rules(seen, asked),
        "rules_proof": evidence(asked, "processes.rule_result", "", seen.entry.key),
        "matrix": sections.matrix(seen, asked, known.units, known.reach, lang),
        "handovers_proof": evidence(asked, "processes.handover", "", seen.entry.key),
    }


def _form(seen: Sight, asked: Asked, log: live.Held | None, entry: Entry) -> choices.Form | None:
    """Return the form of filters when it is asked for."""
    if log is None or not asked.is_choosing:
        return None
    return choices.form(seen, asked, attributes(log), first=entry.seen.get("first_on"))


def _opens(log: live.Held | None, asked: Asked, key: str, lang: Lang) -> list[tuple[Open, str, str]]:
    """Return the cases still open when they are asked for, with their age and how long nothing has happened."""
    if log is None or not asked.is_open:
        return []
    return [(one, lasting(one.age, lang), lasting(one.idle, lang)) for one in oldest(log, asked, key)]


def _cards(kept: Any, known: Register) -> Any:  # findings to what their template reads
    return finding_cards(kept, on=known.on, owners=owners(kept)) if kept else ()


def figures(seen: Sight, asked: Asked, lang: Lang) -> list[tuple[Text, str, str, Text | None]]:
    """Return the figures on top of a process: name, value, proof, a word beside."""
    row, key = seen.entry.seen, seen.entry.key

    def link(column: str) -> str:
        return evidence(asked, "processes.overview", column, key)

    def count(name: str) -> str:
        return words.number(row[name], lang, digits=0)

    found: list[tuple[Text, str, str, Text | None]] = []
    if row.get("lead_median_days") is not None:
        target = None if seen.entry.target_days is None else Text(N_("promised: %(target)s"), target=length(seen.entry.target_days))
        found.append((Text(N_("Half of the cases take over")), lasting(row["lead_median_days"], lang), link("lead_median_days"), target))
    if row.get("lead_p90_days") is not None:
        found.append((Text(N_("One in ten takes over")), lasting(row["lead_p90_days"], lang), link("lead_p90_days"), None))
    if row.get("wait_share") is not None and any(step["touch_days"] is not None for step in seen.entry.steps):
        found.append((Text(N_("Spent waiting")), words.share(row["wait_share"], lang), link("wait_share"), Text(N_("of the lead time"))))
    if row.get("case_count") is not None:
        open_cases = row.get("open_count")
        beside = None if open_cases is None else Text.many(N_("%(count)s still open"), N_("%(count)s still open"), count=open_cases)
        found.append((Text(N_("Cases logged")), count("case_count"), link("case_count"), beside))
    if row.get("weekly_cases") is not None:
        found.append((Text(N_("Finished a week")), words.number(row["weekly_cases"], lang, digits=1), link("weekly_cases"), None))
    if row.get("rework_share") is not None:
        found.append((Text(N_("Do a step again")), words.share(row["rework_share"], lang), link("rework_share"), Text(N_("of the cases"))))
    return found
