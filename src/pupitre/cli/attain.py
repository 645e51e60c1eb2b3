"""`pupitre attain`: how likely each objective is and why, and what changes would do."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date
    from pathlib import Path

    from pupitre import words
    from pupitre.desk.what_if import Moved, Supposed

SUMMARY = "how likely each objective is, why, and what changes would do"
TABLES = (
    "impact.objective_chance",
    "impact.measure_outlook",
    "impact.cause",
    "impact.family_share",
    "impact.worth_knowing",
    "impact.horizon_chance",
    "impact.assumption_state",
)
Row = dict[str, Any]
"""A row of a derived table, or a part of the document."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the word takes."""
    parser.add_argument("--home", help="home directory (default: PUPITRE_HOME, else ~/.pupitre)")
    parser.add_argument("--json", action="store_true", help="print everything as JSON")
    parser.add_argument("--what-if", metavar="FILE", help="a JSON list of changes supposed together (docs/commands.md)")
    parser.add_argument("--lang", choices=("fr", "en"), help="language of the sentences (default: the home's)")


def run(args: argparse.Namespace) -> int:
    """Print the probabilities of the last examination, made first when files came since; return 1 when there are none."""
    from pathlib import Path

    from pupitre.desk.homes import open_home

    changes = changes_of(Path(args.what_if)) if args.what_if else None
    open_home(args.home, must_exist=True)
    from django.utils import timezone

    from pupitre import words
    from pupitre.cli.examine import teller
    from pupitre.desk import examine
    from pupitre.desk.attainment import held
    from pupitre.desk.rights import EVERYTHING
    from pupitre.desk.settings import setting
    from pupitre.desk.what_if import suppose
    from pupitre.kernel import N_, RefusedError, Text

    lang = args.lang or setting("language")
    if examine.is_behind() or held() is None:
        examine.run(on=timezone.localdate(), told=teller(lang))
    futures = held()
    if futures is None:
        what = Text(N_("No probability can be computed."))
        raise RefusedError(what, mend=Text(N_("Load objectives with their key results and KPIs.")))
    supposed = suppose(futures, changes, EVERYTHING) if changes is not None else None
    language = words.language(lang)
    if args.json:
        print_json(futures.run, futures.on, supposed, language)
    else:
        print_list(supposed, language)
    return 0


def changes_of(path: Path) -> Sequence[Mapping[str, object]]:
    """Return the changes that a file lists.

    Raises:
        InputError: It cannot be read, or is not a JSON list of objects.
    """
    import json

    from pupitre.kernel import N_, InputError, Place, Text

    where, mend = Place(file=str(path)), Text(N_('Write a list, such as [{"do": "cancel", "project": "P-012"}].'))
    try:
        said = json.loads(path.read_text("utf-8"))
    except OSError as fault:
        raise InputError(Text(N_("The file cannot be read: %(reason)s."), reason=fault.strerror or ""), where=where) from fault
    except (ValueError, RecursionError) as fault:
        raise InputError(Text(N_("The file is not JSON.")), where=where, mend=mend) from fault
    listed = said.get("changes") if isinstance(said, dict) else said
    if not isinstance(listed, list) or not all(isinstance(one, dict) for one in listed):
        raise InputError(Text(N_("The file does not hold a list of changes.")), where=where, mend=mend)
    return listed


def print_json(run: int, on: date, supposed: Supposed | None, lang: words.Lang) -> None:
    """Print the machine output (docs/commands.md)."""
    import json

    from pupitre.desk import derived

    tables = {name: derived.latest(name).to_pylist() for name in TABLES}
    body: Row = {
        "schema": "pupitre.attain/1",
        "on": on.isoformat(),
        "run": run,
        "objectives": [objective(row, tables, lang) for row in tables["impact.objective_chance"]],
        "assumptions": [plain(row) for row in tables["impact.assumption_state"]],
        "left_out": left_out(lang),
    }
    if supposed is not None:
        body["what_if"] = what_if(supposed)
    print(json.dumps(body, ensure_ascii=False))


def objective(row: Row, tables: Mapping[str, list[Row]], lang: words.Lang) -> Row:
    """Return what is said of one objective."""

    def own(name: str, *fields: str) -> list[Row]:
        return [plain({f: one[f] for f in fields}) for one in tables[name] if one["objective"] == row["objective"]]

    first = ("objective", "due_on", "chance", "low", "high", "declared_share", "mean_score", "measured_count", "part_count")
    return plain({name: row[name] for name in first}) | {
        "reason": row["reason"] or None,
        "reason_said": why(row["reason"], lang),
        "dependence": {"0": row["chance_apart"], "0.2": row["chance"], "0.5": row["chance_together"]},
        "causes": own("impact.cause", "kind", "key", "family", "gain", "error", "is_noise"),
        "families": {one["family"]: one["points"] for one in tables["impact.family_share"] if one["objective"] == row["objective"]},
        "worth_knowing": own("impact.worth_knowing", "kind", "key", "measure", "points"),
        "horizons": own("impact.horizon_chance", "horizon_days", "at", "question", "chance", "low", "high"),
        "key_results": [result(one, lang) for one in tables["impact.measure_outlook"] if one["objective"] == row["objective"]],
    }


def result(row: Row, lang: words.Lang) -> Row:
    """Return what is said of one key result; its waterfall adds up to the gap."""
    parts = ("gap_trend", "gap_effects", "gap_late", "gap_risks")
    said = {name: value for name, value in row.items() if name not in ("objective", "reason", "gap", *parts)}
    return plain(said) | {
        "reason": row["reason"] or None,
        "reason_said": why(row["reason"], lang),
        "waterfall": None if row["gap"] is None else {"gap": row["gap"]} | {name.removeprefix("gap_"): row[name] for name in parts},
    }


def why(reason: str | None, lang: words.Lang) -> str | None:
    """Return the sentence of a reason."""
    from pupitre import words
    from pupitre.impact.reasons import REASONS

    return words.render(REASONS[reason], lang) if reason else None


def left_out(lang: words.Lang) -> list[Row]:
    """Return what the last examination could not count, with the reason."""
    from pupitre import words
    from pupitre.kernel.wire import unpack
    from pupitre.records.models import DomainRun

    last = DomainRun.objects.filter(domain="impact").order_by("-run_id").first()
    told = last.absent if last else []
    return [{"kind": one["kind"], "key": one["key"], "reason": words.render(unpack(one["reason"]), lang)} for one in told]


def what_if(supposed: Supposed) -> Row:
    """Return what changes would do."""

    def moved(one: Moved) -> Row:
        gain = one.gain
        chances = {"key": one.key, "before": gain.before, "after": gain.after}
        return chances | {"gain": gain.gain, "error": gain.error, "is_noise": gain.is_noise}

    return {
        "objectives": [moved(one) for one in supposed.objectives],
        "key_results": [moved(one) for one in supposed.key_results],
        "finishes": [plain({"project": key, "before": before, "after": after}) for key, before, after in supposed.finishes],
    }


def plain(row: Mapping[str, Any]) -> Row:
    """Return a row that JSON can hold: days in ISO form."""
    return {name: value.isoformat() if hasattr(value, "isoformat") else value for name, value in row.items()}


def print_list(supposed: Supposed | None, lang: words.Lang) -> None:
    """Print one line per objective: its probability, with what changes would make of it, or why it has none."""
    from pupitre import words
    from pupitre.desk import derived
    from pupitre.desk.rows import columns, read
    from pupitre.impact.wording import between, said
    from pupitre.kernel import N_, Text
    from pupitre.records.system import ROWS

    place = columns(ROWS["objective"]).index("name")
    names = {key[0]: str(row[place]) for key, row in read(ROWS["objective"]).items()}
    after = {one.key: one.gain.after for one in supposed.objectives} if supposed else {}
    for row in derived.latest("impact.objective_chance").to_pylist():
        name = names.get(row["objective"], row["objective"])
        share, changed = row["chance"], after.get(row["objective"])
        if share is None:
            line = Text(N_("%(name)s: %(value)s"), name=name, value=why(row["reason"], lang) or "")
        elif changed is not None:
            line = Text(N_("%(name)s: %(before)s, then %(after)s"), name=name, before=said(share), after=said(changed))
        else:
            line = Text(N_("%(name)s: %(chance)s (%(range)s)"), name=name, chance=said(share), range=between(row["low"], row["high"]))
        print(words.render(line, lang))
