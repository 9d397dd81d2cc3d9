"""A recruiter reads before the panel does: nothing is open to it, more is masked, then released."""

import re

import pytest
from django.db import DatabaseError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from applicants.shortlisting import blinding, queries
from applicants.shortlisting.actions import masking, reminding
from applicants.shortlisting.masking import BY_HAND
from applicants.shortlisting.models import MaskedWords, PanelRules, Release
from applicants.shortlisting.status import NamesAfter, Stage
from recruitment.audit.models import AuditEvent
from recruitment.mail.models import OutgoingEmail
from recruitment.today import today
from tests.applicants.shortlisting.panels import apply, close, closed_vacancy, score_all, seat_of
from tests.factories import PanelMemberFactory, StaffRoleFactory, open_vacancy
from vacancies.actions import closing

pytestmark = pytest.mark.django_db
TEXT = "We called it the Larkspur Group; the LARKSPUR group met weekly."


@pytest.fixture(autouse=True)
def _without_second_factor(settings):
    settings.STAFF_MFA_REQUIRED = False


@pytest.fixture
def vacancy():
    """Closed, with two applications that somebody has to read first."""
    vacancy = closed_vacancy(applications=2, criteria=1)
    PanelRules.objects.create(vacancy=vacancy, masks_by_hand=True)
    return vacancy


@pytest.fixture
def recruiter(vacancy):
    return StaffRoleFactory(employer=vacancy.employer).user


@pytest.fixture
def desk(recruiter):
    client = Client()
    client.force_login(recruiter)
    return client


def address(name, vacancy, *more):
    return reverse(f"admin:shortlisting_shortlisting_{name}", args=[vacancy.pk, *more])


def read_all(vacancy, by):
    for application in vacancy.applications.all():
        masking.read_through(application, by=by)


def test_the_panel_waits_until_every_application_is_read_and_released(vacancy, recruiter, desk):
    member = vacancy.panel.get(is_chair=False)
    assert seat_of(member).stage == Stage.BEING_READ
    duty = next(duty for duty in today.duties(recruiter) if duty.heading.startswith("Applications to read"))
    assert duty.lines[0].url == address("reading", vacancy)
    first, second = vacancy.applications.order_by("pk")
    assert "0 of 2 read" in desk.get(address("reading", vacancy)).content.decode()
    assert desk.post(address("release", vacancy)).url == address("reading", vacancy)
    onward = desk.post(address("read_through", vacancy, first.pk)).url
    assert onward == address("read", vacancy, second.pk)
    assert desk.post(address("read_through", vacancy, second.pk)).url == address("reading", vacancy)
    assert seat_of(member).stage == Stage.BEING_READ
    assert not OutgoingEmail.objects.filter(subject__startswith="You can begin").exists()

    assert "2 applications are read" in desk.get(address("release", vacancy)).content.decode()
    desk.post(address("release", vacancy))
    assert seat_of(member).stage == Stage.SCORING
    told = OutgoingEmail.objects.filter(subject__startswith="You can begin").values_list("to", flat=True)
    assert set(told) == {seat.user.email for seat in vacancy.panel.all()}
    assert AuditEvent.objects.get(action="applications.released").actor_id == recruiter.pk
    # A second window.
    assert desk.post(address("release", vacancy)).url == address("reading", vacancy)
    with pytest.raises(masking.NothingToRelease):
        masking.release(vacancy, by=recruiter)
    assert Release.objects.count() == 1


def test_words_are_masked_counted_and_taken_back_until_the_release(desk, recruiter):
    vacancy = open_vacancy(criteria=1)
    member = PanelMemberFactory(vacancy=vacancy)
    PanelRules.objects.create(vacancy=vacancy, masks_by_hand=True)
    StaffRoleFactory(user=recruiter, employer=vacancy.employer)
    application = apply(vacancy, text=TEXT)
    close(vacancy)
    page = address("read", vacancy, application.pk)
    for words, refusal in (
        ("x", "Type two letters"),
        ("nowhere at all", "stand nowhere"),
        ("", "Type the words"),
    ):
        shown = desk.post(page, {"words": words}).content.decode()
        assert refusal in shown
        assert f'value="{words}"' in shown or not words
    assert desk.post(page, {"words": " larkspur   GROUP "}).url == page
    shown = desk.get(page).content.decode()
    assert "Masked in 2 places." in shown
    assert re.search(r"<strong>larkspur GROUP</strong>, in 2 places", shown)
    assert f"We called it the {BY_HAND}; the {BY_HAND} met weekly." in shown
    assert not AuditEvent.objects.filter(details__icontains="larkspur").exists()
    desk.post(address("mask_take_back", vacancy, application.pk, MaskedWords.objects.get().pk))
    assert TEXT in desk.get(page).content.decode()

    masking.read_through(application, by=recruiter)
    masking.release(vacancy, by=recruiter)
    # From here on for good, so after one more question.
    asked = desk.post(page, {"words": "Larkspur"}).content.decode()
    assert "stands in 2 places" in asked
    assert not MaskedWords.objects.exists()
    desk.post(page, {"words": "Larkspur", "sure": "1"})
    masked = MaskedWords.objects.get()
    blinding.prepare(member)
    (line,) = blinding.candidates(member)
    (answer,) = blinding.candidate(member, line.token).answers
    assert answer.text == f"We called it the {BY_HAND} Group; the {BY_HAND} group met weekly."
    with pytest.raises(masking.StaysMasked):
        masking.take_back(masked, by=recruiter)
    with pytest.raises(DatabaseError, match="stay masked"), transaction.atomic():
        masked.delete()


def test_who_is_let_in_late_is_read_too(vacancy, recruiter, desk):
    def hub():
        """What the desk says of it, on its own page and in the list of all."""
        one = desk.get(address("change", vacancy)).content.decode()
        listed = desk.get(reverse("admin:shortlisting_shortlisting_changelist")).content.decode()
        (said,) = (words for words in ("Waiting to be read", "Scoring, 0 of 2") if words in one)
        assert said in listed
        return said

    assert hub() == "Waiting to be read"
    read_all(vacancy, recruiter)
    assert hub() == "Waiting to be read"
    masking.release(vacancy, by=recruiter)
    assert hub() == "Scoring, 0 of 2"
    member = vacancy.panel.get(is_chair=False)
    type(vacancy).objects.filter(pk=vacancy.pk).update(status="published", closed_at=None, close_reason="")
    late = apply(vacancy)
    close(vacancy)
    assert seat_of(member).stage == Stage.BEING_READ
    assert hub() == "Waiting to be read"
    masking.read_through(late, by=recruiter)
    assert seat_of(member).stage == Stage.SCORING
    assert hub() == "Scoring, 0 of 2"


def test_nobody_is_reminded_of_scores_they_cannot_give_yet(vacancy, recruiter):
    PanelRules.objects.update(scores_due_on="2026-01-01")
    assert not reminding.due(timezone.now()).exists()
    read_all(vacancy, recruiter)
    masking.release(vacancy, by=recruiter)
    assert reminding.due(timezone.now()).exists()


def test_a_release_stands_once_somebody_has_begun_a_card(vacancy, recruiter):
    read_all(vacancy, recruiter)
    masking.release(vacancy, by=recruiter)
    score_all(vacancy.panel.get(is_chair=False))
    with pytest.raises(DatabaseError, match="begun to score"), transaction.atomic():
        Release.objects.all().delete()


def test_a_recruiter_on_the_panel_reads_nothing_here(vacancy):
    seat = vacancy.panel.get(is_chair=False)
    StaffRoleFactory(user=seat.user, employer=vacancy.employer)
    client = Client()
    client.force_login(seat.user)
    application = vacancy.applications.first()
    for url in (
        address("reading", vacancy),
        address("read", vacancy, application.pk),
        address("release", vacancy),
    ):
        assert client.get(url).url == address("change", vacancy)
    assert client.post(address("read_through", vacancy, application.pk)).url == address("change", vacancy)
    assert not queries.waiting_for_a_reader(seat.user).exists()


def test_the_panel_is_not_told_to_begin_when_the_advert_closes(vacancy, recruiter):
    vacancy.refresh_from_db()
    assert closing.record(vacancy, by=recruiter)
    email = OutgoingEmail.objects.filter(subject__startswith="Applications have closed").first()
    for words in (email.text, email.html):
        assert "We email you when you can begin" in words
        assert "Please score" not in words


@pytest.mark.parametrize("change", ["delete", "earlier"])
def test_names_come_no_earlier_once_people_have_applied(change):
    vacancy = open_vacancy()
    rules = PanelRules.objects.create(vacancy=vacancy, names_after=NamesAfter.ANNOUNCED)

    def move():
        with transaction.atomic():
            if change == "delete":
                rules.delete()
            else:
                PanelRules.objects.filter(pk=rules.pk).update(names_after=NamesAfter.CONFIRMED)

    apply(vacancy)
    with pytest.raises(DatabaseError, match="names come no earlier"):
        move()
    # Whatever else the rules say may still change.
    PanelRules.objects.update(masks_by_hand=True)


def test_before_anybody_applied_the_rule_may_change():
    rules = PanelRules.objects.create(vacancy=open_vacancy(), names_after=NamesAfter.ANNOUNCED)
    PanelRules.objects.filter(pk=rules.pk).update(names_after=NamesAfter.CONFIRMED)


def test_the_list_costs_the_same_for_any_number(desk, vacancy, recruiter, django_assert_max_num_queries):
    numbers = []
    for applications in (1, 3):
        one = closed_vacancy(applications=applications)
        StaffRoleFactory(user=recruiter, employer=one.employer)
        desk.get(address("reading", one))
        with django_assert_max_num_queries(12) as queries_made:
            desk.get(address("reading", one))
        numbers.append(len(queries_made))
    assert numbers[0] == numbers[1]
