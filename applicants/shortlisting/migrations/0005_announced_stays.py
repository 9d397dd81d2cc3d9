"""A vacancy whose shortlist was announced cannot be withdrawn."""

from pathlib import Path

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("shortlisting", "0004_own_scale"), ("vacancies", "0004_moves")]
    operations = [
        migrations.RunSQL(
            Path(__file__).with_name("sql").joinpath("announced_stays.sql").read_text(), elidable=False
        )
    ]
