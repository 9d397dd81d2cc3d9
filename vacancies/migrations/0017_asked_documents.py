"""The documents that a vacancy asks applicants for, frozen once it is published."""

from pathlib import Path

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("vacancies", "0016_saved_searches")]
    operations = [
        migrations.CreateModel(
            name="AskedDocument",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("position", models.PositiveSmallIntegerField(default=0, verbose_name="order")),
                (
                    "title",
                    models.CharField(
                        help_text="As applicants read it: Copy of your care certificate.",
                        max_length=120,
                        verbose_name="document",
                    ),
                ),
                (
                    "guidance",
                    models.TextField(
                        blank=True,
                        help_text="What it should show, or what else will do. May stay empty.",
                        max_length=500,
                    ),
                ),
                (
                    "is_needed",
                    models.BooleanField(
                        default=True,
                        help_text="Ticked, nobody can apply without it. Otherwise it is optional.",
                        verbose_name="needed",
                    ),
                ),
                (
                    "vacancy",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="asked_documents",
                        to="vacancies.vacancy",
                    ),
                ),
            ],
            options={
                "verbose_name": "document asked for",
                "verbose_name_plural": "documents asked for",
                "ordering": ("position", "pk"),
            },
        ),
        migrations.RunSQL(
            Path(__file__).with_name("sql").joinpath("asked_documents.sql").read_text(), elidable=False
        ),
    ]
