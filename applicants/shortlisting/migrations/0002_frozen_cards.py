"""Submitted score cards, confirmed decisions and announced shortlists are frozen by the database."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).with_name("sql")


class Migration(migrations.Migration):
    dependencies = [("shortlisting", "0001_initial")]
    operations = [
        migrations.RunSQL(SQL.joinpath(name).read_text(), elidable=False)
        for name in ("frozen_cards.sql", "frozen_shortlist.sql")
    ]
