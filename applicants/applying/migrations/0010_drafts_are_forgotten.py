"""When the owner of an old draft was told until when it is kept."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("applying", "0009_put_away"),
    ]

    operations = [
        migrations.AddField(
            model_name="application",
            name="forgetting_told_at",
            field=models.DateTimeField(editable=False, null=True),
        ),
    ]
