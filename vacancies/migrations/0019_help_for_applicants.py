"""A criterion can carry help for those who answer it."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("vacancies", "0018_pay_within_reason"),
    ]

    operations = [
        migrations.AddField(
            model_name="criterion",
            name="guidance",
            field=models.TextField(
                blank=True,
                help_text="Stands beside the box on the form: what a good example could be about.",
                max_length=500,
                verbose_name="help for applicants",
            ),
        ),
    ]
