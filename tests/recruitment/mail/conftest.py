"""What the tests of the outbox share: an email template of their own, and rows."""

import copy
import itertools
from pathlib import Path

import pytest

from recruitment.mail import doorbell, outbox
from recruitment.mail.models import OutgoingEmail

numbers = itertools.count(1)


@pytest.fixture
def greeting(settings):
    """templates/emails/greeting.* of this folder can be queued."""
    templates = copy.deepcopy(settings.TEMPLATES)
    templates[0]["DIRS"].append(Path(__file__).parent / "templates")
    settings.TEMPLATES = templates
    return "greeting"


@pytest.fixture
def rings(monkeypatch):
    """Counts how often the bell is rung, and keeps Redis out of it."""
    heard = []
    monkeypatch.setattr(doorbell, "ring", lambda: heard.append("ring"))
    return heard


def stored(**fields) -> OutgoingEmail:
    """An email in the outbox, queued unless the fields say otherwise."""
    number = next(numbers)
    values = {
        "key": f"test:{number}",
        "message_id": outbox.new_message_id(),
        "to": f"person{number}@example.org",
        "subject": "About your application",
        "text": "Dear reader,\n\nthe words themselves.\n",
        **fields,
    }
    email = OutgoingEmail.objects.create(**values)
    email.refresh_from_db()
    return email
