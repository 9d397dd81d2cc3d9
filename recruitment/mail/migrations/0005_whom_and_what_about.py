"""Indexes for finding everything one person was sent."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0006_encrypt_second_factors"),
        ("mail", "0004_one_click_unsubscribe"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="outgoingemail",
            index=models.Index(fields=["to"], name="mail_to"),
        ),
        migrations.AddIndex(
            model_name="outgoingemail",
            index=models.Index(fields=["about"], name="mail_about"),
        ),
    ]
