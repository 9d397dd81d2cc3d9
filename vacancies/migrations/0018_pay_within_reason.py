"""A figure with a digit too many is refused where it is entered, not where an advert is published."""

import django.core.validators
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("vacancies", "0017_asked_documents"),
    ]

    operations = [
        migrations.AlterField(
            model_name="bandfigures",
            name="entry",
            field=models.PositiveIntegerField(
                blank=True,
                null=True,
                validators=[
                    django.core.validators.MinValueValidator(1000),
                    django.core.validators.MaxValueValidator(500000),
                ],
                verbose_name="on entry (£)",
            ),
        ),
        migrations.AlterField(
            model_name="bandfigures",
            name="middle",
            field=models.PositiveIntegerField(
                blank=True,
                null=True,
                validators=[
                    django.core.validators.MinValueValidator(1000),
                    django.core.validators.MaxValueValidator(500000),
                ],
                verbose_name="middle (£)",
            ),
        ),
        migrations.AlterField(
            model_name="bandfigures",
            name="top",
            field=models.PositiveIntegerField(
                blank=True,
                null=True,
                validators=[
                    django.core.validators.MinValueValidator(1000),
                    django.core.validators.MaxValueValidator(500000),
                ],
                verbose_name="top (£)",
            ),
        ),
        migrations.AlterField(
            model_name="supplementfigures",
            name="highest",
            field=models.PositiveIntegerField(
                validators=[django.core.validators.MaxValueValidator(100000)],
                verbose_name="at most (£ a year)",
            ),
        ),
        migrations.AlterField(
            model_name="supplementfigures",
            name="lowest",
            field=models.PositiveIntegerField(
                validators=[django.core.validators.MaxValueValidator(100000)],
                verbose_name="at least (£ a year)",
            ),
        ),
    ]
