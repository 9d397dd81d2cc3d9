"""What the tests of applying share."""

import pytest
from django.urls import reverse

from tests.factories import complete_draft, open_vacancy


@pytest.fixture
def draft():
    """Complete, for an open vacancy with two criteria."""
    return complete_draft(open_vacancy())


@pytest.fixture
def at(client):
    """`at(application, "check")` is that page's address; its owner is signed in."""

    def address(application, name, *more):
        client.force_login(application.applicant)
        return reverse(f"applying:{name}", args=[application.reference, *more])

    return address
