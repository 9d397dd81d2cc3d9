"""Submitting as an action: what it writes, when it refuses, and that it can be called again."""

from datetime import timedelta
from uuid import UUID

import pytest
from django.utils import timezone

from applicants.applying.actions.submitting import AdvertClosed, Incomplete, Stale, submit
from applicants.applying.models import Answer, Application
from applicants.applying.pages import PAGES, Name
from applicants.applying.status import Status
from recruitment.audit.models import AuditEvent
from recruitment.mail.models import OutgoingEmail
from tests.factories import ApplicationFactory, CriterionFactory, as_draft, complete_draft, open_vacancy
from vacancies.models import Vacancy
from vacancies.status import Importance

pytestmark = pytest.mark.django_db


def hand_over(application):
    return submit(application, by=application.applicant, key=application.submit_key)


def traces(application):
    """What a submission leaves behind besides the row."""
    return (
        application.status_changes.count(),
        AuditEvent.objects.filter(
            action="application.submitted", subject=f"application:{application.pk}"
        ).count(),
        OutgoingEmail.objects.filter(key=f"application:{application.pk}:received").count(),
    )


def test_it_is_received_audited_and_receipted(draft):
    hand_over(draft)
    stored = Application.objects.get(pk=draft.pk)
    assert stored.status == Status.SUBMITTED
    assert stored.submitted_at == draft.submitted_at
    assert traces(draft) == (1, 1, 1)
    email = OutgoingEmail.objects.get()
    assert email.to == draft.applicant.email
    assert draft.reference in email.subject
    # Worded before the gate stamped the time: it stands in both forms, and nothing of its place is left.
    for words in (email.text, email.html):
        assert f"Received: {draft.submitted_in_words}\n" in words.replace("</p>", "")
    assert email.employer == draft.vacancy.employer
    assert f"/applications/{draft.reference}/receipt/" in email.text


def test_a_second_click_gets_the_same_receipt(draft):
    first = hand_over(draft)
    second_tab = Application.objects.get(pk=draft.pk)
    again = submit(second_tab, by=draft.applicant, key=draft.submit_key)
    assert (again.reference, again.submitted_at) == (first.reference, first.submitted_at)
    assert traces(draft) == (1, 1, 1)


def test_a_click_that_was_overtaken_gets_the_same_receipt(draft):
    slow = Application.objects.select_related("vacancy").get(pk=draft.pk)
    hand_over(draft)
    assert slow.submitted_at is None
    assert submit(slow, by=draft.applicant, key=draft.submit_key).submitted_at == draft.submitted_at
    assert traces(draft) == (1, 1, 1)


def test_after_the_closing_too_a_second_click_gets_the_receipt(draft):
    hand_over(draft)
    closed = draft.submitted_at + timedelta(microseconds=1)
    Vacancy.objects.filter(pk=draft.vacancy_id).update(closes_at=closed)
    again = Application.objects.get(pk=draft.pk)
    assert submit(again, by=draft.applicant, key=draft.submit_key).status == Status.SUBMITTED


@pytest.mark.parametrize("key", [None, False, "nonsense", UUID(int=7)])
def test_a_page_of_another_draft_is_refused(draft, key):
    with pytest.raises(Stale):
        submit(draft, by=draft.applicant, key=key)
    assert traces(draft) == (0, 0, 0)


class TestIncomplete:
    def refused(self, application):
        with pytest.raises(Incomplete) as caught:
            hand_over(application)
        assert Application.objects.get(pk=application.pk).status == Status.DRAFT == application.status
        assert application.submitted_at is None
        assert traces(application) == (0, 0, 0)
        assert Vacancy.objects.get(pk=application.vacancy_id).applications_received == 0
        return [section.title for section in caught.value.missing]

    def test_everything(self):
        vacancy = open_vacancy()
        bare = ApplicationFactory(vacancy=vacancy, first_name="", last_name="", address="", postcode="")
        texts = [criterion.text for criterion in vacancy.criteria.all()]
        needed = {page.name: [page.title] for page in PAGES if page.needed and page.asked(vacancy)}
        needed[Name.EVIDENCE] = texts
        del needed[Name.QUESTIONS], needed[Name.DOCUMENTS]  # this vacancy has none
        assert self.refused(bare) == [title for titles in needed.values() for title in titles]

    @pytest.mark.parametrize("text", ["", "  \n "])
    def test_an_essential_criterion_without_words(self, draft, text):
        answer = draft.answers.last()
        Answer.objects.filter(pk=answer.pk).update(text=text)
        assert self.refused(draft) == [answer.criterion.text]

    @pytest.mark.parametrize("name", ["first_name", "last_name", "address", "postcode"])
    def test_a_detail(self, draft, name):
        Application.objects.filter(pk=draft.pk).update(**{name: ""})
        assert self.refused(Application.objects.get(pk=draft.pk)) == ["Your details"]

    def test_an_acknowledgement(self):
        vacancy = open_vacancy(criteria=0)
        with as_draft(vacancy):
            criterion = CriterionFactory(vacancy=vacancy, kind="acknowledged")
        application = complete_draft(vacancy)
        answer = application.answers.get()
        Answer.objects.filter(pk=answer.pk).update(text="")
        assert self.refused(application) == [criterion.text]
        # No is an answer too: no rule refuses a person for it.
        Answer.objects.filter(pk=answer.pk).update(acknowledged=False)
        assert hand_over(application).status == Status.SUBMITTED

    def test_not_asked_or_desirable_is_not_missing(self):
        vacancy = open_vacancy(criteria=0)
        with as_draft(vacancy):
            CriterionFactory(vacancy=vacancy, importance=Importance.DESIRABLE)
            CriterionFactory(vacancy=vacancy, evidenced_by=["I", "T"])
        application = complete_draft(vacancy)
        application.answers.all().delete()
        assert hand_over(application).status == Status.SUBMITTED


class TestClosed:
    def test_kindly_by_what_was_read(self, draft):
        Vacancy.objects.filter(pk=draft.vacancy_id).update(closes_at=timezone.now())
        draft.vacancy.refresh_from_db()
        with pytest.raises(AdvertClosed):
            hand_over(draft)

    def test_by_the_gate_although_what_was_read_said_open(self, draft):
        Vacancy.objects.filter(pk=draft.vacancy_id).update(closes_at=timezone.now())
        assert draft.vacancy.is_open
        with pytest.raises(AdvertClosed):
            hand_over(draft)
        assert Application.objects.get(pk=draft.pk).status == Status.DRAFT == draft.status
        assert draft.answers.count() == 2
        assert traces(draft) == (0, 0, 0)

    def test_closed_is_said_before_incomplete(self, draft):
        draft.answers.all().delete()
        Vacancy.objects.filter(pk=draft.vacancy_id).update(closes_at=timezone.now())
        with pytest.raises(AdvertClosed):
            hand_over(draft)
