"""The end of the log, kept beside the database: entries cannot be cut off the end without it being noticed.

A chain says that nothing was altered between its first and its last entry, and nothing of what came after. The witness is a file of the
home that names the last entry, sealed with the home's secret: whoever can write in the database alone cannot write it.
"""

from __future__ import annotations

import hashlib
import hmac
import json
from pathlib import Path

from django.conf import settings

from pupitre.desk.homes import current
from pupitre.desk.locks import alone
from pupitre.records.models import Change

FILE = "log.head"


def note(number: int, digest: str) -> None:
    """Name an entry as the last one, once its transaction has ended.

    An earlier witness that the log no longer holds is left as it is: what was cut off stays noticed.
    """
    home = current().path
    with alone(home / f"{FILE}.lock"):
        known = read()
        if known is not None and (known[0] >= number or not stands(known)):
            return
        part = home / f"{FILE}.part"
        part.write_text(json.dumps({"number": number, "digest": digest, "seal": _seal(number, digest)}))
        part.replace(home / FILE)


def renew() -> None:
    """Name the last entry of a log that was just restored."""
    (current().path / FILE).unlink(missing_ok=True)
    last = Change.objects.order_by("-id").values_list("id", "digest").first()
    if last:
        note(*last)


def read() -> tuple[int, str] | None:
    """Return the number and the digest of the entry named last; None when the file is absent or was not written by this home."""
    file = current().path / FILE
    try:
        said = json.loads(Path(file).read_text())
        number, digest = int(said["number"]), str(said["digest"])
        return (number, digest) if hmac.compare_digest(str(said["seal"]), _seal(number, digest)) else None
    except (FileNotFoundError, ValueError, KeyError, TypeError):
        return None


def stands(known: tuple[int, str]) -> bool:
    """Tell whether the log still holds the entry that the witness names."""
    return Change.objects.filter(pk=known[0], digest=known[1]).exists()


def _seal(number: int, digest: str) -> str:
    return hmac.new(settings.SECRET_KEY.encode(), f"log {number} {digest}".encode(), hashlib.sha256).hexdigest()
