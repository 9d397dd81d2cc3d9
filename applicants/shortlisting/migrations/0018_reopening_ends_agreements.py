"""What was agreed on the scores of who left meanwhile ends when a confirmed shortlist is opened again."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).with_name("sql").joinpath("reopening_ends_agreements.sql").read_text()
BACK = """
DROP TRIGGER shortlisting_end_agreements_of_who_left ON shortlisting_shortlist;
DROP FUNCTION shortlisting_end_agreements_of_who_left();
"""


class Migration(migrations.Migration):
    dependencies = [("shortlisting", "0017_panels_before_declarations")]
    operations = [migrations.RunSQL(SQL, reverse_sql=BACK, elidable=False)]
