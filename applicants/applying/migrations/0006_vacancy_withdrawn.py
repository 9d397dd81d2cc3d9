"""An application can end with its vacancy; a vacancy is not put away while somebody waits."""

from pathlib import Path

from django.db import migrations, models

STATUSES = [
    ("draft", "Not submitted yet"),
    ("submitted", "Submitted"),
    ("shortlisted", "Invited to interview"),
    ("not_shortlisted", "Not shortlisted"),
    ("withdrawn", "Withdrawn"),
    ("vacancy_withdrawn", "The vacancy was withdrawn"),
]


class Migration(migrations.Migration):
    dependencies = [("applying", "0005_closing_fairly"), ("vacancies", "0004_moves")]
    operations = [
        migrations.AlterField(
            model_name="application",
            name="status",
            field=models.CharField(choices=STATUSES, default="draft", editable=False, max_length=20),
        ),
        migrations.AlterField(
            model_name="statuschange",
            name="from_status",
            field=models.CharField(choices=STATUSES, max_length=20),
        ),
        migrations.AlterField(
            model_name="statuschange",
            name="to_status",
            field=models.CharField(choices=STATUSES, max_length=20),
        ),
        migrations.RunSQL(
            Path(__file__).with_name("sql").joinpath("nobody_waits.sql").read_text(), elidable=False
        ),
    ]
