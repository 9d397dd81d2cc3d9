"""`manage.py migrate`: Django's own, as the owner of the tables (MIGRATION_DATABASE_URL)."""

from django.core.management.commands import migrate
from django.db import connections

from recruitment.ownership import as_owner


class Command(migrate.Command):
    def handle(self, *args, **options):
        with as_owner(connections[options["database"]]):
            super().handle(*args, **options)
