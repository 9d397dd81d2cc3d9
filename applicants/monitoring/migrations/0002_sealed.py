"""The service's login may add to the sealed tables, and read nothing there."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).with_name("sql")


class Migration(migrations.Migration):
    dependencies = [("monitoring", "0001_initial")]
    operations = [
        migrations.RunSQL(SQL.joinpath(name).read_text(), elidable=False)
        for name in ("sealed.sql", "service_role.sql")
    ]
