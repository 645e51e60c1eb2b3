"""What a home was told once: its name, its currency, its language."""

from __future__ import annotations

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


def currency_of_home() -> str:
    """Return the currency that the company counts in; the euro until somebody says."""
    return currency_told() or DEFAULTS["currency"]
