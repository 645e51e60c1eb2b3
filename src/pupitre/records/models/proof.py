"""Where rows came from, and every change they went through."""

from __future__ import annotations

from django.db import models


class Change(models.Model):
    """One entry of the append-only log; each seals the one before it."""

    at = models.DateTimeField()
    by = models.TextField()
    kind = models.TextField()  # import, edit, undo
    why = models.JSONField(null=True)  # a kernel Text; outside the seal but for its salted digest, so that it can be erased
    why_salt = models.BinaryField(null=True)
    why_digest = models.TextField()
    undoes = models.ForeignKey("self", models.PROTECT, null=True, related_name="undone_by")
    row_count = models.IntegerField()
    rows_digest = models.TextField()
    previous = models.TextField()
    digest = models.TextField(unique=True)

    class Meta:
        ordering = ("id",)


class Source(models.Model):
    """A file that was read, or another place that rows came from."""

    change = models.ForeignKey(Change, models.PROTECT, related_name="sources")
    name = models.TextField()
    digest = models.TextField(blank=True)
    size = models.BigIntegerField(default=0)
    format = models.TextField(blank=True)
    kinds = models.JSONField(default=list)  # exchange kinds found in it
    rows_read = models.BigIntegerField(default=0)
    rows_refused = models.BigIntegerField(default=0)
    data_on = models.DateField(null=True)  # the last day its data speak of
    details = models.JSONField(default=dict)  # encoding, separator, locale, sheets
    counts = models.JSONField(default=dict)  # {table: {created, updated, unchanged, refused}}


class ChangeRow(models.Model):
    """One row touched by a change: its key, the names of the fields, a salted digest of the values."""

    pk = models.CompositePrimaryKey("change_id", "position")
    change = models.ForeignKey(Change, models.PROTECT, related_name="rows", db_index=False)
    position = models.IntegerField()
    table = models.TextField()
    key = models.TextField()  # the parts of the key as a JSON list
    action = models.TextField()  # created, updated, deleted
    fields = models.TextField()  # names, separated by blanks
    digest = models.TextField()
    source = models.ForeignKey(Source, models.PROTECT, null=True, db_index=False)
    sheet = models.TextField(null=True)
    row = models.BigIntegerField(null=True)

    class Meta:
        indexes = [models.Index(fields=("table", "key"), name="change_row_table_key")]


class ChangeValue(models.Model):
    """What the fields held before and after; may be erased without breaking the log."""

    pk = models.CompositePrimaryKey("change_id", "position")
    change = models.ForeignKey(Change, models.PROTECT, related_name="values", db_index=False)
    position = models.IntegerField()
    salt = models.BinaryField()
    before = models.TextField(null=True)
    after = models.TextField(null=True)


class Problem(models.Model):
    """A fault or a doubt found in a source, with its place."""

    source = models.ForeignKey(Source, models.CASCADE, related_name="problems")
    rule = models.TextField()
    severity = models.TextField()
    sheet = models.TextField(null=True)
    row = models.BigIntegerField(null=True)
    column = models.TextField(null=True)
    body = models.JSONField()  # the kernel Problem

    class Meta:
        indexes = [models.Index(fields=("source", "rule"), name="problem_source_rule")]
