"""Decisions, actions, risks and suppliers."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import product

import numpy as np

from pupitre.demo.company import Action, Company, Decision, Risk, Supplier
from pupitre.demo.invent.judged import record_judged
from pupitre.demo.lexicon import Lexicon, rows
from pupitre.demo.streams import stream

PLACES = ("site", "line", "family", "client")
BILBAO_ACTIONS = 0.07
LATE_FIRST, LATE_LAST = 0.41, 0.17
"""Share of actions done late three years ago and now."""
APPLIED_SHARE = 0.6
"""Share of the decisions past their date that are said to be applied; the others are still under way."""
BLOCKED_LIMIT_DAYS = 30
WAITING = 8
"""Actions that wait for something else for less than a month."""


def filled(name: str, lexicon: Lexicon, rng: np.random.Generator, count: int, lang: str | None = None) -> list[tuple[str, str]]:
    """Return role and title of `count` things: sentences of a content file, filled in with places and clients, repeated if need be."""
    places = {kind: lexicon.of_kind("places", kind) for kind in PLACES}
    by_round: list[list[tuple[str, str]]] = [[] for _ in range(16)]
    for row in rows(name):
        sentence = row[lang] if lang else lexicon.word(row)
        asked = [kind for kind in PLACES if "{" + kind + "}" in sentence]
        choices = list(product(*(places[kind] for kind in asked)))
        for turn, choice in enumerate(choices[int(i)] for i in rng.permutation(len(choices))):
            by_round[min(turn, 15)].append((row["role"], sentence.format(**dict(zip(asked, choice, strict=True)))))
    found = [one for turn in by_round for one in (turn[int(i)] for i in rng.permutation(len(turn)))]
    return (found * (count // len(found) + 1))[:count]


def add_decisions(company: Company) -> None:
    """Add the decisions of three years; the planted ones have nobody in charge."""
    profile = company.profile
    rng = stream(profile.seed, "decisions")
    titles = filled("decisions", profile.lexicon, rng, profile.scale.decisions)
    titles = [titles[int(i)] for i in rng.permutation(len(titles))]
    back = np.sort(rng.integers(10, 1070, len(titles)))[::-1]
    ownerless = set((len(titles) - 1 - rng.permutation(min(40, len(titles)))[: company.plan.ownerless]).tolist())
    prefix = "D-" if not profile.disguised else "DEC"
    for number, ((role, title), days) in enumerate(zip(titles, back, strict=True)):
        decided = _weekday(profile.on - timedelta(days=int(days)))
        due = _weekday(decided + timedelta(days=int(rng.integers(30, 200))))
        over = due < profile.on - timedelta(days=20) and rng.random() < APPLIED_SHARE
        owner = None if number in ownerless else company.owner(profile.role(role), "decision", number)
        status = "decided" if owner is None or not over else "done"
        review = _weekday(due + timedelta(days=90)) if rng.random() < 0.5 else None
        company.decisions.append(Decision(f"{prefix}{number + 1:03d}", title, profile.role(role), owner, decided, due, review, status))
    record_judged(company)


def _weekday(day: date) -> date:
    return day - timedelta(days=max(day.weekday() - 4, 0))


def add_actions(company: Company) -> None:
    """Add the actions of three years, fewer and fewer of them late, then those that are blocked."""
    profile, plan = company.profile, company.plan
    rng = stream(profile.seed, "actions")
    blocked = sum(plan.blocked)
    bilbao = round(profile.scale.actions * BILBAO_ACTIONS)
    titles = filled("actions", profile.lexicon, rng, profile.scale.actions - bilbao)
    told = {title for _, title in titles}
    titles += [one for one in filled("actions", profile.lexicon, rng, 400, lang="en") if one[1] not in told][:bilbao]
    order = rng.permutation(len(titles) - bilbao).tolist() + list(range(len(titles) - bilbao, len(titles)))
    titles = [titles[i] for i in order]
    back = np.sort(rng.integers(6, 1060, len(titles) - bilbao))[::-1].tolist() + np.sort(rng.integers(6, 500, bilbao))[::-1].tolist()
    approvals = [profile.lexicon.word(row) for row in rows("approvals")]
    held = _held(company, rng, range(len(titles) - bilbao - blocked - WAITING, len(titles) - bilbao), approvals)
    prefix = "A-" if not profile.disguised else "ACT"
    for number, ((role, title), days) in enumerate(zip(titles, back, strict=True)):
        english = number >= len(titles) - bilbao
        since, reason = held.get(number, (None, ""))
        decided = _weekday(profile.on - timedelta(days=int(days)))
        if since is not None:
            decided = min(decided, _weekday(since - timedelta(days=12)))
        due = _weekday(decided + timedelta(days=int(rng.integers(14, 90))))
        late = bool(rng.random() < LATE_FIRST + (LATE_LAST - LATE_FIRST) * number / len(titles))
        done_on = None if since else _done_on(profile.on, due, late=late, rng=rng)
        code = f"BIO-{number - len(titles) + bilbao + 1:02d}" if english else f"{prefix}{number + 1:04d}"
        decision = next((d.code for d in reversed(company.decisions) if d.decided <= decided and d.role == profile.role(role)), None)
        owner = company.owner(profile.role(role), "action", number, bilbao=english)
        company.actions.append(
            Action(code, title, profile.role(role), owner, decision, decided, due, done_on, since, reason, bilbao=english)
        )


def _held(company: Company, rng: np.random.Generator, numbers: range, approvals: list[str]) -> dict[int, tuple[date, str]]:
    """Return since when and for what each blocked action waits: the planted approvals for over a month, other things for less."""
    on = company.profile.on
    free = iter(rng.permutation(np.array(numbers)).tolist())
    held: dict[int, tuple[date, str]] = {}
    for reason, count in zip(approvals, company.plan.blocked, strict=False):
        for _ in range(count):
            held[next(free)] = (on - timedelta(days=int(rng.integers(BLOCKED_LIMIT_DAYS + 4, 95))), reason)
    clients = company.profile.lexicon.of_kind("places", "client")
    for row, number in zip(rows("waits"), free, strict=False):
        reason = company.profile.lexicon.word(row).format(client=clients[number % len(clients)])
        held[number] = (on - timedelta(days=int(rng.integers(3, BLOCKED_LIMIT_DAYS - 4))), reason)
    return held


def _done_on(on: date, due: date, *, late: bool, rng: np.random.Generator) -> date | None:
    """Return when an action was done, or None when it is still open today."""
    done = due + timedelta(days=int(rng.integers(3, 45))) if late else due - timedelta(days=int(rng.integers(0, 10)))
    return _weekday(done) if done < on else None


def add_risks(company: Company) -> None:
    """Add the risk register."""
    profile = company.profile
    rng = stream(profile.seed, "risks")
    for number, (role, title) in enumerate(filled("risks", profile.lexicon, rng, profile.scale.risks), start=1):
        company.risks.append(
            Risk(
                code=f"R{number:03d}",
                title=title,
                role=profile.role(role),
                owner=company.owner(profile.role(role), "risk", number),
                likelihood=float(rng.choice((0.02, 0.05, 0.1, 0.2, 0.4))),
                level=int(rng.integers(1, 6)),
                due=_weekday(profile.on + timedelta(days=int(rng.integers(-20, 260)))),
            )
        )


def add_suppliers(company: Company) -> None:
    """Add the suppliers, with a valid SIRET in France."""
    profile = company.profile
    rng = stream(profile.seed, "suppliers")
    head, tail, last = (profile.lexicon.names(kind) for kind in ("supplier_head", "supplier_tail", "last"))
    combos = rng.permutation(len(head) * len(last))[: profile.scale.suppliers]
    amounts = np.sort(rng.lognormal(10.6, 1.15, len(combos)))[::-1]
    for number, (combo, amount) in enumerate(zip(combos, amounts, strict=True)):
        name = f"{head[combo % len(head)]} {last[combo // len(head)]}"
        if rng.random() < 0.3:
            name = f"{name} {tail[int(rng.integers(len(tail)))]}"
        code = _siret(rng) if profile.lexicon.lang == "fr" else f"{int(rng.integers(1, 99_999)):06d}-{number:03d}"
        since = profile.on - timedelta(days=int(rng.integers(200, 6000)))
        critical = bool(amount > amounts[len(amounts) // 6] or rng.random() < 0.03)
        company.suppliers.append(Supplier(code, name, round(float(amount) * 100), critical, since))


def _siret(rng: np.random.Generator) -> str:
    """Return a SIRET whose two checksums hold."""
    siren = _with_check([int(d) for d in rng.integers(0, 10, 8)])
    return "".join(map(str, _with_check([*siren, 0, 0, 0, int(rng.integers(1, 9))])))


def _with_check(digits: list[int]) -> list[int]:
    """Return the digits followed by their Luhn check digit."""
    total = sum(sum(divmod(d * 2, 10)) if place % 2 == 0 else d for place, d in enumerate(reversed(digits)))
    return [*digits, -total % 10]
