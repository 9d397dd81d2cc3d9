"""The gate every submission passes through."""

from pathlib import Path

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("applying", "0001_initial")]
    operations = [
        migrations.RunSQL(Path(__file__).with_name("sql").joinpath("gate.sql").read_text(), elidable=False)
    ]
