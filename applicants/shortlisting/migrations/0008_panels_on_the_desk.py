"""The desk sees vacancies as shortlistings."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("shortlisting", "0007_shortlisting_in_full"),
        ("vacancies", "0018_pay_within_reason"),
    ]

    operations = [
        migrations.CreateModel(
            name="Shortlisting",
            fields=[],
            options={
                "verbose_name": "shortlisting",
                "verbose_name_plural": "panels and shortlists",
                "proxy": True,
                "default_permissions": (),
                "indexes": [],
                "constraints": [],
            },
            bases=("vacancies.vacancy",),
        ),
    ]
