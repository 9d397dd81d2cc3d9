"""Panels, moderation, shortlists and what people are told, in full."""

import django.core.validators
import django.db.models.constraints
import django.db.models.deletion
import django.db.models.functions.datetime
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0007_panels_and_feedback"),
        ("applying", "0012_reserve"),
        ("shortlisting", "0006_ended_stays_ended"),
        ("vacancies", "0018_pay_within_reason"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="AgreedScore",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("points", models.PositiveSmallIntegerField()),
                ("out_of", models.PositiveSmallIntegerField(default=1)),
                (
                    "basis",
                    models.CharField(
                        choices=[
                            ("talked", "The panel talked and agreed"),
                            ("mean", "The mean was taken"),
                            ("lower", "The lower was taken"),
                        ],
                        max_length=8,
                    ),
                ),
                ("note", models.TextField()),
                (
                    "agreed_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False
                    ),
                ),
                ("superseded_at", models.DateTimeField(editable=False, null=True)),
            ],
            options={
                "ordering": ("pk",),
            },
        ),
        migrations.CreateModel(
            name="Declaration",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "conflict",
                    models.CharField(
                        choices=[
                            ("none", "I know of no conflict of interest"),
                            (
                                "somebody",
                                "I may know somebody who applied, and will say so when I recognise them",
                            ),
                            ("unfit", "I have a conflict of interest and should not score this vacancy"),
                        ],
                        max_length=12,
                    ),
                ),
                ("explanation", models.TextField(blank=True)),
                (
                    "declared_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False
                    ),
                ),
            ],
            options={
                "ordering": ("pk",),
            },
        ),
        migrations.CreateModel(
            name="Feedback",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("asked_at", models.DateTimeField(editable=False, null=True)),
                ("released_at", models.DateTimeField(editable=False, null=True)),
            ],
            options={
                "verbose_name_plural": "feedback",
            },
        ),
        migrations.CreateModel(
            name="GuaranteedInterview",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "decided_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False
                    ),
                ),
                ("ended_at", models.DateTimeField(editable=False, null=True)),
            ],
            options={
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="MaskedWords",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("words", models.CharField(max_length=200)),
                (
                    "masked_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False
                    ),
                ),
            ],
            options={
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="PanelRules",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("scores_due_on", models.DateField(blank=True, null=True, verbose_name="scores are due on")),
                (
                    "scorers_each",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        help_text="Empty: everybody on the panel scores everybody.",
                        null=True,
                        validators=[django.core.validators.MinValueValidator(1)],
                        verbose_name="scorers for each application",
                    ),
                ),
                (
                    "names_after",
                    models.CharField(
                        choices=[
                            ("confirmed", "The shortlist is confirmed"),
                            ("announced", "Everybody has been told"),
                        ],
                        default="confirmed",
                        max_length=10,
                        verbose_name="the chair sees names once",
                    ),
                ),
                (
                    "masks_by_hand",
                    models.BooleanField(
                        default=False,
                        verbose_name="somebody reads and masks the applications before the panel does",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "panel rules",
            },
        ),
        migrations.CreateModel(
            name="Release",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "released_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="ReleasedNote",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("words", models.TextField()),
                (
                    "written_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Wording",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("invited", "Invitation to interview"),
                            ("reserve", "On the reserve list"),
                            ("not_shortlisted", "Not shortlisted"),
                        ],
                        max_length=20,
                    ),
                ),
                ("subject", models.CharField(max_length=200)),
                ("text", models.TextField()),
                ("changed_at", models.DateTimeField(auto_now=True)),
            ],
        ),
        migrations.AddField(
            model_name="candidate",
            name="is_assigned",
            field=models.BooleanField(default=True),
        ),
        migrations.AddField(
            model_name="candidate",
            name="recognised_at",
            field=models.DateTimeField(editable=False, null=True),
        ),
        migrations.AddField(
            model_name="decision",
            name="in_batch",
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name="decision",
            name="reserve_place",
            field=models.PositiveSmallIntegerField(null=True),
        ),
        migrations.AddField(
            model_name="scorecard",
            name="reopened_because",
            field=models.TextField(blank=True, editable=False),
        ),
        migrations.AddField(
            model_name="scorecard",
            name="reopened_by",
            field=models.ForeignKey(
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="shortlist",
            name="checked_at",
            field=models.DateTimeField(editable=False, null=True),
        ),
        migrations.AddField(
            model_name="shortlist",
            name="checked_by",
            field=models.ForeignKey(
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="shortlist",
            name="emails_from",
            field=models.TimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="shortlist",
            name="high_volume_reason",
            field=models.TextField(blank=True, editable=False),
        ),
        migrations.AddField(
            model_name="shortlist",
            name="interview_length",
            field=models.CharField(blank=True, max_length=200),
        ),
        migrations.AddField(
            model_name="shortlist",
            name="interview_places",
            field=models.PositiveSmallIntegerField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="shortlist",
            name="interview_prepare",
            field=models.TextField(blank=True),
        ),
        migrations.AddField(
            model_name="shortlist",
            name="interview_when",
            field=models.TextField(blank=True),
        ),
        migrations.AddField(
            model_name="shortlist",
            name="interview_where",
            field=models.TextField(blank=True),
        ),
        migrations.AlterField(
            model_name="decision",
            name="outcome",
            field=models.CharField(
                choices=[
                    ("invite", "Invite to interview"),
                    ("reserve", "Reserve list"),
                    ("not_shortlisted", "Not shortlisted"),
                ],
                max_length=16,
            ),
        ),
        migrations.AddConstraint(
            model_name="decision",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("outcome", "reserve"), ("reserve_place__isnull", False)),
                    models.Q(
                        models.Q(("outcome", "reserve"), _negated=True), ("reserve_place__isnull", True)
                    ),
                    _connector="OR",
                ),
                name="reserves_are_in_order",
            ),
        ),
        migrations.AddConstraint(
            model_name="decision",
            constraint=models.UniqueConstraint(
                deferrable=django.db.models.constraints.Deferrable["DEFERRED"],
                fields=("shortlist", "reserve_place"),
                name="one_reserve_a_place",
            ),
        ),
        migrations.AddConstraint(
            model_name="scorecard",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("version", 1),
                    models.Q(
                        ("reopened_by__isnull", False), models.Q(("reopened_because", ""), _negated=True)
                    ),
                    _connector="OR",
                ),
                name="later_versions_have_a_reason",
            ),
        ),
        migrations.AddField(
            model_name="agreedscore",
            name="agreed_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="agreedscore",
            name="application",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="applying.application"
            ),
        ),
        migrations.AddField(
            model_name="agreedscore",
            name="criterion",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="vacancies.criterion"
            ),
        ),
        migrations.AddField(
            model_name="declaration",
            name="member",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="declarations",
                to="vacancies.panelmember",
            ),
        ),
        migrations.AddField(
            model_name="feedback",
            name="application",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="feedback",
                to="applying.application",
            ),
        ),
        migrations.AddField(
            model_name="feedback",
            name="released_by",
            field=models.ForeignKey(
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="guaranteedinterview",
            name="application",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="applying.application"
            ),
        ),
        migrations.AddField(
            model_name="guaranteedinterview",
            name="decided_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="guaranteedinterview",
            name="shortlist",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="guaranteed",
                to="shortlisting.shortlist",
            ),
        ),
        migrations.AddField(
            model_name="maskedwords",
            name="application",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="applying.application"
            ),
        ),
        migrations.AddField(
            model_name="maskedwords",
            name="masked_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="panelrules",
            name="vacancy",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="panel_rules",
                to="vacancies.vacancy",
            ),
        ),
        migrations.AddField(
            model_name="release",
            name="released_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="release",
            name="vacancy",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.PROTECT, related_name="release", to="vacancies.vacancy"
            ),
        ),
        migrations.AddField(
            model_name="releasednote",
            name="criterion",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="vacancies.criterion"
            ),
        ),
        migrations.AddField(
            model_name="releasednote",
            name="feedback",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="notes", to="shortlisting.feedback"
            ),
        ),
        migrations.AddField(
            model_name="wording",
            name="changed_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="wording",
            name="employer",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="wordings", to="accounts.employer"
            ),
        ),
        migrations.AddConstraint(
            model_name="agreedscore",
            constraint=models.UniqueConstraint(
                condition=models.Q(("superseded_at", None)),
                fields=("application", "criterion"),
                name="one_standing_agreement",
            ),
        ),
        migrations.AddConstraint(
            model_name="agreedscore",
            constraint=models.CheckConstraint(
                condition=models.Q(("out_of__gte", 1)), name="agreed_by_somebody_at_least"
            ),
        ),
        migrations.AddConstraint(
            model_name="guaranteedinterview",
            constraint=models.UniqueConstraint(
                condition=models.Q(("ended_at", None)), fields=("application",), name="one_guarantee_each"
            ),
        ),
        migrations.AddConstraint(
            model_name="maskedwords",
            constraint=models.UniqueConstraint(fields=("application", "words"), name="words_are_masked_once"),
        ),
        migrations.AddConstraint(
            model_name="releasednote",
            constraint=models.UniqueConstraint(fields=("feedback", "criterion"), name="one_note_a_criterion"),
        ),
        migrations.AddConstraint(
            model_name="wording",
            constraint=models.UniqueConstraint(fields=("employer", "kind"), name="one_wording_a_kind"),
        ),
    ]
