"""The way from an application to the equality questions: when it is open, and that it leads back."""

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from applicants.applying import permissions
from applicants.applying.actions.withdrawing import withdraw
from applicants.applying.views import equality
from applicants.monitoring.actions import answering
from applicants.monitoring.actions.answering import times_answered
from applicants.monitoring.tokens import token_for
from tests.applicants.shortlisting.panels import apply, close
from tests.factories import complete_draft, open_vacancy

pytestmark = pytest.mark.django_db


def asked(application) -> Client:
    client = Client()
    client.force_login(application.applicant)
    return client


def page_of(application) -> str:
    return reverse("applying:equality", args=[application.reference])


def is_asked(application) -> bool:
    """On the page itself, and wherever it is offered; never the one without the other."""
    client = asked(application)
    place = client.get(reverse("applying:application", args=[application.reference]), follow=True)
    offered = page_of(application) in place.content.decode()
    answer = client.get(page_of(application))
    assert offered == (answer.status_code == 200)
    if not offered:
        following = client.get(page_of(application), follow=True)
        assert equality.TOO_LATE in following.content.decode()
        client.post(page_of(application), {"sex": "female"})
        assert times_answered(token_for(application.reference)) == 0
    return offered


def test_a_draft_is_asked_while_it_can_be_submitted():
    draft = complete_draft(open_vacancy())
    assert is_asked(draft)
    close(draft.vacancy)
    assert not is_asked(draft)


def test_after_submitting_until_the_advert_closes_and_for_a_week(monkeypatch):
    application = apply(open_vacancy())
    with monkeypatch.context() as later:
        later.setattr(permissions, "EQUALITY_DAYS", 0)
        assert is_asked(application)  # the advert is still open
        close(application.vacancy)
        assert not is_asked(application)
    assert is_asked(application)  # closed, and submitted a moment ago


def test_who_has_withdrawn_is_not_asked():
    application = apply(open_vacancy())
    withdraw(application, by=application.applicant)
    assert not is_asked(application)


def test_answering_leads_back_to_where_one_came_from():
    draft = complete_draft(open_vacancy())
    answer = asked(draft).post(page_of(draft), {"sex": "female"})
    assert answer.headers["Location"] == reverse("applying:task_list", args=[draft.reference])
    sent = apply(open_vacancy())
    answer = asked(sent).post(page_of(sent), {"sex": "female"})
    assert answer.headers["Location"] == reverse("applying:application", args=[sent.reference])


def test_nothing_chosen_keeps_nothing_and_what_is_not_offered_is_asked_again():
    draft = complete_draft(open_vacancy())
    client = asked(draft)
    client.post(page_of(draft), {})
    client.post(page_of(draft), {"colour": "blue"})
    refused = client.post(page_of(draft), {"sex": "zyx", "religion": "sikh"})
    assert refused.status_code == 200
    assert "Choose one of the answers offered" in refused.content.decode()
    # What was chosen besides is still chosen.
    assert 'value="sikh" checked' in refused.content.decode()
    assert times_answered(token_for(draft.reference)) == 0


def test_where_the_room_cannot_be_reached_the_choices_stay_on_the_page(monkeypatch):
    draft = complete_draft(open_vacancy())

    def fails(token, answers):
        raise answering.NotKept

    monkeypatch.setattr(answering, "answer", fails)
    page = asked(draft).post(page_of(draft), {"religion": "sikh"}).content.decode()
    assert "We could not keep your answers just now. Your application is not affected." in page
    assert 'value="sikh" checked' in page


def test_the_application_itself_is_not_touched():
    """Neither a column nor a time of the row would tell that somebody has answered."""
    draft = complete_draft(open_vacancy())

    def row() -> list:
        with connection.cursor() as cursor:
            cursor.execute("SELECT * FROM applying_application WHERE id = %s", [draft.pk])
            return cursor.fetchall()

    before = row()
    asked(draft).post(page_of(draft), {"religion": "sikh"})
    assert times_answered(token_for(draft.reference)) == 1
    assert row() == before
