"""What a home was told once: its name, its currency, its language."""

from __future__ import annotations

import os

from django.conf import settings

from pupitre.desk.rows import columns, read
from pupitre.records.models import Setting
from pupitre.records.system import ROWS

DEFAULTS = {
    "name": "",
    "currency": "EUR",
    "language": "fr",
    "smtp_host": "",  # empty: no letter leaves
    "smtp_port": "587",
    "smtp_user": "",
    "smtp_password": "",
    "smtp_security": "starttls",  # none, starttls, tls
    "smtp_from": "",
}

DEFAULT_ZONE = "Europe/Paris"
ZONES = {
    "CHF": "Europe/Zurich",
    "GBP": "Europe/London",
    "USD": "America/New_York",
    "CAD": "America/Toronto",
    "MAD": "Africa/Casablanca",
    "TND": "Africa/Tunis",
    "XOF": "Africa/Abidjan",
    "XAF": "Africa/Douala",
}
"""Where companies that count in a currency are most often, for those whose machine does not say."""


def setting(name: str) -> str:
    """Return a setting of this home, or its default.

    Raises:
        KeyError: There is no such setting.
    """
    default = DEFAULTS[name]
    return str(Setting.objects.filter(name=name).values_list("value", flat=True).first() or default)


def told(*names: str) -> dict[str, str]:
    """Return several settings of this home, or their defaults, in one reading."""
    kept = dict(Setting.objects.filter(name__in=names).values_list("name", "value"))
    return {name: str(kept.get(name) or DEFAULTS[name]) for name in names}


def remember(**values: str) -> None:
    """Keep settings of this home.

    Raises:
        KeyError: There is no such setting.
    """
    for name, value in values.items():
        _ = DEFAULTS[name]
        Setting.objects.update_or_create(name=name, defaults={"value": value})


def events_at() -> str:
    """Return the address of the events that stay on the company's own engine; empty when there is none."""
    return str(settings.PUPITRE_EVENTS)


def currency_told() -> str:
    """Return the currency that the home was told, or that its first entity counts in; empty when nobody said."""
    told = Setting.objects.filter(name="currency").values_list("value", flat=True).first()
    if told:
        return str(told)
    at = columns(ROWS["entity"]).index("currency")
    return next((str(row[at]) for row in read(ROWS["entity"]).values() if row[at]), "")


def zone_of_home() -> str:
    """Return the time zone of the company, as the IANA names it.

    It is the one that the server was told, else that of its machine; of a machine on UTC the currency tells where the company is.
    """
    if settings.TIME_ZONE != "UTC" or os.environ.get("PUPITRE_TIME_ZONE"):
        return str(settings.TIME_ZONE)
    return ZONES.get(currency_of_home(), DEFAULT_ZONE)


def currency_of_home() -> str:
    """Return the currency that the company counts in; the euro until somebody says."""
    return currency_told() or DEFAULTS["currency"]
