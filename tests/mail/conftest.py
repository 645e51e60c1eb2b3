"""A company with somebody to write to, and a mail server of its own that really receives."""

from __future__ import annotations

import socket
import ssl
import subprocess
from dataclasses import dataclass, field
from datetime import date, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from zoneinfo import ZoneInfo

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult
from django.utils import timezone

from pupitre.desk import changes
from pupitre.desk.mail import outbox
from pupitre.desk.mail.clock import Clock
from pupitre.desk.settings import remember
from pupitre.kernel import Text
from pupitre.records.models import Account

PARIS = ZoneInfo("Europe/Paris")
ORIGIN = "https://pupitre.example.com"
NOW = datetime(2026, 3, 2, 9, 0, tzinfo=PARIS)  # a Monday
PASSWORD = "open sesame"


@dataclass
class Mailbox:
    """What the mail server received."""

    letters: list[EmailMessage] = field(default_factory=list)
    raw: list[bytes] = field(default_factory=list)
    port: int = 0
    sessions: list[object] = field(default_factory=list)

    async def handle_DATA(self, server, session, envelope):  # noqa: N802 - the name that aiosmtpd calls
        self.raw.append(envelope.content)
        self.sessions.append(session)
        self.letters.append(message_from_bytes(envelope.content, policy=policy.default))
        return "250 taken"

    def text(self, at: int = -1) -> str:
        return self.letters[at].get_body(("plain",)).get_content()

    def html(self, at: int = -1) -> str:
        return self.letters[at].get_body(("html",)).get_content()

    def links(self, at: int = -1) -> list[str]:
        return [line.strip() for line in self.text(at).splitlines() if "/answer/" in line]


def free_port() -> int:
    """Return a port of this machine that nobody listens on."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


@pytest.fixture(scope="session")
def certificate(tmp_path_factory):
    """A certificate for this machine that nobody has signed."""
    folder = tmp_path_factory.mktemp("certificate")
    key, cert = folder / "key.pem", folder / "cert.pem"
    subprocess.run(
        [
            *("openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", key, "-out", cert, "-days", "2"),
            *("-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1"),
        ],
        check=True,
        capture_output=True,
    )
    return key, cert


@pytest.fixture
def served(db):
    """Return the function that starts a mail server and tells the home of it."""
    running = []

    def start(*, security: str = "none", files=None, user: str = "") -> Mailbox:
        box, more = Mailbox(), {}
        if files:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(files[1], files[0])
            more = {"tls_context": context, "require_starttls": True} if security == "starttls" else {"ssl_context": context}
        if user:
            more |= {
                "auth_required": True,
                "auth_require_tls": security == "starttls",
                "authenticator": lambda _server, _session, _envelope, _kind, said: AuthResult(
                    success=(said.login, said.password) == (user.encode(), PASSWORD.encode()), handled=False
                ),
            }
        server = Controller(box, hostname="127.0.0.1", port=free_port(), **more)
        server.start()
        running.append(server)
        box.port = server.port
        remember(smtp_host="127.0.0.1", smtp_port=str(box.port), smtp_security=security, smtp_from="desk@example.com", name="Landreval")
        remember(smtp_user=user, smtp_password=PASSWORD if user else "", language="en")
        return box

    yield start
    for server in running:
        server.stop()


@pytest.fixture
def box(served):
    """A mail server that takes everything."""
    return served()


@pytest.fixture
def home(db, settings, tmp_path):
    """A home of its own."""
    settings.HOME = tmp_path
    for folder in ("bulk", "derived"):
        (tmp_path / folder).mkdir()
    return tmp_path


@pytest.fixture(autouse=True)
def at(monkeypatch):
    """Return the function that sets the clock; it stands at a Monday morning."""
    moment = [NOW]
    real = timezone.localdate
    monkeypatch.setattr(timezone, "now", lambda: moment[0])
    monkeypatch.setattr(timezone, "localdate", lambda value=None, zone=None: real(moment[0] if value is None else value, zone))

    def set_to(when: datetime) -> datetime:
        moment[0] = when
        return when

    return set_to


@pytest.fixture
def company(home):
    """Two people who can be written to, and one who cannot."""
    changes.edit(
        {
            "unit": [{"key": "OPS", "name": "Operations"}],
            "person": [
                {"key": "ANA", "name": "Ana Ruiz", "unit": "OPS", "email": "ana@example.com"},
                {"key": "BOB", "name": "Bob Hill", "unit": "OPS", "email": "bob@example.com"},
                {"key": "ZOE", "name": "Zoe Park", "unit": "OPS"},
            ],
            "project": [{"key": "P-1", "name": "Paint", "unit": "OPS"}],
        },
        by="Ana",
        why=Text("Because"),
    )


@pytest.fixture
def clock():
    """The clock of the home; the brief is a few bytes and nothing is examined again."""
    return Clock(ORIGIN, lambda viewer, lang: f"%PDF {viewer.name} {lang}".encode(), lambda: None)


@pytest.fixture
def post(clock):
    """Return the function that sends what is due."""
    return lambda when=NOW: outbox.send_due(when, origin=ORIGIN, prepare=clock.joined)


@pytest.fixture
def claire(home):
    """Somebody of the direction."""
    return Account.objects.create(email="claire@example.com", name="Claire Vasseur", role="direction", person="ANA", language="en")


@pytest.fixture
def action(company):
    """Return the function that entrusts an action to Bob."""
    from pupitre.desk import actions

    def entrust(title: str = "Paint the hall", *, owner: str = "BOB", due_on: date = date(2026, 3, 12), **more) -> str:
        return actions.make(by="Claire Vasseur", title=title, owner=owner, due_on=due_on, **more)[1]

    return entrust


def path_of(link: str) -> str:
    """Return the path of an address written in a letter."""
    return link.removeprefix(ORIGIN)
