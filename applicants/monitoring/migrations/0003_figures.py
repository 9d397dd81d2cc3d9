"""How many applied and were invited, by what they said of themselves: counted once, small numbers left out."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).with_name("sql")
BACK = """
DROP FUNCTION monitoring_selection_rates(bigint);
DROP FUNCTION monitoring_shown(integer[], integer[]);
DROP FUNCTION monitoring_groups();
DROP TABLE monitoring_figures;
"""


class Migration(migrations.Migration):
    dependencies = [("monitoring", "0002_sealed")]
    operations = [
        migrations.RunSQL(SQL.joinpath("figures.sql").read_text(), BACK),
        migrations.RunSQL(SQL.joinpath("figures_role.sql").read_text(), migrations.RunSQL.noop),
    ]
