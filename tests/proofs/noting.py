"""What a request changes, told from the statements it sends."""

import re
from collections.abc import Callable

# Sessions come and go, attempts are counted: neither is a change of anything.
BOOKKEEPING = ("django_session", '"cache"', "SAVEPOINT")
WRITES = re.compile(r"\s*(INSERT|UPDATE|DELETE|TRUNCATE|MERGE)\b")


def noting(writes: list[str]) -> Callable:
    """For `connection.execute_wrapper`: every statement that changes something is added to `writes`."""

    def note(execute, sql, params, many, context):
        if WRITES.match(sql) and not any(word in sql for word in BOOKKEEPING):
            writes.append(sql)
        return execute(sql, params, many, context)

    return note
