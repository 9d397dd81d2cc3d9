"""What a panel agreed on is kept by the database, and fixed while the shortlist is confirmed."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).with_name("sql").joinpath("agreed_scores_stay.sql").read_text()
BACK = """
DROP TRIGGER shortlisting_keep_agreed_scores ON shortlisting_agreedscore;
DROP TRIGGER shortlisting_keep_all_agreed_scores ON shortlisting_agreedscore;
DROP FUNCTION shortlisting_keep_agreed_scores();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("shortlisting", "0008_panels_on_the_desk"),
        ("vacancies", "0018_pay_within_reason"),
    ]
    operations = [migrations.RunSQL(SQL, reverse_sql=BACK, elidable=False)]
