"""The day by which something must be done, as a file that calendars read."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.utils.crypto import salted_hmac
from icalendar import Calendar, Event

from pupitre.desk.mail.body import clean


def ics(key: str, *, title: str, due_on: date, about: str, sequence: int, now: datetime, is_off: bool = False) -> str:
    """Return an all-day event; a later one of the same action, with a higher sequence, takes its place.

    No link is in it: calendars are shared, and an answer is one person's.

    Args:
        key: The action. title: What to do. due_on: The day. about: What the event says of it.
        sequence: How many times it was told before.
        now: The present moment.
        is_off: Whether it is off for this reader.
    """
    event = Event()
    event.add("uid", f"{salted_hmac('pupitre.desk.mail.calendar', key, algorithm='sha256').hexdigest()[:32]}@pupitre")
    event.add("dtstamp", now)
    event.add("dtstart", due_on)
    event.add("dtend", due_on + timedelta(days=1))
    event.add("summary", clean(title))
    event.add("description", clean(about))
    event.add("sequence", sequence)
    event.add("status", "CANCELLED" if is_off else "CONFIRMED")
    event.add("transp", "TRANSPARENT")
    made = Calendar()
    made.add("prodid", "-//Pupitre//FR")
    made.add("version", "2.0")
    made.add("method", "PUBLISH")
    made.add_component(event)
    text: str = made.to_ical().decode()
    return text
