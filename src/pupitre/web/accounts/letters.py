"""The few letters that signing in needs, sent without making the page wait."""

from __future__ import annotations

from threading import Thread

from django.core.mail import EmailMessage, get_connection

from pupitre.desk.settings import told

NAMES = ("smtp_host", "smtp_port", "smtp_user", "smtp_password", "smtp_security", "smtp_from")
TIMEOUT_SECONDS = 20


def can_post() -> bool:
    """Tell whether a mail server was given."""
    return bool(told("smtp_host")["smtp_host"])


def deliver(to: str, subject: str, text: str) -> None:
    """Hand a letter to the mail server of the home.

    Raises:
        OSError, SMTPException: The server cannot be reached, or refuses it.
    """
    said = told(*NAMES)
    connection = get_connection(
        "django.core.mail.backends.smtp.EmailBackend",
        host=said["smtp_host"],
        port=int(said["smtp_port"]),
        username=said["smtp_user"],
        password=said["smtp_password"],
        use_tls=said["smtp_security"] == "starttls",
        use_ssl=said["smtp_security"] == "tls",
        timeout=TIMEOUT_SECONDS,
    )
    EmailMessage(subject, text, said["smtp_from"] or said["smtp_user"], [to], connection=connection).send()


def post(to: str, subject: str, text: str) -> None:
    """Send a letter behind the page: how long the server takes must not tell whether there was a letter to send."""
    Thread(target=deliver, args=(to, subject, text), daemon=True).start()
