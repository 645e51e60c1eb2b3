"""What can be done about an objective, what each lever would give, and what several would give together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import QueryDict

from pupitre import words
from pupitre.desk import supposing
from pupitre.desk.attainment import Held, held
from pupitre.desk.chances import points, points_between, told
from pupitre.desk.rights import Reach
from pupitre.desk.supposing import Moved, Supposition
from pupitre.desk.web.addresses import address
from pupitre.desk.web.proofs import proof
from pupitre.domains.strategy.web.atlas import Atlas, Goal
from pupitre.domains.strategy.web.outlook import Outlook
from pupitre.kernel import N_, InputError, Money, PupitreError, Share, Text, reading
from pupitre.words import Lang

SHOWN = 8
OTHERS_SHOWN = 4


@dataclass(frozen=True, slots=True)
class Lever:
    """One thing that can be done.

    Args:
        token: How it is written in an address. gain: The points it gives alone. error: Their standard error.
        cost: What it costs, when a file says so. decide: The form that decides it. is_chosen: Whether it is simulated now.
        proof: Where its gain or its price comes from.
    """

    token: str
    text: Text
    gain: float
    error: float
    is_noise: bool
    cost: Money | None
    decide: str
    is_chosen: bool
    proof: str

    @property
    def said(self) -> Text:
        """The points it gives."""
        if self.is_noise:
            return Text(N_("no visible gain"))
        return Text(N_("+%(points)s"), points=points(self.gain)) if self.gain > 0 else Text(N_("−%(points)s"), points=points(self.gain))

    @property
    def give_or_take(self) -> Text:
        """How sure the points are: two standard errors."""
        return Text(N_("give or take %(points)s"), points=points(2 * self.error))


@dataclass(frozen=True, slots=True)
class Outcome:
    """What chosen levers would do together.

    Args:
        sentence: What becomes of the chance. others: Name, link and change of other objectives. more: How many others move.
        fault: Why nothing can be simulated.
    """

    sentence: Text | None = None
    is_noise: bool = False
    before: int = 0
    after: int = 0
    tone: str = "calm"
    chosen: tuple[Supposition, ...] = ()
    others: tuple[tuple[str, str, Text], ...] = ()
    more: int = 0
    cost: Money | None = None
    unpriced: int = 0
    decide: str = ""
    fault: Text | None = None


@dataclass(frozen=True, slots=True)
class Bench:
    """The levers of an objective, the projects that can be moved, and what was chosen."""

    levers: tuple[Lever, ...]
    projects: tuple[tuple[str, str], ...]
    asked: Mapping[str, str]
    outcome: Outcome | None


def bench(
    known: Atlas, goal: Goal, ahead: Outlook, projects: Sequence[str], asked: QueryDict, within: Reach, *, lang: Lang
) -> Bench | None:
    """Return what can be done about an objective; None when nothing was simulated.

    Args:
        known: The strategy. goal: The objective. ahead: How likely it is, with its causes.
        projects: Those that serve it. asked: What the address supposes.
        within: What the reader may see. lang: The reader's language.
    """
    futures = held()
    if futures is None or goal.key not in futures.draws.layout.objectives:
        return None
    tokens = _tokens(asked)
    able = supposing.running(futures, {*projects, *(one.key for one in ahead.causes if one.kind == "project")})
    return Bench(
        levers=tuple(_levers(futures, known, goal, ahead, list(able), tokens, within, lang)),
        projects=tuple(sorted(able.items(), key=lambda pair: pair[1].lower())),
        asked={name: asked.get(name, "") for name in ("project", "do", "days")},
        outcome=_outcome(futures, known, goal, tokens, within, lang) if tokens else None,
    )


def _tokens(asked: QueryDict) -> list[str]:
    """Return what an address supposes: levers that are ticked, and a change of a project that is written out."""
    tokens = asked.getlist("change")
    project = asked.get("project", "")
    if project:
        is_stop = asked.get("do") == "cancel"
        days = asked.get("days", "").replace(",", ".").strip() or "30"
        tokens.append(supposing.cancel_token(project) if is_stop else supposing.delay_token(project, days))
    return tokens


def _levers(
    futures: Held,
    known: Atlas,
    goal: Goal,
    ahead: Outlook,
    projects: Sequence[str],
    tokens: Sequence[str],
    within: Reach,
    lang: Lang,
) -> list[Lever]:
    """Return the levers that gain most: the causes told already, and the other ways to run the projects, each tried on the same futures."""
    found: list[tuple[Supposition, float, float, bool]] = []
    proofs: dict[str, str] = {}
    for cause in ahead.causes:
        one = supposing.fix(futures, cause.kind, cause.key, cause.family)
        if one is not None:
            found.append((one, cause.gain, cause.error, cause.is_noise))
            proofs[one.token] = proof("impact.cause", "gain", goal.key, cause.kind, cause.key, cause.family)
    for way in supposing.modes(futures, projects):
        own = supposing.suppose(futures, [way], goal.key, within).own
        if own is not None:
            found.append((way, own.gain, own.error, own.is_noise))
    found.sort(key=lambda one: (one[3], -one[1], one[0].token))
    return [
        Lever(
            one.token,
            one.text,
            gain,
            error,
            is_noise,
            one.cost,
            _decide(goal, [one], points(gain), error, {}, known, lang),
            one.token in tokens,
            proofs.get(one.token) or proof("impact.objective_chance", "chance", goal.key),
        )
        for one, gain, error, is_noise in found[:SHOWN]
    ]


def _outcome(futures: Held, known: Atlas, goal: Goal, tokens: Sequence[str], within: Reach, lang: Lang) -> Outcome:
    try:
        supposed = supposing.suppose(futures, supposing.read(futures, tokens, within), goal.key, within)
    except InputError as refusal:
        return Outcome(fault=_fault(refusal))
    own = supposed.own
    if own is None:
        return Outcome(fault=Text(N_("Nothing can be said of this objective.")))
    shown = supposed.others[:OTHERS_SHOWN]
    return Outcome(
        sentence=_sentence(own),
        is_noise=own.is_noise,
        before=round(100 * own.before),
        after=round(100 * own.after),
        tone="calm" if own.is_noise else "good" if own.gain > 0 else "bad",
        chosen=supposed.suppositions,
        others=tuple(_other(known, one) for one in shown),
        more=len(supposed.others) - len(shown),
        cost=supposed.cost,
        unpriced=supposed.unpriced,
        decide=_decide(goal, supposed.suppositions, points_between(own.before, own.after), own.error, supposed.means, known, lang),
    )


def _fault(refusal: PupitreError) -> Text:
    return Text(N_("%(what)s %(mend)s"), what=refusal.what, mend=refusal.mend)


def _sentence(own: Moved) -> Text:
    """Return what becomes of a chance, with how sure that is."""
    values = {
        "before": told(own.before),
        "after": told(own.after),
        "points": points_between(own.before, own.after),
        "error": points(2 * own.error),
    }
    if own.is_noise:
        return Text(N_("It stays at %(before)s: the change cannot be told from chance."), before=values["before"])
    if own.gain > 0:
        return Text(N_("From %(before)s to %(after)s: %(points)s more, give or take %(error)s."), **values)
    return Text(N_("From %(before)s to %(after)s: %(points)s less, give or take %(error)s."), **values)


def _other(known: Atlas, one: Moved) -> tuple[str, str, Text]:
    goal = known.goals.get(one.objective)
    text = N_("+%(points)s") if one.gain > 0 else N_("−%(points)s")
    return (goal.name if goal else one.objective), (goal.link if goal else ""), Text(text, points=points(one.gain))


def _decide(
    goal: Goal,
    chosen: Sequence[Supposition],
    worth: Text,
    error: float,
    means: Mapping[str, tuple[float, float]],
    known: Atlas,
    lang: Lang,
) -> str:
    """Return the address of the form that decides levers, filled in with what was simulated."""
    form = address("decide:new")
    if not form:
        return ""
    choice = " ; ".join(words.render(one.text, lang) for one in chosen)
    comment = Text(
        N_("Simulated on %(day)s: %(points)s of chances, give or take %(error)s."),
        day=known.on,
        points=worth,
        error=points(2 * error),
    )
    begun = {"objective": goal.key, "choice": choice, "comment": words.render(comment, lang)}
    first = next((one for one in goal.results if one.kpi), None)
    if first is not None and first.key in means:
        before, after = means[first.key]
        largest = max((abs(one) for one in (first.baseline, first.target) if one is not None), default=abs(after))
        shown = reading(after, first.measured_in, largest=largest)
        change = (after - before) * (100 if isinstance(shown, Share) else 1)
        begun["expected_likely"] = f"{round(change, shown.digits) or float(f'{change:.1g}'):g}"
    return f"{form}?{urlencode(begun)}"
