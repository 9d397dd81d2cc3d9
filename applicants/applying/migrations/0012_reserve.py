"""An application can be on the reserve list."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("applying", "0011_documents"),
    ]

    operations = [
        migrations.AlterField(
            model_name="application",
            name="status",
            field=models.CharField(
                choices=[
                    ("draft", "Not submitted yet"),
                    ("submitted", "Submitted"),
                    ("shortlisted", "Invited to interview"),
                    ("reserve", "On the reserve list"),
                    ("not_shortlisted", "Not shortlisted"),
                    ("withdrawn", "Withdrawn"),
                    ("vacancy_withdrawn", "The vacancy was withdrawn"),
                ],
                default="draft",
                editable=False,
                max_length=20,
            ),
        ),
        migrations.AlterField(
            model_name="statuschange",
            name="from_status",
            field=models.CharField(
                choices=[
                    ("draft", "Not submitted yet"),
                    ("submitted", "Submitted"),
                    ("shortlisted", "Invited to interview"),
                    ("reserve", "On the reserve list"),
                    ("not_shortlisted", "Not shortlisted"),
                    ("withdrawn", "Withdrawn"),
                    ("vacancy_withdrawn", "The vacancy was withdrawn"),
                ],
                max_length=20,
            ),
        ),
        migrations.AlterField(
            model_name="statuschange",
            name="to_status",
            field=models.CharField(
                choices=[
                    ("draft", "Not submitted yet"),
                    ("submitted", "Submitted"),
                    ("shortlisted", "Invited to interview"),
                    ("reserve", "On the reserve list"),
                    ("not_shortlisted", "Not shortlisted"),
                    ("withdrawn", "Withdrawn"),
                    ("vacancy_withdrawn", "The vacancy was withdrawn"),
                ],
                max_length=20,
            ),
        ),
    ]
