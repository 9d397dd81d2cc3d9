"""What an employer decides about its panels and about feedback."""

import django.core.validators
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0006_encrypt_second_factors"),
    ]

    operations = [
        migrations.AddField(
            model_name="employer",
            name="explains_every_score",
            field=models.BooleanField(
                default=False,
                help_text="Otherwise only those below what counts as met.",
                verbose_name="every score needs a note",
            ),
        ),
        migrations.AddField(
            model_name="employer",
            name="feedback",
            field=models.CharField(
                choices=[
                    ("email", "In the email that tells them"),
                    ("request", "When they ask for it"),
                    ("none", "Not at all"),
                ],
                default="request",
                max_length=10,
                verbose_name="feedback for people who are not shortlisted",
            ),
        ),
        migrations.AddField(
            model_name="employer",
            name="is_disability_confident",
            field=models.BooleanField(
                default=False,
                help_text="A recruiter looks at every shortlist before anybody is told.",
                verbose_name="offers interviews under the Disability Confident scheme",
            ),
        ),
        migrations.AddField(
            model_name="employer",
            name="least_scorers",
            field=models.PositiveSmallIntegerField(
                default=2,
                help_text="An advert is published once so many hiring managers are on its panel.",
                validators=[
                    django.core.validators.MinValueValidator(2),
                    django.core.validators.MaxValueValidator(10),
                ],
                verbose_name="people on a panel, at least",
            ),
        ),
    ]
