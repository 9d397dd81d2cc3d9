"""Where somebody saw the advert can be left unsaid."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("applying", "0012_reserve"),
    ]

    operations = [
        migrations.AlterField(
            model_name="application",
            name="where_seen",
            field=models.CharField(
                blank=True,
                choices=[
                    ("this_service", "On this website"),
                    ("employer", "On the employer’s website"),
                    ("jobs_site", "On another jobs website"),
                    ("social", "On social media"),
                    ("person", "Somebody told me"),
                    ("jobcentre", "At a jobcentre, college or job fair"),
                    ("else", "Somewhere else"),
                    ("not_said", "I would rather not say"),
                ],
                max_length=20,
            ),
        ),
    ]
