"""`manage.py make_service_login`, at the terminal of somebody who runs the service, with two logins."""

import os
import subprocess
import sys
from urllib.parse import urlsplit

import psycopg
import pytest
from django.conf import settings
from django.db import connection

from recruitment import embedded
from recruitment.embedded import CHECKOUT
from tests.recruitment.test_settings import PRODUCTION, variables_read

LOGIN = """
SELECT rolsuper, rolcanlogin, rolpassword LIKE 'SCRAM-SHA-256$%%',
       pg_has_role(%s, 'recruitment_service', 'MEMBER'), pg_has_role(%s, 'recruitment', 'MEMBER')
  FROM pg_authid WHERE rolname = %s
"""

OTHERS = "SELECT * FROM pg_authid WHERE rolname IN ('recruitment', 'recruitment_web', 'recruitment_service')"


@pytest.fixture
def two_logins(db):
    """The owner's address, and that of a login which is yet to be made, of the tests' database."""
    name = f"web_of_{connection.settings_dict['NAME']}"
    owner = urlsplit(embedded.servers().database_url)._replace(path=f"/{connection.settings_dict['NAME']}")
    yield owner, owner._replace(netloc=f"{name}:first-password@"), name
    with psycopg.connect(owner.geturl(), autocommit=True) as server:
        server.execute(f'DROP ROLE IF EXISTS "{name}"')


def make(web, **more) -> subprocess.CompletedProcess:
    inherited = {name: value for name, value in os.environ.items() if name not in variables_read()}
    told = {**inherited, **PRODUCTION, "REDIS_URL": settings.REDIS_URL, "DATABASE_URL": web.geturl(), **more}
    command = [sys.executable, "manage.py", "make_service_login"]
    return subprocess.run(command, cwd=CHECKOUT, env=told, capture_output=True, text=True, check=False)


def test_it_is_made_with_its_password_and_no_more_rights_than_the_group(two_logins):
    owner, web, name = two_logins
    with psycopg.connect(owner.geturl(), autocommit=True) as server:
        before = server.execute(OTHERS).fetchall()
        for _ in range(2):
            done = make(web, MIGRATION_DATABASE_URL=owner.geturl())
            assert (done.returncode, done.stderr) == (0, "")
            assert done.stdout == f"The login {name} is ready.\n"
            assert server.execute(LOGIN, [name, name, name]).fetchall() == [(False, True, True, True, False)]
        # Nobody else's password was touched, the owner's above all.
        assert server.execute(OTHERS).fetchall() == before


def test_with_one_login_it_says_what_that_means(two_logins):
    owner, _, _ = two_logins
    done = make(owner)
    assert done.returncode == 0
    assert done.stderr.startswith("One login does everything: it could read equality answers.")
