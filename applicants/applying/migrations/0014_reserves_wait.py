"""A vacancy is put away once nobody is on its reserve list any more."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).with_name("sql")


class Migration(migrations.Migration):
    dependencies = [("applying", "0013_where_seen_unsaid")]
    operations = [
        migrations.RunSQL(
            SQL.joinpath("reserves_wait.sql").read_text(),
            reverse_sql=SQL.joinpath("nobody_waits.sql")
            .read_text()
            .partition("CREATE TRIGGER")[0]
            .replace("CREATE FUNCTION", "CREATE OR REPLACE FUNCTION"),
            elidable=False,
        )
    ]
