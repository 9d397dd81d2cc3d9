"""The admin calls people, roles and administrators what they are."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0002_cache_table"),
    ]

    operations = [
        migrations.AlterModelOptions(
            name="staffrole",
            options={"verbose_name": "role"},
        ),
        migrations.AlterModelOptions(
            name="user",
            options={"verbose_name": "person", "verbose_name_plural": "people"},
        ),
        migrations.AlterField(
            model_name="user",
            name="is_superuser",
            field=models.BooleanField(
                default=False,
                help_text="Sees and does everything, and gives people their roles.",
                verbose_name="administrator",
            ),
        ),
    ]
