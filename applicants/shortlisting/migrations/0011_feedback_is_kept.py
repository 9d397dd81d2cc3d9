"""What the panel wrote to an applicant stays as it could be read; a correction stands beside it."""

from pathlib import Path

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("shortlisting", "0010_saved_as_you_go"),
        ("vacancies", "0019_help_for_applicants"),
    ]

    operations = [
        migrations.AlterModelOptions(
            name="wording",
            options={"verbose_name": "words of an email", "verbose_name_plural": "words of emails"},
        ),
        migrations.RemoveConstraint(
            model_name="releasednote",
            name="one_note_a_criterion",
        ),
        migrations.AddField(
            model_name="feedback",
            name="looked_at",
            field=models.DateTimeField(editable=False, null=True),
        ),
        migrations.AddField(
            model_name="releasednote",
            name="superseded_at",
            field=models.DateTimeField(editable=False, null=True),
        ),
        migrations.AddField(
            model_name="shortlist",
            name="feedback",
            field=models.CharField(
                blank=True,
                choices=[
                    ("email", "In the email that tells them"),
                    ("request", "When they ask for it"),
                    ("none", "Not at all"),
                ],
                editable=False,
                max_length=10,
            ),
        ),
        migrations.AlterField(
            model_name="releasednote",
            name="words",
            field=models.TextField(blank=True),
        ),
        migrations.AddConstraint(
            model_name="releasednote",
            constraint=models.UniqueConstraint(
                condition=models.Q(("superseded_at", None)),
                fields=("feedback", "criterion"),
                name="one_note_a_criterion",
            ),
        ),
        migrations.RunSQL(
            Path(__file__).with_name("sql").joinpath("feedback_is_kept.sql").read_text(),
            reverse_sql="""
                DROP TRIGGER shortlisting_keep_notes ON shortlisting_releasednote;
                DROP TRIGGER shortlisting_keep_feedback ON shortlisting_feedback;
                DROP FUNCTION shortlisting_keep_notes();
                DROP FUNCTION shortlisting_keep_feedback();
                DROP FUNCTION shortlisting_could_be_read(bigint);
            """,
            elidable=False,
        ),
    ]
