"""Every page that a home can show, and who may open it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Final

PASSWORD: Final = "quatre-mots-pour-un-banc"
MEMBER: Final = "member@localhost"
GUARDED: Final = "guarded@localhost"
FORGETFUL: Final = "forgetful@localhost"
"""Never signs in, which would spend the link to choose another password."""
ABOUT: Final = {
    "objective": "strategy:objective",
    "axis": "strategy:axis",
    "kpi": "performance:kpi",
    "project": "portfolio:project",
    "skill": "portfolio:skill",
    "decision": "decide:decision",
    "action": "decide:action",
}
"""The page about one thing of each kind."""
PLAIN: Final = (
    *("desk:findings", "portfolio:money", "decide:new", "data:import", "objects:menu", "search:home", "search:help", "search:views"),
    *("account:home", "account:people", "account:settings", "account:code", "api_reference"),
)
"""Pages that need nothing to be named, and are not in the menu."""


@dataclass(frozen=True, slots=True)
class Place:
    """One page.

    Args:
        name: How it is called in a report.
        address: Its address, `/fr` or `/en` first where it has a language.
        status: What it answers.
        who: `direction`, `member`, or `nobody` when it is opened before signing in.
    """

    name: str
    address: str
    status: int = 200
    who: str = "direction"


def prepare(home: Path) -> None:
    """Give a home what its pages need to be seen: people with passwords, a second factor, a view that was kept.

    Args:
        home: The home, which is written to.
    """
    from pupitre.desk.homes import open_home

    open_home(home)
    from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret

    from pupitre.records.models import MODELS, Account, SavedView

    owner = MODELS["action"].objects.filter(is_done=False).exclude(owner="").values_list("owner", flat=True).first() or ""
    unit = MODELS["unit"].objects.order_by("key").values_list("key", flat=True).first()
    main = Account.objects.create_user("bench@localhost", PASSWORD, name="Claire Vasseur", role="administrator", person=owner)
    Account.objects.create_user(MEMBER, PASSWORD, name="Hugo Roche", role="member", units=[unit] if unit else [])
    guarded = Account.objects.create_user(GUARDED, PASSWORD, name="Léa Lemaire", role="direction")
    Account.objects.create_user(FORGETFUL, PASSWORD, name="Nino Bak", role="direction")
    TOTP.activate(guarded, generate_totp_secret())
    SavedView.objects.create(account=main, title="Constats refermés", address="/fr/findings/?state=closed")


def places(lang: str) -> list[Place]:
    """Return every page of the home that is open, in a language."""
    from django.urls import reverse
    from django.utils import translation

    from pupitre.desk.menu import screens

    with translation.override(lang):
        found = [Place(screen.url_name, reverse(screen.url_name)) for screen in screens()]
        found += [Place(name, reverse(name)) for name in PLAIN]
        found += [*_about(), *_processes(), *_findings(), *_figures(), *_files(), *_shown(), *_outside()]
        nowhere = reverse("desk:home") + "nowhere/"
        found += [Place("404", nowhere, 404), Place("403", reverse("account:people"), 403, "member")]
        found += [Place(f"member {name}", reverse(name), 200, "member") for name in ("desk:home", "decide:home", "decide:actions")]
    return found


def _about() -> list[Place]:
    from pupitre.desk.web.addresses import address
    from pupitre.records.models import MODELS

    found = []
    for kind, name in ABOUT.items():
        key = MODELS[kind].objects.order_by("key").values_list("key", flat=True).first()
        if key is None:
            continue
        found.append(Place(name, address(name, key)))
        if kind == "decision":
            found.append(Place("decide:print", address("decide:print", key)))
        if kind == "project":
            found += [Place(f"objects:{verb}", address(f"objects:{verb}", kind, key)) for verb in ("edit", "history", "delete")]
    for kind in ("person", "unit"):
        if key := MODELS[kind].objects.order_by("key").values_list("key", flat=True).first():
            found.append(Place(f"search:held {kind}", address("search:held", kind, key)))
    found += [Place(f"objects:new {kind}", address("objects:new", kind)) for kind in ("objective", "project", "kpi", "decision", "action")]
    return found


def _processes() -> list[Place]:
    """Return the pages of a process, with what opens beside its map."""
    from pupitre.desk.web.addresses import address
    from pupitre.records.models import MODELS

    key = MODELS["process"].objects.order_by("key").values_list("key", flat=True).first()
    if key is None:
        return []
    page = address("processes:process", key)
    ways = {"": "", " chosen": "?choose=1", " open cases": "?open=1", " in time": "?level=all&by=time"}
    found = [Place(f"processes:process{name}", f"{page}{asked}") for name, asked in ways.items()]
    return [*found, *(Place(f"processes:{verb}", address(f"processes:{verb}", key)) for verb in ("compare", "simulate"))]


def _findings() -> list[Place]:
    """Return the page of a finding of each rule, and the acts of one."""
    from pupitre.desk.web.addresses import address
    from pupitre.records.models import Finding

    by_rule = dict(Finding.objects.filter(closed_on=None).order_by("-id").values_list("rule", "fingerprint"))
    found = [Place(f"desk:finding {rule}", address("desk:finding", mark)) for rule, mark in sorted(by_rule.items())]
    for mark in list(by_rule.values())[:1]:
        found += [Place(f"desk:{verb}", address(f"desk:{verb}", mark)) for verb in ("decide", "entrust", "set_aside")]
    return found


def _figures() -> list[Place]:
    from pupitre.desk.web.proofs import proof
    from pupitre.records.models import MODELS, DerivedTable

    found = [Place(f"desk:figure {name}", proof(name)) for name in sorted(set(DerivedTable.objects.values_list("name", flat=True)))]
    if key := MODELS["project"].objects.order_by("key").values_list("key", flat=True).first():
        found.append(Place("desk:figure one", proof("portfolio.project_finish", "p80_on", key)))
    return [place for place in found if place.address]


def _files() -> list[Place]:
    from pupitre.desk.web.addresses import address
    from pupitre.records.models import Source

    numbers = Source.objects.order_by("-rows_refused", "id").values_list("pk", flat=True)[:2]
    return [Place(f"data:source {number}", address("data:source", str(number))) for number in numbers]


def _shown() -> list[Place]:
    """Return pages that answer what is asked of them."""
    from django.urls import reverse

    asked = {
        "findings closed": "desk:findings?state=closed",
        "search with words": "search:home?q=stock",
        "search in vain": "search:home?q=zzzzzz",
        "actions of all": "decide:actions?who=all",
        "presentation": "strategy:home?present=1",
        "decisions of all": "decide:home?state=all",
    }
    split = {name: where.split("?") for name, where in asked.items()}
    methods = [Place("desk:method", reverse("desk:method", args=["late-though-green"]))]
    return [*(Place(name, f"{reverse(where)}?{words}") for name, (where, words) in split.items()), *methods]


def _outside() -> list[Place]:
    """Return the pages for those who have not signed in."""
    from django.urls import reverse

    from pupitre.desk.mail import links
    from pupitre.records.models import MODELS, Account
    from pupitre.web.accounts import invitations
    from pupitre.web.accounts.entrance import reset_address

    account = Account.objects.get(email=FORGETFUL)
    _invitation, text = invitations.invite(by="bench", email="new@localhost", name="Nora Petit", role="direction", units=(), person="")
    found = [
        ("sign in", reverse("account_login"), 200),
        ("forgotten", reverse("account:forgotten"), 200),
        ("reset", reset_address(account), 200),
        ("join", reverse("account:join", args=[text]), 200),
        ("join spent", reverse("account:join", args=["x" * 43]), 404),
    ]
    if row := MODELS["action"].objects.filter(is_done=False).exclude(owner="").values("key", "owner").first():
        mark = links.make("action", row["key"], person=row["owner"])
        found.append(("answer", links.addressed(mark, ""), 200))
        found.append(("answer unknown", f"/answer/{'x' * 43}/", 404))
    return [Place(name, address, status, "nobody") for name, address, status in found]
