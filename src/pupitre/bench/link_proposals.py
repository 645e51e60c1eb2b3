"""How often proposed links are right: known links are hidden, proposed again and compared."""

from __future__ import annotations

import argparse
import json
import shutil
import tempfile
from collections.abc import Collection, Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from datetime import date, datetime
from multiprocessing import get_context
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pupitre.desk.linking.scoring import Thing, Weighing
    from pupitre.desk.linking.things import Board

INDICATORS = Path("nyc/mmr_indicators_fy2023.csv")
"""New York City's indicators, each under the goal that the city itself gives it."""
ANSWERS = Path("examples/organisations/nyc.answers.json")
STEPS = (0.25, 0.5, 0.7, 0.9)
WAYS = ("none known", "half known", "all others known")
MANY = 300
"""Things above which leaving one out at a time takes too long."""


@dataclass(frozen=True, slots=True)
class Score:
    """How proposals compare with the links hidden.

    Args:
        things: Things whose links were hidden. links: Links hidden. first_right: Things whose first proposal is one of theirs.
        group_right: Those whose first proposal is at least of the axis of one of theirs. answered: Things with a proposal.
        shown: Confidence of each proposal shown, and whether it is right.
    """

    things: int
    links: int
    first_right: int
    group_right: int
    answered: int
    shown: tuple[tuple[float, bool], ...]

    def __add__(self, other: Score) -> Score:
        """Add two scores."""
        return Score(
            self.things + other.things,
            self.links + other.links,
            self.first_right + other.first_right,
            self.group_right + other.group_right,
            self.answered + other.answered,
            self.shown + other.shown,
        )

    def to_json(self) -> dict[str, object]:
        """Return the figures."""
        right = sum(is_right for _, is_right in self.shown)
        return {
            "things": self.things,
            "links": self.links,
            "precision_at_1": round(self.first_right / self.things, 3),
            "precision_at_1_answered": round(self.first_right / max(1, self.answered), 3),
            "axis_at_1_answered": round(self.group_right / max(1, self.answered), 3),
            "shown": len(self.shown),
            "precision_shown": round(right / max(1, len(self.shown)), 3),
            "recall_shown": round(right / max(1, self.links), 3),
            "right_above": {str(step): _above(self.shown, step) for step in STEPS},
        }


def _above(shown: Iterable[tuple[float, bool]], step: float) -> list[float]:
    kept = [is_right for confidence, is_right in shown if confidence >= step]
    return [len(kept), round(sum(kept) / max(1, len(kept)), 3)]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the measurement takes."""
    parser.add_argument("--seeds", type=int, default=6, help="demo companies drawn, from seed 0 (default: 6)")
    parser.add_argument("--data", type=Path, metavar="DIR", help="folder that holds one folder per organisation")
    parser.add_argument("--answers", type=Path, default=ANSWERS, metavar="FILE", help=f"how its columns are read (default: {ANSWERS})")


def run(args: argparse.Namespace) -> int:
    """Print, for each company and each share of links known, how often the proposals are right."""
    on = datetime.now().astimezone().date()
    with ProcessPoolExecutor(1, mp_context=get_context("spawn"), max_tasks_per_child=1) as pool:
        companies = [pool.submit(of_demo, seed, on).result() for seed in range(args.seeds)]
        report: dict[str, object] = {}
        if companies:
            report["demo"] = {way: sum((one[way] for one in companies[1:]), companies[0][way]).to_json() for way in WAYS}
        if args.data:
            found = pool.submit(of_city, args.data / INDICATORS, args.answers).result()
            report["nyc"] = {way: score.to_json() for way, score in found.items()}
    print(json.dumps({"schema": "pupitre.bench.link-proposals/1", **report}, indent=1))
    return 0


def of_demo(seed: int, on: date) -> dict[str, Score]:
    """Return the scores of one demo company, its links between projects and objectives hidden."""
    from pupitre.demo import ANSWERS as SAID
    from pupitre.demo import FILES, generate
    from pupitre.desk.homes import open_home

    with tempfile.TemporaryDirectory(prefix="pupitre-links-") as folder:
        out = Path(folder)
        generate(out, size=420, seed=seed, on=on)
        open_home(out / "home")
        from pupitre.desk import imports
        from pupitre.desk.imports.answers import load

        imports.commit(imports.plan([out / FILES], answers=load(out / SAID), on=on), by="bench", sure_only=True)
        return scores("project_objective", on)


def of_city(file: Path, answers: Path) -> dict[str, Score]:
    """Return the scores of New York City, the goal of each indicator hidden."""
    from pupitre.desk.homes import open_home

    with tempfile.TemporaryDirectory(prefix="pupitre-links-") as folder:
        raw = Path(folder) / "files"
        raw.mkdir()
        shutil.copy(file, raw)
        open_home(Path(folder) / "home")
        from pupitre.desk import imports
        from pupitre.desk.imports.answers import load

        imports.commit(imports.plan([raw], answers=load(answers)), by="bench", sure_only=True)
        return scores("kpi_objective", date(2022, 11, 1))


def scores(kind: str, on: date) -> dict[str, Score]:
    """Return the scores of one kind of link in the home opened, by share of links known."""
    from pupitre.desk.linking.scoring import Weighing
    from pupitre.desk.linking.things import LINKS, Known

    board = LINKS[kind].board(Known(on))
    known = {thing.key for thing in board.targets}
    true = {(s, t) for s, t in board.linked if t in known}
    sources = [thing for thing in board.sources if any(s == thing.key for s, _ in true)]
    found = {"none known": _score(board, sources, true, Weighing(board.sources, board.targets, ()))}
    half = Score(0, 0, 0, 0, 0, ())
    for part in (0, 1):
        hidden = sources[part::2]
        gone = {thing.key for thing in hidden}
        half += _score(board, hidden, true, Weighing(board.sources, board.targets, {(s, t) for s, t in true if s not in gone}))
    found["half known"] = half
    others = Score(0, 0, 0, 0, 0, ())
    for thing in sources if len(sources) <= MANY else sources[:: len(sources) // 50]:
        others += _score(board, [thing], true, Weighing(board.sources, board.targets, {(s, t) for s, t in true if s != thing.key}))
    found["all others known"] = others
    return found


def _score(board: Board, hidden: Sequence[Thing], true: Collection[tuple[str, str]], weighing: Weighing) -> Score:
    axes = {thing.key: thing.axis or thing.key for thing in board.targets}
    first = group = answered = links = 0
    shown: list[tuple[float, bool]] = []
    for thing in hidden:
        theirs = {t for s, t in true if s == thing.key}
        links += len(theirs)
        proposals = weighing.proposals(thing)
        if proposals:
            answered += 1
            first += proposals[0].target.key in theirs
            group += axes[proposals[0].target.key] in {axes[key] for key in theirs}
        shown += [(one.confidence, one.target.key in theirs) for one in proposals]
    return Score(len(hidden), links, first, group, answered, tuple(shown))
