"""What a recruiter has checked stays checked, and no shortlist that has to be checked is announced without."""

from pathlib import Path

from django.db import migrations, models

AWAY = """
DROP TRIGGER shortlisting_keep_guarantees ON shortlisting_guaranteedinterview;
DROP FUNCTION shortlisting_keep_guarantees;
DROP TRIGGER shortlisting_keep_check ON shortlisting_shortlist;
DROP FUNCTION shortlisting_keep_check;
"""


class Migration(migrations.Migration):
    dependencies = [("shortlisting", "0014_versions_and_recognitions")]
    operations = [
        migrations.AlterField(
            model_name="shortlist",
            name="interview_details",
            field=models.TextField(blank=True),
        ),
        migrations.RunSQL(
            Path(__file__).with_name("sql").joinpath("checked_stays.sql").read_text(),
            reverse_sql=AWAY,
            elidable=False,
        ),
    ]
