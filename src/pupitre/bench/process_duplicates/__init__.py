"""Work done twice in made-up companies: how much of it is told, in French and English, and how much is told for nothing."""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np

    from pupitre.bench.process_duplicates.company import Company

SEED = 20261130
PLANTED = {"steps": 4, "processes": 1, "entries": 1}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--companies", type=int, default=30, help="companies with work planted twice, and as many without")
    parser.add_argument("--names", choices=("look", "sealed"), help="also steps named by hand: the half looked at, or the other one")
    parser.add_argument("--seed", type=int, default=SEED)


def run(args: argparse.Namespace) -> int:
    start = time.process_time()
    planted = [told(args.seed, at, **PLANTED) for at in range(args.companies)]
    clean = [told(args.seed + 1, at, steps=0, processes=0, entries=0) for at in range(args.companies)]
    report = {
        "schema": "pupitre.bench-process-duplicates/1",
        "companies": args.companies,
        **summed(planted, clean),
        "unknown_words": unknown_words(),
        "names": by_hand(args.names, args.seed) if args.names else None,
        "cpu_seconds": round(time.process_time() - start, 1),
    }
    print(json.dumps(report, indent=2, ensure_ascii=False))
    return 0


def summed(planted: list[dict[str, Any]], clean: list[dict[str, Any]]) -> dict[str, Any]:
    """Return what was told in companies with work planted twice and in those without."""
    return {
        "rows": [_row(kind, planted, clean) for kind in PLANTED],
        "silent": sum(not any(one["told"].values()) for one in clean),
        "missed": [pair for one in planted for pair in one["missed"]],
        "wrongly": [pair for one in (*planted, *clean) for pair in one["wrongly"]],
    }


def told(seed: int, at: int, *, steps: int, processes: int, entries: int) -> dict[str, Any]:
    """Return the pairs planted in a company, those told, and those missed."""
    import numpy as np

    from pupitre.bench.process_duplicates.company import company

    chance = np.random.default_rng([seed, at])
    return judged(company(chance, steps=steps, processes=processes, entries=entries), chance)


def by_hand(half: str, seed: int) -> dict[str, Any]:
    """Return what is told of steps whose names were written by hand: the names alone, then in companies of each trade, three of a kind."""
    import numpy as np

    from pupitre.bench.process_duplicates.named import department, likeness, pairs
    from pupitre.maths.process.alike.processes import LEAST_NAME

    alike = likeness(half)
    found = {
        is_planted: [
            judged(department(chance, half, trade, planted=is_planted), chance)
            for at, trade in enumerate(pairs("same", half))
            for again in range(3)
            for chance in (np.random.default_rng([seed, at, again, is_planted]),)
        ]
        for is_planted in (True, False)
    }
    return {
        "half": half,
        "same": len(alike["same"]),
        "same_alike": sum(value >= LEAST_NAME for value in alike["same"]),
        "different": len(alike["different"]),
        "different_alike": sum(value >= LEAST_NAME for value in alike["different"]),
        **summed(found[True], found[False]),
    }


def judged(made: Company, chance: np.random.Generator) -> dict[str, Any]:
    """Return the pairs planted in a company, those told in its logs, and those missed."""
    from pupitre.bench.process_duplicates.company import events
    from pupitre.maths.process.alike import double_entries, duplicate_processes, duplicate_steps
    from pupitre.maths.process.encode import from_arrow
    from pupitre.maths.process.engine import duck

    engine = duck()
    logs = {name: from_arrow(rows, attributes=("object",), engine=engine) for name, rows in events(made, chance).items()}
    whole = duplicate_processes(logs)
    apart = [pair.keys for pair in whole]
    found = {
        "steps": {frozenset(pair.keys) for pair in duplicate_steps(logs, apart=apart)},
        "processes": {frozenset(pair.keys) for pair in whole},
        "entries": {frozenset(entry.keys) for entry in double_entries(logs)},
    }
    engine.close()
    # The same work stands in two processes alike as a whole, and is entered twice: telling it as a pair of steps is no mistake.
    same = made.same_work()
    right = {"steps": same, "processes": made.processes, "entries": same}
    planted = {"steps": made.steps, "processes": made.processes, "entries": made.entries}
    return {
        "planted": {kind: len(pairs) for kind, pairs in planted.items()},
        "found": {kind: len(found[kind] & pairs) for kind, pairs in planted.items()},
        "told": {kind: len(pairs) for kind, pairs in found.items()},
        "wrong": {kind: len(pairs - right[kind]) for kind, pairs in found.items()},
        "missed": [sorted(pair) for kind in planted for pair in planted[kind] - found[kind]],
        "wrongly": [sorted(pair) for kind in planted for pair in found[kind] - right[kind]],
    }


def unknown_words() -> dict[str, float]:
    """Return the share of the usual and of the rarer words of the list that the lexicons of the method do not hold."""
    from pupitre.bench.process_duplicates.words import OBJECTS, RARE_OBJECTS, RARE_VERBS, VERBS
    from pupitre.maths.process.alike.reading import tokens

    shares = {}
    for name, tables in (("usual", (VERBS, OBJECTS)), ("rare", (RARE_VERBS, RARE_OBJECTS))):
        said = [word for table in tables for one in table.values() for word in (*one.fr, *one.en)]
        shares[name] = round(sum(not any(token.ideas | token.also for token in tokens(word)) for word in said) / len(said), 3)
    return shares


def _row(kind: str, planted: Iterable[dict[str, Any]], clean: Iterable[dict[str, Any]]) -> dict[str, Any]:
    total = {name: sum(one[name][kind] for one in planted) for name in ("planted", "found", "told", "wrong")}
    return {
        "kind": kind,
        **total,
        "precision": round(1 - total["wrong"] / max(total["told"], 1), 3),
        "recall": round(total["found"] / max(total["planted"], 1), 3),
        "told_on_clean": sum(one["told"][kind] for one in clean),
    }
