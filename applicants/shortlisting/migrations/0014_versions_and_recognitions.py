"""Later versions of a card follow one that is in; who recognised a candidate never scores them again."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).with_name("sql").joinpath("versions_and_recognitions.sql").read_text()
BACK = """
DROP TRIGGER shortlisting_refuse_a_version ON shortlisting_scorecard;
DROP FUNCTION shortlisting_refuse_a_version();
DROP TRIGGER shortlisting_keep_recognised ON shortlisting_candidate;
DROP FUNCTION shortlisting_keep_recognised();
DROP TRIGGER shortlisting_refuse_the_recognised ON shortlisting_score;
DROP FUNCTION shortlisting_refuse_the_recognised();
"""


class Migration(migrations.Migration):
    dependencies = [("shortlisting", "0013_notes_can_be_emptied")]
    operations = [migrations.RunSQL(SQL, reverse_sql=BACK, elidable=False)]
