"""Findings and what people do about them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Annotated, Any, Final, Literal  # JSON is dynamic by nature

from django.forms import Form
from django.http import HttpRequest
from django.utils import timezone
from ninja import NinjaAPI
from pydantic import BaseModel, ConfigDict, Field

from pupitre import words
from pupitre.desk import decide as acts
from pupitre.desk import findings as desk_findings
from pupitre.desk.decisions import Terms
from pupitre.desk.findings import LIVE, Kept
from pupitre.desk.rights import Permission, Reach, reach
from pupitre.desk.web import choices
from pupitre.desk.web.forms import OTHER, DecideForm, EntrustForm, SetAsideForm
from pupitre.kernel import N_, RefusedError, Text
from pupitre.kernel.wire import finding_to_json
from pupitre.web.api import shapes, values
from pupitre.web.api.gate import offer
from pupitre.web.api.refusals import FormError, UnknownError, language

State = Literal["live", "open", "deciding", "entrusted", "set_aside", "closed"]
MOST_STATES: Final = ("open", "deciding", "entrusted", "set_aside", "closed")


class Finding(BaseModel):
    """A finding as the machine output writes it (docs/reference/finding.md), with what became of it."""

    model_config = ConfigDict(extra="allow")

    url: str
    fingerprint: str
    rule: str
    domain: str
    state: str
    sentence: str = Field(description="What it says, in the language asked for.")
    since: str
    subjects: list[dict[str, str]]
    evidence: list[dict[str, Any]]
    money: dict[str, Any] | None
    points: dict[str, float] | None = Field(description="By objective, what settling it would add to the chance of reaching it.")
    gain: float | None = Field(description="These points by the weights of the objectives, summed.")
    confidence: float | None
    options: list[dict[str, Any]]
    first_seen: str
    last_seen: str
    opened_on: str
    closed_on: str | None
    reason: str | None
    refusal: str | None
    until: str | None
    decision: str | None
    action: str | None


class FindingPage(BaseModel):
    """A page of findings, those that deserve attention first."""

    items: list[Finding]
    total: int
    limit: int
    offset: int
    next: str | None = None


class Decide(shapes.Given):
    """A decision about a finding: one of its options by its code, or another in words."""

    question: shapes.Some
    owner: shapes.Code
    due_on: shapes.Day
    review_on: shapes.Day
    option: shapes.Code | None = None
    choice: shapes.Some | None = None
    kpi: shapes.Code | None = None
    expected_low: shapes.Number | None = None
    expected_likely: shapes.Number | None = None
    expected_high: shapes.Number | None = None
    others: shapes.Long = ""
    comment: shapes.Long = ""


class Entrust(shapes.Given):
    """An action about a finding: what, who, by when."""

    title: shapes.Some
    owner: shapes.Code
    due_on: shapes.Day
    comment: shapes.Long = ""


class SetAside(shapes.Given):
    """A refusal of a finding, until a day."""

    refusal: Literal["handled", "accepted", "wrong_data", "not_useful", "false", "other"]
    until: shapes.Day
    reason: shapes.Long = ""


def add(api: NinjaAPI) -> None:
    """Give findings their addresses."""
    one = "/findings/{fingerprint}"
    offered: tuple[tuple[str, str, Permission, Callable[..., object], object, str], ...] = (
        ("/findings", "GET", "read", list_findings, {200: FindingPage}, N_("List")),
        (one, "GET", "read", read_finding, {200: Finding}, N_("Read one")),
        (f"{one}/decide", "POST", "decide", decide, {200: shapes.Written}, N_("Decide")),
        (f"{one}/entrust", "POST", "decide", entrust, {200: shapes.Written}, N_("Entrust to someone")),
        (f"{one}/set-aside", "POST", "decide", set_aside, {200: shapes.Written}, N_("Set aside")),
        (f"{one}/reopen", "POST", "decide", reopen, {200: shapes.Written}, N_("Bring back to the desk")),
    )
    for path, method, needs, view, response, summary in offered:
        offer(api, method, path, view, tag="findings", needs=needs, response=response, summary=summary)


def list_findings(
    request: HttpRequest,
    state: State = "live",
    domain: str = "",
    rule: str = "",
    subject: Annotated[str, Field(max_length=300)] = "",
    limit: shapes.Limit = 50,
    offset: shapes.Offset = 0,
) -> values.Json:
    """Those within reach, those that deserve attention first; live ones unless a state is asked for. `subject` is what they are about,
    written `kind:key`, such as `process:PR-01`."""
    states = LIVE if state == "live" else tuple(one for one in MOST_STATES if one == state)
    within = reach(request.viewer)
    every = within.findings(desk_findings.ranked(on=timezone.localdate(), states=states))
    kind, _, key = subject.partition(":")
    about = [one for one in every if not subject or any((said.kind, said.key) == (kind, key) for said in one.finding.subjects)]
    seen = [one for one in about if domain in ("", one.domain) and rule in ("", one.finding.rule)]
    items = [shown(one, language(request), within) for one in seen[offset : offset + limit]]
    return values.paged(request, items, total=len(seen), limit=limit, offset=offset)


def read_finding(request: HttpRequest, fingerprint: str) -> values.Json:
    """One, in whatever state."""
    return shown(asked(request, fingerprint, may_be_closed=True), language(request), reach(request.viewer))


def shown(item: Kept, lang: words.Lang, within: Reach) -> values.Json:
    """Return a finding as a program reads it, with its points on the objectives in reach."""
    body: Mapping[str, Any] = finding_to_json(item.finding)
    life = {
        "fingerprint": item.fingerprint,
        "url": values.address("findings", item.fingerprint),
        "sentence": words.render(item.finding.text, lang),
    }
    for name in ("domain", "state", "reason", "refusal", "decision", "action"):
        life[name] = getattr(item, name)
    for name in ("first_seen", "last_seen", "opened_on", "closed_on", "until"):
        day = getattr(item, name)
        life[name] = day.isoformat() if day else None
    points = {key: gain for key, gain in item.points.items() if within.sees("objective", key)}
    return {**body, **life, "points": points or None, "gain": item.gain or None}


def asked(request: HttpRequest, fingerprint: str, *, may_be_closed: bool = False) -> Kept:
    """Return the finding that an address names.

    Raises:
        UnknownError: There is none in reach. RefusedError: The data have closed it.
    """
    item = desk_findings.get(fingerprint, on=timezone.localdate())
    if item is None or not reach(request.viewer).finding(item.finding):
        raise UnknownError
    if item.state == "closed" and not may_be_closed:
        raise RefusedError(Text(N_("The data have closed this finding.")), mend=Text(N_("Nothing is left to decide about it.")))
    return item


def filled_in(form: Form) -> dict[str, Any]:
    """Return what a form holds.

    Raises:
        FormError: It is not filled in as it must be.
    """
    if not form.is_valid():
        raise FormError(form)
    return dict(form.cleaned_data)


def decide(request: HttpRequest, fingerprint: str, body: Decide) -> values.Json:
    """The decision keeps the finding, its evidence and its priced options as they are now."""
    item, viewer, lang = asked(request, fingerprint), request.viewer, language(request)
    options = item.finding.options
    data = {"option": OTHER} | {name: value for name, value in body.model_dump().items() if value not in (None, "")}
    kpis, people = choices.kpis(viewer, lang), choices.people(viewer)
    form = DecideForm(data, on=timezone.localdate(), people=people, options=options, kpis=kpis)
    said = filled_in(form)
    chosen = next((one for one in options if one.code == said["option"]), None)
    terms = Terms(
        question=said["question"],
        choice=words.render(chosen.text, lang) if chosen else said["choice"],
        owner=said["owner"],
        due_on=said["due_on"],
        review_on=said["review_on"],
        kpi=said["kpi"] or None,
        expected=form.expected,
        others=said["others"],
        comment=said["comment"],
    )
    return values.written(acts.decide(fingerprint, by=viewer.name, terms=terms, option=chosen.code if chosen else None))


def entrust(request: HttpRequest, fingerprint: str, body: Entrust) -> values.Json:
    """An action is made and its owner told."""
    asked(request, fingerprint)
    form = EntrustForm(body.model_dump(), on=timezone.localdate(), people=choices.people(request.viewer))
    said = filled_in(form)
    change = acts.entrust(
        fingerprint, by=request.viewer.name, title=said["title"], owner=said["owner"], due_on=said["due_on"], comment=said["comment"]
    )
    return values.written(change)


def set_aside(request: HttpRequest, fingerprint: str, body: SetAside) -> values.Json:
    """It comes back on a day if the data still show it."""
    asked(request, fingerprint)
    form = SetAsideForm(body.model_dump(), on=timezone.localdate(), labels=[""] * len(acts.REFUSALS))
    said = filled_in(form)
    by = request.viewer.name
    return values.written(acts.set_aside(fingerprint, by=by, reason=said["reason"], refusal=said["refusal"], until=said["until"]))


def reopen(request: HttpRequest, fingerprint: str) -> values.Json:
    """It is among the open ones again."""
    asked(request, fingerprint)
    return values.written(acts.reopen(fingerprint, by=request.viewer.name))
