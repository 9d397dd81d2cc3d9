"""Panels that had finished before their members were asked about conflicts of interest: that is said of them.

Who still has something to do is asked at the next visit: their scores wait for that. Who has confirmed a
shortlist, or announced it, would be asked about people whose names they know.
"""

from django.db import migrations, models

FINISHED = """
INSERT INTO shortlisting_declaration (member_id, conflict, explanation, declared_at)
SELECT member.id, 'unasked', '', clock_timestamp()
  FROM vacancies_panelmember member
  JOIN shortlisting_shortlist shortlist ON shortlist.vacancy_id = member.vacancy_id
 WHERE shortlist.confirmed_at IS NOT NULL
   AND EXISTS (SELECT FROM shortlisting_scorecard card
                WHERE card.member_id = member.id AND card.submitted_at IS NOT NULL)
   AND NOT EXISTS (SELECT FROM shortlisting_declaration declared WHERE declared.member_id = member.id)
"""
UNDO = "DELETE FROM shortlisting_declaration WHERE conflict = 'unasked'"


class Migration(migrations.Migration):
    dependencies = [("shortlisting", "0016_leaving_ends_agreements")]

    operations = [
        migrations.AlterField(
            model_name="declaration",
            name="conflict",
            field=models.CharField(
                choices=[
                    ("none", "I know of no conflict of interest"),
                    (
                        "somebody",
                        "I may know somebody who applied, and will say so when I recognise them",
                    ),
                    ("unfit", "I have a conflict of interest and should not score this vacancy"),
                    ("unasked", "Was not asked: the panel had finished before this service asked"),
                ],
                max_length=12,
            ),
        ),
        migrations.RunSQL(FINISHED, UNDO),
    ]
