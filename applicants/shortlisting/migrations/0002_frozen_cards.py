"""Submitted score cards are frozen by the database."""

from pathlib import Path

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("shortlisting", "0001_initial")]
    operations = [
        migrations.RunSQL(
            Path(__file__).with_name("sql").joinpath("frozen_cards.sql").read_text(), elidable=False
        )
    ]
