"""A home of its own, and files whose reading is written in the test."""

from datetime import date

import pytest
from tests.sources.filling import read

from pupitre.desk import imports
from pupitre.kernel import InputError, Text
from pupitre.sources.reading import Reading

ON = date(2026, 3, 31)


@pytest.fixture
def home(db, settings, tmp_path):
    settings.HOME = tmp_path / "home"
    for folder in ("bulk", "derived"):
        (tmp_path / "home" / folder).mkdir(parents=True)
    return tmp_path / "home"


class Desk:
    """Files put down with what a reader finds in them."""

    def __init__(self, folder):
        self.folder, self.found, self.asked = folder, {}, []

    def file(self, name, *tables, signature="", text=None):
        """Put a file down; `tables` are exchange tables, or an error that reading raises."""
        path = self.folder / name
        path.write_text(text or name)
        fault = next((t for t in tables if isinstance(t, InputError)), None)
        self.found[name] = fault or Reading(name, "csv", tables=tables, signature=signature)
        return path

    def reader(self, path, options):
        self.asked.append((path.name, dict(options.answers)))
        found = self.found[path.name]
        if isinstance(found, InputError):
            raise found
        return found(options) if callable(found) else found

    def plan(self, *paths, **options):
        return imports.plan(paths, on=options.pop("on", ON), reader=self.reader, **options)

    def load(self, *paths, **options):
        plan = self.plan(*paths, **options)
        return imports.commit(plan, by="Ana", sure_only=options.get("sure_only", False))


@pytest.fixture
def desk(home, tmp_path):
    folder = tmp_path / "files"
    folder.mkdir()
    return Desk(folder)


@pytest.fixture
def exchange():
    """Return an exchange table from its columns."""
    return read


@pytest.fixture
def unreadable():
    return InputError(Text("This file is encrypted."))
