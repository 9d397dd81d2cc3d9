"""The employer's questions before applying: asked, explained, never a reason to turn anybody away."""

import pytest
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from applicants.applying import queries
from applicants.applying.actions import drafting, submitting
from applicants.applying.models import Application
from applicants.applying.moving import move
from applicants.applying.status import Status
from tests.factories import (
    ApplicationFactory,
    StaffRoleFactory,
    UserFactory,
    as_draft,
    complete_draft,
    open_vacancy,
)

pytestmark = pytest.mark.django_db

WHY = "We cover every second weekend between us."


@pytest.fixture
def vacancy():
    """Asks one yes or no question with an answer hoped for, and one in words."""
    vacancy = open_vacancy()
    with as_draft(vacancy):
        vacancy.questions.create(text="Can you work weekends?", hoped_for="yes", explanation=WHY)
        vacancy.questions.create(text="When could you start?", kind="text", position=1)
    return vacancy


@pytest.fixture
def person(client):
    person = UserFactory()
    client.force_login(person)
    return person


def typed(vacancy, *answers) -> dict:
    names = [f"question_{question.pk}" for question in vacancy.questions.all()]
    return dict(zip(names, answers, strict=True))


def start_of(vacancy):
    return reverse("applying:start", args=[vacancy.pk])


def stored(application) -> list[str]:
    return [question.answer for question in queries.questions_before(application)]


class TestBeforeBeginning:
    def test_who_has_not_signed_in_reads_them(self, client, vacancy):
        page = client.get(start_of(vacancy)).text
        assert "Can you work weekends?" in page
        assert "2 questions from the employer" in page
        assert 'type="radio"' not in page

    def test_the_answer_hoped_for_begins_at_once(self, client, person, vacancy):
        response = client.post(start_of(vacancy), typed(vacancy, "yes", "In May"))
        application = person.applications.get()
        assert response.url == reverse("applying:task_list", args=[application.reference])
        assert stored(application) == ["Yes", "In May"]

    def test_another_answer_is_explained_and_nothing_typed_is_lost(self, client, person, vacancy):
        answers = typed(vacancy, "no", "In <May>")
        page = client.post(start_of(vacancy), answers)
        assert page.status_code == 200
        assert WHY in page.text
        assert "You can still apply" in page.text
        assert 'value="In &lt;May&gt;"' in page.text
        assert not Application.objects.exists()
        again = client.post(start_of(vacancy), answers | {"change": "1"}).text
        assert "In &lt;May&gt;</textarea>" in again
        assert "Error: " not in again
        client.post(start_of(vacancy), answers | {"anyway": "1"})
        assert stored(person.applications.get()) == ["No", "In <May>"]

    def test_what_is_not_answered_is_asked_again(self, client, person, vacancy):
        page = client.post(start_of(vacancy), typed(vacancy, "", "In May") | {"anyway": "1"}).text
        assert "Select yes or no: Can you work weekends?" in page
        assert "In May</textarea>" in page
        page = client.post(start_of(vacancy), typed(vacancy, "yes", "x" * 1001)).text
        assert "Your answer must be 1,000 characters or fewer" in page
        assert not Application.objects.exists()

    def test_an_advert_without_questions_asks_none(self, client, person):
        vacancy = open_vacancy()
        assert "asks you" not in client.get(start_of(vacancy)).text
        client.post(start_of(vacancy))
        assert person.applications.get().is_draft


class TestInADraft:
    def test_who_began_without_them_finds_them_in_the_task_list(self, client, person, vacancy):
        application = drafting.start(vacancy, by=person)
        address = reverse("applying:questions", args=[application.reference])
        page = client.get(reverse("applying:task_list", args=[application.reference])).text
        assert address in page
        assert "You have completed 0 of" in page
        # Somebody who wants to go on another day need not answer all of them.
        client.post(address, typed(vacancy, "", "In May") | {"later": "1"})
        assert stored(application) == ["", "In May"]
        response = client.post(address, typed(vacancy, "no", "In May"), follow=True)
        assert WHY in response.text
        assert "Continue anyway" in response.text
        assert WHY in client.get(reverse("applying:check", args=[application.reference])).text
        client.post(address, typed(vacancy, "yes", "In May"), follow=True)
        assert WHY not in client.get(reverse("applying:check", args=[application.reference])).text

    def test_submitting_asks_for_them(self, vacancy):
        application = complete_draft(vacancy)
        with pytest.raises(submitting.Incomplete) as refusal:
            submitting.submit(application, by=application.applicant, key=application.submit_key)
        assert [task.name for task in refusal.value.missing] == ["questions"]

    def test_an_advert_without_questions_has_no_such_page(self, client, person):
        application = ApplicationFactory(vacancy=open_vacancy(), applicant=person)
        assert client.get(reverse("applying:questions", args=[application.reference])).status_code == 404


def submitted(vacancy, *answers) -> Application:
    application = complete_draft(vacancy)
    questions = [question.pk for question in vacancy.questions.all()]
    drafting.save_questions(application, dict(zip(questions, answers, strict=True)))
    move(application, Status.SUBMITTED, by=application.applicant)
    return application


@pytest.mark.parametrize(
    ("sql", "sqlstate"),
    [
        ("UPDATE applying_preapplicationanswer SET answer = 'yes'", "AP006"),
        ("DELETE FROM applying_preapplicationanswer", "AP006"),
        ("UPDATE applying_preapplicationanswer SET answer = ''", ""),
    ],
)
def test_they_are_fixed_with_what_was_received(vacancy, sql, sqlstate):
    application = submitted(vacancy, "no", "In May")
    with pytest.raises(drafting.NotADraft):
        drafting.save_questions(application, {vacancy.questions.first().pk: "yes"})
    refused = ""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql)
    except DatabaseError as error:
        refused = error.__cause__.sqlstate
    assert refused == sqlstate


def test_another_adverts_question_takes_no_answer(vacancy):
    application = ApplicationFactory(vacancy=open_vacancy())
    question = vacancy.questions.first().pk
    with pytest.raises(DatabaseError) as refusal:
        drafting.save_questions(application, {question: "yes"})
    assert refusal.value.__cause__.sqlstate == "AP009"


def test_recruiters_read_them_beside_the_application(client, settings, vacancy):
    settings.STAFF_MFA_REQUIRED = False
    application = submitted(vacancy, "no", "In May")
    client.force_login(StaffRoleFactory(employer=vacancy.employer).user)
    page = client.get(reverse("admin:applying_application_change", args=[application.pk])).text
    assert "You hoped for: Yes" in page
    assert "In May" in page


def test_more_questions_ask_no_more_of_the_database(client, person, vacancy):
    application = drafting.start(vacancy, by=person)
    client.get(reverse("applying:task_list", args=[application.reference]))
    numbers = []
    for more in (0, 2):
        with as_draft(vacancy):
            for number in range(more):
                vacancy.questions.create(text=f"More {number}?", position=9)
        counted = []
        for name in ("task_list", "questions", "check"):
            with CaptureQueriesContext(connection) as asked:
                client.get(reverse(f"applying:{name}", args=[application.reference]))
            counted.append(len(asked))
        numbers.append(counted)
    assert numbers[0] == numbers[1]
    # The check shows everything: five more for the lists of work, qualifications, training and referees.
    assert max(numbers[0]) <= 15
