"""A recruiter gives people more time, and later closes the advert early: each act asks, says who it touches,
and leaves a sentence in the history.
"""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from applicants.applying import tasks
from recruitment.mail.models import OutgoingEmail
from tests.factories import (
    PanelMemberFactory,
    StaffRoleFactory,
    UserFactory,
    complete_draft,
    open_vacancy,
)
from tests.journeys.visitors import Visitor, somebody_with_an_account
from vacancies.models import Vacancy
from vacancies.status import CloseReason, Status

pytestmark = [pytest.mark.journey, pytest.mark.usefixtures("no_second_factor")]


def test_a_recruiter_extends_and_closes_early(opens_a_browser):
    vacancy = given_an_open_advert_that_closes_tomorrow()
    sam = given_somebody_has_begun_to_apply(vacancy)
    robin = given_a_recruiter_on_the_desk(opens_a_browser(), vacancy)

    when_the_recruiter_follows_what_needs_doing_today(robin, vacancy)
    then_an_earlier_time_is_refused_and_nothing_typed_is_lost(robin)
    when_the_recruiter_gives_two_weeks_more(robin)
    then_who_has_begun_is_told(sam, "more time")

    when_the_recruiter_closes_it_early(robin)
    then_who_has_begun_is_told(sam, "closed")
    then_the_history_says_both_in_words(robin)
    then_nobody_can_apply_any_more(opens_a_browser(), vacancy)


def given_an_open_advert_that_closes_tomorrow() -> Vacancy:
    vacancy = open_vacancy(closes_at=timezone.now() + timedelta(days=1))
    for name in ("Jo Chairperson", "Kit Panelmember"):
        PanelMemberFactory(vacancy=vacancy, user=UserFactory(name=name), is_chair=name.startswith("Jo"))
    return vacancy


def given_somebody_has_begun_to_apply(vacancy):
    return complete_draft(vacancy=vacancy).applicant


def given_a_recruiter_on_the_desk(robin: Visitor, vacancy) -> Visitor:
    user = somebody_with_an_account(name="Robin Fairweather", email="robin@example.org")
    StaffRoleFactory(employer=vacancy.employer, user=user)
    robin.goes_to("/account/login/")
    robin.signs_in(user)
    return robin


def when_the_recruiter_follows_what_needs_doing_today(robin: Visitor, vacancy):
    robin.is_on("Today")
    robin.sees("Closing within 3 days")
    robin.looks_at("extend-01-today")
    robin.shows("recruiters-0-today")
    robin.page.get_by_role("link", name="Extend or leave").click()
    robin.is_on("Give people more time?")


def then_an_earlier_time_is_refused_and_nothing_typed_is_lost(robin: Visitor):
    fills_in(robin, days=-1, reason="The intranet was down for our own staff.")
    robin.presses("Give people more time")
    robin.sees("Choose a time after the present one: people were promised that.")
    expect(robin.page.get_by_label("Why it stays open longer")).to_have_value(
        "The intranet was down for our own staff."
    )
    robin.looks_at("extend-02-refused")


def fills_in(robin: Visitor, *, days: int, reason: str):
    day = timezone.localdate() + timedelta(days=days)
    robin.page.get_by_label("Closing date").fill(f"{day:%d/%m/%Y}")
    robin.page.get_by_label("Why it stays open longer").fill(reason)


def when_the_recruiter_gives_two_weeks_more(robin: Visitor):
    fills_in(robin, days=15, reason="The intranet was down for our own staff.")
    robin.shows("recruiters-5-extend")
    robin.presses("Give people more time")
    robin.sees("closes in 15 days")


def then_who_has_begun_is_told(sam, words: str):
    tasks.tell_of_time_left()
    tasks.close_and_tell()
    mail = OutgoingEmail.objects.filter(to=sam.email).latest("pk")
    assert words in f"{mail.subject} {mail.text}"


def when_the_recruiter_closes_it_early(robin: Visitor):
    robin.follows("Close early…")
    robin.sees("1 person has begun an application and not submitted it.", "This cannot be undone.")
    robin.looks_at("extend-03-close")
    robin.presses("Close it now")
    robin.sees("Say why you close it early.")
    robin.page.get_by_label("Why it closes early").fill("The post was filled by redeployment.")
    robin.shows("recruiters-6-close")
    robin.presses("Close it now")
    robin.sees("is closed. The panel and people with a draft are told.")
    vacancy = Vacancy.objects.get()
    assert (vacancy.status, vacancy.close_reason) == (Status.CLOSED, CloseReason.RECRUITER)


def then_the_history_says_both_in_words(robin: Visitor):
    robin.follows("History")
    robin.sees(
        "because “The intranet was down for our own staff”", "because “The post was filled by redeployment”"
    )
    robin.looks_at("extend-04-history")
    robin.shows("recruiters-7-history")


def then_nobody_can_apply_any_more(passer_by: Visitor, vacancy):
    assert passer_by.goes_to(vacancy.get_absolute_url()) == 410
    passer_by.sees("This vacancy has closed")
