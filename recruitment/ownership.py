"""Being the owner of the tables for as long as it takes; everybody else is the service's own login."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings
from django.db.backends.base.base import BaseDatabaseWrapper

LOGIN = ("USER", "PASSWORD", "HOST", "PORT", "OPTIONS")


@contextmanager
def as_owner(connection: BaseDatabaseWrapper) -> Iterator[None]:
    """Inside the block this connection is that of MIGRATION_DATABASE_URL, to the same database."""
    usual = {name: connection.settings_dict[name] for name in LOGIN}
    owner = {name: settings.DATABASE_OWNER.get(name, "") for name in LOGIN}
    if owner == usual:
        yield
        return
    connection.close()
    connection.settings_dict.update(owner)
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict.update(usual)
