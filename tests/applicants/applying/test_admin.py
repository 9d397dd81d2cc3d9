"""The desk's list of applications: whose it shows, to whom, and that it cannot be asked about more."""

import html
import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from applicants.applying import admin
from applicants.applying.models import Application
from applicants.applying.moving import move
from applicants.applying.queries.background import LISTS
from applicants.applying.status import Status
from recruitment.accounts.models import StaffRole
from tests.factories import (
    EmployerFactory,
    PanelMemberFactory,
    StaffRoleFactory,
    UserFactory,
    complete_draft,
    open_vacancy,
    row_of,
)

pytestmark = pytest.mark.django_db

LIST = "admin:applying_application_changelist"
ONE = "admin:applying_application_change"


@pytest.fixture(autouse=True)
def one_factor_is_enough(settings):
    settings.STAFF_MFA_REQUIRED = False


def received(vacancy=None, **fields):
    application = complete_draft(vacancy or open_vacancy(), **fields)
    move(application, Status.SUBMITTED, by=application.applicant)
    return application


@pytest.fixture
def application():
    return received(first_name="Canary", postcode="CA1 1RY")


@pytest.fixture
def recruiter(application, client):
    user = StaffRoleFactory(employer=application.vacancy.employer).user
    client.force_login(user)
    return user


def test_a_recruiter_reads_what_their_employer_received(client, recruiter, application):
    page = client.get(reverse(LIST)).content.decode()
    assert application.reference in page
    assert application.full_name in page
    answer = application.answers.first()
    assert answer.text not in page
    one = client.get(reverse(ONE, args=[application.pk])).content.decode()
    assert answer.text in one
    assert application.applicant.email in one
    for words in (page, one):
        assert application.submitted_in_words in words
        assert not re.search(r"[ap]\.m\.", words), "Django's way of writing 2:05pm"


def test_who_judges_sees_no_row_of_that_vacancy(client, recruiter, application):
    other = received(open_vacancy(employer=application.vacancy.employer))
    seat = PanelMemberFactory(vacancy=application.vacancy, user=recruiter)
    for removed_at in (None, application.submitted_at):
        seat.removed_at = removed_at
        seat.save()
        page = client.get(reverse(LIST)).content.decode()
        assert other.reference in page
        assert application.reference not in page
        assert application.vacancy.reference not in page
        assert client.get(reverse(ONE, args=[application.pk])).status_code == 404


def test_drafts_are_counted_and_not_listed(client, recruiter, application):
    draft = complete_draft(application.vacancy)
    page = client.get(reverse(LIST)).content.decode()
    assert "1 draft for vacancies that are open is not submitted yet" in page
    assert draft.reference not in page
    assert client.get(reverse(ONE, args=[draft.pk])).status_code == 404


@pytest.mark.parametrize("role", [StaffRole.Role.RECRUITER, StaffRole.Role.HIRING_MANAGER, None])
def test_nobody_else_reads_it(client, application, role):
    stranger = UserFactory()
    if role:
        employer = EmployerFactory() if role == StaffRole.Role.RECRUITER else application.vacancy.employer
        StaffRoleFactory(user=stranger, employer=employer, role=role)
    client.force_login(stranger)
    listed = client.get(reverse(LIST))
    assert application.reference not in listed.content.decode()
    assert listed.status_code == (200 if role == StaffRole.Role.RECRUITER else 302)
    for pk in (application.pk, 10**12):
        assert client.get(reverse(ONE, args=[pk])).status_code == (
            404 if role == StaffRole.Role.RECRUITER else 302
        )


@pytest.mark.parametrize("act", ["add", "delete", "change"])
def test_nothing_can_be_changed(client, recruiter, application, act):
    args = [] if act == "add" else [application.pk]
    answer = client.post(reverse(f"admin:applying_application_{act}", args=args), {"first_name": "Else"})
    assert answer.status_code == 403
    assert Application.objects.get(pk=application.pk).first_name == "Canary"


@pytest.mark.parametrize(
    "lookup",
    [
        "first_name__startswith=C",
        "postcode__startswith=CA",
        "applicant__email__contains=person",
        "answers__text__contains=led",
        "submit_key__startswith=a",
        "vacancy__panel__user__id__exact=1",
    ],
)
def test_it_answers_no_other_question(client, recruiter, application, lookup):
    answer = client.get(f"{reverse(LIST)}?{lookup}")
    assert answer.status_code in (302, 400)
    assert application.reference not in answer.content.decode()


@pytest.mark.parametrize("value", ["nonsense", "1e9", "999999999999999999999999", "-1"])
@pytest.mark.parametrize("name", ["vacancy", "status", "p", "o", "e"])
def test_nonsense_is_no_accident(client, recruiter, name, value):
    assert client.get(f"{reverse(LIST)}?{name}={value}").status_code in (200, 302)


def test_a_filter_does_not_open_another_vacancy(client, recruiter, application):
    foreign = received()
    page = client.get(f"{reverse(LIST)}?vacancy={foreign.vacancy_id}").content.decode()
    assert foreign.reference not in page
    PanelMemberFactory(vacancy=application.vacancy, user=recruiter)
    page = client.get(f"{reverse(LIST)}?vacancy={application.vacancy_id}").content.decode()
    assert application.reference not in page


def test_drafts_of_the_vacancy_asked_about_are_counted(client, recruiter, application):
    complete_draft(open_vacancy(employer=application.vacancy.employer))
    address = f"{reverse(LIST)}?vacancy={application.vacancy_id}"
    assert "0 drafts for this vacancy can still be submitted" in client.get(address).content.decode()
    complete_draft(application.vacancy)
    assert "1 draft for this vacancy can still be submitted" in client.get(address).content.decode()
    elsewhere = complete_draft(open_vacancy())
    page = client.get(f"{reverse(LIST)}?vacancy={elsewhere.vacancy_id}").content.decode()
    assert "0 drafts for this vacancy" in page, "another employer's"


@pytest.mark.parametrize("asked", ["", "?vacancy={}&status=submitted"])
def test_one_comes_back_to_the_list_as_one_had_it(client, recruiter, application, asked):
    asked = asked.format(application.vacancy_id)
    page = client.get(f"{reverse(LIST)}{asked}").content.decode()
    (link,) = re.findall(rf'href="({reverse(ONE, args=[application.pk])}[^"]*)"', page)
    one = client.get(html.unescape(link)).content.decode()
    assert f'href="{html.escape(reverse(LIST) + asked)}"' in one


def test_a_vacancy_is_asked_about_however_many_are_newer(client, recruiter, application, monkeypatch):
    monkeypatch.setattr(admin, "LONGEST_FILTER", 1)
    newer = received(open_vacancy(employer=application.vacancy.employer))
    page = client.get(f"{reverse(LIST)}?vacancy={application.vacancy_id}").content.decode()
    assert application.reference in page
    assert newer.reference not in page
    # It stands among the choices, as the one chosen.
    assert re.search(rf'class="selected">\s*<a [^>]*>\s*{re.escape(str(application.vacancy))}', page)
    nobody_applied = open_vacancy(employer=application.vacancy.employer)
    page = client.get(f"{reverse(LIST)}?vacancy={nobody_applied.pk}").content.decode()
    assert application.reference not in page
    assert newer.reference not in page


@pytest.mark.parametrize("number", [1, 3])
def test_eight_queries_at_most(client, recruiter, application, number):
    for _ in range(number):
        received(application.vacancy)
    client.get(reverse(LIST))
    with CaptureQueriesContext(connection) as queries:
        client.get(reverse(LIST))
    assert len(queries) <= 8, [query["sql"][:120] for query in queries.captured_queries]


def test_the_page_of_one_application_asks_no_more_for_more_rows(client, recruiter, application):
    """Nor does its owner's page: three of everything cost what one of everything costs."""
    owner, numbers = Client(), []
    for many in (1, 3):
        draft = complete_draft(
            open_vacancy(criteria=many, employer=application.vacancy.employer), applicant=UserFactory()
        )
        for number in range(many):
            for name in LISTS:
                row_of(draft, name, **({"email": f"r{number}@example.org"} if name == "referees" else {}))
        move(draft, Status.SUBMITTED, by=draft.applicant)
        owner.force_login(draft.applicant)
        for browser, address in (
            (client, reverse(ONE, args=[draft.pk])),
            (owner, reverse("applying:application", args=[draft.reference])),
        ):
            browser.get(address)
            with CaptureQueriesContext(connection) as queries:
                assert browser.get(address).status_code == 200
            numbers.append(len(queries))
    assert numbers[:2] == numbers[2:]
    assert max(numbers) <= 20, numbers
