"""The pages of an application and what they keep, fixed with what was received."""

from pathlib import Path

import django.db.models.deletion
from django.db import migrations, models

SQL = Path(__file__).with_name("sql").joinpath("keep_parts.sql").read_text()


class Migration(migrations.Migration):
    dependencies = [
        ("applying", "0007_questions_before"),
    ]

    operations = [
        migrations.AddField(
            model_name="answer",
            name="copied_from",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="applying.application",
            ),
        ),
        migrations.AddField(
            model_name="application",
            name="knows_somebody",
            field=models.BooleanField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="application",
            name="registration",
            field=models.CharField(
                blank=True,
                choices=[
                    ("registered", "Yes, I am registered"),
                    ("expected", "Not yet, I have applied or expect to be"),
                    ("none", "No"),
                ],
                max_length=20,
            ),
        ),
        migrations.AddField(
            model_name="application",
            name="registration_body",
            field=models.CharField(blank=True, max_length=200),
        ),
        migrations.AddField(
            model_name="application",
            name="registration_ends_on",
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="application",
            name="registration_number",
            field=models.CharField(blank=True, max_length=60),
        ),
        migrations.AddField(
            model_name="application",
            name="right_to_work",
            field=models.CharField(
                blank=True,
                choices=[
                    ("unlimited", "Yes, with no time limit"),
                    ("limited", "Yes, but it ends on a certain date or has conditions"),
                    ("sponsorship", "No, I need an employer to sponsor me"),
                ],
                max_length=20,
            ),
        ),
        migrations.AddField(
            model_name="application",
            name="statement",
            field=models.TextField(blank=True),
        ),
        migrations.AddField(
            model_name="application",
            name="where_seen",
            field=models.CharField(
                blank=True,
                choices=[
                    ("this_service", "On this website"),
                    ("employer", "On the employer’s website"),
                    ("jobs_site", "On another jobs website"),
                    ("social", "On social media"),
                    ("person", "Somebody told me"),
                    ("jobcentre", "At a jobcentre, college or job fair"),
                    ("else", "Somewhere else"),
                ],
                max_length=20,
            ),
        ),
        migrations.AddField(
            model_name="application",
            name="where_seen_else",
            field=models.CharField(blank=True, max_length=200),
        ),
        migrations.AddField(
            model_name="application",
            name="whom_they_know",
            field=models.TextField(blank=True),
        ),
        migrations.CreateModel(
            name="Qualification",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("subject", models.CharField(max_length=200)),
                ("kind", models.CharField(blank=True, max_length=100, verbose_name="type or level")),
                ("place", models.CharField(blank=True, max_length=200, verbose_name="where")),
                ("result", models.CharField(blank=True, max_length=100, verbose_name="grade or result")),
                ("year", models.PositiveSmallIntegerField(blank=True, null=True)),
                (
                    "application",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="qualifications",
                        to="applying.application",
                    ),
                ),
            ],
            options={
                "ordering": (models.OrderBy(models.F("year"), descending=True, nulls_first=True), "pk"),
            },
        ),
        migrations.CreateModel(
            name="Support",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("disability_confident", models.BooleanField(null=True)),
                ("needs_adjustments", models.BooleanField(null=True)),
                ("adjustments", models.TextField(blank=True)),
                ("saved_at", models.DateTimeField(auto_now=True)),
                (
                    "application",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="support",
                        to="applying.application",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Training",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("title", models.CharField(max_length=200)),
                ("provider", models.CharField(blank=True, max_length=200)),
                ("ended_on", models.DateField(blank=True, null=True, verbose_name="finished")),
                (
                    "application",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="training",
                        to="applying.application",
                    ),
                ),
            ],
            options={
                "ordering": (models.OrderBy(models.F("ended_on"), descending=True, nulls_first=True), "pk"),
            },
        ),
        migrations.CreateModel(
            name="Employment",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("paid", "Paid work"),
                            ("voluntary", "Volunteering"),
                            ("placement", "A placement or work experience"),
                            ("caring", "Caring for somebody"),
                        ],
                        default="paid",
                        max_length=20,
                    ),
                ),
                ("employer", models.CharField(max_length=200)),
                ("job_title", models.CharField(max_length=200)),
                ("started_on", models.DateField()),
                ("ended_on", models.DateField(blank=True, null=True)),
                ("duties", models.TextField(blank=True)),
                ("reason_for_leaving", models.TextField(blank=True)),
                (
                    "application",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="employment",
                        to="applying.application",
                    ),
                ),
            ],
            options={
                "ordering": (
                    models.OrderBy(models.F("ended_on"), descending=True, nulls_first=True),
                    models.OrderBy(models.F("started_on"), descending=True),
                    "pk",
                ),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ended_on", None), ("ended_on__gte", models.F("started_on")), _connector="OR"
                        ),
                        name="work_ends_after_it_starts",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ExplainedGap",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("started_on", models.DateField()),
                ("ended_on", models.DateField()),
                ("explanation", models.TextField()),
                (
                    "application",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="explained_gaps",
                        to="applying.application",
                    ),
                ),
            ],
            options={
                "ordering": ("-started_on",),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("application", "started_on", "ended_on"), name="one_explanation_per_gap"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("ended_on__gte", models.F("started_on"))),
                        name="gap_ends_after_it_starts",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Referee",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=150)),
                ("relationship", models.CharField(max_length=200, verbose_name="how they know you")),
                ("organisation", models.CharField(blank=True, max_length=200)),
                ("email", models.EmailField(blank=True, max_length=254)),
                ("phone", models.CharField(blank=True, max_length=40)),
                ("from_on", models.DateField(blank=True, null=True)),
                ("until_on", models.DateField(blank=True, null=True)),
                (
                    "application",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="referees",
                        to="applying.application",
                    ),
                ),
            ],
            options={
                "ordering": (models.OrderBy(models.F("until_on"), descending=True, nulls_first=True), "pk"),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("email", ""), _negated=True),
                            models.Q(("phone", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="referee_can_be_reached",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Section",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "name",
                    models.CharField(
                        choices=[
                            ("questions", "Questions"),
                            ("right_to_work", "Right To Work"),
                            ("details", "Details"),
                            ("qualifications", "Qualifications"),
                            ("registration", "Registration"),
                            ("training", "Training"),
                            ("employment", "Employment"),
                            ("evidence", "Evidence"),
                            ("statement", "Statement"),
                            ("documents", "Documents"),
                            ("referees", "Referees"),
                            ("connections", "Connections"),
                            ("support", "Support"),
                            ("declaration", "Declaration"),
                        ],
                        max_length=20,
                    ),
                ),
                ("complete", models.BooleanField(default=False)),
                ("saved_at", models.DateTimeField(auto_now=True)),
                (
                    "application",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="sections",
                        to="applying.application",
                    ),
                ),
                (
                    "copied_from",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="applying.application",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("application", "name"), name="one_row_per_section"),
                    models.CheckConstraint(
                        condition=models.Q(("copied_from", None), ("complete", False), _connector="OR"),
                        name="copied_is_not_complete",
                    ),
                ],
            },
        ),
        migrations.RunSQL(SQL, elidable=False),
    ]
