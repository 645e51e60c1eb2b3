"""What the desk remembers: examinations, what they found, who looked when."""

from __future__ import annotations

from django.db import models

from pupitre.records.fields import MoneyField


class ExaminationRun(models.Model):
    """One time that all domains examined the company."""

    on = models.DateField()
    seed = models.BigIntegerField()
    known = models.BigIntegerField()  # the last change that the snapshot knows
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    state = models.TextField()  # running, done, failed

    class Meta:
        ordering = ("id",)


class DomainRun(models.Model):
    """What one domain did in a run."""

    run = models.ForeignKey(ExaminationRun, models.CASCADE, related_name="domains")
    domain = models.TextField()
    position = models.IntegerField()
    state = models.TextField()  # waiting, running, done, failed
    started_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    finding_count = models.IntegerField(default=0)
    absent = models.JSONField(default=list)  # figures that could not be computed, with their reasons
    failure = models.TextField(blank=True)

    class Meta:
        ordering = ("run", "position")
        constraints = [models.UniqueConstraint(fields=("run", "domain"), name="domain_run_is_unique")]


class DerivedTable(models.Model):
    """A table that a domain published in a run, kept for the pages."""

    run = models.ForeignKey(ExaminationRun, models.CASCADE, related_name="derived")
    name = models.TextField()
    file = models.TextField()
    rows = models.BigIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=("run", "name"), name="derived_table_is_unique")]


class Finding(models.Model):
    """A finding kept from run to run; what people decided about it stands in `finding_state`."""

    fingerprint = models.TextField(unique=True)
    domain = models.TextField()
    rule = models.TextField()
    body = models.JSONField()  # the kernel Finding, as the last run wrote it
    since = models.DateField()
    first_seen = models.DateField()
    last_seen = models.DateField()
    opened_run = models.ForeignKey(ExaminationRun, models.PROTECT, related_name="+")  # the run that opened it, again after a closing
    opened_on = models.DateField()
    closed_on = models.DateField(null=True)
    closed_run = models.ForeignKey(ExaminationRun, models.PROTECT, null=True, related_name="+")

    class Meta:
        indexes = [models.Index(fields=("domain", "closed_on"), name="finding_domain_closed")]


class FindingMove(models.Model):
    """The money at stake in a finding, each time that a run changed it."""

    finding = models.ForeignKey(Finding, models.CASCADE, related_name="moves")
    run = models.ForeignKey(ExaminationRun, models.CASCADE, related_name="+")
    likely = MoneyField(null=True)


class Visit(models.Model):
    """The last time that someone looked at the desk, and the time before."""

    by = models.TextField(unique=True)
    at = models.DateTimeField()
    run = models.ForeignKey(ExaminationRun, models.SET_NULL, null=True, related_name="+")
    previous_at = models.DateTimeField(null=True)
    previous_run = models.ForeignKey(ExaminationRun, models.SET_NULL, null=True, related_name="+")


class Setting(models.Model):
    """What this home was told once: its name, currency and language."""

    name = models.TextField(unique=True)
    value = models.TextField()
