"""Could this process read the sealed tables? Asked of the database itself, by what its login may do."""

import logging

from django.conf import settings
from django.db import Error, connection

log = logging.getLogger(__name__)

SEALED = "sealed"
# The last three are ways round every right: copying the server, reading its files, running programs as it.
MAY_READ = """
SELECT rolsuper, table_name
  FROM pg_roles, unnest(%(tables)s::text[]) AS table_name
  JOIN pg_class ON pg_class.oid = to_regclass(table_name)
 WHERE rolname = current_user
   AND (has_table_privilege(pg_class.oid, 'SELECT') OR has_any_column_privilege(pg_class.oid, 'SELECT')
        OR has_table_privilege(pg_class.oid, 'UPDATE') OR has_table_privilege(pg_class.oid, 'DELETE')
        OR has_table_privilege(pg_class.oid, 'TRIGGER') OR pg_has_role(relowner, 'MEMBER') OR rolreplication
        OR pg_has_role('pg_read_server_files', 'MEMBER')
        OR pg_has_role('pg_execute_server_program', 'MEMBER'))
"""


def standing() -> str:
    """ "sealed", or in words what is open. Never raises for a database that does not answer."""
    try:
        with connection.cursor() as cursor:
            cursor.execute(MAY_READ, {"tables": list(settings.SEALED_TABLES)})
            found = cursor.fetchall()
    except Error:
        return "unknown"
    if found:
        return "open: the login of DATABASE_URL could read equality answers"
    if settings.DATABASE_OWNER["USER"] != settings.DATABASES["default"]["USER"]:
        return "open: this process was given MIGRATION_DATABASE_URL, the owner's login"
    return SEALED


def warn() -> None:
    """Once, at the start of a process in production: a line that somebody will look for."""
    found = standing()
    if found.startswith("open"):
        log.warning('The sealed room is %s. See "Two logins" in docs/operations.md.', found)
