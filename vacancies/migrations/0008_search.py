"""The column the public search looks into, kept by triggers."""

from pathlib import Path

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("vacancies", "0007_pay_scales")]
    operations = [
        migrations.RunSQL(Path(__file__).with_name("sql").joinpath("search.sql").read_text(), elidable=False)
    ]
