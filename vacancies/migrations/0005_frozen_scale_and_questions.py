"""The scale and the pre-application questions of a published vacancy are frozen by the database."""

from pathlib import Path

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("vacancies", "0004_moves")]
    operations = [
        migrations.RunSQL(
            Path(__file__).with_name("sql").joinpath("frozen_scale_and_questions.sql").read_text(),
            elidable=False,
        )
    ]
