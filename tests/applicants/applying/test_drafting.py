"""Drafts as actions: one a person and vacancy, saved column by column, never after submitting."""

from datetime import timedelta

import pytest
from django.utils import timezone

from applicants.applying.actions import drafting
from applicants.applying.actions.withdrawing import withdraw
from applicants.applying.models import Application
from applicants.applying.moving import NotAllowed, move
from applicants.applying.status import Status
from recruitment.audit.models import AuditEvent
from recruitment.mail.models import OutgoingEmail
from tests.factories import PanelMemberFactory, UserFactory, complete_draft, open_vacancy
from vacancies.models import Vacancy

pytestmark = pytest.mark.django_db


class TestStarting:
    def test_twice_is_once(self):
        vacancy, person = open_vacancy(), UserFactory()
        first = drafting.start(vacancy, by=person)
        assert drafting.start(vacancy, by=person) == first
        assert (first.status, first.vacancy, first.applicant) == (Status.DRAFT, vacancy, person)

    def test_after_submitting_it_is_the_submitted_one(self, draft):
        move(draft, Status.SUBMITTED, by=draft.applicant)
        assert drafting.start(draft.vacancy, by=draft.applicant) == draft

    @pytest.mark.parametrize("closed", [{"closes_at": True}, {"status": "closed"}, {"opens_at": True}])
    def test_not_open(self, closed):
        vacancy = open_vacancy()
        now = timezone.now()
        times = {"closes_at": now, "opens_at": now + timedelta(hours=1)}
        values = {name: times.get(name, value) for name, value in closed.items()}
        values |= {"closed_at": now, "close_reason": "recruiter"} if "status" in closed else {}
        Vacancy.objects.filter(pk=vacancy.pk).update(**values)
        with pytest.raises(drafting.NotOpen):
            drafting.start(vacancy, by=UserFactory())

    def test_a_former_panel_member_does_not_apply_either(self):
        seat = PanelMemberFactory(vacancy=open_vacancy(), removed_at=timezone.now())
        with pytest.raises(drafting.OnThePanel):
            drafting.start(seat.vacancy, by=seat.user)


class TestSaving:
    def test_after_submitting_nothing_is_kept(self, draft):
        criterion = draft.vacancy.criteria.first()
        stale = Application.objects.get(pk=draft.pk)
        move(draft, Status.SUBMITTED, by=draft.applicant)
        for save in (
            lambda: drafting.save_details(stale, {"first_name": "Else"}),
            lambda: drafting.save_answer(stale, criterion, text="Else"),
            lambda: drafting.declare(stale),
        ):
            with pytest.raises(drafting.NotADraft):
                save()
        stored = Application.objects.get(pk=draft.pk)
        assert stored.first_name == draft.first_name
        assert stored.answers.get(criterion=criterion).text != "Else"

    def test_saving_from_an_old_page_changes_nothing_else(self, draft):
        stale = Application.objects.get(pk=draft.pk)
        drafting.save_details(draft, {"phone": "01632 960999"})
        drafting.save_answer(stale, draft.vacancy.criteria.first(), text="New.")
        drafting.save_details(stale, {"first_name": "Zoë"})
        stored = Application.objects.get(pk=draft.pk)
        assert (stored.phone, stored.first_name) == ("01632 960999", "Zoë")
        assert stored.saved_at > draft.saved_at

    def test_only_details_are_details(self, draft):
        with pytest.raises(TypeError):
            drafting.save_details(draft, {"submit_key": "x"})

    def test_taking_the_declaration_back(self, draft):
        drafting.declare(draft, agreed=False)
        assert Application.objects.get(pk=draft.pk).declared_at is None


class TestWithdrawing:
    @pytest.mark.parametrize("steps", [["submitted"], ["submitted", "shortlisted"]])
    def test_it_is_audited_and_confirmed_once(self, draft, steps):
        for step in steps:
            move(draft, Status(step), by=draft.applicant)
        for _ in range(2):
            withdraw(draft, by=draft.applicant, reason="My own business.")
        assert Application.objects.get(pk=draft.pk).status == Status.WITHDRAWN
        assert draft.status_changes.last().reason == "My own business."
        event = AuditEvent.objects.get(action="application.withdrawn")
        assert "business" not in f"{event.reason}{event.details}"
        email = OutgoingEmail.objects.get()
        assert email.to == draft.applicant.email
        assert "business" not in email.text

    def test_a_draft_is_not_withdrawn(self, draft):
        with pytest.raises(NotAllowed):
            withdraw(draft, by=draft.applicant)
        assert not OutgoingEmail.objects.exists()

    def test_the_person_may_start_again(self, draft):
        move(draft, Status.SUBMITTED, by=draft.applicant)
        withdraw(draft, by=draft.applicant)
        again = drafting.start(draft.vacancy, by=draft.applicant)
        assert again != draft
        assert again.is_draft

    def test_nobody_fills_a_capped_advert_alone(self):
        vacancy, person = open_vacancy(criteria=0, close_after_applications=3), UserFactory()
        for _ in range(2):
            application = drafting.start(vacancy, by=person)
            move(application, Status.SUBMITTED, by=person)
            withdraw(application, by=person)
        with pytest.raises(drafting.WithdrawnTooOften):
            drafting.start(vacancy, by=person)
        vacancy.refresh_from_db()
        assert vacancy.is_open
        assert drafting.start(vacancy, by=UserFactory()).is_draft


def test_a_reference_is_random_and_cannot_be_misread():
    references = {complete_draft(open_vacancy(criteria=0)).reference for _ in range(20)}
    assert len(references) == 20
    assert not set("01OIAEU") & set("".join(references))
