"""The rows of the company model stay where they belong, and their migrations say all of it."""

from __future__ import annotations

from io import StringIO

import pytest
from django.apps import apps
from django.core.management import call_command


def test_a_foreign_key_points_to_the_records_only():
    ours = [model for model in apps.get_models() if model.__module__.startswith("pupitre.")]
    keys = ((model, field.related_model) for model in ours for field in model._meta.get_fields() if field.concrete and field.related_model)
    assert ours
    assert [f"{model.__name__} → {target.__name__}" for model, target in keys if not target.__module__.startswith("pupitre.records")] == []


@pytest.mark.django_db
def test_the_migrations_say_all_that_the_models_say():
    told = StringIO()
    try:
        call_command("makemigrations", check=True, dry_run=True, stdout=told)
    except SystemExit:
        pytest.fail(told.getvalue())


def test_only_the_records_have_migrations(root):
    folders = {path.parent.relative_to(root / "src/pupitre").parts[0] for path in (root / "src/pupitre").rglob("migrations/0*.py")}
    assert folders <= {"records"}


def test_a_migration_has_a_name(root):
    names = [path.stem for path in (root / "src/pupitre").rglob("migrations/0*.py")]
    assert names
    assert [name for name in names if "auto" in name.split("_")] == []
