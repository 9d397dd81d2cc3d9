"""`manage.py make_service_login`: the login of DATABASE_URL, made or renewed by the owner of the tables."""

from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import ProgrammingError, connection, transaction
from psycopg import sql

from applicants.monitoring import migrations
from recruitment.ownership import as_owner

GROUP = "recruitment_service"
SQL = Path(migrations.__file__).with_name("sql")
# In this order: the first gives rights on all tables, the second takes those on the figures away again.
RIGHTS = (SQL / "service_role.sql", SQL / "figures_role.sql")


class Command(BaseCommand):
    help = "Make the database login that DATABASE_URL names, with the rights of the service and no others."

    def handle(self, **options):
        # A copy: while this connection is the owner's, the settings say so too.
        login = dict(settings.DATABASES["default"])
        if login["USER"] == settings.DATABASE_OWNER["USER"]:
            self.stderr.write(
                "One login does everything: it could read equality answers. "
                'See "Two logins" in docs/operations.md.'
            )
            return
        with as_owner(connection):
            with connection.cursor() as cursor:
                for rights in RIGHTS:
                    cursor.execute(rights.read_text())
            try:
                make(login["USER"], login["PASSWORD"])
            except ProgrammingError as refusal:
                said = refusal.__cause__.diag.message_primary
                raise CommandError(
                    f"The rights are given, but the owner may make no logins ({said}). "
                    'An administrator can: see "Two logins" in docs/operations.md.'
                ) from None
        self.stdout.write(f"The login {login['USER']} is ready.")


@transaction.atomic
def make(name: str, password: str) -> None:
    """The login in its group, with its password as in DATABASE_URL. As the owner."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [name])
        verb = "ALTER" if cursor.fetchone() else "CREATE"
        # Hashed here: neither the server nor its log is told the password.
        secret = connection.connection.pgconn.encrypt_password(
            password.encode(), name.encode(), b"scram-sha-256"
        )
        cursor.execute(
            sql.SQL("{verb} ROLE {name} LOGIN PASSWORD {secret}").format(
                verb=sql.SQL(verb), name=sql.Identifier(name), secret=sql.Literal(secret.decode())
            )
        )
        cursor.execute(
            sql.SQL("GRANT {group} TO {name}").format(group=sql.Identifier(GROUP), name=sql.Identifier(name))
        )
