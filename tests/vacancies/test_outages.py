"""An outage near the closing time: found by its gap, flagged once, settled by a recruiter."""

from datetime import datetime, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from applicants.applying import tasks
from recruitment.audit.models import AuditEvent
from recruitment.health import gaps
from recruitment.health.gaps import Gap
from recruitment.health.models import Heartbeat
from recruitment.mail.models import OutgoingEmail
from tests.applicants.shortlisting.panels import hand_in, score_all
from tests.factories import PanelMemberFactory, StaffRoleFactory, complete_draft, open_vacancy
from vacancies import times
from vacancies.actions import closing, outages
from vacancies.models import Vacancy

pytestmark = pytest.mark.django_db
HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)


def beats(*minutes_ago):
    now = timezone.now()
    Heartbeat.objects.bulk_create(Heartbeat(at=now - minutes * MINUTE) for minutes in minutes_ago)


def advert(**fields) -> Vacancy:
    fields = {"opens_at": timezone.now() - timedelta(days=9), **fields}
    vacancy = open_vacancy(**fields)
    StaffRoleFactory(employer=vacancy.employer)
    return vacancy


def flagged(ends_in=HOUR, lasted=2 * HOUR) -> Vacancy:
    """The service was down until a moment ago."""
    now = timezone.now()
    vacancy = advert(closes_at=now + ends_in)
    if ends_in < timedelta(0):
        tasks.close_and_tell()
    outages.flag(vacancy, by=tasks.SWEEP, gap=Gap(now - lasted, now))
    vacancy.refresh_from_db()
    return vacancy


@pytest.fixture
def recruiter():
    return StaffRoleFactory().user


class TestGaps:
    def test_none_while_the_heart_beats(self):
        beats(*range(30))
        assert gaps.recent() == []

    def test_the_one_that_is_over_and_the_one_that_ends_now(self):
        beats(90, 89, 60, 59, 58, 20)
        assert [round(gap.length / MINUTE) for gap in gaps.recent()] == [29, 38, 20]

    def test_one_longer_than_is_looked_back(self):
        beats(4 * 24 * 60, 1, 0)
        (gap,) = gaps.recent()
        assert round(gap.length / timedelta(days=1)) == 4

    def test_before_the_first_beat_there_was_no_service(self):
        beats(1, 0)
        assert gaps.recent() == []


class TestFlagging:
    def test_those_near_their_end_and_no_others(self):
        now = timezone.now()
        near = advert(closes_at=now + 3 * HOUR)
        ended_in_it = advert(closes_at=now - HOUR)
        advert(closes_at=now + 30 * HOUR)
        advert(closes_at=now - 9 * HOUR)
        early = advert(closes_at=now + 3 * HOUR)
        closing.close_early(early, by=StaffRoleFactory().user, reason="Enough.")
        tasks.close_and_tell()
        beats(120 + 2, 120 + 1, 120)
        tasks.flag_outages()
        assert set(Vacancy.objects.flagged_after_an_outage()) == {near, ended_in_it}

    def test_once_with_one_email_however_often_the_sweep_comes(self):
        vacancy = advert(closes_at=timezone.now() + HOUR)
        beats(30, 29, 10)
        for _ in range(3):
            tasks.flag_outages()
        emails = OutgoingEmail.objects.filter(about=f"vacancy:{vacancy.pk}")
        assert emails.count() == 1
        assert "down for 19 minutes" in emails.get().text
        assert AuditEvent.objects.filter(action="vacancy.outage_flagged").count() == 1
        vacancy.refresh_from_db()
        assert round((timezone.now() - vacancy.outage_until) / MINUTE) == 0, "the second gap goes on"

    def test_not_again_for_the_same_outage_once_it_is_settled(self, recruiter):
        vacancy = flagged()
        outages.leave_as_it_is(vacancy, by=recruiter, reason="Nobody was writing.")
        same = Gap(vacancy.outage_from, vacancy.outage_until)
        assert not outages.flag(vacancy, by=tasks.SWEEP, gap=same)
        another = Gap(timezone.now() + MINUTE, timezone.now() + 9 * MINUTE)
        assert outages.flag(vacancy, by=tasks.SWEEP, gap=another)


class TestMoreTime:
    def test_an_open_advert_is_extended_and_those_with_a_draft_hear_of_it(self, recruiter):
        vacancy = flagged()
        draft = complete_draft(vacancy)
        later = outages.suggested_end(vacancy, now=timezone.now())
        outages.extend_after(vacancy, by=recruiter, closes_at=later, reason="Our outage.")
        assert vacancy.closes_at == later > timezone.now() + 12 * HOUR
        assert not Vacancy.objects.flagged_after_an_outage().exists()
        for _ in range(2):
            tasks.tell_of_time_left()
        (email,) = OutgoingEmail.objects.filter(to=draft.applicant.email)
        assert f"until {vacancy.closing_minute_in_words}" in email.text
        assert "is open again" not in email.text

    def test_a_closed_one_opens_again_and_closes_a_second_time(self, recruiter):
        vacancy = flagged(ends_in=-HOUR)
        draft, member = complete_draft(vacancy), PanelMemberFactory(vacancy=vacancy)
        assert vacancy.status == "closed"
        later = timezone.now() + 24 * HOUR
        outages.extend_after(vacancy, by=recruiter, closes_at=later, reason="Our outage.")
        assert (vacancy.status, vacancy.closed_at, vacancy.close_reason) == ("published", None, "")
        tasks.tell_of_time_left()
        assert "is open again" in OutgoingEmail.objects.get(to=draft.applicant.email).text
        assert "Scoring waits" in OutgoingEmail.objects.get(to=member.user.email).text
        closing.close_early(vacancy, by=recruiter, reason="Now it is over.")
        tasks.close_and_tell()
        assert OutgoingEmail.objects.filter(to=draft.applicant.email).count() == 2
        assert OutgoingEmail.objects.filter(to=member.user.email).count() == 2

    def test_not_once_a_card_is_in(self, recruiter):
        vacancy = flagged(ends_in=-HOUR)
        member = PanelMemberFactory(vacancy=vacancy)
        score_all(member)
        hand_in(member)
        later = timezone.now() + 24 * HOUR
        with pytest.raises(outages.PanelHasBegun):
            outages.extend_after(vacancy, by=recruiter, closes_at=later, reason="Our outage.")
        vacancy.refresh_from_db()
        assert vacancy.status == "closed"

    def test_not_earlier_and_not_twice(self, recruiter):
        vacancy = flagged()
        with pytest.raises(closing.NotLater):
            outages.extend_after(vacancy, by=recruiter, closes_at=vacancy.closes_at, reason="Ours.")
        later = vacancy.closes_at + HOUR
        outages.extend_after(vacancy, by=recruiter, closes_at=later, reason="Our outage.")
        with pytest.raises(outages.NoOutage):
            outages.extend_after(vacancy, by=recruiter, closes_at=later + HOUR, reason="Once more.")

    def test_a_notice_that_ran_ends_at_the_new_time(self, recruiter):
        now = timezone.now()
        rules = {"cap_policy": "with_notice", "close_after_applications": 1, "applications_received": 1}
        vacancy = flagged()
        Vacancy.objects.filter(pk=vacancy.pk).update(
            closes_at=now + 90 * HOUR, notice_given_at=now - 23 * HOUR, notice_ends_at=now + HOUR, **rules
        )
        later = now + 25 * HOUR
        outages.extend_after(vacancy, by=recruiter, closes_at=later, reason="Our outage.")
        assert (vacancy.ends_at, vacancy.closes_at) == (later, now + 90 * HOUR)
        assert not vacancy.takes_new_applications


@pytest.mark.parametrize(
    ("ends", "lasted", "suggested"),
    [
        # 23:59 on the night the clocks go back stays 23:59 a day later.
        ((2026, 10, 25, 0, 0), HOUR, (2026, 10, 26, 0, 0)),
        ((2026, 10, 26, 0, 0), 26 * HOUR, (2026, 10, 28, 0, 0)),
        ((2027, 3, 28, 12, 1), HOUR, (2027, 3, 29, 12, 1)),
    ],
)
def test_the_suggestion_is_whole_days_at_the_same_time(ends, lasted, suggested):
    end, later = (datetime(*at, tzinfo=times.LONDON) for at in (ends, suggested))
    vacancy = Vacancy(closes_at=end, outage_from=end - lasted, outage_until=end)
    assert outages.suggested_end(vacancy, now=end) == later
    late = outages.suggested_end(vacancy, now=end + timedelta(days=9))
    assert late.astimezone(times.LONDON).time() == end.time()


@pytest.mark.parametrize(
    ("minutes", "words"), [(3, "3 minutes"), (65, "1 hour 5 minutes"), (1500, "1 day 1 hour")]
)
def test_its_length_in_words(minutes, words):
    assert times.length_in_words(minutes * MINUTE) == words


class TestTheDesk:
    @pytest.fixture
    def desk(self, client, settings):
        settings.STAFF_MFA_REQUIRED = False
        vacancy = flagged()
        client.force_login(StaffRoleFactory(employer=vacancy.employer).user)
        return client, vacancy, reverse("admin:vacancies_vacancy_outage", args=[vacancy.pk])

    def test_more_time(self, desk):
        client, vacancy, url = desk
        page = client.get(url)
        initial = page.context["form"].initial
        asked = {"decision": "extend", "reason": "Our outage.", **initial}
        asked["closes_time"] = f"{initial['closes_time']:%H:%M}"
        assert client.post(url, asked).status_code == 302
        before = vacancy.closes_at
        vacancy.refresh_from_db()
        assert vacancy.closes_at > before
        assert client.get(url).status_code == 302, "there is nothing left to decide"

    def test_no_more_time_needs_a_reason_and_no_date(self, desk):
        client, vacancy, url = desk
        answer = client.post(url, {"decision": "leave", "reason": ""})
        assert "Say why." in answer.content.decode()
        client.post(url, {"decision": "leave", "reason": "Nobody was writing."})
        vacancy.refresh_from_db()
        assert vacancy.outage_settled_at
        event = AuditEvent.objects.get(action="vacancy.outage_left")
        assert event.reason == "Nobody was writing."
