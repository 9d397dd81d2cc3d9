"""Changing a live advert: what may change, what is shown first, who is told."""

from datetime import timedelta

import pytest
from django.utils import timezone

from applicants.applying.tasks import tell_of_acts
from recruitment.accounts.models import Employer
from recruitment.mail.models import OutgoingEmail
from tests.factories import ApplicationFactory, StaffRoleFactory, publishable_vacancy
from tests.vacancies.desk.pages import page, published
from tests.vacancies.form_data import as_sent
from vacancies.models import Amendment, Vacancy

pytestmark = pytest.mark.django_db


@pytest.fixture
def advert(employer, recruiter):
    return published(employer, close_after_applications=10)


def typed(client, vacancy, **changes) -> dict:
    """The page's form as it stands, with these entries instead."""
    return as_sent(client.get(page("amend", vacancy)), "act_form") | changes


def day(number) -> str:
    return f"{timezone.localdate() + timedelta(days=number):%d/%m/%Y}"


def told(subject="The advert has changed") -> set[str]:
    return set(OutgoingEmail.objects.filter(subject__startswith=subject).values_list("to", flat=True))


def test_before_and_after_are_shown_and_only_then_changed(client, advert, receive):
    receive(advert, 1)
    draft = ApplicationFactory(vacancy=advert)
    entries = typed(client, advert, summary="Support people at home.", interview_on=day(30))
    text = client.post(page("amend", advert), entries | {"check": "1"}).text
    assert "Support people one to one and in groups." in text
    assert "Support people at home." in text
    assert "1 person has begun" in " ".join(text.split())
    assert not Amendment.objects.exists()

    client.post(page("amend", advert), entries | {"confirm": "1"})
    stored = Vacancy.objects.get(pk=advert.pk)
    assert (stored.summary, stored.interview_on) == (
        "Support people at home.",
        timezone.localdate() + timedelta(days=30),
    )
    tell_of_acts()
    tell_of_acts()
    later = ApplicationFactory(vacancy=advert)
    tell_of_acts()
    (submitted,) = advert.applications.exclude(submitted_at=None)
    assert told() == {draft.applicant.email, submitted.applicant.email}
    assert later.applicant.email not in told()
    letter = OutgoingEmail.objects.get(to=draft.applicant.email)
    assert "Job summary: reworded" in letter.text
    assert "Planned interview date: " in letter.text
    # Who wrote a draft is not the employer's to know, not even from the list of emails.
    assert letter.employer is None
    history = " ".join(client.get(page("history", advert)).text.split())
    assert "Advert changed (Job summary reworded; Planned interview date from nothing to" in history


@pytest.mark.parametrize(("ticked", "expected"), [({}, 0), ({"matters": "on"}, 1)])
def test_a_reworded_text_is_told_where_the_recruiter_says_it_matters(client, advert, ticked, expected):
    ApplicationFactory(vacancy=advert)
    entries = typed(client, advert, about_us="A small, busy team.") | ticked
    client.post(page("amend", advert), entries | {"confirm": "1"})
    tell_of_acts()
    assert len(told()) == expected
    assert Amendment.objects.get().matters is bool(expected)


def test_places_are_changed_added_and_taken_away(client, advert):
    entries = typed(
        client, advert, place_0_address="9 New Street", place_1_address="Annex", place_1_postcode="ZZ99 1ZZ"
    )
    client.post(page("amend", advert), entries | {"confirm": "1"})
    assert [str(place) for place in advert.locations.all()] == ["9 New Street, ZZ99 9ZZ", "Annex, ZZ99 1ZZ"]
    assert Amendment.objects.get().matters
    entries = typed(client, advert, place_0_address="", place_1_address="")
    assert "at least one place of work" in client.post(page("amend", advert), entries | {"confirm": "1"}).text
    assert advert.locations.count() == 2


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"close_after_applications": "9"}, "can only be raised or lifted"),
        ({"summary": " "}, "This field is required"),
        ({"contact_email": "", "contact_phone": ""}, "Say whom applicants can contact"),
        ({"interview_on": "01/01/2020"}, "Choose a day after the closing date"),
    ],
)
def test_what_may_not_be_is_refused_with_all_that_was_typed(client, advert, changes, words):
    entries = typed(client, advert, main_duties="Typed and kept.", **changes)
    for step in ("check", "confirm"):
        text = client.post(page("amend", advert), entries | {step: "1"}).text
        assert words in text
        assert "Typed and kept." in text
    assert not Amendment.objects.exists()


def test_the_cap_is_raised_or_lifted(client, advert):
    for cap, stored in (("11", 11), ("", None)):
        client.post(
            page("amend", advert), typed(client, advert, close_after_applications=cap) | {"confirm": "1"}
        )
        assert Vacancy.objects.get(pk=advert.pk).close_after_applications == stored
    entries = typed(client, advert, close_after_applications="99") | {"confirm": "1"}
    assert "published without a limit" in client.post(page("amend", advert), entries).text


def test_what_people_apply_against_is_not_taken_whatever_is_sent(client, advert):
    before = Vacancy.objects.filter(pk=advert.pk).values().get()
    forbidden = {
        "title": "Another job",
        "band": "8a",
        "salary_min": "1",
        "hours_per_week": "5",
        "contract": "bank",
        "closes_at": "2020-01-01",
        "status": "draft",
        "minimum_open_days": "9",
        "met_from": "0",
    }
    client.post(page("amend", advert), typed(client, advert, about_us="Busy.") | forbidden | {"confirm": "1"})
    after = Vacancy.objects.filter(pk=advert.pk).values().get()
    assert {name for name in before if before[name] != after[name]} <= {"about_us", "search"}


def test_a_second_click_changes_nothing_and_a_colleague_is_not_overwritten(client, advert):
    first, second = typed(client, advert, about_us="One."), typed(client, advert, about_us="Two.")
    client.post(page("amend", advert), first | {"confirm": "1"})
    again = client.post(page("amend", advert), first | {"confirm": "1"}, follow=True).text
    assert "the advert says this already" in again
    text = client.post(page("amend", advert), second | {"confirm": "1"}).text
    assert "A colleague has changed this advert" in text
    assert "Two." in text
    assert Vacancy.objects.get(pk=advert.pk).about_us == "One."
    assert Amendment.objects.count() == 1


@pytest.mark.parametrize("needs_approval", [True, False])
def test_where_a_second_person_approves_the_colleagues_hear_of_each_change(
    client, advert, employer, recruiter, needs_approval
):
    Employer.objects.filter(pk=employer.pk).update(needs_approval=needs_approval)
    colleague = StaffRoleFactory(employer=employer).user
    StaffRoleFactory()  # recruits elsewhere
    client.post(page("amend", advert), typed(client, advert, summary="At home.") | {"confirm": "1"})
    letters = OutgoingEmail.objects.filter(subject__startswith="Changed:")
    assert [letter.to for letter in letters] == ([colleague.email] if needs_approval else [])
    assert all("It is now At home." in letter.text for letter in letters)


def test_what_is_not_live_is_not_amended(client, employer, recruiter):
    draft = publishable_vacancy(employer=employer)
    assert "stands at “draft” now" in client.post(page("amend", draft), {"summary": "X"}, follow=True).text
