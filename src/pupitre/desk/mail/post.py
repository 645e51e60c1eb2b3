"""The mail server of the company, and how a letter is handed to it."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from email.encoders import encode_base64
from email.mime.base import MIMEBase
from email.utils import formataddr, parseaddr
from smtplib import SMTPResponseException
from typing import Any, Final

from django.core.mail import EmailMultiAlternatives, get_connection

from pupitre.desk.mail.body import clean, header
from pupitre.desk.settings import setting, told

NAMES: Final = ("smtp_host", "smtp_port", "smtp_user", "smtp_password", "smtp_security", "smtp_from")
TIMEOUT_SECONDS: Final = 20
LONGEST: Final = 300
"""Characters kept of what a mail server answers."""


def is_set() -> bool:
    """Tell whether a mail server was given."""
    return bool(setting("smtp_host"))


class Line:
    """A conversation with the mail server, opened with the first letter; once refused, the letters after it are refused alike."""

    def __init__(self) -> None:
        self._server: Any = None  # Django's connections carry no types
        self._refusal: Exception | None = None
        self._said: dict[str, str] = {}

    def send(self, *, mark: str, to: str, subject: str, text: str, html: str = "", files: Sequence[tuple[str, str, bytes]] = ()) -> None:
        """Hand one letter over.

        Raises:
            OSError, SMTPException: The server cannot be reached, or refuses it.
            ValueError: An address or a header that mail cannot carry.
        """
        server = self._opened()
        sender = self._said["smtp_from"] or self._said["smtp_user"]
        _, own = parseaddr(sender)
        headers = {"Message-ID": message_id(mark, own), "Auto-Submitted": "auto-generated"}
        letter = EmailMultiAlternatives(header(subject), text, named(own), [to], headers=headers, connection=server)
        if html:
            letter.attach_alternative(html, "text/html")
        for name, kind, content in files:
            letter.attach(_part(name, kind, content))
        letter.send()

    def _opened(self) -> Any:  # as above
        if self._refusal is not None:
            raise self._refusal
        if self._server is None:
            self._said = told(*NAMES)
            server = connection(self._said)
            try:
                server.open()
            except Exception as refusal:
                self._refusal = refusal
                server.close()
                raise
            self._server = server
        return self._server

    def close(self) -> None:
        """End the conversation."""
        if self._server is not None:
            self._server.close()


def connection(said: dict[str, str]) -> Any:  # as above
    """Return the way to a mail server; its certificate is checked when the conversation is protected."""
    return get_connection(
        "django.core.mail.backends.smtp.EmailBackend",
        host=said["smtp_host"],
        port=int(said["smtp_port"]),
        username=said["smtp_user"],
        password=said["smtp_password"],
        use_tls=said["smtp_security"] == "starttls",
        use_ssl=said["smtp_security"] == "tls",
        timeout=TIMEOUT_SECONDS,
    )


def named(address: str) -> str:
    """Return the sender's address with the name of the company."""
    company = header(setting("name"))
    return formataddr((f"Pupitre · {company}" if company else "Pupitre", address))


def message_id(mark: str, sender: str) -> str:
    """Return the number of a letter: the same each time it is tried, so that one taken twice is seen once."""
    _, _, domain = sender.rpartition("@")
    where = domain if re.fullmatch(r"[A-Za-z0-9.-]+", domain) else "pupitre.invalid"
    return f"<{hashlib.sha256(mark.encode()).hexdigest()[:40]}@{where}>"


def said(fault: Exception) -> str:
    """Return what a mail server answered, on one line."""
    if isinstance(fault, SMTPResponseException):
        error = fault.smtp_error
        return clean(f"{fault.smtp_code} {error.decode('utf-8', 'replace') if isinstance(error, bytes) else error}")[:LONGEST]
    return clean(str(fault) or type(fault).__name__)[:LONGEST]


def _part(name: str, kind: str, content: bytes) -> MIMEBase:
    """Return a file as it travels, with the parameters of its kind."""
    main, *more = [one.strip() for one in kind.split(";")]
    part = MIMEBase(*main.split("/", 1))
    for one in more:
        part.set_param(*one.split("=", 1))
    part.set_payload(content)
    encode_base64(part)
    part.add_header("Content-Disposition", "attachment", filename=name)
    return part
