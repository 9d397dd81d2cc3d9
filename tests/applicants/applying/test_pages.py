"""The short pages: what each keeps and clears, where saving leads, what it costs, and who reads it."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from applicants.applying import pages
from applicants.applying.models import Application, Support
from applicants.applying.moving import move
from applicants.applying.pages import Name
from applicants.applying.queries import progress
from applicants.applying.queries.beginning import ASKED, how_long_in_words
from applicants.applying.status import Status
from tests.factories import ApplicationFactory, StaffRoleFactory, complete_draft, open_vacancy

pytestmark = pytest.mark.django_db

REGISTERED = {
    "registration": "registered",
    "registration_body": "A fictional council",
    "registration_number": "FC 12",
    "registration_ends_on_day": "1",
    "registration_ends_on_month": "5",
    "registration_ends_on_year": "2999",
}
TYPED = {
    "right_to_work": {"right_to_work": "limited"},
    "registration": REGISTERED,
    "statement": {"statement": "I know the area."},
    "connections": {"knows_somebody": "yes", "whom_they_know": "My aunt", "where_seen": "person"},
    "support": {"disability_confident": "yes", "needs_adjustments": "yes", "adjustments": "A quiet room"},
}


@pytest.fixture
def draft():
    """Of somebody who has filled in no more than their details."""
    return ApplicationFactory(vacancy=open_vacancy(criteria=3, registration="Registered with a council"))


def stored(draft) -> Application:
    return Application.objects.select_related("vacancy").get(pk=draft.pk)


def how_far(draft, name) -> str:
    return next(line.progress.value for line in progress(stored(draft)) if line.name == name)


def text(response) -> str:
    return " ".join(response.content.decode().split())


def statements(queries) -> int:
    return sum("SAVEPOINT" not in query["sql"] for query in queries.captured_queries)


@pytest.mark.parametrize("name", TYPED)
def test_what_was_saved_is_there_again_and_complete(client, draft, at, name):
    assert client.post(at(draft, name), TYPED[name]).status_code == 302
    assert how_far(draft, name) == "Complete"
    assert "checked" in (again := text(client.get(at(draft, name)))) or TYPED[name]["statement"] in again
    # Unchanged, it can be saved again.
    assert client.post(at(draft, name), TYPED[name]).status_code == 302


@pytest.mark.parametrize(
    ("name", "typed", "message"),
    [
        ("right_to_work", {}, "Select whether you have the right to work in the UK"),
        ("right_to_work", {"right_to_work": "british"}, "british is not one of"),
        ("registration", {"registration": "registered"}, "Enter your registration number"),
        ("registration", {"registration": "expected"}, "Enter the body you expect to be registered with"),
        ("registration", REGISTERED | {"registration_ends_on_year": "1999"}, "must be today or later"),
        ("statement", {"statement": "word " * 501}, "must be 500 words or fewer; you have written 501"),
        ("connections", {"knows_somebody": "yes"}, "Write who you know, and how"),
        ("support", {"disability_confident": "no"}, "Select yes if something would have to be different"),
    ],
)
def test_what_is_missing_is_said_and_nothing_is_saved(client, draft, at, name, typed, message):
    answer = client.post(at(draft, name), typed)
    assert answer.status_code == 200
    assert message in text(answer)
    assert how_far(draft, name) in ("Not started", "Optional")


@pytest.mark.parametrize("name", [name for name in TYPED if name != "statement"])
def test_for_later_nothing_is_needed_and_the_page_waits(client, draft, at, name):
    assert client.post(at(draft, name), {"later": "1"}).url == reverse("applying:list")
    assert how_far(draft, name) == "In progress"


def test_what_does_not_belong_to_the_answer_is_cleared(client, draft, at):
    for name in ("registration", "connections", "support"):
        client.post(at(draft, name), TYPED[name])
    client.post(at(draft, "registration"), REGISTERED | {"registration": "none"})
    client.post(at(draft, "connections"), {"knows_somebody": "no", "whom_they_know": "My aunt"})
    client.post(at(draft, "support"), TYPED["support"] | {"needs_adjustments": "no"})
    after = stored(draft)
    assert (after.registration, after.registration_body, after.registration_number) == ("none", "", "")
    assert after.registration_ends_on is None
    assert (after.knows_somebody, after.whom_they_know) == (False, "")
    assert Support.objects.get(application=draft).adjustments == ""


def test_an_emptied_statement_asks_for_nothing(client, draft, at):
    client.post(at(draft, "statement"), TYPED["statement"])
    client.post(at(draft, "statement"), {"statement": " \ufeff\u2003"})
    assert stored(draft).statement == ""
    assert how_far(draft, "statement") == "Optional"


def test_a_vacancy_without_a_register_does_not_ask_for_one(client, at):
    draft = ApplicationFactory(vacancy=open_vacancy())
    assert client.get(at(draft, "registration")).status_code == 404
    assert "Professional registration" not in text(client.get(at(draft, "task_list")))


def test_saving_leads_through_the_pages_in_order_and_then_to_the_check(client, at):
    draft = complete_draft(open_vacancy(criteria=2))
    first, _ = draft.vacancy.criteria.all()
    draft.answers.filter(criterion=first).delete()
    draft.sections.filter(name=Name.SUPPORT).delete()
    onward = client.post(at(draft, "right_to_work"), TYPED["right_to_work"]).url
    # What is optional and not done lies on the way, too.
    onward = client.post(at(draft, "training"), {}).url if "training" in onward else onward
    assert onward == at(draft, "evidence", first.pk)
    assert client.post(onward, {"text": "I did."}).url == at(draft, "statement")
    assert client.post(at(draft, "statement"), {"statement": ""}).url == at(draft, "support")
    assert client.post(at(draft, "support"), TYPED["support"]).url == at(draft, "check")


def test_the_task_list_offers_what_comes_next(client, draft, at):
    words = text(client.get(at(draft, "task_list")))
    assert "Continue with “Your right to work”" in words
    client.post(at(draft, "right_to_work"), TYPED["right_to_work"])
    done = complete_draft(open_vacancy(criteria=3))
    words = text(client.get(at(done, "task_list")))
    assert "Check your answers and submit" in words
    done.answers.filter(criterion=done.vacancy.criteria.last()).delete()
    assert "Continue with point 3 of 3" in text(client.get(at(done, "task_list")))


@pytest.mark.parametrize("criteria", [1, 3])
@pytest.mark.parametrize("name", TYPED)
def test_ten_statements_save_a_page_however_much_there_is(client, at, name, criteria):
    vacancy = open_vacancy(criteria=criteria, registration="Registered with a council")
    draft = ApplicationFactory(vacancy=vacancy)
    address = at(draft, name)
    typed = {**TYPED[name], **client.saw(address)}
    with CaptureQueriesContext(connection) as queries:
        assert client.post(address, typed).status_code == 302
    assert statements(queries) <= 10, [query["sql"][:90] for query in queries.captured_queries]


# --- Who reads it ---


def filled_in(client, draft, at):
    for name, typed in TYPED.items():
        client.post(at(draft, name), typed)


ANSWERS = (
    *("Yes, but it ends on a certain date", "FC 12", "1 May 2999", "I know the area."),
    *("My aunt", "Somebody told me", "A quiet room"),
)


def test_its_owner_checks_it_and_keeps_a_copy(client, draft, at):
    filled_in(client, draft, at)
    checked = text(client.get(at(draft, "check")))
    for answer in ANSWERS:
        assert answer in checked
    for name in TYPED:
        assert f"{at(draft, name)}?from=check" in checked


def test_the_recruiter_reads_it_on_the_page_of_the_one_application(client, draft, at, settings):
    settings.STAFF_MFA_REQUIRED = False
    filled_in(client, draft, at)
    move(draft, Status.SUBMITTED, by=draft.applicant)
    client.force_login(StaffRoleFactory(employer=draft.vacancy.employer).user)
    one = text(client.get(reverse("admin:applying_application_change", args=[draft.pk])))
    for answer in ANSWERS:
        assert answer in one
    assert "Only the people who run this recruitment may use this" in one
    listed = text(client.get(reverse("admin:applying_application_changelist")))
    for answer in ANSWERS:
        assert answer not in listed


# --- Before starting ---


def test_every_page_is_told_of_before_anybody_starts(client, draft):
    assert set(ASKED) == {page.name for page in pages.PAGES}
    words = text(client.get(reverse("applying:start", args=[draft.vacancy_id])))
    assert "your professional registration" in words
    assert "Most people need ½ to 1½ hours" in words


def test_how_long_it_takes():
    assert how_long_in_words([]) == "Most people need 20 to 40 minutes."
