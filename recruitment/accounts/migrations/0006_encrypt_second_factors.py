"""Encrypts what was kept of second factors before: apps' secrets and the seeds of recovery codes."""

from django.db import migrations

from recruitment.accounts.second_factor import ENCRYPTED, SecondFactorAdapter

SECRETS = {"totp": "secret", "recovery_codes": "seed"}


def encrypt(apps, schema_editor):
    """Each row once; whoever uses the factor meanwhile reads either form."""
    adapter = SecondFactorAdapter()
    for factor in apps.get_model("mfa", "Authenticator").objects.filter(type__in=SECRETS).iterator():
        name = SECRETS[factor.type]
        if not factor.data.get(name, ENCRYPTED).startswith(ENCRYPTED):
            factor.data[name] = adapter.encrypt(factor.data[name])
            factor.save(update_fields=["data"])


class Migration(migrations.Migration):
    dependencies = [("accounts", "0005_email_change"), ("mfa", "0003_authenticator_type_uniq")]
    operations = [migrations.RunPython(encrypt, migrations.RunPython.noop, elidable=True)]
