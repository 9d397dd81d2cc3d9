"""The lists of a draft: adding, changing, removing, finishing; gaps; what is refused; whose rows they are."""

from datetime import date, timedelta

import pytest
from django.contrib.messages import get_messages
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from applicants.applying import queries
from applicants.applying.actions import background
from applicants.applying.models import Section
from applicants.applying.moving import move
from applicants.applying.pages import Name
from applicants.applying.queries.background import LISTS, gaps, months_without_a_referee
from applicants.applying.queries.progress import Progress, progress_of_sections
from applicants.applying.status import Status
from tests.factories import ApplicationFactory, complete_draft, open_vacancy, row_of, somebodys_background

pytestmark = pytest.mark.django_db

JOB = {
    "kind": "paid",
    "job_title": "Support worker",
    "employer": "Northmoor Day Centre",
    "started_on_month": "March",
    "started_on_year": "2019",
    "still": "yes",
}
ENDED = {
    **JOB,
    "still": "no",
    "ended_on_month": "9",
    "ended_on_year": "2021",
    "reason_for_leaving": "It ended.",
}
REFEREE = {
    "name": "Morgan Example",
    "relationship": "My line manager",
    "email": "morgan@example.org",
    "from_on_month": "3",
    "from_on_year": "2019",
    "still": "yes",
}
TYPED = {
    Name.EMPLOYMENT: JOB,
    Name.QUALIFICATIONS: {"subject": "Health and Social Care", "kind": "NVQ Level 3", "year": "2018"},
    Name.TRAINING: {"title": "First aid", "ended_on_month": "3", "ended_on_year": "2024"},
    Name.REFEREES: REFEREE,
}


@pytest.fixture
def begun():
    """A draft with nothing in its lists, whose advert is open."""
    return ApplicationFactory(vacancy=open_vacancy())


def words(response):
    return " ".join(response.content.decode().split())


def progress(application, name):
    return progress_of_sections(application).get(name)


def finish(application, name, *, finished=True):
    background.finish(application, LISTS[name], finished=finished)


# --- Rows ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", LISTS)
def test_a_row_is_added_changed_and_removed(client, at, begun, name):
    rows = LISTS[name].rows(begun)
    answer = client.post(at(begun, f"{name}_add"), TYPED[name])
    assert answer.url == at(begun, name)
    row = rows.get()
    page = words(client.get(at(begun, name)))
    assert str(row) in page
    assert progress(begun, name) == Progress.IN_PROGRESS

    change = at(begun, f"{name}_change", row.pk)
    seen = client.get(change).context["form"]
    first = next(iter(TYPED[name])) if name != Name.EMPLOYMENT else "job_title"
    again = {**TYPED[name], first: "Something else", "seen": seen.fingerprint}
    assert client.post(change, again).status_code == 302
    assert getattr(rows.get(), first) == "Something else"

    remove = at(begun, f"{name}_remove", row.pk)
    assert "Something else" in words(client.get(remove))
    assert rows.count() == 1
    answer = client.post(remove)
    assert not rows.exists()
    assert "Something else" in str(next(iter(get_messages(answer.wsgi_request))))


@pytest.mark.parametrize("name", LISTS)
def test_who_has_none_says_so_with_one_answer(client, at, begun, name):
    page = words(client.get(at(begun, name)))
    assert "I have n" in page
    client.post(at(begun, name), {})
    assert progress(begun, name) is None
    client.post(at(begun, name), {"finished": "yes"})
    assert progress(begun, name) == Progress.COMPLETE


@pytest.mark.parametrize("page", ["_change", "_remove"])
@pytest.mark.parametrize("name", LISTS)
def test_another_persons_row_is_not_there(client, at, begun, name, page):
    theirs = row_of(ApplicationFactory(vacancy=begun.vacancy), name)
    for pk in (theirs.pk, 10**9):
        address = at(begun, name + page, pk)
        assert client.get(address).status_code == 404
        # What was removed while somebody was changing it can be added again, so that nothing typed is lost.
        assert client.post(address, TYPED[name]).status_code == (409 if page == "_change" else 404)
    before = LISTS[name].model.objects.filter(pk=theirs.pk).values().get()
    assert before == {key: value for key, value in vars(theirs).items() if key in before}
    assert not LISTS[name].rows(begun).exists()


def test_rows_stand_in_the_order_of_their_dates(begun):
    for began, ended in ((2015, 2018), (2022, None), (2019, 2020)):
        row_of(
            begun,
            Name.EMPLOYMENT,
            started_on=date(began, 1, 1),
            ended_on=date(ended, 1, 1) if ended else None,
        )
    jobs = LISTS[Name.EMPLOYMENT].rows(begun)
    assert [job.started_on.year for job in jobs] == [2022, 2019, 2015]


def test_a_list_has_an_end(client, at, begun):
    for _ in range(background.ROWS_AT_MOST):
        row_of(begun, Name.TRAINING)
    answer = client.post(at(begun, "training_add"), {"title": "One more course"})
    assert "You can add 50 here at most" in words(answer)
    assert "One more course" in words(answer)
    with pytest.raises(background.TooMany):
        background.save_row(begun, LISTS[Name.TRAINING], {"title": "One more course"})
    assert "To add another, remove one first" in words(client.get(at(begun, "training")))


def test_what_was_removed_in_another_tab_comes_back_when_it_is_saved(begun):
    row = row_of(begun, Name.TRAINING)
    background.remove_row(begun, LISTS[Name.TRAINING], row)
    background.save_row(begun, LISTS[Name.TRAINING], {"title": "First aid again"}, row=row)
    assert begun.training.get().title == "First aid again"


# --- What is refused ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "typed", "said"),
    [
        (Name.EMPLOYMENT, {"started_on_year": "1939"}, "The year must be 1940 or later"),
        (Name.EMPLOYMENT, {"started_on_year": "2999"}, "The month must not be in the future"),
        (Name.EMPLOYMENT, {"started_on_month": "13"}, "Enter a real month"),
        (Name.EMPLOYMENT, {"started_on_month": ""}, "The date must include a month"),
        (Name.EMPLOYMENT, {"employer": ""}, "Enter the employer or organisation"),
        (Name.EMPLOYMENT, {"still": ""}, "Select yes if you still do this"),
        (Name.EMPLOYMENT, {"still": "no"}, "Enter the month and year it ended"),
        (
            Name.EMPLOYMENT,
            {**ENDED, "ended_on_year": "2018"},
            "The end must be the same month as the start, or later",
        ),
        (Name.EMPLOYMENT, {**ENDED, "reason_for_leaving": ""}, "Enter why you left, in a few words"),
        (Name.EMPLOYMENT, {"duties": "x" * 2_001}, "must be 2000 characters or fewer"),
        (Name.QUALIFICATIONS, {"subject": ""}, "Enter the subject or the name of the qualification"),
        (Name.QUALIFICATIONS, {"year": "2999"}, "Enter a year from 1940"),
        (Name.QUALIFICATIONS, {"year": "9" * 5_000}, "Enter the year as 4 numbers"),
        (Name.REFEREES, {"email": ""}, "Enter an email address or a phone number"),
        (Name.REFEREES, {"email": "morgan"}, "Enter an email address in the correct form"),
    ],
)
def test_a_mistake_is_named_and_nothing_typed_is_lost(client, at, begun, name, typed, said):
    answer = client.post(at(begun, f"{name}_add"), {**TYPED[name], **typed})
    assert answer.status_code == 200
    assert said in words(answer)
    assert TYPED[name][
        {Name.EMPLOYMENT: "job_title", Name.QUALIFICATIONS: "kind"}.get(name, "name")
    ] in words(answer)
    assert not LISTS[name].rows(begun).exists()


def test_for_caring_there_is_nothing_to_name(client, at, begun):
    typed = {**ENDED, "kind": "caring", "job_title": "", "employer": "", "reason_for_leaving": ""}
    client.post(at(begun, "employment_add"), typed)
    assert str(begun.employment.get()) == "Caring for somebody"


def test_what_was_typed_behind_the_other_answer_is_not_kept(client, at, begun):
    client.post(at(begun, "employment_add"), {**ENDED, "still": "yes", "ended_on_month": "nonsense"})
    job = begun.employment.get()
    assert (job.ended_on, job.reason_for_leaving) == (None, "")


def test_no_referee_is_asked_for_twice_and_nobody_names_themselves(client, at, begun):
    row_of(begun, Name.REFEREES, email="morgan@example.org")
    twice = client.post(at(begun, "referees_add"), {**REFEREE, "email": "Morgan@Example.org"})
    assert "You have already added somebody with this email address" in words(twice)
    oneself = client.post(at(begun, "referees_add"), {**REFEREE, "email": begun.applicant.email.upper()})
    assert "This is your own email address" in words(oneself)
    assert begun.referees.count() == 1


@pytest.mark.parametrize(
    "page", ["employment", "employment_add", "employment_change", "employment_remove", "gap"]
)
def test_nothing_changes_once_it_is_submitted(client, at, page):
    application = complete_draft(open_vacancy())
    job = row_of(application, Name.EMPLOYMENT)
    move(application, Status.SUBMITTED, by=application.applicant)
    more = {"employment_change": [job.pk], "employment_remove": [job.pk], "gap": [2021, 10]}.get(page, [])
    typed = {**JOB, "finished": "no", "explanation": "I rested."}
    answer = client.post(at(application, page, *more), typed)
    assert answer.url == reverse("applying:application", args=[application.reference])
    assert "cannot be changed" in str(next(iter(get_messages(answer.wsgi_request))))
    assert application.employment.get() == job
    assert progress(application, Name.EMPLOYMENT) == Progress.COMPLETE
    assert not application.explained_gaps.exists()


# --- Finished -----------------------------------------------------------------------------------------------


def test_a_finished_list_stays_finished_until_it_is_empty(begun):
    row = row_of(begun, Name.EMPLOYMENT)
    finish(begun, Name.EMPLOYMENT)
    background.save_row(begun, LISTS[Name.EMPLOYMENT], {"job_title": "Another"}, row=row)
    assert progress(begun, Name.EMPLOYMENT) == Progress.COMPLETE
    background.remove_row(begun, LISTS[Name.EMPLOYMENT], row)
    assert progress(begun, Name.EMPLOYMENT) == Progress.IN_PROGRESS


def test_training_can_be_left_out_again(begun):
    row = row_of(begun, Name.TRAINING)
    finish(begun, Name.TRAINING, finished=False)
    assert progress(begun, Name.TRAINING) == Progress.IN_PROGRESS
    background.remove_row(begun, LISTS[Name.TRAINING], row)
    assert progress(begun, Name.TRAINING) is None
    finish(begun, Name.TRAINING, finished=False)
    assert progress(begun, Name.TRAINING) is None


def test_who_leaves_training_out_goes_on_without_a_word(client, at, begun):
    assert client.post(at(begun, "training"), {}).status_code == 302
    assert progress(begun, Name.TRAINING) is None
    # What is needed, and what has rows, is asked about.
    assert client.post(at(begun, "employment"), {}).status_code == 200
    row_of(begun, Name.TRAINING)
    assert client.post(at(begun, "training"), {}).status_code == 200


def test_only_finishing_confirms_what_was_copied(begun):
    earlier = complete_draft(open_vacancy(), applicant=begun.applicant)
    Section.objects.create(application=begun, name=Name.EMPLOYMENT, copied_from=earlier)
    background.save_row(begun, LISTS[Name.EMPLOYMENT], {"job_title": "New", "started_on": date(2020, 1, 1)})
    finish(begun, Name.EMPLOYMENT, finished=False)
    assert progress(begun, Name.EMPLOYMENT) == Progress.COPIED
    finish(begun, Name.EMPLOYMENT)
    assert progress(begun, Name.EMPLOYMENT) == Progress.COMPLETE


# --- Gaps ---------------------------------------------------------------------------------------------------


def test_a_gap_is_pointed_out_explained_and_stops_nobody(client, at):
    application = complete_draft(open_vacancy())
    row_of(application, Name.EMPLOYMENT, started_on=date(2022, 3, 1), ended_on=None)
    row_of(application, Name.EMPLOYMENT)
    page = words(client.get(at(application, "employment")))
    assert "There is a gap of three months or more" in page
    assert "Gap: October 2021 to February 2022" in page
    assert not queries.missing(application)

    client.post(at(application, "gap", 2021, 10), {"explanation": "I looked after my father."})
    page = words(client.get(at(application, "employment")))
    assert "There is a gap" not in page
    assert page.index("I looked after my father") < page.index("March 2019 to September 2021")

    seen = client.get(at(application, "gap", 2021, 10)).context["form"].fingerprint
    client.post(at(application, "gap", 2021, 10), {"explanation": "", "seen": seen})
    assert not application.explained_gaps.exists()
    assert client.get(at(application, "gap", 2021, 9)).status_code == 404
    assert client.get(at(application, "gap", 10**9, 10**9)).status_code == 404


def test_an_explanation_follows_its_gap_and_goes_when_there_is_none(begun):
    later = row_of(begun, Name.EMPLOYMENT, started_on=date(2022, 3, 1), ended_on=None)
    row_of(begun, Name.EMPLOYMENT)
    background.explain(begun, gaps(begun)[0], "I looked after my father.")
    begun.employment.filter(pk=later.pk).update(started_on=date(2022, 5, 1))
    assert [gap.explanation for gap in gaps(begun)] == ["I looked after my father."]
    background.explain(begun, gaps(begun)[0], "I studied.")
    assert begun.explained_gaps.get().ended_on == date(2022, 4, 1)

    # Kept out of sight while somebody tries things out; gone once they have finished.
    begun.employment.filter(pk=later.pk).update(started_on=date(2021, 10, 1))
    assert gaps(begun) == []
    assert begun.explained_gaps.exists()
    finish(begun, Name.EMPLOYMENT)
    assert not begun.explained_gaps.exists()


def test_what_was_received_does_not_age(begun):
    row_of(begun, Name.EMPLOYMENT, ended_on=timezone.localdate().replace(day=1))
    begun.submitted_at = timezone.now()
    assert gaps(begun) == []
    begun.submitted_at = timezone.now() + timedelta(days=300)
    assert len(gaps(begun)) == 1


def test_months_nobody_can_speak_for_are_pointed_out(client, at, begun):
    assert "nobody can speak yet for" not in words(client.get(at(begun, "referees")))
    today = timezone.localdate()
    row_of(begun, Name.REFEREES, from_on=date(today.year - 1, 1, 1))
    assert "nobody can speak yet for" in words(client.get(at(begun, "referees")))
    row_of(begun, Name.REFEREES, from_on=date(2000, 1, 1), until_on=date(today.year - 1, 1, 1))
    assert months_without_a_referee(begun) == []
    page = words(client.get(at(begun, "referees")))
    assert "nobody can speak yet for" not in page
    assert "Nobody you name here is contacted before you have been offered the job" in page


# --- To read ------------------------------------------------------------------------------------------------


def test_the_check_shows_every_list(client, at, draft):
    assert words(client.get(at(draft, "check"))).count("Nothing added") == 4
    somebodys_background(draft)
    page = words(client.get(at(draft, "check")))
    for text in (
        "Support worker 2",
        "I looked after my father.",
        "NVQ Level 3",
        "First aid",
        "Morgan Example",
    ):
        assert text in page
    assert "You have not said what you were doing" in page


@pytest.mark.parametrize("page", ["employment", "qualifications", "training", "referees", "check"])
def test_more_rows_ask_no_more_of_the_database(client, at, page):
    numbers = []
    for rows in (1, 3):
        application = complete_draft(open_vacancy())
        for number in range(rows):
            for name in LISTS:
                row_of(
                    application,
                    name,
                    **({"email": f"m{number}@example.org"} if name == Name.REFEREES else {}),
                )
        address = at(application, page)
        client.get(address)
        with CaptureQueriesContext(connection) as asked:
            client.get(address)
        numbers.append(len(asked))
    assert numbers[0] == numbers[1]
    assert numbers[0] <= (15 if page == "check" else 8)


def test_saving_a_row_asks_little_of_the_database(begun):
    # A browser that posts and has not fetched the page right before.
    browser = Client()
    browser.force_login(begun.applicant)
    with CaptureQueriesContext(connection) as asked:
        browser.post(reverse("applying:employment_add", args=[begun.reference]), JOB)
    assert begun.employment.exists()
    assert len([query for query in asked if "SAVEPOINT" not in query["sql"]]) <= 10
