"""The applicant's pages: what they show, save and refuse, whose they are, and how many queries they take."""

import re
from datetime import timedelta
from uuid import UUID

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from applicants.applying.models import Answer, Application
from applicants.applying.moving import move
from applicants.applying.status import Status
from recruitment.mail import doorbell
from tests.factories import (
    ApplicationFactory,
    CriterionFactory,
    PanelMemberFactory,
    UserFactory,
    VacancyFactory,
    as_draft,
    complete_draft,
    open_vacancy,
)
from vacancies.models import Vacancy

pytestmark = pytest.mark.django_db

PAGES = ("task_list", "details", "declaration", "check", "submit", "receipt", "application", "withdraw")
TYPED = {
    "first_name": "Zoë",
    "last_name": "O’Neill-Łukasiewicz 李",
    "address": "1 Example Row\r\nNorthmoor",
    "postcode": "ZZ99 1ZZ",
    "phone": "07700 900001",
}


def close(vacancy):
    Vacancy.objects.filter(pk=vacancy.pk).update(closes_at=timezone.now() - timedelta(seconds=1))


def text(response):
    return " ".join(response.content.decode().split())


class TestStart:
    def test_anybody_may_read_what_will_be_asked_and_how_long_there_is(self, client):
        vacancy = open_vacancy(close_after_applications=40)
        page = client.get(reverse("applying:start", args=[vacancy.pk]))
        assert page.status_code == 200
        words = text(page)
        assert vacancy.title in words
        assert vacancy.closing_in_words in words
        assert "closes early once we have received 40 applications" in words
        assert "2 points of the person specification" in words
        here = reverse("applying:start", args=[vacancy.pk])
        for name in ("account_login", "account_signup"):
            assert f"{reverse(name)}?next={here.replace('/', '%2F')}" in words

    def test_nobody_starts_without_signing_in(self, client):
        address = reverse("applying:start", args=[open_vacancy().pk])
        answer = client.post(address)
        assert answer.status_code == 302
        assert answer.url == f"{reverse('account_login')}?next={address}"
        assert not Application.objects.exists()

    def test_a_second_start_leads_to_the_same_draft(self, client):
        vacancy, person = open_vacancy(), UserFactory()
        client.force_login(person)
        address = reverse("applying:start", args=[vacancy.pk])
        first = client.post(address)
        again = client.post(address)
        assert first.url == again.url == client.get(address).url
        assert person.applications.get().vacancy == vacancy

    def test_a_person_may_apply_again_after_withdrawing(self, client, draft):
        for status in (Status.SUBMITTED, Status.WITHDRAWN):
            move(draft, status, by=draft.applicant)
        client.force_login(draft.applicant)
        client.post(reverse("applying:start", args=[draft.vacancy_id]))
        assert draft.applicant.applications.count() == 2

    def test_who_withdrew_twice_is_told_so(self, client):
        vacancy, person = open_vacancy(), UserFactory()
        for _ in range(2):
            application = complete_draft(vacancy, applicant=person)
            for status in (Status.SUBMITTED, Status.WITHDRAWN):
                move(application, status, by=person)
        client.force_login(person)
        answer = client.post(reverse("applying:start", args=[vacancy.pk]))
        assert answer.status_code == 403
        assert "You cannot apply for this job again" in text(answer)
        assert "Start now" not in text(answer)

    def test_a_closed_advert_takes_no_new_draft(self, client):
        vacancy = open_vacancy()
        close(vacancy)
        client.force_login(UserFactory())
        for answer in (
            client.get(reverse("applying:start", args=[vacancy.pk])),
            client.post(reverse("applying:start", args=[vacancy.pk])),
        ):
            assert answer.status_code == 410
            assert "This vacancy has closed" in text(answer)
        assert not Application.objects.exists()

    @pytest.mark.parametrize("pk", [10**9, 10**30])
    def test_no_such_vacancy(self, client, pk):
        assert client.get(reverse("applying:start", args=[pk])).status_code == 404

    def test_an_unpublished_vacancy_is_not_there(self, client):
        vacancy = VacancyFactory()
        assert client.get(reverse("applying:start", args=[vacancy.pk])).status_code == 404

    def test_who_judges_does_not_apply(self, client, settings):
        settings.STAFF_MFA_REQUIRED = False
        seat = PanelMemberFactory(vacancy=open_vacancy())
        client.force_login(seat.user)
        answer = client.post(reverse("applying:start", args=[seat.vacancy_id]))
        assert answer.status_code == 403
        assert "You cannot apply for this job" in text(answer)
        assert not Application.objects.exists()


def without_what_differs_anyway(response) -> str:
    """Without the address asked for and the token of each page."""
    return re.sub(r"[A-Z0-9]{4}-[A-Z0-9]{4}|value=\"[A-Za-z0-9]{64}\"", "", response.content.decode())


class TestOwners:
    @pytest.mark.parametrize("name", PAGES)
    def test_strangers_see_what_is_seen_of_nothing(self, client, draft, name):
        client.force_login(UserFactory())
        for method in (client.get, client.post):
            there = method(reverse(f"applying:{name}", args=[draft.reference]))
            nowhere = method(reverse(f"applying:{name}", args=["ZZZZ-ZZZZ"]))
            assert there.status_code == nowhere.status_code
            assert there.status_code in (404, 405)
            assert without_what_differs_anyway(there) == without_what_differs_anyway(nowhere)

    @pytest.mark.parametrize("name", PAGES)
    def test_nobody_reads_without_signing_in(self, client, draft, name):
        answer = client.get(reverse(f"applying:{name}", args=[draft.reference]))
        assert answer.status_code == 302
        assert answer.url.startswith(reverse("account_login"))

    def test_a_criterion_of_another_vacancy_is_not_asked(self, client, draft, at):
        other = open_vacancy().criteria.first()
        assert client.get(at(draft, "evidence", other.pk)).status_code == 404
        assert client.post(at(draft, "evidence", other.pk), {"text": "x"}).status_code == 404
        assert not Answer.objects.filter(criterion=other).exists()


class TestList:
    def test_nothing_yet(self, client):
        client.force_login(UserFactory())
        page = client.get(reverse("applying:list"))
        assert "You have not started an application yet" in text(page)

    def test_each_status_in_plain_words(self, client):
        person = UserFactory()
        expected = []
        for steps, words in (
            ([], "We have not received it yet"),
            (["submitted"], "We received your application at"),
            (["submitted", "shortlisted"], "would like to meet you"),
            (["submitted", "not_shortlisted"], "You are not invited to an interview this time"),
            (["submitted", "withdrawn"], "You withdrew this application"),
        ):
            application = complete_draft(open_vacancy(), applicant=person)
            for step in steps:
                move(application, Status(step), by=person)
            expected.append(words)
        left = complete_draft(open_vacancy(), applicant=person)
        close(left.vacancy)
        client.force_login(person)
        words = text(client.get(reverse("applying:list")))
        for sentence in (*expected, "Your draft is kept"):
            assert sentence in words
        assert "{" not in words.split("<main")[1]

    @pytest.mark.parametrize("number", [1, 3])
    def test_queries_do_not_grow_with_the_list(self, client, number):
        person = UserFactory()
        for _ in range(number):
            complete_draft(open_vacancy(), applicant=person)
        client.force_login(person)
        client.get(reverse("applying:list"))
        with CaptureQueriesContext(connection) as queries:
            client.get(reverse("applying:list"))
        assert statements(queries) <= 5


class TestTaskList:
    def test_the_sections_and_how_far_they_are(self, client, at):
        vacancy = open_vacancy(criteria=1)
        application = ApplicationFactory(vacancy=vacancy, postcode="")
        words = text(client.get(at(application, "task_list")))
        assert "You have completed 0 of" in words
        assert "In progress" in words
        assert vacancy.criteria.get().text in words

    def test_complete(self, client, draft, at):
        words = text(client.get(at(draft, "task_list")))
        assert re.search(r"You have completed (\d+) of \1 sections", words)
        assert "Not started" not in words


class TestSaving:
    def test_details_of_any_alphabet(self, client, draft, at):
        answer = client.post(at(draft, "details"), TYPED)
        assert answer.url == at(draft, "check")
        stored = Application.objects.get(pk=draft.pk)
        assert stored.last_name == TYPED["last_name"]
        assert stored.address == "1 Example Row\nNorthmoor"
        assert TYPED["last_name"] in text(client.get(at(draft, "details")))

    def test_browsers_can_fill_details_in(self, client, draft, at):
        words = text(client.get(at(draft, "details")))
        for token in ("given-name", "family-name", "street-address", "postal-code", "tel"):
            assert f'autocomplete="{token}"' in words

    @pytest.mark.parametrize(
        ("wrong", "message"),
        [
            ({"first_name": ""}, "Enter your first name"),
            ({"postcode": "x" * 11}, "10 characters or fewer"),
            ({"last_name": "x" * 101}, "100 characters or fewer"),
            ({"address": "x" * 501}, "500 characters or fewer"),
        ],
    )
    def test_wrong_details_are_explained_and_nothing_typed_is_lost(self, client, draft, at, wrong, message):
        answer = client.post(at(draft, "details"), {**TYPED, **wrong})
        words = text(answer)
        assert answer.status_code == 200
        assert "There is a problem" in words
        assert message in words
        for value in {**TYPED, **wrong}.values():
            assert value.split("\r\n")[0] in words
        assert Application.objects.get(pk=draft.pk).first_name == draft.first_name

    def test_for_later_half_is_enough(self, client, at):
        application = ApplicationFactory(vacancy=open_vacancy(), first_name="", address="", postcode="")
        answer = client.post(at(application, "details"), {"first_name": "Zoë", "later": "1"}, follow=True)
        assert "Your draft is saved" in text(answer)
        assert Application.objects.get(pk=application.pk).first_name == "Zoë"

    def test_evidence_again_replaces_it_and_leads_to_the_next_question(self, client, at):
        vacancy = open_vacancy(criteria=3)
        application = ApplicationFactory(vacancy=vacancy)
        first, second, _ = vacancy.criteria.all()
        for words in ("I did this.", "I did that."):
            answer = client.post(at(application, "evidence", first.pk), {"text": words})
            assert answer.url == at(application, "evidence", second.pk)
        assert application.answers.get().text == "I did that."

    def test_the_employers_help_stands_beside_the_box_of_its_criterion_alone(self, client, at):
        vacancy = open_vacancy(criteria=2)
        helped, other = vacancy.criteria.all()
        with as_draft(vacancy):
            vacancy.criteria.filter(pk=helped.pk).update(guidance="A shift on a ward is <one> example.")
        draft = complete_draft(vacancy)
        said = "The employer says: A shift on a ward is &lt;one&gt; example."
        assert said in text(client.get(at(draft, "evidence", helped.pk)))
        assert "The employer says" not in text(client.get(at(draft, "evidence", other.pk)))

    def test_evidence_from_the_check_leads_back_to_it(self, client, draft, at):
        page = at(draft, "evidence", draft.vacancy.criteria.first().pk)
        assert client.post(f"{page}?from=check", {"text": "Better."}).url == at(draft, "check")

    def test_too_many_words_are_explained_and_kept_in_the_box(self, client, draft, at):
        page = at(draft, "evidence", draft.vacancy.criteria.first().pk)
        answer = client.post(page, {"text": "canary " * 501})
        assert "must be 500 words or fewer; you have written 501" in text(answer)
        assert text(answer).count("canary") == 501

    def test_an_empty_answer_to_an_essential_point(self, client, draft, at):
        page = at(draft, "evidence", draft.vacancy.criteria.first().pk)
        assert "Write your evidence" in text(client.post(page, {"text": " "}))
        assert client.post(page, {"text": "", "later": "1"}).url == reverse("applying:list")
        assert draft.answers.first().text == ""

    @pytest.mark.parametrize(("choice", "stored"), [("yes", True), ("no", False)])
    def test_yes_or_no(self, client, at, choice, stored):
        vacancy = open_vacancy(criteria=0)
        with as_draft(vacancy):
            criterion = CriterionFactory(vacancy=vacancy, kind="acknowledged")
        application = ApplicationFactory(vacancy=vacancy)
        page = at(application, "evidence", criterion.pk)
        assert "Select yes or no" in text(client.post(page, {}))
        assert "Select yes or no" not in text(client.post(page, {"acknowledged": "maybe"}))
        client.post(page, {"acknowledged": choice})
        assert application.answers.get().acknowledged is stored
        assert text(client.get(page)).count("checked") == 1

    def test_the_declaration(self, client, at):
        application = ApplicationFactory(vacancy=open_vacancy())
        assert "Tick the box" in text(client.post(at(application, "declaration"), {}))
        answer = client.post(at(application, "declaration"), {"agreed": "on"})
        assert answer.url == at(application, "check")
        assert Application.objects.get(pk=application.pk).declared_at

    def test_saving_writes_no_other_column(self, client, draft, at):
        key = draft.submit_key
        client.post(at(draft, "details"), {**TYPED, "status": "submitted", "submit_key": UUID(int=7)})
        stored = Application.objects.get(pk=draft.pk)
        assert (stored.status, stored.submit_key) == (Status.DRAFT, key)

    @pytest.mark.parametrize("criteria", [1, 3])
    @pytest.mark.parametrize("page", ["details", "evidence"])
    def test_at_most_ten_queries(self, client, at, criteria, page):
        application = complete_draft(open_vacancy(criteria=criteria))
        more = [application.vacancy.criteria.first().pk] if page == "evidence" else []
        address = at(application, page, *more)
        typed = {**TYPED, "text": "More.", **client.saw(address)}
        with CaptureQueriesContext(connection) as queries:
            assert client.post(address, typed).status_code == 302
        assert statements(queries) <= 10


def statements(queries) -> int:
    """Without savepoints: they are there only because a test is a transaction itself."""
    return sum("SAVEPOINT" not in query["sql"] for query in queries.captured_queries)


class TestAfterTheAdvertClosed:
    @pytest.mark.parametrize("name", ["task_list", "details", "declaration", "check"])
    def test_no_form_is_shown_but_the_draft_is(self, client, draft, at, name):
        close(draft.vacancy)
        answer = client.get(at(draft, name), follow=True)
        words = text(answer)
        assert answer.redirect_chain[-1][0] == at(draft, "application")
        assert "This vacancy closed before you submitted your application" in words
        assert draft.answers.first().text in words
        assert "<textarea" not in words

    def test_what_somebody_was_typing_is_kept(self, client, draft, at):
        page = at(draft, "evidence", draft.vacancy.criteria.first().pk)
        saw = client.saw(page)
        close(draft.vacancy)
        answer = client.post(page, {"text": "Typed too late.", **saw}, follow=True)
        words = text(answer)
        assert "This vacancy has closed" in words
        assert "What you typed has been saved in your draft" in words
        assert "Typed too late." in words
        assert Application.objects.get(pk=draft.pk).status == Status.DRAFT

    def test_submitting_is_refused_in_plain_words(self, client, draft, at):
        close(draft.vacancy)
        answer = client.post(at(draft, "submit"), {"key": draft.submit_key}, follow=True)
        words = text(answer)
        assert "closed before we received your application" in words
        assert "your draft is kept" in words
        assert draft.answers.first().text in words


class TestSubmitting:
    def test_check_then_submit_then_receipt(self, client, draft, at):
        page = client.get(at(draft, "check"))
        words = text(page)
        assert f'name="key" value="{draft.submit_key}"' in words
        for part in (draft.full_name, draft.postcode, draft.answers.first().text):
            assert part in words
        answer = client.post(at(draft, "submit"), {"key": draft.submit_key})
        assert answer.url == at(draft, "receipt")
        words = text(client.get(answer.url))
        draft.refresh_from_db()
        assert draft.reference in words
        assert draft.submitted_in_words in words

    def test_twice_is_once(self, client, draft, at):
        for _ in range(2):
            answer = client.post(at(draft, "submit"), {"key": draft.submit_key})
            assert answer.url == at(draft, "receipt")
        assert draft.status_changes.count() == 1

    def test_coming_back_to_the_address_by_hand(self, client, draft, at):
        assert client.get(at(draft, "submit")).url == at(draft, "check")

    @pytest.mark.parametrize("key", ["", "nonsense", "00000000-0000-4000-8000-000000000000"])
    def test_a_wrong_key(self, client, draft, at, key):
        answer = client.post(at(draft, "submit"), {"key": key}, follow=True)
        assert "Check your answers here, then submit" in text(answer)
        assert Application.objects.get(pk=draft.pk).is_draft

    def test_incomplete(self, client, at):
        vacancy = open_vacancy(criteria=1)
        application = ApplicationFactory(vacancy=vacancy)
        answer = client.post(at(application, "submit"), {"key": application.submit_key}, follow=True)
        words = text(answer)
        assert "You cannot submit yet" in words
        assert vacancy.criteria.get().text in words
        assert "Submit my application" not in words

    def test_afterwards_it_is_read_only(self, client, draft, at):
        client.post(at(draft, "submit"), {"key": draft.submit_key})
        criterion = draft.vacancy.criteria.first()
        answer = client.post(at(draft, "evidence", criterion.pk), {"text": "Changed."}, follow=True)
        assert "cannot be changed" in text(answer)
        assert "Changed." not in text(answer)
        for name in ("details", "declaration", "check", "task_list"):
            assert client.get(at(draft, name)).url == at(draft, "application")

    @pytest.mark.parametrize("criteria", [1, 3])
    def test_at_most_twelve_queries(self, client, at, criteria):
        application = complete_draft(open_vacancy(criteria=criteria))
        address = at(application, "submit")
        with CaptureQueriesContext(connection) as queries:
            client.post(address, {"key": application.submit_key})
        assert Application.objects.get(pk=application.pk).status == Status.SUBMITTED
        assert statements(queries) <= 12

    @pytest.mark.parametrize(
        ("policy", "sweep"),
        [("at_once", "applying.close_and_tell"), ("with_notice", "applying.tell_of_time_left")],
    )
    def test_the_last_place_wakes_the_sweep_that_tells(self, client, at, monkeypatch, policy, sweep):
        rung = []
        monkeypatch.setattr(doorbell, "ring", lambda task="mail.deliver": rung.append(task))
        vacancy = open_vacancy(close_after_applications=2, cap_policy=policy)
        for application in (complete_draft(vacancy), complete_draft(vacancy)):
            assert rung == []
            client.post(at(application, "submit"), {"key": application.submit_key})
        assert rung == [sweep]


class TestWithdrawing:
    @pytest.fixture
    def received(self, draft):
        move(draft, Status.SUBMITTED, by=draft.applicant)
        return draft

    def test_after_asking_once_more(self, client, received, at):
        assert at(received, "withdraw") in text(client.get(at(received, "application")))
        assert "Withdraw my application" in text(client.get(at(received, "withdraw")))
        assert Application.objects.get(pk=received.pk).status == Status.SUBMITTED
        answer = client.post(at(received, "withdraw"), {"reason": "I have moved away."}, follow=True)
        assert "You have withdrawn your application" in text(answer)
        assert received.status_changes.last().reason == "I have moved away."

    def test_a_draft_and_a_refused_one_cannot_be(self, client, draft, at):
        for steps in ([], [Status.SUBMITTED, Status.NOT_SHORTLISTED]):
            for step in steps:
                move(draft, step, by=draft.applicant)
            before = Application.objects.get(pk=draft.pk).status
            client.post(at(draft, "withdraw"), {"reason": ""})
            assert Application.objects.get(pk=draft.pk).status == before
