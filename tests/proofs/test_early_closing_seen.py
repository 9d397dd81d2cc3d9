"""Early closing as the applicant lives it: told at once, time to finish, no form in vain, nothing lost."""

import logging
import re
from datetime import UTC, datetime, timedelta

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from applicants.applying import queries
from applicants.applying import urls as applying_urls
from applicants.applying.actions import copying, drafting
from applicants.applying.actions.submitting import submit
from applicants.applying.models import Application
from applicants.applying.tasks import close_and_tell, tell_of_time_left
from recruitment.accounts.models import User
from recruitment.mail import doorbell
from recruitment.mail.models import OutgoingEmail
from tests.applicants.shortlisting.panels import hand_in, score_all
from tests.factories import (
    PASSWORD,
    PanelMemberFactory,
    StaffRoleFactory,
    UserFactory,
    complete_draft,
    open_vacancy,
)
from tests.journeys.visitors import somebody_with_an_account
from tests.proofs.racing import assert_no_promise_broken, race
from vacancies import times
from vacancies.actions import closing, late_entry, outages
from vacancies.models import Vacancy

HOUR = timedelta(hours=1)
# Pages of an application on which nothing of the draft is written.
NOT_THE_DRAFT = {"receipt", "application", "withdraw", "submit", "equality", "messages", "put_away"}


def addresses(draft) -> dict[str, str]:
    """Every page on which a draft is written, by name; evidence for its first point."""
    criterion = draft.vacancy.criteria.first()
    found = {"evidence": reverse("applying:evidence", args=[draft.reference, criterion.pk])}
    for pattern in applying_urls.urlpatterns:
        if set(pattern.pattern.converters) == {"reference"} and pattern.name not in NOT_THE_DRAFT:
            found[pattern.name] = reverse(f"applying:{pattern.name}", args=[draft.reference])
    return found


def main_of(answer) -> str:
    """What the page itself says, without the frame around it."""
    return re.search(r"<main.*</main>", answer.content.decode(), re.DOTALL).group()


def shown(client, draft) -> dict[str, str]:
    """Of those pages the ones that are shown to the draft's owner."""
    client.force_login(draft.applicant)
    answers = {name: client.get(url) for name, url in addresses(draft).items()}
    return {name: main_of(answer) for name, answer in answers.items() if answer.status_code == 200}


def with_notice(**fields) -> tuple[Vacancy, Application]:
    """An advert whose notice runs since a moment ago, and the draft of somebody who had begun."""
    vacancy = open_vacancy(cap_policy="with_notice", close_after_applications=1, **fields)
    first, left = complete_draft(vacancy), complete_draft(vacancy)
    submit(first, by=first.applicant, key=first.submit_key)
    return Vacancy.objects.get(pk=vacancy.pk), Application.objects.get(pk=left.pk)


@pytest.mark.django_db
class TestToldAtOnce:
    def test_the_recruiters_press_wakes_the_sweep(
        self, client, monkeypatch, settings, django_capture_on_commit_callbacks
    ):
        settings.STAFF_MFA_REQUIRED = False
        rings = []
        monkeypatch.setattr(doorbell, "ring", lambda task="mail.deliver": rings.append(task))
        draft = complete_draft(open_vacancy())
        client.force_login(StaffRoleFactory(employer=draft.vacancy.employer).user)
        close = reverse("admin:vacancies_vacancy_close", args=[draft.vacancy_id])
        with django_capture_on_commit_callbacks(execute=True):
            client.post(close, {"reason": "Enough."})
        assert "applying.close_and_tell" in rings
        close_and_tell()
        email = OutgoingEmail.objects.get(to=draft.applicant.email)
        assert "closed the vacancy early" in email.text
        assert draft.reference in email.text


@pytest.mark.django_db
class TestUnderNotice:
    def test_every_page_of_the_draft_says_how_long_is_left(self, client):
        _, draft = with_notice(notice_hours=5)
        pages_of_the_draft = shown(client, draft)
        assert {
            "task_list",
            "check",
            "copy",
            "details",
            "evidence",
            "declaration",
        } <= pages_of_the_draft.keys()
        silent = {
            name
            for name, page in pages_of_the_draft.items()
            if not re.search(r"You have (5 hours|4 hours 59 minutes) to submit this application: until", page)
        }
        assert silent == set()

    def test_it_can_be_finished_and_submitted(self, client):
        vacancy, draft = with_notice()
        client.force_login(draft.applicant)
        criterion = vacancy.criteria.first()
        draft.answers.filter(criterion=criterion).delete()
        page = reverse("applying:evidence", args=[draft.reference, criterion.pk])
        client.post(page, {"text": "One more thing."})
        assert draft.answers.get(criterion=criterion).text == "One more thing."
        submitted = client.post(
            reverse("applying:submit", args=[draft.reference]), {"key": str(draft.submit_key)}
        )
        assert submitted.url == reverse("applying:receipt", args=[draft.reference])

    @pytest.mark.parametrize("stamped", [True, False], ids=["notice given", "notice due"])
    def test_who_has_not_begun_sees_no_button_to_begin(self, client, stamped):
        vacancy, _ = with_notice()
        if not stamped:
            Vacancy.objects.filter(pk=vacancy.pk).update(notice_given_at=None, notice_ends_at=None)
        client.force_login(UserFactory())
        start = reverse("applying:start", args=[vacancy.pk])
        page = main_of(client.get(start))
        assert "nobody can begin" in page
        assert "<form" not in page
        assert client.post(start).status_code == 403
        assert "Apply for this job" not in main_of(client.get(vacancy.get_absolute_url()))
        assert not Application.objects.filter(applicant__pk=client.session["_auth_user_id"]).exists()

    def test_what_is_left_is_time_that_passes_also_when_the_clocks_change(self):
        def left(ends, now):
            return times.left_in_words(ends, now)

        # On Sunday 25 October 2026 at 2am the clocks go back to 1am; on Sunday 28 March 2027 they go forward.
        saturday = datetime(2026, 10, 24, 19, 0, tzinfo=UTC)  # 8pm in London
        assert left(
            times.instant(datetime(2026, 10, 25).date(), datetime(2026, 1, 1, 8).time()), saturday
        ) == ("13 hours")
        saturday = datetime(2027, 3, 27, 20, 0, tzinfo=UTC)  # 8pm in London
        assert left(
            times.instant(datetime(2027, 3, 28).date(), datetime(2026, 1, 1, 8).time()), saturday
        ) == ("11 hours")
        assert left(saturday + timedelta(days=1, hours=1, minutes=5), saturday) == "1 day 1 hour"
        assert left(saturday + timedelta(minutes=61, seconds=59), saturday) == "1 hour 1 minute"
        assert (
            left(saturday + timedelta(seconds=59), saturday)
            == left(saturday, saturday)
            == "less than a minute"
        )


@pytest.mark.django_db
class TestNoFormInVain:
    def test_once_it_has_closed_no_page_of_the_draft_shows_a_form(self, client):
        draft = complete_draft(open_vacancy())
        before = shown(client, draft)
        assert any("<form" in page for page in before.values())
        closing.close_early(draft.vacancy, by=UserFactory(), reason="Enough.")
        for swept in (False, True):
            if swept:
                close_and_tell()
            assert shown(client, draft) == {}, "each leads to what was written, to read"
            reading = client.get(reverse("applying:task_list", args=[draft.reference]), follow=True)
            assert draft.answers.first().text in reading.content.decode()
            assert "<form" not in main_of(reading)

    def test_nobody_else_is_shown_one_either(self, client):
        vacancy = open_vacancy()
        closing.close_early(vacancy, by=UserFactory(), reason="Enough.")
        for person in (None, UserFactory()):
            if person:
                client.force_login(person)
            answer = client.get(reverse("applying:start", args=[vacancy.pk]))
            assert answer.status_code == 410
            assert "<form" not in main_of(answer)

    def test_what_was_left_can_be_copied_into_another_application(self, client):
        draft = complete_draft(open_vacancy())
        closing.close_early(draft.vacancy, by=UserFactory(), reason="Enough.")
        another = drafting.start(open_vacancy(), by=draft.applicant)
        keys = {offer.key for offer in queries.offers(another, draft)}
        copying.copy(another, draft, by=draft.applicant, take=keys)
        another.refresh_from_db()
        assert another.last_name == draft.last_name


@pytest.mark.django_db
class TestLateEntryByTheLink:
    def invite(self, email):
        vacancy = open_vacancy()
        closing.close_early(vacancy, by=UserFactory(), reason="Enough.")
        _, code = late_entry.make(
            vacancy,
            by=UserFactory(),
            for_whom="A carer",
            until=timezone.now() + HOUR,
            reason="In hospital.",
            email=email,
        )
        text = OutgoingEmail.objects.get(to=email).text
        link = re.search(rf"{re.escape(settings.SITE_URL)}(/vacancies/\S+)", text).group(1)
        return vacancy, code, link

    def test_signed_out_through_signing_in_to_the_draft(self, client):
        person = somebody_with_an_account()
        vacancy, code, link = self.invite(person.email)
        assert code in link
        entry = reverse("applying:late_entry", args=[vacancy.pk])
        assert client.get(link).url == entry
        login = client.get(entry).url
        assert code not in login
        back = client.post(login, {"login": person.email, "password": PASSWORD})
        assert back.url == entry
        page = client.get(entry)
        assert f'value="{code}"' in page.content.decode()
        begun = client.post(entry, {"code": code})
        draft = Application.objects.get(applicant=person)
        assert begun.url == reverse("applying:task_list", args=[draft.reference])
        assert not client.cookies["late_entry_code"].value

    def test_the_code_is_in_no_log_no_session_no_referrer_and_goes_to_one_page(self, caplog):
        vacancy, code, link = self.invite("carer@example.org")
        # As mail programs do it, and as they do it badly: signed out, with another method, without the slash.
        visitor = Client(enforce_csrf_checks=True)
        with caplog.at_level(logging.DEBUG):
            answers = [visitor.get(link), visitor.post(link), visitor.head(link), visitor.get(link[:-1])]
            visitor.get(link.replace(f"/{vacancy.pk}/", "/987654321/"), follow=True)
        assert [answer.status_code for answer in answers] == [302, 302, 302, 301]
        assert code not in caplog.text
        assert code not in str(dict(visitor.session))
        answer = answers[0]
        assert not answer.content
        assert answer.headers["Referrer-Policy"] == "no-referrer"
        assert answer.headers["Cache-Control"] == "no-store"
        cookie = answer.cookies["late_entry_code"]
        assert (cookie["path"], cookie["httponly"], cookie["samesite"]) == (answer.url, True, "Lax")
        assert int(cookie["max-age"]) <= 3_600


@pytest.mark.django_db
class TestOverWhenItsTimeIs:
    """An advert ends by the clock; that the sweep has not come yet makes no difference."""

    def test_after_an_outage_it_does_not_go_on_once_a_card_is_in(self):
        for card_is_in in (False, True):
            now = timezone.now()
            vacancy = open_vacancy(
                opens_at=now - 9 * HOUR, closes_at=now - HOUR, outage_from=now - 3 * HOUR, outage_until=now
            )
            if card_is_in:
                member = PanelMemberFactory(vacancy=vacancy)
                score_all(member)
                hand_in(member)
            assert Vacancy.objects.get(pk=vacancy.pk).status == "published", "no sweep has come"
            asked = {"by": UserFactory(), "closes_at": now + 24 * HOUR, "reason": "Our outage."}
            if not card_is_in:
                assert outages.extend_after(vacancy, **asked).is_open
                continue
            with pytest.raises(outages.PanelHasBegun):
                outages.extend_after(vacancy, **asked)
            vacancy.refresh_from_db()
            assert vacancy.has_closed


@pytest.mark.proof
@pytest.mark.django_db(transaction=True)
class TestNobodyBeginsOnceTheCapBites:
    NEWCOMERS = 40

    def begin(self, start) -> list[bool]:
        """People begin while the minimum open days end and no sweep comes: who pressed too late, let in?"""
        vacancy, draft = with_notice(cap_applies_from=timezone.now() + HOUR)
        assert vacancy.notice_given_at is None
        begun = []
        people = User.objects.bulk_create(
            User(email=f"newcomer{n}@example.org", password="!") for n in range(self.NEWCOMERS)
        )

        def press(person):
            pressed = timezone.now()
            try:
                start(vacancy, person)
            except drafting.NotOpen:
                return pressed, False
            return pressed, True

        def begin():
            begun.append(timezone.now() + timedelta(seconds=0.6))
            Vacancy.objects.filter(pk=vacancy.pk).update(cap_applies_from=begun[0])

        pressed = race(press, people, over=timedelta(seconds=1.2), begin=begin)
        (bites,) = begun
        self.vacancy, self.draft = vacancy, draft
        late = [got_in for at, got_in in pressed if at > bites]
        assert 0 < len(late) < self.NEWCOMERS, "the cap did not bite in the middle"
        assert all(got_in for at, got_in in pressed if at < bites - timedelta(milliseconds=100))
        return late

    def test_whenever_the_notice_is_stamped(self, monkeypatch):
        monkeypatch.setattr(doorbell, "ring", lambda *task: None)
        assert not any(self.begin(lambda vacancy, person: drafting.start(vacancy, by=person)))
        # Who had begun submits as before, and the notice comes as ever.
        submit(self.draft, by=self.draft.applicant, key=self.draft.submit_key)
        tell_of_time_left()
        self.vacancy.refresh_from_db()
        assert self.vacancy.notice_given_at
        assert_no_promise_broken(but_audit=True)

    def test_negative_control_asking_for_the_stamp_lets_them_in(self, monkeypatch):
        monkeypatch.setattr(doorbell, "ring", lambda *task: None)

        def by_the_stamp(vacancy, person):
            if not Vacancy.objects.open().filter(pk=vacancy.pk, notice_ends_at=None).exists():
                raise drafting.NotOpen
            Application.objects.create(vacancy=vacancy, applicant=person)

        assert any(self.begin(by_the_stamp))
