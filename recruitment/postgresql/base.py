"""The backend that `DATABASES` names.

Values travel beside a statement (docs/decisions/0034), and PostgreSQL's protocol counts them in two bytes.
Django takes as many as there are: it would be refused when ten thousand agreed scores are written at once.
"""

from django.db.backends.postgresql import base, operations

MOST_VALUES = 65_535


class DatabaseOperations(operations.DatabaseOperations):
    def bulk_batch_size(self, fields, objs) -> int:
        """How many rows go into one statement."""
        return max(1, MOST_VALUES // max(1, len(fields)))


class DatabaseWrapper(base.DatabaseWrapper):
    ops_class = DatabaseOperations
