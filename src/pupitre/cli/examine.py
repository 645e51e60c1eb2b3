"""Let every domain examine the company and list what they find."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from pupitre.desk.examine import Outcome
    from pupitre.desk.findings import Kept

SUMMARY = "examine the company: every finding, ranked, with its proof"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the word takes."""
    parser.add_argument("--home", help="home directory (default: PUPITRE_HOME, else ~/.pupitre)")
    parser.add_argument("--json", action="store_true", help="print everything as JSON")
    parser.add_argument("--as-of", metavar="DATE", help="what was known at the end of that day; the desk is left as it is")
    parser.add_argument("--on", metavar="DATE", help="the day examined (default: today, or the day of --as-of)")
    parser.add_argument("--seed", type=int, default=0, help="seed of every draw (default: 0)")
    parser.add_argument("--lang", choices=("fr", "en"), help="language of the list (default: the home's)")


def run(args: argparse.Namespace) -> int:
    """Examine, print, and return 1 when a domain failed."""
    from datetime import datetime, time, timedelta

    from pupitre.desk.homes import open_home

    as_of, on = (day_of(said) for said in (args.as_of, args.on))
    open_home(args.home, must_exist=True)
    from django.utils import timezone

    from pupitre.desk import examine, findings
    from pupitre.desk.settings import setting

    lang = args.lang or setting("language")
    day = on or as_of or timezone.localdate()
    moment = timezone.make_aware(datetime.combine(as_of + timedelta(days=1), time.min)) if as_of else None
    outcome = examine.run(on=day, seed=args.seed, as_of=moment, told=teller(lang))
    items = findings.ranked(on=day) if outcome.run else passing(outcome)
    if args.json:
        print_json(outcome, items)
    else:
        print_list(outcome, items, lang)
    return 1 if outcome.has_failed else 0


def teller(lang: str) -> Callable[[str, str], None]:
    """Return what says on the error stream where the examination of each domain is, in a language."""
    import sys

    from pupitre import words
    from pupitre.desk.registry import domains
    from pupitre.kernel import N_, Text

    language, titles = words.language(lang), {card.name: card.title for card in domains()}
    states = {
        "running": Text(N_("being examined")),
        "done": Text(N_("examined")),
        "failed": Text(N_("could not be examined")),
    }

    def told(name: str, state: str) -> None:
        line = Text(N_("%(name)s: %(value)s"), name=titles.get(name, name), value=states.get(state, state))
        print(words.render(line, language), file=sys.stderr, flush=True)

    return told


def day_of(said: str | None) -> date | None:
    """Return a day written as 2026-11-23.

    Raises:
        InputError: It is not a day.
    """
    from datetime import date

    from pupitre.kernel import N_, InputError, Text

    try:
        return date.fromisoformat(said) if said else None
    except ValueError as wrong:
        raise InputError(Text(N_('"%(found)s" is not a day.'), found=str(said)), mend=Text(N_("Write it as 2026-01-31."))) from wrong


def passing(outcome: Outcome) -> tuple[Kept, ...]:
    """Return the findings of a look at the past, ranked; they are kept nowhere and all open."""
    from pupitre.desk.findings import Kept, rank

    found = [
        Kept(f, f.fingerprint, one.domain.name, "open", first_seen=outcome.on, last_seen=outcome.on, opened_on=outcome.on)
        for one in outcome.domains
        for f in one.findings
    ]
    return tuple(sorted(found, key=rank))


def print_json(outcome: Outcome, items: tuple[Kept, ...]) -> None:
    """Print the machine output (docs/commands.md)."""
    import json

    from pupitre.kernel.wire import finding_to_json, pack

    body = {
        "schema": "pupitre.examine/1",
        "on": outcome.on.isoformat(),
        "findings": [
            finding_to_json(item.finding)
            | {"fingerprint": item.fingerprint, "state": item.state, "first_seen": item.first_seen.isoformat()}
            | {"points": dict(item.points) or None, "gain": item.gain or None}
            for item in items
        ],
        "absent": [
            {"domain": one.domain.name, "figure": a.figure, "kind": a.kind, "key": a.key, "reason": pack(a.reason)}
            for one in outcome.domains
            for a in one.absent
        ],
        "runs": [
            {"domain": one.domain.name, "state": "failed" if one.failure else "done", "findings": len(one.findings), "failure": one.failure}
            for one in outcome.domains
        ],
    }
    print(json.dumps(body, ensure_ascii=False))


def print_list(outcome: Outcome, items: tuple[Kept, ...], lang: str) -> None:
    """Print one line per finding, in ranked order."""
    import sys

    from pupitre import words
    from pupitre.desk.registry import domains
    from pupitre.kernel import N_, Money, Text

    language, rules = words.language(lang), {rule: title for card in domains() for rule, title in card.rules.items()}
    for number, item in enumerate(items, 1):
        stake = item.finding.stake
        money = words.money(Money(stake.likely, stake.currency), language) if stake else "—"
        rule = words.render(rules.get(item.finding.rule) or Text(item.finding.rule), language)
        print(f"{number:3}  {money:>10}  {words.render(item.finding.text, language)}  [{rule}]")
    for one in outcome.domains:
        if one.failure:
            said = Text(N_("%(domain)s could not be examined: %(why)s"), domain=one.domain.title, why=one.failure.strip().splitlines()[-1])
            print(words.render(said, language), file=sys.stderr)
