"""Which applications were read before the panel reads them, and that promises of blindness are kept."""

from pathlib import Path

import django.db.models.deletion
import django.db.models.functions.datetime
from django.conf import settings
from django.db import migrations, models

SQL = Path(__file__).with_name("sql").joinpath("blindness_stays.sql").read_text()
BACK = """
DROP TRIGGER shortlisting_keep_release ON shortlisting_release;
DROP TRIGGER shortlisting_keep_masks ON shortlisting_maskedwords;
DROP TRIGGER shortlisting_keep_names_late ON shortlisting_panelrules;
DROP FUNCTION shortlisting_keep_release();
DROP FUNCTION shortlisting_keep_masks();
DROP FUNCTION shortlisting_keep_names_late();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("applying", "0013_where_seen_unsaid"),
        ("shortlisting", "0011_feedback_is_kept"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="ReadThrough",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "read_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False
                    ),
                ),
                (
                    "application",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="applying.application",
                    ),
                ),
                (
                    "read_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={"default_permissions": ()},
        ),
        migrations.RunSQL(SQL, reverse_sql=BACK, elidable=False),
    ]
