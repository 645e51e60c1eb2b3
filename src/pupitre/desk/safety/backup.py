"""Writing the whole instance in one file, while it is in use."""

from __future__ import annotations

import sqlite3
import tempfile
from importlib.metadata import version
from pathlib import Path

from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone

from pupitre.desk.homes import current
from pupitre.desk.safety import archive, rows
from pupitre.desk.safety.archive import Archive
from pupitre.kernel import N_, InputError, Place, RefusedError, Text

TRIES = 3
"""An examination that ends meanwhile replaces derived tables: what was named is gone, and the copy is made again."""


def backup(path: Path) -> Archive:
    """Write the rows, the bulk files, the derived tables, the answers of the wizard and the secret of this home in one file.

    Sessions, one-time links and uploads under way are left out.

    Args:
        path: The file to write; one of that name is replaced once the new one is whole.

    Raises:
        InputError: The folder cannot be written.
        RefusedError: Files of the home are missing.
    """
    home = current()
    for _ in range(TRIES):
        try:
            with tempfile.TemporaryDirectory(dir=home.path, prefix=".backup-") as folder:
                copy = Path(folder) / archive.ROWS
                rows.saved(copy)
                return archive.write(path, {archive.ROWS: copy, **_files(copy)}, _about(copy))
        except FileNotFoundError as gone:
            missing = gone.filename
        except OSError as refused:
            what = Text(N_("The backup cannot be written: %(reason)s."), reason=refused.strerror or "")
            raise InputError(what, where=Place(file=str(path)), mend=Text(N_("Choose another place or free some space."))) from refused
    raise RefusedError(
        Text(N_("A file of this home is missing: %(file)s."), file=Path(str(missing)).name),
        mend=Text(N_("Run pupitre doctor: it says what is missing and how to mend it.")),
    )


def _files(copy: Path) -> dict[str, Path]:
    """Return the files that the copied rows name, with the answers and the secret."""
    home = current()
    with sqlite3.connect(copy) as read:
        bulk = [str(file) for (file,) in read.execute("SELECT file FROM records_dataset")]
        derived = [str(file) for (file,) in read.execute("SELECT file FROM records_derivedtable")]
    read.close()
    named = {f"bulk/{file}": home.bulk / file for file in bulk} | {f"derived/{file}": home.derived / file for file in derived}
    answers = {f"answers/{file.name}": file for file in home.answers.iterdir() if file.is_file() and not file.name.startswith(".")}
    secret = home.path / archive.SECRET
    return named | answers | ({archive.SECRET: secret} if secret.exists() else {})


def _about(copy: Path) -> dict[str, object]:
    with sqlite3.connect(copy) as read:
        seal = read.execute("SELECT digest FROM records_change ORDER BY id DESC LIMIT 1").fetchone()
        changes = read.execute("SELECT count(*) FROM records_change").fetchone()[0]
    read.close()
    applied = MigrationRecorder(connection).applied_migrations()
    return {
        "version": version("pupitre"),
        "at": timezone.now().isoformat(),
        "seal": seal[0] if seal else "",
        "changes": changes,
        "migrations": sorted(f"{app}.{name}" for app, name in applied),
    }
