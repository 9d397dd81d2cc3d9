"""Notice, late entry, and telling people that they have more time."""

from pathlib import Path

import django.core.validators
import django.db.models.deletion
import django.db.models.functions.datetime
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("vacancies", "0011_similar_adverts"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RunSQL(
            Path(__file__).with_name("sql").joinpath("end_of_notice.sql").read_text(), elidable=False
        ),
        migrations.AddField(
            model_name="vacancy",
            name="extended_at",
            field=models.DateTimeField(editable=False, null=True),
        ),
        migrations.AddField(
            model_name="vacancy",
            name="extension_told_at",
            field=models.DateTimeField(editable=False, null=True),
        ),
        migrations.AddField(
            model_name="vacancy",
            name="notice_given_at",
            field=models.DateTimeField(editable=False, null=True),
        ),
        migrations.AddField(
            model_name="vacancy",
            name="notice_told_at",
            field=models.DateTimeField(editable=False, null=True),
        ),
        migrations.AddField(
            model_name="vacancy",
            name="reopened_at",
            field=models.DateTimeField(editable=False, null=True),
        ),
        migrations.CreateModel(
            name="LateEntryCode",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("fingerprint", models.CharField(editable=False, max_length=64)),
                (
                    "for_whom",
                    models.CharField(
                        help_text="In your words. Applicants and the panel do not see it.",
                        max_length=200,
                        verbose_name="for whom",
                    ),
                ),
                (
                    "email",
                    models.EmailField(
                        blank=True,
                        help_text="If you enter it, we send them the code, and no other account can use it.",
                        max_length=254,
                        verbose_name="their email address",
                    ),
                ),
                ("until", models.DateTimeField()),
                (
                    "uses_allowed",
                    models.PositiveSmallIntegerField(
                        default=1,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(20),
                        ],
                        verbose_name="how many may use it",
                    ),
                ),
                ("used", models.PositiveSmallIntegerField(default=0, editable=False)),
                ("reason", models.TextField(max_length=1000)),
                (
                    "created_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False
                    ),
                ),
                ("revoked_at", models.DateTimeField(editable=False, null=True)),
                (
                    "created_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "vacancy",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="late_entry_codes",
                        to="vacancies.vacancy",
                    ),
                ),
            ],
            options={
                "ordering": ("-pk",),
                "constraints": [
                    models.UniqueConstraint(fields=("vacancy", "fingerprint"), name="late_entry_code_once"),
                    models.CheckConstraint(
                        condition=models.Q(("used__lte", models.F("uses_allowed"))),
                        name="late_entry_not_too_often",
                    ),
                ],
            },
        ),
    ]
