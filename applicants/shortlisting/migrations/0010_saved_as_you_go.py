"""The last change of a score can be taken back, and the database knows who explains every score."""

from pathlib import Path

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

HERE = Path(__file__).with_name("sql")
SQL = HERE.joinpath("every_score_explained.sql").read_text()
# The function as it was, without the trigger that calls it.
BEFORE = HERE.joinpath("own_scale.sql").read_text().partition("-- After")[0]
BEFORE = BEFORE.replace("CREATE FUNCTION", "CREATE OR REPLACE FUNCTION")


class Migration(migrations.Migration):
    dependencies = [
        ("shortlisting", "0009_agreed_scores_stay"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="score",
            name="note_before",
            field=models.TextField(blank=True, db_default="", editable=False),
        ),
        migrations.AddField(
            model_name="score",
            name="points_before",
            field=models.PositiveSmallIntegerField(editable=False, null=True),
        ),
        migrations.CreateModel(
            name="ScoringHabits",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "way",
                    models.CharField(
                        choices=[
                            ("criterion", "One criterion at a time"),
                            ("candidate", "One candidate at a time"),
                        ],
                        default="criterion",
                        max_length=12,
                    ),
                ),
                ("uses_shortcuts", models.BooleanField(default=True)),
                (
                    "user",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="scoring_habits",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "scoring habits",
                "default_permissions": (),
            },
        ),
        migrations.RunSQL(SQL, BEFORE, elidable=False),
    ]
