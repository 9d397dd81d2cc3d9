"""An advert that takes two applications: four people begin, two are in time, the others are told kindly."""

from functools import partial

import pytest
from django.urls import reverse

from applicants.applying import tasks
from applicants.applying.models import Application
from applicants.applying.status import Status
from recruitment.mail.models import OutgoingEmail
from tests.factories import StaffRoleFactory, complete_draft, publishable_vacancy
from tests.journeys.visitors import Visitor, somebody_with_an_account
from vacancies.actions import publishing
from vacancies.models import Vacancy
from vacancies.status import CloseReason

pytestmark = pytest.mark.journey

LAST_WORDS = "I had just begun to write about the choir that I started on our ward."


def test_an_advert_closes_when_enough_have_applied(opens_a_browser):
    advert = given_an_advert_that_takes_two_applications()
    first, second, third, still_writing = given_four_people_with_a_draft(advert)
    somebody = partial(given_they_have_signed_in, opens_a_browser)

    amira, bo = somebody(first, advert), somebody(second, advert)
    cleo, dara = somebody(third, advert), somebody(still_writing, advert)
    given_they_are_about_to_submit(amira, bo, cleo)
    given_she_is_writing(dara, still_writing)
    then_the_advert_says_that_it_may_close_early(amira, advert)

    when_they_submit(amira)
    when_they_submit(bo)
    then_they_have_their_receipts(amira, bo)
    when_they_submit(cleo)
    then_she_is_refused_in_plain_words_and_her_draft_is_kept(cleo, third)
    when_she_saves_what_she_was_writing(dara)
    then_what_she_wrote_is_kept_though_it_is_too_late(dara, still_writing)
    passer_by = opens_a_browser()
    then_the_public_is_told_that_it_has_closed(passer_by, advert)
    then_nobody_can_start_an_application_any_more(passer_by, advert)

    when_the_minute_sweep_comes_by_twice()
    then_the_panel_the_recruiter_and_those_with_a_draft_are_told_once(advert, third, still_writing)
    then_everybody_sees_where_they_stand(bo, cleo)


# --- Given ----------------------------------------------------------------------------------------------


def given_an_advert_that_takes_two_applications() -> Vacancy:
    vacancy = publishable_vacancy(criteria=2, title="Peer Support Worker", close_after_applications=2)
    recruiter = StaffRoleFactory(employer=vacancy.employer, user__email="recruiter@example.org").user
    Vacancy.objects.filter(pk=vacancy.pk).update(created_by=recruiter)
    return publishing.publish(vacancy, by=recruiter)


def given_four_people_with_a_draft(advert) -> list[Application]:
    names = ["Amira", "Bo", "Cleo", "Dara"]
    return [
        complete_draft(
            advert,
            first_name=name,
            last_name="Example",
            applicant=somebody_with_an_account(email=f"{name.lower()}@example.org"),
        )
        for name in names
    ]


def given_they_have_signed_in(opens_a_browser, application, advert) -> Visitor:
    visitor = opens_a_browser()
    visitor.goes_to("/account/login/")
    visitor.signs_in(application.applicant)
    visitor.follows(advert.title)
    return visitor


def given_they_are_about_to_submit(*visitors: Visitor):
    for visitor in visitors:
        visitor.presses("Check your answers and submit")
        visitor.is_on("Check your answers")


def given_she_is_writing(dara: Visitor, application):
    dara.follows(application.vacancy.criteria.first().text)
    dara.page.get_by_role("textbox").fill(LAST_WORDS)


def then_the_advert_says_that_it_may_close_early(visitor: Visitor, advert):
    visitor.sees("closes early")
    visitor.looks_at("closes-01-check")


# --- The race to the last place -------------------------------------------------------------------------


def when_they_submit(visitor: Visitor):
    visitor.presses("Submit my application")


def then_they_have_their_receipts(*visitors: Visitor):
    for visitor in visitors:
        visitor.is_on("We have received your application")
    visitors[-1].looks_at("closes-02-receipt-of-the-last")


def then_she_is_refused_in_plain_words_and_her_draft_is_kept(cleo: Visitor, application):
    cleo.sees("This vacancy closed before we received your application, so it was not submitted")
    cleo.sees("Nothing you wrote is lost", "Not submitted")
    cleo.sees("I led a weekly group and reviewed it with my supervisor.")
    cleo.looks_at("closes-03-refused")
    application.refresh_from_db()
    assert application.status == Status.DRAFT
    assert application.answers.count() == 2


def when_she_saves_what_she_was_writing(dara: Visitor):
    dara.presses("Save and continue")


def then_what_she_wrote_is_kept_though_it_is_too_late(dara: Visitor, application):
    dara.sees("What you typed has been saved in your draft", LAST_WORDS)
    dara.looks_at("closes-04-saved-too-late")
    assert application.answers.filter(text=LAST_WORDS).exists()


def then_the_public_is_told_that_it_has_closed(passer_by: Visitor, advert):
    assert passer_by.goes_to(advert.get_absolute_url()) == 410
    passer_by.is_on("This vacancy has closed")
    passer_by.looks_at("closes-05-closed")
    passer_by.follows("See the vacancies that are open")
    passer_by.sees("No jobs are open for applications at the moment")
    passer_by.looks_at("closes-06-no-vacancies")


def then_nobody_can_start_an_application_any_more(passer_by: Visitor, advert):
    assert passer_by.goes_to(reverse("applying:start", args=[advert.pk])) == 410


# --- Telling people -------------------------------------------------------------------------------------


def when_the_minute_sweep_comes_by_twice():
    tasks.close_and_tell()
    tasks.close_and_tell()


def then_the_panel_the_recruiter_and_those_with_a_draft_are_told_once(advert, *drafts):
    advert.refresh_from_db()
    assert advert.close_reason == CloseReason.CAP
    assert advert.applications_received == 2
    about = OutgoingEmail.objects.filter(about=f"vacancy:{advert.pk}").exclude(key__endswith=":received")
    # They were invited to the panel before.
    about = about.exclude(key__contains=":invited:")
    panel = [member.user.email for member in advert.panel.seated()]
    with_a_draft = [draft.applicant.email for draft in drafts]
    told = [*panel, *with_a_draft, "recruiter@example.org"]
    assert sorted(about.values_list("to", flat=True)) == sorted(told)
    # Who has a draft is nobody's business but theirs: their letters carry no employer.
    assert {email.to for email in about if email.employer_id is None} == set(with_a_draft)


def then_everybody_sees_where_they_stand(in_time: Visitor, too_late: Visitor):
    in_time.follows("See all your applications")
    in_time.sees("The vacancy has closed", "We will email you, whether you are invited or not")
    in_time.looks_at("closes-07-list-in-time")
    too_late.follows("Your applications")
    too_late.sees("Not submitted", "Your draft is kept")
    too_late.looks_at("closes-08-list-too-late")
