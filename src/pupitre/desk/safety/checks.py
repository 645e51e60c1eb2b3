"""Whether restored rows are those that were saved; imported once the process works on their home."""

from __future__ import annotations

from pathlib import Path

from django.db import transaction
from django.db.migrations.loader import MigrationLoader

from pupitre import store
from pupitre.desk.changes import verify_chain, witness
from pupitre.desk.homes import current
from pupitre.desk.manifest import manifest_rows
from pupitre.desk.safety import rows
from pupitre.desk.safety.archive import ROWS, Archive
from pupitre.desk.settings import setting
from pupitre.kernel import N_, InputError, Place, RefusedError, Text
from pupitre.records.models import Account, Change


def known(read: Archive) -> None:
    """Refuse rows that this version would not understand.

    Raises:
        RefusedError: The backup comes from a newer Pupitre.
    """
    ours = {f"{app}.{name}" for app, name in MigrationLoader(None, ignore_no_migrations=True).disk_migrations}
    stated = read.about.get("migrations")
    if not isinstance(stated, list) or not set(map(str, stated)) <= ours:
        raise RefusedError(
            Text(N_("This backup was made by a newer Pupitre (%(version)s)."), version=str(read.about.get("version", ""))),
            where=Place(file=str(read.path)),
            mend=Text(N_("Install that version or a later one, and restore again. Nothing was changed.")),
        )


def check(read: Archive) -> str:
    """Look at the rows of this home, just restored, and return its language.

    Raises:
        RefusedError: They come from a newer Pupitre, which this one would not understand.
        InputError: The log does not hold, does not end on the seal that was saved, or a bulk file is missing or altered.
    """
    known(read)
    report = verify_chain(witnessed=False)
    is_same = not report.changes or report.head == read.about.get("seal")
    if not (report.is_whole and is_same and all(map(_stands, manifest_rows()))):
        raise InputError(
            Text(N_("The rows of this backup do not hold: its change log is broken or a file is missing.")),
            where=Place(file=str(read.path)),
            mend=Text(N_("Use another backup. Nothing was changed.")),
        )
    return setting("language")


def _stands(row: dict[str, object]) -> bool:
    file = current().bulk / str(row["file"])
    return file.exists() and store.sha256_of(file) == row["digest"]


def put_on_server(read: Archive, staging: Path) -> str:
    """Put the rows of an unpacked backup in place of those of the server, checked before anybody else sees them (raises as `check`)."""
    with transaction.atomic():
        rows.replaced(staging / ROWS)
        language = check(read)
    witness.renew()
    return language


def free(*, replace: bool) -> None:
    """Refuse to write over the rows of a server that holds some.

    Raises:
        RefusedError: It does, and they are not to be replaced.
    """
    if not replace and (Change.objects.exists() or Account.objects.exists()):
        raise RefusedError(
            Text(N_("The database server holds the rows of a Pupitre already.")),
            mend=Text(N_("Name another database in PUPITRE_DATABASE_URL, or add --replace after a backup of the present one.")),
        )
