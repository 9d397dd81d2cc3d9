"""A late-entry code from the recruiter's desk to the receipt, and what may go wrong on the way."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from applicants.applying.actions import drafting
from applicants.applying.models import Application
from applicants.shortlisting import blinding
from recruitment.audit.models import AuditEvent
from recruitment.mail.models import OutgoingEmail
from tests.applicants.shortlisting.panels import hand_in, score_all
from tests.factories import (
    AnswerFactory,
    PanelMemberFactory,
    StaffRoleFactory,
    UserFactory,
    complete_draft,
    complete_sections,
    open_vacancy,
)
from vacancies.actions import closing, late_entry
from vacancies.models import LateEntryCode
from vacancies.models.late_entry import fingerprint, new_code

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


@pytest.fixture
def closed():
    vacancy = open_vacancy()
    closing.close_early(vacancy, by=StaffRoleFactory(employer=vacancy.employer).user, reason="Enough.")
    return vacancy


def make(vacancy, **fields) -> tuple[LateEntryCode, str]:
    recruiter = StaffRoleFactory(employer=vacancy.employer).user
    asked = {"for_whom": "A carer", "until": timezone.now() + HOUR, "reason": "In hospital.", **fields}
    return late_entry.make(vacancy, by=recruiter, **asked)


def entry_page(vacancy):
    return reverse("applying:late_entry", args=[vacancy.pk])


class TestTheCode:
    def test_only_its_fingerprint_is_kept(self, closed):
        entry, code = make(closed)
        assert code not in str(vars(entry))
        assert entry.fingerprint == fingerprint(code.lower().replace("-", " "))

    def test_codes_differ(self):
        assert len({new_code() for _ in range(100)}) == 100

    def test_the_trail_says_who_and_why_but_neither_the_code_nor_whom(self, closed):
        entry, code = make(closed)
        event = AuditEvent.objects.get(action="late_entry.made")
        assert (event.subject, event.reason) == (f"lateentrycode:{entry.pk}", "In hospital.")
        assert code not in str(event.details)
        assert "carer" not in str(event.details)

    def test_not_while_everybody_can_apply(self):
        with pytest.raises(late_entry.NothingToEnter):
            make(open_vacancy())

    def test_the_email_is_a_secret_for_one_person(self, closed):
        _, code = make(closed, email="carer@example.org")
        email = OutgoingEmail.objects.get(to="carer@example.org")
        assert code in email.text
        assert (email.holds_secret, email.employer) == (True, None)


class TestEntering:
    def test_from_the_code_to_the_receipt(self, closed, client):
        person = UserFactory()
        _, code = make(closed)
        client.force_login(person)
        answer = client.post(entry_page(closed), {"code": code.lower()})
        application = Application.objects.get(applicant=person)
        assert answer.url == reverse("applying:task_list", args=[application.reference])
        page = client.get(answer.url).content.decode()
        assert "With your late-entry code you can submit until" in page
        Application.objects.filter(pk=application.pk).update(
            first_name="A", last_name="B", address="C", postcode="ZZ99 9ZZ", declared_at=timezone.now()
        )
        for criterion in closed.criteria.all():
            AnswerFactory(application=application, criterion=criterion)
        complete_sections(application)
        submit = reverse("applying:submit", args=[application.reference])
        answer = client.post(submit, {"key": str(application.submit_key)})
        assert answer.url == reverse("applying:receipt", args=[application.reference])
        application.refresh_from_db()
        assert (application.status, application.entered_late) == ("submitted", True)
        closed.refresh_from_db()
        assert (closed.status, closed.applications_received) == ("closed", 1)
        assert LateEntryCode.objects.get().used == 1

    def test_a_draft_that_was_left_goes_on(self, closed):
        draft = complete_draft(closed)
        _, code = make(closed)
        assert drafting.start_late(closed, by=draft.applicant, code=code) == draft
        draft.refresh_from_db()
        assert draft.may_be_submitted

    @pytest.mark.parametrize("spoilt", [{"until": timezone.now() - HOUR}, {"revoked_at": timezone.now()}])
    def test_a_code_that_is_over_or_taken_back(self, closed, spoilt):
        entry, code = make(closed)
        LateEntryCode.objects.filter(pk=entry.pk).update(**spoilt)
        with pytest.raises(drafting.NoSuchCode):
            drafting.start_late(closed, by=UserFactory(), code=code)

    def test_anothers_code_and_another_vacancys(self, closed):
        _, code = make(closed, email="carer@example.org")
        with pytest.raises(drafting.NoSuchCode):
            drafting.start_late(closed, by=UserFactory(), code=code)
        assert drafting.start_late(closed, by=UserFactory(email="carer@example.org"), code=code)
        elsewhere = open_vacancy()
        with pytest.raises(drafting.NoSuchCode):
            drafting.start_late(elsewhere, by=UserFactory(email="other@example.org"), code=code)

    def test_nobody_of_the_panel(self, closed):
        _, code = make(closed)
        with pytest.raises(drafting.OnThePanel):
            drafting.start_late(closed, by=PanelMemberFactory(vacancy=closed).user, code=code)

    def test_a_wrong_code_keeps_what_was_typed_and_guessing_ends(self, closed, client):
        client.force_login(UserFactory())
        for _ in range(10):
            page = client.post(entry_page(closed), {"code": "K7QX-4MWP-9TRB"})
            assert "This code does not let you apply" in page.content.decode()
        assert "K7QX-4MWP-9TRB" in page.content.decode()
        _, code = make(closed)
        page = client.post(entry_page(closed), {"code": code})
        assert "You have tried too many codes" in page.content.decode()

    def test_the_closed_advert_says_nothing_of_codes(self, closed, client):
        make(closed)
        page = client.get(closed.get_absolute_url()).content.decode()
        assert "late" not in page.lower().replace("related", "").replace("translate", "").replace(
            "template", ""
        )


class TestThePanel:
    def test_once_a_card_is_in_the_person_reads_why_not(self, closed, client):
        member = PanelMemberFactory(vacancy=closed)
        draft = complete_draft(closed)
        _, code = make(closed)
        drafting.start_late(closed, by=draft.applicant, code=code)
        score_all(member)
        hand_in(member)
        client.force_login(draft.applicant)
        submit = reverse("applying:submit", args=[draft.reference])
        page = client.post(submit, {"key": str(draft.submit_key)}, follow=True).content.decode()
        assert "The panel has already handed in scores" in page
        assert LateEntryCode.objects.get().used == 0

    def test_nothing_tells_it_who_came_late(self, closed, client):
        member = PanelMemberFactory(vacancy=closed)
        draft = complete_draft(closed)
        entry, code = make(closed, for_whom="CANARY carer")
        late = drafting.start_late(closed, by=draft.applicant, code=code)
        late.refresh_from_db()
        Application.objects.filter(pk=late.pk).update(status="submitted")
        blinding.prepare(member)
        (line,) = blinding.candidates(member)
        shown = repr(blinding.candidate(member, line.token)) + repr(line)
        for word in ("late", "CANARY", str(entry.fingerprint)):
            assert word not in shown


class TestTheDesk:
    @pytest.fixture
    def desk(self, client, settings, closed):
        settings.STAFF_MFA_REQUIRED = False
        client.force_login(StaffRoleFactory(employer=closed.employer).user)
        return client, reverse("admin:vacancies_vacancy_late_entry", args=[closed.pk])

    def asked(self, **fields):
        tomorrow = timezone.localdate() + timedelta(days=1)
        return {
            "for_whom": "A carer",
            "uses_allowed": 1,
            "closes_on": f"{tomorrow:%d/%m/%Y}",
            "closes_time": "23:59",
            "reason": "In hospital.",
            **fields,
        }

    def test_the_code_is_shown_once(self, desk):
        client, url = desk
        page = client.post(url, self.asked(), follow=True).content.decode()
        assert "Write it down now" in page
        assert "A carer" in page
        assert "Write it down now" not in client.get(url).content.decode()

    def test_what_is_wrong_is_said_and_nothing_typed_is_lost(self, desk):
        client, url = desk
        page = client.post(url, self.asked(reason="", email="a@example.org", uses_allowed=2)).content.decode()
        assert "Say why they may still apply." in page
        assert "A code for one address is used once" in page
        assert "A carer" in page
        assert not LateEntryCode.objects.exists()

    def test_taking_one_back(self, desk, closed):
        client, _ = desk
        entry, _ = make(closed)
        revoke = reverse("admin:vacancies_vacancy_revoke_code", args=[closed.pk, entry.pk])
        assert "Nobody can submit" in client.get(revoke).content.decode()
        page = client.post(revoke, {"reason": "Wrong person."}, follow=True).content.decode()
        assert "Taken back" in page
        entry.refresh_from_db()
        assert entry.revoked_at
        page = client.post(revoke, {"reason": "Again."}, follow=True).content.decode()
        assert "Nothing was changed" in page
