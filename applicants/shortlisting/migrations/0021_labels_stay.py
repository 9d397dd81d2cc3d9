"""A candidate keeps the label, the token and the place that one member knows them by."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).with_name("sql").joinpath("labels_stay.sql").read_text()
BACK = """
DROP TRIGGER shortlisting_keep_labels ON shortlisting_candidate;
DROP FUNCTION shortlisting_keep_labels();
"""


class Migration(migrations.Migration):
    dependencies = [("shortlisting", "0020_cards_rested_on")]
    operations = [migrations.RunSQL(SQL, reverse_sql=BACK, elidable=False)]
