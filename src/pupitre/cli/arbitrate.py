"""`pupitre arbitrate`: which projects to run for the means there are."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from pupitre.desk.arbitration import Ready
    from pupitre.words import Lang

SUMMARY = "choose the projects to run under the limits there are: current plan against the best, what binds and its price"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the word takes."""
    parser.add_argument("--home", help="home directory (default: PUPITRE_HOME, else ~/.pupitre)")
    parser.add_argument("--json", action="store_true", help="print everything as JSON")
    parser.add_argument("--on", metavar="DATE", help="the day of the choice (default: today)")
    parser.add_argument("--seed", type=int, default=0, help="seed of every draw (default: 0)")
    parser.add_argument("--limit", action="append", default=[], type=_limit, metavar="CODE=VALUE", help="another most allowed for a limit")
    parser.add_argument("--budget", type=float, metavar="MONEY", help="most that all the projects may take from today on")
    parser.add_argument("--keep", action="append", default=[], metavar="PROJECT", help="a project that must be run")
    parser.add_argument("--out", action="append", default=[], metavar="PROJECT", help="a project that must not be run")
    parser.add_argument("--points", type=int, default=16, help="budgets tried for the frontier, 0 for none (default: 16)")
    parser.add_argument("--lang", choices=("fr", "en"), help="language of the sentences (default: the home's)")


def _limit(said: str) -> tuple[str, float]:
    code, _, value = said.rpartition("=")
    if not code:
        raise argparse.ArgumentTypeError("write it as CODE=VALUE")
    return code, float(value)


def run(args: argparse.Namespace) -> int:
    """Choose, print, and return 1 when no plan respects the limits."""
    import json

    from pupitre import words
    from pupitre.cli.examine import day_of
    from pupitre.desk.homes import open_home

    on = day_of(args.on)
    open_home(args.home, must_exist=True)
    from django.utils import timezone

    from pupitre.desk import arbitration
    from pupitre.desk.arbitration.wire import document
    from pupitre.desk.settings import setting

    lang = words.language(args.lang or setting("language"))
    ground = arbitration.ground(on=on or timezone.localdate(), seed=args.seed)
    wanted = arbitration.Wanted(tuple(sorted(args.limit)), args.budget, frozenset(args.keep), frozenset(args.out), max(0, args.points))
    ready = arbitration.solve(ground, wanted, told=_teller(lang))
    if args.json:
        print(json.dumps(document(ready, lang), ensure_ascii=False))
    else:
        _print_list(ready, lang)
    return 1 if ready.answer.best is None else 0


def _teller(lang: Lang) -> Callable[[str, float], None]:
    """Return what says on the error stream which step is reached."""
    import sys

    from pupitre import words
    from pupitre.desk.arbitration.saying import STEPS

    last = [""]

    def told(step: str, _share: float) -> None:
        if step != last[0]:
            last[0] = step
            print(words.render(STEPS[step], lang), file=sys.stderr, flush=True)

    return told


def _print_list(ready: Ready, lang: Lang) -> None:
    from pupitre import words
    from pupitre.desk.arbitration.saying import headline, limit_name, price_text, reason, support, way_of, way_text
    from pupitre.desk.arbitration.saying import money as amount
    from pupitre.kernel import N_, Text

    print(words.render(headline(ready), lang))
    print(words.render(support(ready), lang))
    best = ready.answer.best
    if best is None:
        return
    order = ("core", "borderline", "out")
    for key, standing in sorted(ready.answer.standings.items(), key=lambda pair: (order.index(pair[1]), -ready.answer.gains[pair[0]])):
        cost = words.money(amount(ready, ready.case.works[key].cost), lang)
        way = words.render(way_text(way_of(ready, best, key)), lang)
        print(f"{standing:10}  {cost:>10}  {ready.case.works[key].name} ({way}): {words.render(reason(ready, key), lang)}")
    for price in ready.answer.prices:
        said = Text(N_("%(name)s: %(value)s"), name=limit_name(ready, price.limit), value=price_text(ready, price))
        print(words.opening(words.render(said, lang)))
