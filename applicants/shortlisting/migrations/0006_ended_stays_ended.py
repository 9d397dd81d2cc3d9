"""No advert whose time is over goes on once a panel has handed in a card, whether or not its end is written down."""

from pathlib import Path

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("shortlisting", "0005_announced_stays"), ("vacancies", "0004_moves")]
    operations = [
        migrations.RunSQL(
            Path(__file__).with_name("sql").joinpath("ended_stays_ended.sql").read_text(), elidable=False
        )
    ]
