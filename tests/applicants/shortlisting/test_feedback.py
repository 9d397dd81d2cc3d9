"""Feedback: one's own scores and what the panel released, and never another person's points."""

import re
from datetime import timedelta
from fractions import Fraction

import pytest
import time_machine
from django.db import DatabaseError, transaction
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from applicants.privacy.queries.holding import everything_held
from applicants.shortlisting.actions import announcing, deciding, explaining
from applicants.shortlisting.admin.today import feedback_asked_for
from applicants.shortlisting.models import Feedback, ReleasedNote
from applicants.shortlisting.queries.feedback import FEWEST, own_feedback, spread
from applicants.shortlisting.status import FEEDBACK_ASKED_WITHIN, FeedbackStage
from recruitment.accounts.models import Employer
from recruitment.mail.models import OutgoingEmail
from tests.applicants.shortlisting.panels import chair_of, confirmed_vacancy, scored_vacancy
from tests.factories import StaffRoleFactory
from vacancies.models import Vacancy

pytestmark = pytest.mark.django_db

points = st.builds(Fraction, st.integers(0, 15), st.integers(1, 3))


@pytest.fixture(autouse=True)
def _without_second_factor(settings):
    settings.STAFF_MFA_REQUIRED = False


def set_mode(vacancy, mode) -> Vacancy:
    Employer.objects.filter(pk=vacancy.employer_id).update(feedback=mode)
    return Vacancy.objects.select_related("employer").get(pk=vacancy.pk)


def refused(vacancy):
    return vacancy.applications.filter(status="not_shortlisted").select_related("applicant").first()


def told(mode="email", **shape):
    """An announced vacancy whose employer gives feedback so."""
    vacancy = set_mode(confirmed_vacancy(**shape), mode)
    announcing.announce(vacancy, by=chair_of(vacancy).user)
    return Vacancy.objects.get(pk=vacancy.pk)


def token_of(vacancy, application):
    return chair_of(vacancy).candidates.get(application=application).token


def release(vacancy, application, words="You gave no example."):
    chair, token = chair_of(vacancy), token_of(vacancy, application)
    criterion = vacancy.criteria.scored().first().pk
    explaining.look_through(chair, token, {criterion: words}, by=chair.user)
    explaining.release(chair, [token], by=chair.user)


def page(application):
    return reverse("shortlisting:feedback", args=[application.reference])


def seen_by(client, user, url):
    client.force_login(user)
    return client.get(url)


# --- The range -------------------------------------------------------------------------------------------


@given(st.lists(points, max_size=8))
def test_a_range_never_tells_what_one_person_was_given(given_points):
    found = spread(given_points)
    if found is None:
        assert len(given_points) < FEWEST or len(set(given_points)) == 1
        return
    lowest, highest = found
    assert len(given_points) >= FEWEST
    assert lowest < highest
    # Whatever those between were given, and whoever was given what, it reads the same.
    assert spread(reversed(given_points)) == found
    assert spread([lowest, highest, *[lowest] * (len(given_points) - 2)]) == found


@pytest.mark.parametrize(("invited", "is_shown"), [(2, False), (3, True)])
def test_a_range_needs_a_few_people_and_is_that_of_the_announcement(invited, is_shown):
    vacancy = told("email", applications=invited + 2, invited=invited, points=by_turns())
    application = refused(vacancy)
    before = own_feedback(application)
    assert before.has_ranges is is_shown
    # Somebody goes, and somebody else comes off the reserve list: nothing about either can be read off.
    gone = vacancy.applications.filter(status="shortlisted").first()
    gone.invitations.update(cancelled_at=timezone.now())
    other = vacancy.applications.filter(status="not_shortlisted").exclude(pk=application.pk).get()
    other.invitations.create(details="Later.")
    assert own_feedback(application) == before


def by_turns():
    """Points that differ from candidate to candidate."""
    seen = {}
    return lambda candidate, criterion: 1 + seen.setdefault(candidate.application_id, len(seen)) % 3


# --- Who may read what, and when -------------------------------------------------------------------------


def test_before_the_announcement_there_is_nothing(client):
    vacancy = set_mode(confirmed_vacancy(applications=2, invited=1), "email")
    application = vacancy.applications.exclude(
        pk__in=vacancy.shortlist.decisions.filter(outcome="invite").values("application")
    ).get()
    release(vacancy, application)
    assert seen_by(client, application.applicant, page(application)).status_code == 404
    held = {kind.title: rows for kind, rows in everything_held(application.applicant)}
    assert held["Feedback"] == held["What the panel wrote to you"] == []


def test_only_who_is_not_shortlisted_reads_their_own(client):
    vacancy = told("email", applications=2, invited=1)
    application = refused(vacancy)
    invited = vacancy.applications.get(status="shortlisted")
    assert seen_by(client, application.applicant, page(application)).status_code == 200
    assert seen_by(client, invited.applicant, page(invited)).status_code == 404
    assert client.get(page(application)).status_code == 404


def test_what_was_promised_stays_when_the_employer_changes_its_mind(client):
    vacancy = told("none", applications=2, invited=1)
    application = refused(vacancy)
    set_mode(vacancy, "email")
    assert seen_by(client, application.applicant, page(application)).status_code == 404
    assert (
        "Feedback on your"
        not in client.get(reverse("applying:application", args=[application.reference])).content.decode()
    )
    letter = OutgoingEmail.objects.get(key=f"outcome:{application.pk}")
    assert "scored, ask" not in letter.text
    assert "How your application was scored" not in letter.text


def test_in_the_email_go_the_scores_and_what_was_released_by_then():
    vacancy = set_mode(confirmed_vacancy(applications=3, invited=1), "email")
    first, second = vacancy.applications.exclude(
        pk__in=vacancy.shortlist.decisions.filter(outcome="invite").values("application")
    )
    release(vacancy, first, "Say <what> you did.")
    announcing.announce(vacancy, by=chair_of(vacancy).user)
    letter = OutgoingEmail.objects.get(key=f"outcome:{first.pk}")
    assert "The panel wrote: Say <what> you did." in letter.text
    assert "Say &lt;what&gt; you did." in letter.html
    other = OutgoingEmail.objects.get(key=f"outcome:{second.pk}")
    assert re.search(r"\(essential\): \d of 3, ", other.text)
    assert "The panel wrote" not in other.text
    release(vacancy, second)
    assert OutgoingEmail.objects.filter(key=f"outcome:{second.pk}:feedback").count() == 1
    assert not OutgoingEmail.objects.filter(key=f"outcome:{first.pk}:feedback").exists()


def test_on_request_it_is_asked_for_once_and_announced_when_it_is_ready(client):
    vacancy = told("request", applications=3, invited=1)
    application = refused(vacancy)
    assert "Ask for feedback" in seen_by(client, application.applicant, page(application)).content.decode()
    for _ in range(2):
        client.post(page(application))
    assert "You asked for feedback on" in client.get(page(application)).content.decode()
    assert Feedback.objects.get().asked_at
    assert OutgoingEmail.objects.filter(key__contains=":feedback-asked:").count() == 1
    recruiter = StaffRoleFactory(employer=vacancy.employer).user
    duty = feedback_asked_for(recruiter)
    assert (duty.total, duty.lines[0].why[:15]) == (1, "1 waits for it,")
    assert feedback_asked_for(StaffRoleFactory().user).total == 0
    release(vacancy, application)
    assert feedback_asked_for(recruiter).total == 0
    shown = client.get(page(application)).content.decode()
    assert "You gave no example." in shown
    assert (
        OutgoingEmail.objects.get(key=f"outcome:{application.pk}:feedback").to == application.applicant.email
    )
    held = {kind.title: rows for kind, rows in everything_held(application.applicant)}
    assert held["What the panel wrote to you"][0]["words"] == "You gave no example."
    assert "Your feedback is ready" in " ".join(row["subject"] for row in held["Emails we sent you"])


def test_the_time_to_ask_ends():
    vacancy = told("request", applications=2, invited=1)
    application = refused(vacancy)
    late = timezone.now() + FEEDBACK_ASKED_WITHIN + timedelta(days=1)
    with time_machine.travel(late):
        assert own_feedback(application).stage == FeedbackStage.TOO_LATE
        with pytest.raises(explaining.NotOffered):
            explaining.ask(application, by=application.applicant)


# --- What could be read stays ----------------------------------------------------------------------------


def test_the_database_keeps_what_could_be_read_and_a_correction_stands_beside_it(client):
    vacancy = told("email", applications=2, invited=1)
    application, chair = refused(vacancy), chair_of(vacancy)
    release(vacancy, application)
    note = ReleasedNote.objects.get()
    for change in (
        lambda: ReleasedNote.objects.update(words="Other"),
        lambda: ReleasedNote.objects.all().delete(),
        lambda: Feedback.objects.update(released_at=None),
    ):
        with pytest.raises(DatabaseError, match="could be read"), transaction.atomic():
            change()
    with pytest.raises(explaining.CouldBeRead):
        explaining.look_through(chair, token_of(vacancy, application), {}, by=chair.user)
    words = {note.criterion_id: "You gave one example."}
    assert explaining.correct(chair, token_of(vacancy, application), words, by=chair.user) == 1
    assert [row.words for row in ReleasedNote.objects.order_by("pk")] == [
        "You gave no example.",
        "You gave one example.",
    ]
    shown = seen_by(client, application.applicant, page(application)).content.decode()
    assert "You gave one example." in shown
    assert "You gave no example." not in shown
    assert "Corrected on" in shown


def test_what_is_released_before_the_announcement_can_be_taken_back():
    vacancy = set_mode(confirmed_vacancy(applications=2, invited=1), "request")
    application = vacancy.applications.exclude(
        pk__in=vacancy.shortlist.decisions.filter(outcome="invite").values("application")
    ).get()
    release(vacancy, application)
    chair = chair_of(vacancy)
    explaining.take_back(chair, token_of(vacancy, application), by=chair.user)
    assert Feedback.objects.get().released_at is None
    explaining.look_through(chair, token_of(vacancy, application), {}, by=chair.user)
    assert not ReleasedNote.objects.exists()


# --- The chair's pages -----------------------------------------------------------------------------------


@pytest.fixture
def chairs(client):
    """Signs the chair of a vacancy in and gives their browser, and the address of a page of theirs."""

    def sign_in(vacancy):
        client.force_login(chair_of(vacancy).user)
        return client, lambda name, *more: reverse(f"shortlisting:{name}", args=[vacancy.pk, *more])

    return sign_in


def test_the_chair_looks_through_the_notes_one_by_one_and_releases_them_together(chairs):
    vacancy = set_mode(confirmed_vacancy(applications=3, invited=1, criteria=1), "email")
    browser, at = chairs(vacancy)
    announce = browser.get(at("announce")).content.decode()
    assert "Nobody has released the panel’s notes on the 2 people" in announce
    listed = browser.get(at("explaining")).content.decode()
    first, second = dict.fromkeys(re.findall(r'href="(/panel/\d+/feedback/[0-9a-f-]{36}/)"', listed))
    shown = browser.get(first).content.decode()
    assert "Because." in shown
    name = re.search(r'name="(words_\d+)"', shown)[1]
    assert browser.post(first, {name: "More about the ward.", "next": "1"})["Location"] == second
    # What may name somebody is not saved before the chair has looked again, and nothing typed is lost.
    member = vacancy.panel.get(is_chair=False).user
    asked = browser.post(second, {name: f"{member.name} liked Candidate 7KQ.", "save": "1"}).content.decode()
    assert "It may name a member of the panel" in asked
    assert "by their label" in asked
    assert "liked Candidate 7KQ." in asked
    assert Feedback.objects.count() == 1
    browser.post(second, {name: "She liked Candidate 7KQ.", "save": "1", "sure": "1"})
    together = browser.get(at("explaining_release")).content.decode()
    assert "Not released together" in together
    browser.post(at("explaining_release"))
    assert [row.words for row in ReleasedNote.objects.filter(feedback__released_at__isnull=False)] == [
        "More about the ward."
    ]
    assert "1 of 2 people" in browser.get(at("announce")).content.decode()


def test_a_name_that_applied_is_only_warned_of_once_names_are_known(chairs):
    """A warning before would tell who is among the applicants."""
    vacancy = set_mode(scored_vacancy(applications=1, criteria=1, last_name="Zephyrine"), "email")
    chair = chair_of(vacancy)
    deciding.choose(chair, {}, by=chair.user, reject_the_rest=True)
    browser, at = chairs(vacancy)
    url = at("explaining_notes", chair.candidates.get().token)
    name = re.search(r'name="(words_\d+)"', browser.get(url).content.decode())[1]
    assert browser.post(url, {name: "As Zephyrine said.", "save": "1"}).status_code == 302
    deciding.confirm(Vacancy.objects.get(pk=vacancy.pk).shortlist, by=chair.user)
    assert "may name another candidate" in browser.post(url, {name: "As Zephyrine said."}).content.decode()


def test_members_and_employers_who_give_none_have_no_such_pages(chairs, client):
    vacancy = set_mode(confirmed_vacancy(applications=2), "none")
    browser, at = chairs(vacancy)
    for name in ("explaining", "explaining_release"):
        assert browser.get(at(name)).status_code == 302
    client.force_login(vacancy.panel.get(is_chair=False).user)
    assert client.get(at("explaining")).status_code == 404


@pytest.mark.parametrize("page_of", ["list", "own"])
def test_the_number_of_queries_does_not_grow(chairs, client, page_of, django_assert_max_num_queries):
    vacancy = told("email", applications=5, invited=2)
    application = refused(vacancy)
    browser, at = chairs(vacancy)
    if page_of == "list":
        with django_assert_max_num_queries(8):
            browser.get(at("explaining"))
        return
    client.force_login(application.applicant)
    with django_assert_max_num_queries(15):
        client.get(page(application))
