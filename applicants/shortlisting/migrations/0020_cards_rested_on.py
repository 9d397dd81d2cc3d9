"""A confirmed shortlist rests on the cards that counted then, whoever leaves or comes back meanwhile."""

from pathlib import Path

from django.contrib.postgres.fields import ArrayField
from django.db import migrations, models

FOLDER = Path(__file__).with_name("sql")
SQL = FOLDER.joinpath("cards_rested_on.sql").read_text()
# As they were counted until now. Announced shortlists are not looked at again: nothing of theirs changes.
FILL = """
ALTER TABLE shortlisting_shortlist DISABLE TRIGGER USER;
UPDATE shortlisting_shortlist shortlist SET rests_on = ARRAY(
    SELECT DISTINCT ON (card.member_id) card.id
      FROM shortlisting_scorecard card
      JOIN vacancies_panelmember member ON member.id = card.member_id
     WHERE member.vacancy_id = shortlist.vacancy_id
       AND (member.removed_at IS NULL OR member.removed_at > shortlist.confirmed_at)
     ORDER BY card.member_id, card.version DESC)
 WHERE confirmed_at IS NOT NULL;
ALTER TABLE shortlisting_shortlist ENABLE TRIGGER USER;
"""
BACK = """
DROP TRIGGER shortlisting_keep_cards_rested_on ON shortlisting_shortlist;
DROP FUNCTION shortlisting_keep_cards_rested_on();
DROP TRIGGER shortlisting_end_agreements_of_who_left ON shortlisting_shortlist;
DROP FUNCTION shortlisting_end_agreements_of_who_left();
""" + FOLDER.joinpath("reopening_ends_agreements.sql").read_text()


class Migration(migrations.Migration):
    dependencies = [("shortlisting", "0019_evidence_stays")]
    operations = [
        migrations.AddField(
            model_name="shortlist",
            name="rests_on",
            field=ArrayField(
                models.BigIntegerField(), blank=True, db_default=[], default=list, editable=False, size=None
            ),
        ),
        migrations.RunSQL(FILL, migrations.RunSQL.noop),
        migrations.AddConstraint(
            model_name="shortlist",
            constraint=models.CheckConstraint(
                name="rests_on_cards_once_confirmed",
                condition=models.Q(confirmed_at__isnull=False) | models.Q(rests_on=[]),
            ),
        ),
        migrations.RunSQL(SQL, reverse_sql=BACK, elidable=False),
    ]
