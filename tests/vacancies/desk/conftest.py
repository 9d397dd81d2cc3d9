"""A recruiter at the desk."""

import pytest

from tests.factories import EmployerFactory, StaffRoleFactory


@pytest.fixture(autouse=True)
def _no_second_factor(settings):
    settings.STAFF_MFA_REQUIRED = False


@pytest.fixture
def employer():
    return EmployerFactory()


@pytest.fixture
def recruiter(client, employer):
    """Signed in."""
    user = StaffRoleFactory(employer=employer).user
    client.force_login(user)
    return user
