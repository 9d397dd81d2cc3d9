"""The demo's emails in a real browser."""

import pytest
from playwright.sync_api import expect

from recruitment.mail import sink
from tests import demo_urls
from tests.recruitment.mail.test_sink import email

pytestmark = [pytest.mark.journey, pytest.mark.urls(demo_urls.__name__)]


def test_a_visitor_reads_what_the_demo_sent(page, look, tmp_path, settings):
    settings.MAIL_SINK_DIR = str(tmp_path)
    page.goto("/demo/mail/")
    expect(page.get_by_text("No email has been sent yet")).to_be_visible()
    look(page, "demo-mail-empty")

    for number in range(30):
        subject = f"Your application for Therapeutic Support Worker {number} has been received"
        sink.keep(tmp_path, email(f"<{number}@example.org>", subject).as_bytes())
    page.reload()
    look(page, "demo-mail-list")

    page.get_by_role("link", name="Worker 29").click()
    expect(page.get_by_text("Your code is 123456")).to_be_visible()
    look(page, "demo-mail-message")
    page.get_by_role("link", name="All emails").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Emails sent by this demo")
