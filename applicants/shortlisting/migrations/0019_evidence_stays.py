"""What a member declared and whom somebody invited is kept by the database."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).with_name("sql").joinpath("evidence_stays.sql").read_text()
BACK = """
DROP TRIGGER shortlisting_keep_what_invitations_say ON shortlisting_invitation;
DROP TRIGGER shortlisting_keep_invitations ON shortlisting_invitation;
DROP TRIGGER shortlisting_keep_declarations ON shortlisting_declaration;
DROP FUNCTION shortlisting_keep_evidence();
"""


class Migration(migrations.Migration):
    dependencies = [("shortlisting", "0018_reopening_ends_agreements")]
    operations = [migrations.RunSQL(SQL, reverse_sql=BACK, elidable=False)]
