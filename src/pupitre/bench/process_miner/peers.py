"""What pm4py makes of the paths given on standard input; run in an environment that has it. One line of answer per step."""

from __future__ import annotations

import json
import sys
import tempfile
import time
import warnings
from pathlib import Path
from typing import Any


def main() -> None:
    """Answer with figures of its own net, then of the net given, then with the costs of alignments on the net given.

    Of several `logs`, with the tree of each and nothing else.
    """
    warnings.filterwarnings("ignore")
    import pm4py

    question = json.load(sys.stdin)
    if "logs" in question:
        say(trees=[str(pm4py.discover_process_tree_inductive(frame(paths), noise_threshold=0.2)) for paths in question["logs"]])
        return
    rows = frame(question["paths"])
    start = time.process_time()
    own = pm4py.discover_petri_net_inductive(rows, noise_threshold=0.2)
    say(mine_s=round(time.process_time() - start, 4), places=len(own[0].places), transitions=len(own[0].transitions))
    with tempfile.TemporaryDirectory() as folder:
        pm4py.write_pnml(*own, f"{folder}/own.pnml")
        own_net = Path(folder, "own.pnml").read_text(encoding="utf-8")
        Path(folder, "given.pnml").write_text(question["net"], encoding="utf-8")
        given = pm4py.read_pnml(f"{folder}/given.pnml")
    start = time.process_time()
    fitness = pm4py.fitness_token_based_replay(rows, *own)["log_fitness"]
    replay_s = time.process_time() - start
    start = time.process_time()
    precision = pm4py.precision_token_based_replay(rows, *own)
    precision_s = time.process_time() - start
    say(
        own_net=own_net,
        fitness=round(fitness, 5),
        precision=round(precision, 5),
        replay_s=round(replay_s, 3),
        precision_s=round(precision_s, 3),
    )
    say(fitness_of_ours=round(pm4py.fitness_token_based_replay(rows, *given)["log_fitness"], 5))
    start = time.process_time()
    found = pm4py.conformance_diagnostics_alignments(frame([[path, 1] for path in question["aligned"]]), *given)
    say(costs=[int(row["cost"] // 10_000) for row in found], align_s=round(time.process_time() - start, 3))
    say(precision_of_ours=round(pm4py.precision_token_based_replay(rows, *given), 5))


def frame(paths: list[Any]) -> Any:
    """Return a log: a minute between events."""
    import pandas as pd

    cases = [path for path, count in paths for _ in range(count)]
    return pd.DataFrame(
        {
            "case:concept:name": [f"c{case:07}" for case, path in enumerate(cases) for _ in path],
            "concept:name": [activity for path in cases for activity in path],
            "time:timestamp": pd.to_datetime([at * 60 for path in cases for at in range(len(path))], unit="s", utc=True),
        }
    )


def say(**answer: object) -> None:
    print(json.dumps(answer), flush=True)


if __name__ == "__main__":
    main()
