"""The one question that a kept page is judged by."""

from pathlib import Path

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("vacancies", "0009_public_changes")]
    operations = [
        migrations.RunSQL(
            Path(__file__).with_name("sql").joinpath("public_state.sql").read_text(), elidable=False
        )
    ]
