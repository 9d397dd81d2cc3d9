"""The documents that come with an application, fixed with it once it is received."""

from pathlib import Path

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("applying", "0010_drafts_are_forgotten"),
        ("vacancies", "0017_asked_documents"),
    ]

    operations = [
        migrations.CreateModel(
            name="ApplicationDocument",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("file_name", models.CharField(max_length=120)),
                ("kind", models.CharField(choices=[("pdf", "PDF"), ("docx", "Word")], max_length=4)),
                ("size", models.PositiveIntegerField()),
                ("pages", models.PositiveSmallIntegerField()),
                ("sha256", models.CharField(max_length=64)),
                ("text", models.TextField(blank=True)),
                (
                    "scan",
                    models.CharField(
                        choices=[
                            ("not_scanned", "Not scanned for viruses yet: it can be opened once it is."),
                            ("clean", "Scanned: no virus was found."),
                            (
                                "infected",
                                "A virus was found in it, so it was not kept. The applicant has been told.",
                            ),
                            ("no_scanner", "Not scanned: no virus scanner is set up for this service."),
                        ],
                        default="not_scanned",
                        max_length=12,
                    ),
                ),
                ("scanned_at", models.DateTimeField(editable=False, null=True)),
                ("saved_at", models.DateTimeField(auto_now=True)),
                (
                    "application",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="documents",
                        to="applying.application",
                    ),
                ),
                (
                    "asked",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="vacancies.askeddocument",
                    ),
                ),
            ],
            options={
                "ordering": ("asked__position", "asked_id"),
                "indexes": [
                    models.Index(fields=["sha256"], name="document_by_content"),
                    models.Index(
                        condition=models.Q(("scan", "not_scanned")), fields=["id"], name="document_waits"
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("application", "asked"), name="one_file_per_document_asked"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("scan", "infected"), _negated=True), ("text", ""), _connector="OR"
                        ),
                        name="infected_keeps_no_text",
                    ),
                ],
            },
        ),
        migrations.RunSQL(
            Path(__file__).with_name("sql").joinpath("documents.sql").read_text(), elidable=False
        ),
    ]
