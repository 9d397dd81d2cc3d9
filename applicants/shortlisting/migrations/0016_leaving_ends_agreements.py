"""What a panel agreed on ends where somebody leaves it whose scores it rests on."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).with_name("sql").joinpath("leaving_ends_agreements.sql").read_text()
BACK = """
DROP TRIGGER shortlisting_end_agreements ON vacancies_panelmember;
DROP FUNCTION shortlisting_end_agreements();
"""


class Migration(migrations.Migration):
    dependencies = [("shortlisting", "0015_checked_stays")]
    operations = [migrations.RunSQL(SQL, reverse_sql=BACK, elidable=False)]
