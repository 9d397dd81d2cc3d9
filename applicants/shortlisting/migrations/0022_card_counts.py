"""How many scores each card has on each criterion, kept by a trigger."""

from pathlib import Path

import django.db.models.deletion
from django.db import migrations, models

SQL = Path(__file__).with_name("sql").joinpath("card_counts.sql").read_text()
BACK = """
DROP TRIGGER shortlisting_count_new_scores ON shortlisting_score;
DROP TRIGGER shortlisting_count_changed_scores ON shortlisting_score;
DROP TRIGGER shortlisting_count_removed_scores ON shortlisting_score;
DROP FUNCTION shortlisting_count_scores();
"""


class Migration(migrations.Migration):
    dependencies = [("shortlisting", "0021_labels_stay"), ("vacancies", "0019_help_for_applicants")]
    operations = [
        migrations.CreateModel(
            name="CardCount",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("with_points", models.IntegerField(editable=False)),
                ("with_note", models.IntegerField(editable=False)),
                (
                    "card",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="counts",
                        to="shortlisting.scorecard",
                    ),
                ),
                (
                    "criterion",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="vacancies.criterion",
                    ),
                ),
            ],
            options={
                "default_permissions": (),
                "constraints": [
                    models.UniqueConstraint(fields=("card", "criterion"), name="one_count_each"),
                ],
            },
        ),
        migrations.RunSQL(SQL, reverse_sql=BACK, elidable=False),
    ]
