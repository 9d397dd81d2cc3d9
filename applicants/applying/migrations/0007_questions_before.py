"""What applicants answer to the employer's questions, fixed with what was received."""

from pathlib import Path

import django.db.models.deletion
from django.db import migrations, models

SQL = Path(__file__).with_name("sql").joinpath("questions_before.sql").read_text()


class Migration(migrations.Migration):
    dependencies = [
        ("applying", "0006_vacancy_withdrawn"),
        ("vacancies", "0013_imported_adverts"),
    ]

    operations = [
        migrations.CreateModel(
            name="PreApplicationAnswer",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("answer", models.TextField(blank=True)),
                ("saved_at", models.DateTimeField(auto_now=True)),
                (
                    "application",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="answers_before",
                        to="applying.application",
                    ),
                ),
                (
                    "question",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="vacancies.preapplicationquestion",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("application", "question"), name="one_answer_per_question"
                    )
                ],
            },
        ),
        migrations.RunSQL(SQL, elidable=False),
    ]
