"""/demo/mail/: where there is a sink its emails can be read, elsewhere there is no such page."""

from email.message import EmailMessage

import pytest
from django.urls import NoReverseMatch, reverse

from recruitment.mail import sink
from tests import demo_urls
from tests.recruitment.mail.test_sink import email

pytestmark = pytest.mark.django_db
with_sink = pytest.mark.urls(demo_urls.__name__)


@pytest.fixture
def folder(tmp_path, settings):
    settings.MAIL_SINK_DIR = str(tmp_path)
    return tmp_path


@with_sink
def test_emails_are_listed_newest_first_to_anybody(client, folder):
    for number in (1, 2):
        sink.keep(folder, email(f"<{number}@example.org>", subject=f"Email {number}").as_bytes())
    page = client.get("/demo/mail/").content.decode()
    assert page.index("Email 2") < page.index("Email 1")
    assert page.count("alex@example.org") == 2


@with_sink
def test_an_email_is_shown_as_text_with_its_links(client, folder):
    hostile = EmailMessage()
    hostile["Subject"], hostile["Message-ID"] = "<script>alert(1)</script>", "<9@example.org>"
    hostile.set_content("Read https://example.org/a <img src=x onerror=alert(1)>\n")
    name = sink.keep(folder, hostile.as_bytes()).stem
    page = client.get(f"/demo/mail/{name}/").content.decode()
    assert '<a href="https://example.org/a"' in page
    assert "<script>alert" not in page
    assert "<img" not in page


@with_sink
def test_no_email_is_said(client, folder):
    assert "No email has been sent yet" in client.get("/demo/mail/").content.decode()


@with_sink
@pytest.mark.parametrize("name", ["0" * 20 + "-1", "secret-key"])
def test_an_unknown_email_is_not_found(client, folder, name):
    assert client.get(f"/demo/mail/{name}/").status_code == 404


def test_without_a_sink_there_are_no_such_pages(client):
    assert client.get("/demo/mail/").status_code == 404
    with pytest.raises(NoReverseMatch):
        reverse("demo-mail")
