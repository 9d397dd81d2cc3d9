"""Every vacancy scores by a scale of its own: the trigger knows it, the check only how far any scale goes."""

from pathlib import Path

import django.core.validators
from django.db import migrations, models

SQL = Path(__file__).with_name("sql").joinpath("own_scale.sql").read_text()


class Migration(migrations.Migration):
    dependencies = [
        ("shortlisting", "0003_late_entries"),
        ("vacancies", "0012_closing_fairly"),
    ]

    operations = [
        migrations.RemoveConstraint(model_name="score", name="points_on_the_scale"),
        migrations.RemoveConstraint(model_name="score", name="reason_where_not_met"),
        migrations.AlterField(
            model_name="score",
            name="points",
            field=models.PositiveSmallIntegerField(
                null=True, validators=[django.core.validators.MaxValueValidator(11)]
            ),
        ),
        migrations.AddConstraint(
            model_name="score",
            constraint=models.CheckConstraint(
                condition=models.Q(("points__lte", 11)), name="points_on_the_scale"
            ),
        ),
        migrations.RunSQL(SQL, elidable=False),
    ]
