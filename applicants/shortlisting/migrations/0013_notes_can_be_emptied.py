"""The words a panel wrote to an applicant go when the applicant does."""

from pathlib import Path

from django.db import migrations

HERE = Path(__file__).with_name("sql")
SQL = HERE.joinpath("notes_can_be_emptied.sql").read_text()
# The function as it was, without what stands around it; the other one only says the same more clearly.
BEFORE = HERE.joinpath("feedback_is_kept.sql").read_text()
BEFORE = (
    "CREATE OR REPLACE FUNCTION shortlisting_keep_notes"
    + (BEFORE.partition("CREATE FUNCTION shortlisting_keep_notes")[2].partition("CREATE TRIGGER")[0])
)


class Migration(migrations.Migration):
    dependencies = [("shortlisting", "0012_blindness_stays")]
    operations = [migrations.RunSQL(SQL, reverse_sql=BEFORE, elidable=False)]
