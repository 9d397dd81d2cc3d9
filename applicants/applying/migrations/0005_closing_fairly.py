"""The gate with notice and late entry; reminders that can be stopped."""

from pathlib import Path

import django.contrib.postgres.functions
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("applying", "0004_drafts_index"),
        ("vacancies", "0012_closing_fairly"),
    ]

    operations = [
        migrations.AddField(
            model_name="application",
            name="entered_late",
            field=models.BooleanField(db_default=False, default=False, editable=False),
        ),
        migrations.AddField(
            model_name="application",
            name="late_entry",
            field=models.ForeignKey(
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="applications",
                to="vacancies.lateentrycode",
            ),
        ),
        migrations.AddField(
            model_name="application",
            name="reminded_on",
            field=models.DateField(editable=False, null=True),
        ),
        migrations.AddField(
            model_name="application",
            name="reminder_token",
            field=models.UUIDField(
                db_default=django.contrib.postgres.functions.RandomUUID(), editable=False, unique=True
            ),
        ),
        migrations.AddField(
            model_name="application",
            name="reminders_off_at",
            field=models.DateTimeField(editable=False, null=True),
        ),
        migrations.RunSQL(
            Path(__file__).with_name("sql").joinpath("gate_with_notice.sql").read_text(), elidable=False
        ),
    ]
