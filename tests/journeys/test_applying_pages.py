"""The applicant's pages in a real browser: on desk and phone, with axe, and once without JavaScript."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from applicants.applying.actions.submitting import submit
from applicants.applying.counting import words
from applicants.applying.forms import WORDS_AT_MOST
from applicants.applying.models import Application
from applicants.applying.moving import move
from applicants.applying.status import Status
from tests.applicants.applying.test_counting import TRICKY
from tests.factories import (
    ApplicationFactory,
    CriterionFactory,
    StaffRoleFactory,
    UserFactory,
    as_draft,
    complete_draft,
    complete_sections,
    open_vacancy,
)
from tests.journeys.visitors import Visitor
from vacancies.models import Vacancy

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]

EVIDENCE = (
    "At a day centre I noticed that one person stopped coming to the kitchen group. I asked what would make "
    "it easier, and we agreed to begin with ten minutes a week. After two months she chose the recipes.\n\n"
    "I wrote down what we tried and talked it through with my supervisor."
)


def vacancy_with_all_kinds() -> Vacancy:
    """A long title and long criteria: what pages break on."""
    vacancy = open_vacancy(
        criteria=0,
        close_after_applications=40,
        title="Senior Therapeutic Support Worker (Community Rehabilitation)",
    )
    texts = (
        ("Experience", "Experience of supporting people one to one and in groups in a mental health setting"),
        ("Knowledge and understanding", "Understands what confidentiality means in a team"),
    )
    with as_draft(vacancy):
        for position, (group, text) in enumerate(texts):
            CriterionFactory(vacancy=vacancy, group=group, text=text, position=position)
        CriterionFactory(
            vacancy=vacancy, position=3, text="Has used an electronic patient record", importance="desirable"
        )
        CriterionFactory(
            vacancy=vacancy,
            position=4,
            group="Additional criteria",
            text="You understand that the post includes working some evenings and weekends",
            kind="acknowledged",
        )
    return vacancy


def test_applying_from_the_start_to_the_receipt(page, look, sign_in):
    vacancy = vacancy_with_all_kinds()
    person = UserFactory()
    start = reverse("applying:start", args=[vacancy.pk])
    page.goto(start)
    look(page, "applying-start-signed-out")
    sign_in(page, person)
    page.goto(reverse("applying:list"))
    look(page, "applying-list-empty")
    page.goto(start)
    look(page, "applying-start")
    page.get_by_role("button", name="Start now").click()
    look(page, "applying-task-list-new")

    page.get_by_role("link", name="Your details").click()
    page.get_by_role("button", name="Save and continue").click()
    look(page, "applying-details-errors")
    page.get_by_label("First name").fill("Zoë")
    page.get_by_label("Last name").fill("O’Neill")
    page.get_by_label("Address").fill("1 Example Row\nNorthmoor")
    page.get_by_label("Postcode").fill("ZZ99 9ZZ")
    look(page, "applying-details")
    page.get_by_role("button", name="Save and continue").click()
    page.get_by_role("link", name="Back to your application").click()

    first, second, _, yes_or_no = vacancy.criteria.all()
    page.get_by_role("link", name=first.text).click()
    page.get_by_label(first.text).fill("word " * 501)
    page.get_by_role("button", name="Save and continue").click()
    look(page, "applying-evidence-too-long")
    page.get_by_label(first.text).fill(EVIDENCE)
    look(page, "applying-evidence")
    page.get_by_role("button", name="Save and continue").click()
    page.get_by_label(second.text).fill(EVIDENCE)
    page.get_by_role("button", name="Save and come back later").click()
    look(page, "applying-list-draft")

    page.get_by_role("link", name=vacancy.title, exact=True).click()
    look(page, "applying-task-list-half")
    Visitor(page, look).fills_in_the_practical_pages()
    Visitor(page, look).fills_in_their_background()
    page.get_by_role("button", name="Check your answers").click()
    look(page, "applying-check-missing")
    page.get_by_role("link", name=yes_or_no.text, exact=True).click()
    look(page, "applying-yes-or-no")
    page.get_by_label("Yes").check()
    page.get_by_role("button", name="Save and continue").click()
    page.get_by_role("link", name="Declaration").click()
    look(page, "applying-declaration")
    page.get_by_label("I have read this, and it is true").check()
    page.get_by_role("button", name="Save and continue").click()
    look(page, "applying-check")
    page.get_by_role("button", name="Submit my application").click()
    application = person.applications.get()
    page.get_by_text(application.reference).wait_for()
    look(page, "applying-receipt")
    page.get_by_role("link", name="Read what you sent").click()
    look(page, "applying-application")
    page.get_by_role("link", name="Withdraw this application").click()
    look(page, "applying-withdraw")
    page.get_by_role("button", name="Withdraw my application").click()
    expect(page.get_by_text("You have withdrawn your application")).to_be_visible()
    look(page, "applying-withdrawn")


def test_the_employers_questions_explain_and_turn_nobody_away(page, no_javascript, look, sign_in):
    vacancy = open_vacancy()
    with as_draft(vacancy):
        vacancy.questions.create(
            text="Can you work two evenings a week and every second weekend?",
            hoped_for="yes",
            explanation="The team covers evenings and weekends between them. Ask us which ones are free.",
        )
        vacancy.questions.create(text="When could you start?", kind="text", position=1)
    person = UserFactory()
    sign_in(page, person)
    page.goto(reverse("applying:start", args=[vacancy.pk]))
    page.get_by_role("button", name="Start now").click()
    look(page, "applying-questions-errors")

    sign_in(no_javascript, person)
    plain = no_javascript.new_page()
    plain.goto(reverse("applying:start", args=[vacancy.pk]))
    for context in (page, plain):
        context.get_by_label("No", exact=True).check()
        context.get_by_label("When could you start?").fill("In May, after my notice.")
        context.get_by_role("button", name="Start now").click()
    look(page, "applying-questions-explained")
    plain.get_by_role("button", name="Change my answers").click()
    expect(plain.get_by_label("When could you start?")).to_have_value("In May, after my notice.")
    plain.get_by_role("button", name="Start now").click()
    plain.get_by_role("button", name="Continue anyway").click()
    expect(plain.get_by_role("link", name="The employer’s questions")).to_be_visible()

    application = person.applications.get()
    page.goto(reverse("applying:questions", args=[application.reference]))
    look(page, "applying-questions")
    page.get_by_label("Yes", exact=True).check()
    page.get_by_role("button", name="Save and continue").click()
    expect(page.get_by_role("link", name="The employer’s questions")).to_be_visible()
    assert sorted(application.answers_before.values_list("answer", flat=True))[1] == "yes"


def test_afterwards(page, look, sign_in):
    person = UserFactory()
    for to in (Status.SHORTLISTED, Status.NOT_SHORTLISTED):
        application = complete_draft(open_vacancy(), applicant=person)
        submit(application, by=person, key=application.submit_key)
        move(application, to, by=person)
    left = complete_draft(open_vacancy(), applicant=person)
    Vacancy.objects.filter(pk=left.vacancy_id).update(closes_at=left.vacancy.opens_at)
    sign_in(page, person)
    page.goto(reverse("applying:list"))
    look(page, "applying-list-afterwards")
    page.goto(reverse("applying:application", args=[left.reference]))
    look(page, "applying-closed-draft")


def test_what_the_recruiter_reads(page, look, sign_in, settings):
    settings.STAFF_MFA_REQUIRED = False
    vacancy = open_vacancy()
    for application in (complete_draft(vacancy), complete_draft(vacancy)):
        submit(application, by=application.applicant, key=application.submit_key)
    complete_draft(vacancy)
    sign_in(page, StaffRoleFactory(employer=vacancy.employer).user)
    page.goto(reverse("admin:applying_application_changelist"))
    look(page, "desk-applications")
    page.get_by_role("link", name=application.reference).click()
    page.get_by_text("What the applicant wrote").wait_for()
    look(page, "desk-application")


def test_without_javascript(no_javascript, sign_in):
    vacancy = open_vacancy(criteria=1)
    application = ApplicationFactory(vacancy=vacancy)
    complete_sections(application)
    criterion = vacancy.criteria.get()
    sign_in(no_javascript, application.applicant)
    page = no_javascript.new_page()
    page.goto(reverse("applying:evidence", args=[application.reference, criterion.pk]))
    page.get_by_text("You can enter up to 500 words").wait_for()
    page.get_by_label(criterion.text).fill(EVIDENCE)
    page.get_by_role("button", name="Save and continue").click()
    # What is optional lies on the way to what is not.
    page.get_by_role("heading", name="Anything else you want to say").wait_for()
    page.get_by_role("button", name="Save and continue").click()
    page.get_by_label("I have read this, and it is true").check()
    page.get_by_role("button", name="Save and continue").click()
    page.get_by_role("button", name="Submit my application").click()
    page.get_by_text("We have received your application", exact=True).wait_for()
    assert Application.objects.get(pk=application.pk).status == Status.SUBMITTED


def test_the_counter_and_the_server_count_the_same_words(page, sign_in):
    application = ApplicationFactory(vacancy=open_vacancy(criteria=1))
    criterion = application.vacancy.criteria.get()
    sign_in(page, application.applicant)
    page.goto(reverse("applying:evidence", args=[application.reference, criterion.pk]))
    box = page.get_by_label(criterion.text)
    shown = page.locator(".nhsuk-character-count__status")
    for text, _ in TRICKY:
        box.fill(text)
        # As a form sends it: the box may have changed line breaks.
        left = WORDS_AT_MOST - words(box.input_value())
        expect(shown).to_have_text(f"You have {left} word{'s' * (left != 1)} remaining")
        assert words(box.input_value()) == words(text)
