"""The database refuses to change the trail."""

from pathlib import Path

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("audit", "0001_initial")]
    operations = [
        migrations.RunSQL(
            Path(__file__).with_name("sql").joinpath("append_only.sql").read_text(), elidable=False
        )
    ]
