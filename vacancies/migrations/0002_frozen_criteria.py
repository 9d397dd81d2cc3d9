"""The criteria of a published vacancy are frozen by the database."""

from pathlib import Path

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("vacancies", "0001_initial")]
    operations = [
        migrations.RunSQL(
            Path(__file__).with_name("sql").joinpath("frozen_criteria.sql").read_text(), elidable=False
        )
    ]
