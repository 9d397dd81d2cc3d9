"""Nobody is let in late, and no advert opens again, once a panel has handed in a card."""

from pathlib import Path

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("shortlisting", "0002_frozen_cards"), ("applying", "0005_closing_fairly")]
    operations = [
        migrations.RunSQL(
            Path(__file__).with_name("sql").joinpath("late_entries.sql").read_text(), elidable=False
        )
    ]
