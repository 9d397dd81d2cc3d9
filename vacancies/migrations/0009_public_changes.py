"""The count of changes under which public pages are kept."""

from pathlib import Path

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("vacancies", "0008_search")]
    operations = [
        migrations.RunSQL(
            Path(__file__).with_name("sql").joinpath("public_changes.sql").read_text(), elidable=False
        )
    ]
