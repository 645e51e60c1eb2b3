"""The company model as first released."""

import django.db.models.deletion
from django.db import migrations, models

import pupitre.records.fields


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="ExaminationRun",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("on", models.DateField()),
                ("seed", models.BigIntegerField()),
                ("known", models.BigIntegerField()),
                ("started_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(null=True)),
                ("state", models.TextField()),
            ],
            options={
                "ordering": ("id",),
            },
        ),
        migrations.CreateModel(
            name="Setting",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.TextField(unique=True)),
                ("value", models.TextField()),
            ],
        ),
        migrations.CreateModel(
            name="Action",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.TextField(blank=True, default="")),
                ("title", models.TextField(blank=True, null=True)),
                ("owner", models.TextField(blank=True, null=True)),
                ("unit", models.TextField(blank=True, null=True)),
                ("decision", models.TextField(blank=True, null=True)),
                ("decided_on", models.DateField(blank=True, null=True)),
                ("due_on", models.DateField(blank=True, null=True)),
                ("is_done", models.BooleanField(blank=True, null=True)),
                ("done_on", models.DateField(blank=True, null=True)),
                ("blocked_on", models.DateField(blank=True, null=True)),
                ("blocked_by", models.TextField(blank=True, null=True)),
                ("finding", models.TextField(blank=True, null=True)),
                ("comment", models.TextField(blank=True, null=True)),
                ("extra", models.TextField(blank=True, null=True)),
            ],
            options={
                "db_table": "records_action",
                "constraints": [models.UniqueConstraint(fields=("key",), name="action_key_is_unique")],
            },
        ),
        migrations.CreateModel(
            name="Alias",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.TextField(blank=True, default="")),
                ("old", models.TextField(blank=True, default="")),
                ("new", models.TextField(blank=True, null=True)),
                ("extra", models.TextField(blank=True, null=True)),
            ],
            options={
                "db_table": "records_alias",
                "constraints": [models.UniqueConstraint(fields=("kind", "old"), name="alias_key_is_unique")],
            },
        ),
        migrations.CreateModel(
            name="Allocation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("project", models.TextField(blank=True, default="")),
                ("skill", models.TextField(blank=True, default="")),
                ("unit", models.TextField(blank=True, default="")),
                ("starts_on", models.DateField(blank=True)),
                ("hours", models.FloatField(blank=True, null=True)),
                ("extra", models.TextField(blank=True, null=True)),
            ],
            options={
                "db_table": "records_allocation",
                "constraints": [models.UniqueConstraint(fields=("project", "skill", "unit", "starts_on"), name="allocation_key_is_unique")],
            },
        ),
        migrations.CreateModel(
            name="Axis",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.TextField(blank=True, default="")),
                ("name", models.TextField(blank=True, null=True)),
                ("weight", models.FloatField(blank=True, null=True)),
                ("extra", models.TextField(blank=True, null=True)),
            ],
            options={
                "db_table": "records_axis",
                "constraints": [models.UniqueConstraint(fields=("key",), name="axis_key_is_unique")],
            },
        ),
        migrations.CreateModel(
            name="BudgetLine",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("unit", models.TextField(blank=True, default="")),
                ("project", models.TextField(blank=True, default="")),
                ("line", models.TextField(blank=True, default="")),
                ("starts_on", models.DateField(blank=True)),
                ("ends_on", models.DateField(blank=True, null=True)),
                ("axis", models.TextField(blank=True, null=True)),
                ("account", models.TextField(blank=True, null=True)),
                ("planned", pupitre.records.fields.MoneyField(blank=True, null=True)),
                ("committed", pupitre.records.fields.MoneyField(blank=True, null=True)),
                ("actual", pupitre.records.fields.MoneyField(blank=True, null=True)),
                ("landing", pupitre.records.fields.MoneyField(blank=True, null=True)),
                ("currency", models.TextField(blank=True, null=True)),
                ("extra", models.TextField(blank=True, null=True)),
            ],
            options={
                "db_table": "records_budget_line",
                "constraints": [models.UniqueConstraint(fields=("unit", "project", "line", "starts_on"), name="budget_line_key_is_unique")],
            },
        ),
        migrations.CreateModel(
            name="Capacity",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("skill", models.TextField(blank=True, default="")),
                ("unit", models.TextField(blank=True, default="")),
                ("starts_on", models.DateField(blank=True)),
                ("hours", models.FloatField(blank=True, null=True)),
                ("extra", models.TextField(blank=True, null=True)),
            ],
            options={
                "db_table": "records_capacity",
                "constraints": [models.UniqueConstraint(fields=("skill", "unit", "starts_on"), name="capacity_key_is_unique")],
            },
        ),
        migrations.CreateModel(
            name="Cascade",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("child", models.TextField(blank=True, default="")),
                ("parent", models.TextField(blank=True, default="")),
                ("weight", models.FloatField(blank=True, null=True)),
                ("extra", models.TextField(blank=True, null=True)),
            ],
            options={
                "db_table": "records_cascade",
                "constraints": [models.UniqueConstraint(fields=("child", "parent"), name="cascade_key_is_unique")],
            },
        ),
        migrations.CreateModel(
            name="Change",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField()),
                ("by", models.TextField()),
                ("kind", models.TextField()),
                ("why", models.JSONField(null=True)),
                ("why_salt", models.BinaryField(null=True)),
                ("why_digest", models.TextField()),
                ("row_count", models.IntegerField()),
                ("rows_digest", models.TextField()),
                ("previous", models.TextField()),
                ("digest", models.TextField(unique=True)),
                (
                    "undoes",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="undone_by", to="records.change"
                    ),
                ),
            ],
            options={
                "ordering": ("id",),
            },
        ),
        migrations.CreateModel(
            name="ChangeValue",
            fields=[
                ("pk", models.CompositePrimaryKey("change_id", "position", blank=True, editable=False, primary_key=True, serialize=False)),
                ("position", models.IntegerField()),
                ("salt", models.BinaryField()),
                ("before", models.TextField(null=True)),
                ("after", models.TextField(null=True)),
                (
                    "change",
                    models.ForeignKey(
                        db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="values", to="records.change"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Contribution",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("project", models.TextField(blank=True, default="")),
                ("objective", models.TextField(blank=True, default="")),
                ("share", models.FloatField(blank=True, null=True)),
                ("basis", models.TextField(blank=True, null=True)),
                ("extra", models.TextField(blank=True, null=True)),
            ],
            options={
                "db_table": "records_contribution",
                "constraints": [models.UniqueConstraint(fields=("project", "objective"), name="contribution_key_is_unique")],
            },
        ),
        migrations.CreateModel(
            name="Dataset",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.TextField(blank=True, default="")),
                ("table", models.TextField(blank=True, null=True)),
                ("position", models.BigIntegerField(blank=True, null=True)),
                ("file", models.TextField(blank=True, null=True)),
                ("rows", models.BigIntegerField(blank=True, null=True)),
                ("size", models.BigIntegerField(blank=True, null=True)),
                ("digest", models.TextField(blank=True, null=True)),
                ("is_withdrawn", models.BooleanField(blank=True, null=True)),
                ("extra", models.TextField(blank=True, null=True)),
            ],
            options={
                "db_table": "records_dataset",
                "constraints": [models.UniqueConstraint(fields=("key",), name="dataset_key_is_unique")],
            },
        ),
        migrations.CreateModel(
            name="Decision",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.TextField(blank=True, default="")),
                ("title", models.TextField(blank=True, null=True)),
                ("unit", models.TextField(blank=True, null=True)),
                ("owner", models.TextField(blank=True, null=True)),
                ("decided_on", models.DateField(blank=True, null=True)),
                ("due_on", models.DateField(blank=True, null=True)),
                ("review_on", models.DateField(blank=True, null=True)),
                ("status", models.TextField(blank=True, null=True)),
                ("choice", models.TextField(blank=True, null=True)),
                ("kpi", models.TextField(blank=True, null=True)),
                ("expected_low", models.FloatField(blank=True, null=True)),
                ("expected_likely", models.FloatField(blank=True, null=True)),
                ("expected_high", models.FloatField(blank=True, null=True)),
                ("cost", pupitre.records.fields.MoneyField(blank=True, null=True)),
                ("currency", models.TextField(blank=True, null=True)),
                ("finding", models.TextField(blank=True, null=True)),
                ("comment", models.TextField(blank=True, null=True)),
                ("extra", models.TextField(blank=True, null=True)),
            ],
            options={
                "db_table": "records_decision",
                "constraints": [models.UniqueConstraint(fields=("key",), name="decision_key_is_unique")],
            },
        ),
        migrations.CreateModel(
            name="Entity",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.TextField(blank=True, default="")),
                ("name", models.TextField(blank=True, null=True)),
                ("currency", models.TextField(blank=True, null=True)),
                ("country", models.TextField(blank=True, null=True)),
                ("extra", models.TextField(blank=True, null=True)),
            ],
            options={
                "db_table": "records_entity",
                "constraints": [models.UniqueConstraint(fields=("key",), name="entity_key_is_unique")],
            },
        ),
        migrations.CreateModel(
            name="FindingState",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("fingerprint", models.TextField(blank=True, default="")),
                ("state", models.TextField(blank=True, null=True)),
                ("reason", models.TextField(blank=True, null=True)),
                ("until", models.DateField(blank=True, null=True)),
                ("on", models.DateField(blank=True, null=True)),
                ("decision", models.TextField(blank=True, null=True)),
                ("action", models.TextField(blank=True, null=True)),
                ("extra", models.TextField(blank=True, null=True)),
            ],
            options={
                "db_table": "records_finding_state",
                "constraints": [models.UniqueConstraint(fields=("fingerprint",), name="finding_state_key_is_unique")],
            },
        ),
        migrations.CreateModel(
            name="KeyResult",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.TextField(blank=True, default="")),
                ("objective", models.TextField(blank=True, null=True)),
                ("name", models.TextField(blank=True, null=True)),
                ("kpi", models.TextField(blank=True, null=True)),
                ("baseline", models.FloatField(blank=True, null=True)),
                ("target", models.FloatField(blank=True, null=True)),
                ("starts_on", models.DateField(blank=True, null=True)),
                ("due_on", models.DateField(blank=True, null=True)),
                ("shape", models.TextField(blank=True, null=True)),
                ("weight", models.FloatField(blank=True, null=True)),
                ("extra", models.TextField(blank=True, null=True)),
            ],
            options={
                "db_table": "records_key_result",
                "constraints": [models.UniqueConstraint(fields=("key",), name="key_result_key_is_unique")],
            },
        ),
        migrations.CreateModel(
            name="Kpi",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.TextField(blank=True, default="")),
                ("name", models.TextField(blank=True, null=True)),
                ("parent", models.TextField(blank=True, null=True)),
                ("objective", models.TextField(blank=True, null=True)),
                ("unit", models.TextField(blank=True, null=True)),
                ("owner", models.TextField(blank=True, null=True)),
                ("measured_in", models.TextField(blank=True, null=True)),
                ("direction", models.TextField(blank=True, null=True)),
                ("aggregation", models.TextField(blank=True, null=True)),
                ("frequency", models.TextField(blank=True, null=True)),
                ("formula", models.TextField(blank=True, null=True)),
                ("definition", models.TextField(blank=True, null=True)),
                ("is_critical", models.BooleanField(blank=True, null=True)),
                ("category", models.TextField(blank=True, null=True)),
                ("extra", models.TextField(blank=True, null=True)),
            ],
            options={
                "db_table": "records_kpi",
                "constraints": [models.UniqueConstraint(fields=("key",), name="kpi_key_is_unique")],
            },
        ),
        migrations.CreateModel(
            name="Mapping",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("signature", models.TextField(blank=True, default="")),
                ("name", models.TextField(blank=True, null=True)),
                ("answers", models.TextField(blank=True, null=True)),
                ("extra", models.TextField(blank=True, null=True)),
            ],
            options={
                "db_table": "records_mapping",
                "constraints": [models.UniqueConstraint(fields=("signature",), name="mapping_key_is_unique")],
            },
        ),
        migrations.CreateModel(
            name="Objective",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.TextField(blank=True, default="")),
                ("name", models.TextField(blank=True, null=True)),
                ("axis", models.TextField(blank=True, null=True)),
                ("unit", models.TextField(blank=True, null=True)),
                ("owner", models.TextField(blank=True, null=True)),
                ("starts_on", models.DateField(blank=True, null=True)),
                ("due_on", models.DateField(blank=True, null=True)),
                ("horizon", models.TextField(blank=True, null=True)),
                ("is_must", models.BooleanField(blank=True, null=True)),
                ("status", models.TextField(blank=True, null=True)),
                ("description", models.TextField(blank=True, null=True)),
                ("extra", models.TextField(blank=True, null=True)),
            ],
            options={
                "db_table": "records_objective",
                "constraints": [models.UniqueConstraint(fields=("key",), name="objective_key_is_unique")],
            },
        ),
        migrations.CreateModel(
            name="Person",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.TextField(blank=True, default="")),
                ("name", models.TextField(blank=True, null=True)),
                ("unit", models.TextField(blank=True, null=True)),
                ("role", models.TextField(blank=True, null=True)),
                ("is_manager", models.BooleanField(blank=True, null=True)),
                ("fte", models.FloatField(blank=True, null=True)),
                ("starts_on", models.DateField(blank=True, null=True)),
                ("ends_on", models.DateField(blank=True, null=True)),
                ("extra", models.TextField(blank=True, null=True)),
            ],
            options={
                "db_table": "records_person",
                "constraints": [models.UniqueConstraint(fields=("key",), name="person_key_is_unique")],
            },
        ),
        migrations.CreateModel(
            name="Programme",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.TextField(blank=True, default="")),
                ("name", models.TextField(blank=True, null=True)),
                ("owner", models.TextField(blank=True, null=True)),
                ("extra", models.TextField(blank=True, null=True)),
            ],
            options={
                "db_table": "records_programme",
                "constraints": [models.UniqueConstraint(fields=("key",), name="programme_key_is_unique")],
            },
        ),
        migrations.CreateModel(
            name="Project",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.TextField(blank=True, default="")),
                ("name", models.TextField(blank=True, null=True)),
                ("description", models.TextField(blank=True, null=True)),
                ("unit", models.TextField(blank=True, null=True)),
                ("owner", models.TextField(blank=True, null=True)),
                ("programme", models.TextField(blank=True, null=True)),
                ("axis", models.TextField(blank=True, null=True)),
                ("category", models.TextField(blank=True, null=True)),
                ("clients", pupitre.records.fields.ListField(blank=True, null=True)),
                ("sites", pupitre.records.fields.ListField(blank=True, null=True)),
                ("starts_on", models.DateField(blank=True, null=True)),
                ("due_on", models.DateField(blank=True, null=True)),
                ("budget", pupitre.records.fields.MoneyField(blank=True, null=True)),
                ("currency", models.TextField(blank=True, null=True)),
                ("is_mandatory", models.BooleanField(blank=True, null=True)),
                ("extra", models.TextField(blank=True, null=True)),
            ],
            options={
                "db_table": "records_project",
                "constraints": [models.UniqueConstraint(fields=("key",), name="project_key_is_unique")],
            },
        ),
        migrations.CreateModel(
            name="ProjectReport",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("project", models.TextField(blank=True, default="")),
                ("at", models.DateField(blank=True)),
                ("status", models.TextField(blank=True, null=True)),
                ("status_text", models.TextField(blank=True, null=True)),
                ("phase", models.TextField(blank=True, null=True)),
                ("progress", models.FloatField(blank=True, null=True)),
                ("finish_on", models.DateField(blank=True, null=True)),
                ("budget", pupitre.records.fields.MoneyField(blank=True, null=True)),
                ("spent", pupitre.records.fields.MoneyField(blank=True, null=True)),
                ("forecast_cost", pupitre.records.fields.MoneyField(blank=True, null=True)),
                ("period_budget", pupitre.records.fields.MoneyField(blank=True, null=True)),
                ("period_forecast", pupitre.records.fields.MoneyField(blank=True, null=True)),
                ("currency", models.TextField(blank=True, null=True)),
                ("slip_days", models.FloatField(blank=True, null=True)),
                ("budget_change", pupitre.records.fields.MoneyField(blank=True, null=True)),
                ("comment", models.TextField(blank=True, null=True)),
                ("extra", models.TextField(blank=True, null=True)),
            ],
            options={
                "db_table": "records_project_report",
                "constraints": [models.UniqueConstraint(fields=("project", "at"), name="project_report_key_is_unique")],
            },
        ),
        migrations.CreateModel(
            name="Risk",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.TextField(blank=True, default="")),
                ("title", models.TextField(blank=True, null=True)),
                ("unit", models.TextField(blank=True, null=True)),
                ("owner", models.TextField(blank=True, null=True)),
                ("likelihood", models.FloatField(blank=True, null=True)),
                ("consequence", models.FloatField(blank=True, null=True)),
                ("due_on", models.DateField(blank=True, null=True)),
                ("extra", models.TextField(blank=True, null=True)),
            ],
            options={
                "db_table": "records_risk",
                "constraints": [models.UniqueConstraint(fields=("key",), name="risk_key_is_unique")],
            },
        ),
        migrations.CreateModel(
            name="Skill",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.TextField(blank=True, default="")),
                ("name", models.TextField(blank=True, null=True)),
                ("extra", models.TextField(blank=True, null=True)),
            ],
            options={
                "db_table": "records_skill",
                "constraints": [models.UniqueConstraint(fields=("key",), name="skill_key_is_unique")],
            },
        ),
        migrations.CreateModel(
            name="Source",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.TextField()),
                ("digest", models.TextField(blank=True)),
                ("size", models.BigIntegerField(default=0)),
                ("format", models.TextField(blank=True)),
                ("kinds", models.JSONField(default=list)),
                ("rows_read", models.BigIntegerField(default=0)),
                ("rows_refused", models.BigIntegerField(default=0)),
                ("data_on", models.DateField(null=True)),
                ("details", models.JSONField(default=dict)),
                ("counts", models.JSONField(default=dict)),
                ("change", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="sources", to="records.change")),
            ],
        ),
        migrations.CreateModel(
            name="Staffing",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("unit", models.TextField(blank=True, default="")),
                ("category", models.TextField(blank=True, default="")),
                ("at", models.DateField(blank=True)),
                ("adopted", models.FloatField(blank=True, null=True)),
                ("planned", models.FloatField(blank=True, null=True)),
                ("actual", models.FloatField(blank=True, null=True)),
                ("extra", models.TextField(blank=True, null=True)),
            ],
            options={
                "db_table": "records_staffing",
                "constraints": [models.UniqueConstraint(fields=("unit", "category", "at"), name="staffing_key_is_unique")],
            },
        ),
        migrations.CreateModel(
            name="Supplier",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.TextField(blank=True, default="")),
                ("name", models.TextField(blank=True, null=True)),
                ("amount", pupitre.records.fields.MoneyField(blank=True, null=True)),
                ("currency", models.TextField(blank=True, null=True)),
                ("is_critical", models.BooleanField(blank=True, null=True)),
                ("since_on", models.DateField(blank=True, null=True)),
                ("extra", models.TextField(blank=True, null=True)),
            ],
            options={
                "db_table": "records_supplier",
                "constraints": [models.UniqueConstraint(fields=("key",), name="supplier_key_is_unique")],
            },
        ),
        migrations.CreateModel(
            name="Task",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("project", models.TextField(blank=True, default="")),
                ("key", models.TextField(blank=True, default="")),
                ("name", models.TextField(blank=True, null=True)),
                ("optimistic_days", models.FloatField(blank=True, null=True)),
                ("likely_days", models.FloatField(blank=True, null=True)),
                ("pessimistic_days", models.FloatField(blank=True, null=True)),
                ("starts_on", models.DateField(blank=True, null=True)),
                ("due_on", models.DateField(blank=True, null=True)),
                ("started_on", models.DateField(blank=True, null=True)),
                ("finished_on", models.DateField(blank=True, null=True)),
                ("progress", models.FloatField(blank=True, null=True)),
                ("budget", pupitre.records.fields.MoneyField(blank=True, null=True)),
                ("skill", models.TextField(blank=True, null=True)),
                ("person", models.TextField(blank=True, null=True)),
                ("effort_hours", models.FloatField(blank=True, null=True)),
                ("is_milestone", models.BooleanField(blank=True, null=True)),
                ("extra", models.TextField(blank=True, null=True)),
            ],
            options={
                "db_table": "records_task",
                "constraints": [models.UniqueConstraint(fields=("project", "key"), name="task_key_is_unique")],
            },
        ),
        migrations.CreateModel(
            name="TaskLink",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("project", models.TextField(blank=True, default="")),
                ("before", models.TextField(blank=True, default="")),
                ("after", models.TextField(blank=True, default="")),
                ("kind", models.TextField(blank=True, default="")),
                ("lag_days", models.FloatField(blank=True, null=True)),
                ("extra", models.TextField(blank=True, null=True)),
            ],
            options={
                "db_table": "records_task_link",
                "constraints": [models.UniqueConstraint(fields=("project", "before", "after", "kind"), name="task_link_key_is_unique")],
            },
        ),
        migrations.CreateModel(
            name="Unit",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.TextField(blank=True, default="")),
                ("name", models.TextField(blank=True, null=True)),
                ("parent", models.TextField(blank=True, null=True)),
                ("entity", models.TextField(blank=True, null=True)),
                ("starts_on", models.DateField(blank=True, null=True)),
                ("ends_on", models.DateField(blank=True, null=True)),
                ("aliases", pupitre.records.fields.ListField(blank=True, null=True)),
                ("headcount", models.FloatField(blank=True, null=True)),
                ("site", models.TextField(blank=True, null=True)),
                ("extra", models.TextField(blank=True, null=True)),
            ],
            options={
                "db_table": "records_unit",
                "constraints": [models.UniqueConstraint(fields=("key",), name="unit_key_is_unique")],
            },
        ),
        migrations.CreateModel(
            name="Visit",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("by", models.TextField(unique=True)),
                ("at", models.DateTimeField()),
                ("previous_at", models.DateTimeField(null=True)),
                (
                    "previous_run",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to="records.examinationrun"
                    ),
                ),
                (
                    "run",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to="records.examinationrun"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="DomainRun",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("domain", models.TextField()),
                ("position", models.IntegerField()),
                ("state", models.TextField()),
                ("started_at", models.DateTimeField(null=True)),
                ("ended_at", models.DateTimeField(null=True)),
                ("finding_count", models.IntegerField(default=0)),
                ("absent", models.JSONField(default=list)),
                ("failure", models.TextField(blank=True)),
                (
                    "run",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="domains", to="records.examinationrun"),
                ),
            ],
            options={
                "ordering": ("run", "position"),
                "constraints": [models.UniqueConstraint(fields=("run", "domain"), name="domain_run_is_unique")],
            },
        ),
        migrations.CreateModel(
            name="DerivedTable",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.TextField()),
                ("file", models.TextField()),
                ("rows", models.BigIntegerField()),
                (
                    "run",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="derived", to="records.examinationrun"),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("run", "name"), name="derived_table_is_unique")],
            },
        ),
        migrations.CreateModel(
            name="Finding",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("fingerprint", models.TextField(unique=True)),
                ("domain", models.TextField()),
                ("rule", models.TextField()),
                ("body", models.JSONField()),
                ("since", models.DateField()),
                ("first_seen", models.DateField()),
                ("last_seen", models.DateField()),
                ("opened_on", models.DateField()),
                ("closed_on", models.DateField(null=True)),
                (
                    "closed_run",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="records.examinationrun"
                    ),
                ),
                (
                    "opened_run",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="records.examinationrun"),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["domain", "closed_on"], name="finding_domain_closed")],
            },
        ),
        migrations.CreateModel(
            name="Problem",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("rule", models.TextField()),
                ("severity", models.TextField()),
                ("sheet", models.TextField(null=True)),
                ("row", models.BigIntegerField(null=True)),
                ("column", models.TextField(null=True)),
                ("body", models.JSONField()),
                ("source", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="problems", to="records.source")),
            ],
            options={
                "indexes": [models.Index(fields=["source", "rule"], name="problem_source_rule")],
            },
        ),
        migrations.CreateModel(
            name="ChangeRow",
            fields=[
                ("pk", models.CompositePrimaryKey("change_id", "position", blank=True, editable=False, primary_key=True, serialize=False)),
                ("position", models.IntegerField()),
                ("table", models.TextField()),
                ("key", models.TextField()),
                ("action", models.TextField()),
                ("fields", models.TextField()),
                ("digest", models.TextField()),
                ("sheet", models.TextField(null=True)),
                ("row", models.BigIntegerField(null=True)),
                (
                    "change",
                    models.ForeignKey(
                        db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="rows", to="records.change"
                    ),
                ),
                ("source", models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, to="records.source")),
            ],
            options={
                "indexes": [models.Index(fields=["table", "key"], name="change_row_table_key")],
            },
        ),
    ]
