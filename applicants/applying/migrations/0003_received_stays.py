"""Answers are frozen once received; the history of the moves is only added to."""

from pathlib import Path

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("applying", "0002_gate")]
    operations = [
        migrations.RunSQL(
            Path(__file__).with_name("sql").joinpath("received_stays.sql").read_text(), elidable=False
        )
    ]
