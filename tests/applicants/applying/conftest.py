"""What the tests of applying share."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from tests.factories import complete_draft, open_vacancy


@pytest.fixture
def draft():
    """Complete, for an open vacancy with two criteria."""
    return complete_draft(open_vacancy())


class Reader(Client):
    """Reads a page of a draft before posting to it, as people do: the form says what they saw."""

    def post(self, path, data=None, *args, **more):
        if isinstance(data, dict) and not {"seen", "key"} & data.keys() and path.startswith("/applications/"):
            data = {**data, **self.saw(path)}
        return super().post(path, data, *args, **more)

    def saw(self, path) -> dict:
        return self.saw_in(self.get(path))

    @staticmethod
    def saw_in(answer) -> dict:
        page = answer.content.decode()
        return dict(re.findall(r'<input type="hidden" name="(seen)" value="(\w+)">', page))


@pytest.fixture
def client():
    return Reader()


@pytest.fixture
def at(client):
    """`at(application, "check")` is that page's address; its owner is signed in."""

    def address(application, name, *more):
        client.force_login(application.applicant)
        return reverse(f"applying:{name}", args=[application.reference, *more])

    return address
