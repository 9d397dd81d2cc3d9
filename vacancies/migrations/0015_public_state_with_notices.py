"""A kept page is judged by the minutes of a notice too."""

from pathlib import Path

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("vacancies", "0014_acts_on_many")]
    operations = [
        migrations.RunSQL(
            Path(__file__).with_name("sql").joinpath("public_state_with_notices.sql").read_text(),
            elidable=False,
        )
    ]
