"""Withdrawing, advertising again, putting away: who is told, what is copied, what is refused."""

import pytest
from django.db import DatabaseError, transaction
from django.urls import reverse

from applicants.applying import invariants
from applicants.applying.models import Application
from applicants.applying.status import Status as ApplicationStatus
from applicants.applying.tasks import close_and_tell, tell_of_acts
from applicants.shortlisting.actions import announcing, deciding
from recruitment.mail.models import OutgoingEmail
from tests.applicants.shortlisting.panels import closed_vacancy, hand_in, score_all
from tests.factories import ApplicationFactory, PanelMemberFactory, StaffRoleFactory, VacancyFactory
from tests.vacancies.desk.pages import page, published
from vacancies.actions import closing, readvertising, withdrawing
from vacancies.models import PreApplicationQuestion, Vacancy
from vacancies.status import Status

pytestmark = pytest.mark.django_db
REASON = {"reason": "The post is not funded any more."}


def told(subject="This vacancy was withdrawn") -> list[str]:
    return sorted(OutgoingEmail.objects.filter(subject__startswith=subject).values_list("to", flat=True))


# --- Withdrawing ---


@pytest.mark.parametrize("is_open", [True, False])
def test_a_withdrawal_ends_every_application_and_tells_everybody_once(
    client, recruiter, employer, receive, is_open
):
    vacancy = published(employer)
    receive(vacancy, 2)
    draft = ApplicationFactory(vacancy=vacancy)
    if not is_open:
        closing.close_early(vacancy, by=recruiter, reason="Enough.")
    text = " ".join(client.get(page("withdraw", vacancy)).text.split())
    assert "2 people have applied and wait for an answer" in text
    assert "1 person has begun" in text
    assert "Say why you withdraw it" in client.post(page("withdraw", vacancy), {"reason": ""}).text
    client.post(page("withdraw", vacancy), REASON)
    assert "stands at “withdrawn” now" in client.post(page("withdraw", vacancy), REASON, follow=True).text

    for _ in range(2):
        tell_of_acts()
        close_and_tell()
    vacancy.refresh_from_db()
    assert (vacancy.status, bool(vacancy.withdrawal_told_at)) == (Status.WITHDRAWN, True)
    assert vacancy.close_reason == ("withdrawn" if is_open else "recruiter")
    everybody = vacancy.applications.select_related("applicant")
    assert told() == sorted(application.applicant.email for application in everybody)
    assert len(told("Withdrawn, nothing to score")) == 2
    assert told("Applications have closed") == []
    assert set(everybody.exclude(pk=draft.pk).values_list("status", flat=True)) == {"vacancy_withdrawn"}
    assert Application.objects.get(pk=draft.pk).is_draft
    assert "not funded" not in "".join(OutgoingEmail.objects.values_list("text", flat=True))
    broken = {promise.name for promise in invariants.broken()}
    assert not {name for name in broken if "withdraw" in name or "closing" in name}
    history = client.get(page("history", vacancy)).text
    assert f"Withdrawn by {recruiter}, because “The post is not funded any more”." in history


def test_applicants_and_panel_read_it_in_plain_words(client, settings, receive, recruiter, employer):
    vacancy = published(employer)
    receive(vacancy, 1)
    draft = ApplicationFactory(vacancy=vacancy)
    (submitted,) = vacancy.applications.exclude(submitted_at=None)
    withdrawing.withdraw(vacancy, by=recruiter, **REASON)
    # Before the sweep has come, and after it.
    for _ in range(2):
        for application in (draft, submitted):
            client.force_login(application.applicant)
            for address in (
                reverse("applying:list"),
                reverse("applying:application", args=[application.reference]),
            ):
                assert "withdrawn by the employer" in client.get(address).text
        tell_of_acts()
    assert client.get(vacancy.get_absolute_url()).status_code == 410
    client.force_login(vacancy.panel.first().user)
    assert "was withdrawn" in client.get(reverse("shortlisting:vacancy", args=[vacancy.pk])).text
    assert "Vacancy withdrawn" in client.get(reverse("shortlisting:panels")).text


def announced(employer) -> Vacancy:
    vacancy = closed_vacancy(applications=1, members=1)
    Vacancy.objects.filter(pk=vacancy.pk).update(employer=employer)
    vacancy.refresh_from_db()
    (chair,) = vacancy.panel.all()
    score_all(chair)
    hand_in(chair)
    deciding.choose(chair, {}, by=chair.user, reject_the_rest=True)
    deciding.confirm(vacancy.shortlist, by=chair.user)
    return vacancy


def test_an_announced_shortlist_stays_and_a_withdrawn_vacancy_has_none(client, recruiter, employer):
    told_already, gone = announced(employer), announced(employer)
    chair = told_already.panel.get().user
    announcing.announce(told_already, by=chair)
    assert "has been announced" in client.get(page("withdraw", told_already), follow=True).text
    with pytest.raises(withdrawing.AlreadyAnnounced):
        withdrawing.withdraw(told_already, by=recruiter, **REASON)
    assert Vacancy.objects.get(pk=told_already.pk).status == Status.CLOSED

    withdrawing.withdraw(gone, by=recruiter, **REASON)
    with pytest.raises(deciding.VacancyWithdrawn):
        announcing.announce(gone, by=gone.panel.get().user)
    assert gone.applications.get().status == ApplicationStatus.SUBMITTED


def test_what_nobody_has_seen_is_not_withdrawn(client, recruiter, employer):
    draft = VacancyFactory(employer=employer)
    assert "stands at “draft” now" in client.post(page("withdraw", draft), REASON, follow=True).text


# --- Advertising again ---


def test_a_copy_has_all_that_was_entered_and_nothing_that_happened(client, recruiter, employer, receive):
    vacancy = published(employer, criteria=3, reference="NM-00012", close_after_applications=9, met_from=1)
    receive(vacancy, 1)
    left = PanelMemberFactory(vacancy=vacancy)
    StaffRoleFactory._meta.model.objects.filter(user=left.user).delete()
    client.post(page("readvertise", vacancy), {"copies_seen": "0"})
    copy = Vacancy.objects.get(readvertised_from=vacancy)
    assert (copy.status, copy.reference, copy.created_by) == (Status.DRAFT, "NM-00012-2", recruiter)
    for name in (
        "title",
        "summary",
        "band",
        "contact_email",
        "close_after_applications",
        "met_from",
        "driving",
    ):
        assert getattr(copy, name) == getattr(vacancy, name)
    for name in ("closes_at", "opens_at", "published_at", "closed_at", "interview_on", "cap_applies_from"):
        assert getattr(copy, name) is None
    assert (copy.applications_received, copy.cap_warned, copy.pay_shown) == (0, 0, "")
    columns = ("position", "group", "text", "importance", "kind", "weight")
    assert list(copy.criteria.values_list(*columns)) == list(vacancy.criteria.values_list(*columns))
    assert [str(place) for place in copy.locations.all()] == [str(place) for place in vacancy.locations.all()]
    seats = set(vacancy.panel.exclude(pk=left.pk).values_list("user", "is_chair"))
    assert set(copy.panel.values_list("user", "is_chair")) == seats

    # A second click leads to the same copy; the page of today makes another, with the next number.
    again = client.post(page("readvertise", vacancy), {"copies_seen": "0"})
    assert again.url == page("change", copy)
    client.post(page("readvertise", vacancy), {"copies_seen": "1"})
    assert Vacancy.objects.filter(readvertised_from=vacancy, reference="NM-00012-3").exists()
    assert "Copied, to be advertised again by" in client.get(page("history", vacancy)).text


def test_questions_are_copied(employer, recruiter):
    vacancy = VacancyFactory(employer=employer)
    PreApplicationQuestion.objects.create(vacancy=vacancy, text="Can you work nights?", explanation="Rota.")
    vacancy.asked_documents.create(title="Care certificate")
    published_ = Vacancy.objects.filter(pk=vacancy.pk)
    published_.update(status="published", opens_at="2026-01-01T00:00Z", published_at="2026-01-01T00:00Z")
    copy = readvertising.readvertise(vacancy, by=recruiter)
    assert copy.questions.get().text == "Can you work nights?"
    assert copy.asked_documents.get().title == "Care certificate"


def test_references_of_copies_are_free_and_short_enough(employer, recruiter):
    long = "N" * 60
    first = published(employer, reference=long)
    second = readvertising.readvertise(first, by=recruiter)
    assert (len(second.reference), second.reference[-2:]) == (60, "-2")
    original = published(employer, reference="NM-7")
    VacancyFactory(employer=employer, reference="NM-7-2")
    copy = readvertising.readvertise(original, by=recruiter)
    assert copy.reference == "NM-7-3"
    assert readvertising.free_reference(copy) == "NM-7-4"


# --- Putting away ---


def test_a_vacancy_is_put_away_once_everybody_has_been_told_and_fetched_back(
    client, recruiter, employer, receive
):
    vacancy = published(employer)
    receive(vacancy, 1)
    assert "stands at “open” now" in client.post(page("archive", vacancy), follow=True).text
    closing.close_early(vacancy, by=recruiter, reason="Enough.")
    close_and_tell()
    # The one who applied still waits for the panel.
    assert "has not been told" in client.post(page("archive", vacancy), follow=True).text
    with pytest.raises(DatabaseError), transaction.atomic():
        Vacancy.objects.filter(pk=vacancy.pk).update(archived_at="2026-01-01T00:00Z")
    withdrawing.withdraw(vacancy, by=recruiter, **REASON)
    assert "has not been told" in client.post(page("archive", vacancy), follow=True).text
    tell_of_acts()
    client.post(page("archive", vacancy))
    assert list(Vacancy.objects.archived()) == [vacancy]
    assert not Vacancy.objects.current().exists()
    assert page("unarchive", vacancy) in client.get(page("change", vacancy)).text
    client.post(page("unarchive", vacancy))
    assert not Vacancy.objects.archived().exists()
