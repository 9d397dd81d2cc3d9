"""The rules of one panel, the emails to its members, and the reminders of the day on which scores are due."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from applicants.shortlisting import blinding, queries
from applicants.shortlisting.actions import reminding, rules
from applicants.shortlisting.models import PanelRules
from applicants.shortlisting.queries import Rules
from applicants.shortlisting.status import NamesAfter
from recruitment.accounts.models import StaffRole
from recruitment.audit.models import AuditEvent
from recruitment.mail.models import OutgoingEmail
from tests.applicants.shortlisting.panels import chair_of, closed_vacancy, hand_in
from tests.factories import StaffRoleFactory, open_vacancy, publishable_vacancy
from vacancies.actions import panel, publishing
from vacancies.models import Vacancy

pytestmark = pytest.mark.django_db
NOON = datetime(2027, 3, 10, 12, tzinfo=ZoneInfo("Europe/London"))


def emails(key):
    return OutgoingEmail.objects.filter(key__regex=key)


def test_the_panel_is_invited_when_the_advert_is_published_and_told_who_comes_and_goes():
    vacancy = publishable_vacancy()
    vacancy.employer.least_scorers = 3
    vacancy.employer.save()
    recruiter = StaffRoleFactory(employer=vacancy.employer).user
    with pytest.raises(publishing.NotReady, match="at least three people"):
        publishing.publish(vacancy, by=recruiter)
    first, second = (member.user for member in vacancy.panel.order_by("-is_chair"))
    third, fourth = (
        StaffRoleFactory(employer=vacancy.employer, role=StaffRole.Role.HIRING_MANAGER).user for _ in "34"
    )
    panel.arrange(vacancy, {first: True, second: False, third: False}, by=recruiter)
    assert not emails("^panel:").exists(), "a draft's panel hears when it is published"
    PanelRules.objects.create(vacancy=vacancy, scores_due_on=date(2031, 5, 4))
    publishing.publish(Vacancy.objects.get(pk=vacancy.pk), by=recruiter)
    invited = emails("^panel:[0-9]+:invited:published$")
    assert {email.to for email in invited} == {first.email, second.email, third.email}
    assert "Sunday 4 May 2031" in invited[0].text
    assert "closes" in invited[0].text
    vacancy = Vacancy.objects.get(pk=vacancy.pk)
    with pytest.raises(panel.PanelRefused, match="at least three people"):
        panel.arrange(vacancy, {first: True, second: False}, by=recruiter)
    panel.arrange(vacancy, {first: True, second: False, fourth: False}, by=recruiter)
    assert emails(":removed:").get().to == third.email
    panel.arrange(vacancy, {first: True, second: False, third: False}, by=recruiter)
    assert emails(":invited:").filter(to=third.email).count() == 2


def day(number):
    return NOON + timedelta(days=number)


@pytest.fixture
def due():
    """Closed, two members, scores due on 10 March."""
    vacancy = closed_vacancy(applications=1)
    PanelRules.objects.create(vacancy=vacancy, scores_due_on=NOON.date())
    StaffRoleFactory(employer=vacancy.employer)
    return vacancy


def test_one_reminder_a_day_from_three_days_before_and_one_word_to_who_acts(due):
    chair, member = due.panel.order_by("-is_chair")
    assert reminding.remind(now=day(-4)) == 0
    assert reminding.remind(now=day(-3).replace(hour=6)) == 0, "nobody is woken"
    reminding.remind(now=day(-3))
    reminding.remind(now=day(-3) + timedelta(hours=3))
    assert emails(":reminder:").count() == 2
    hand_in(chair)
    reminding.remind(now=day(0))
    assert emails(":reminder:2027-03-10$").get().to == member.user.email
    assert "due today" in emails(":reminder:2027-03-10$").get().subject
    assert not emails(":overdue:").exists()
    for number in (1, 2, 2):
        reminding.remind(now=day(number))
    assert emails(":reminder:").filter(to=member.user.email).count() == 4
    assert emails(":overdue:").count() == 2, "the chair and the recruiter, once"
    hand_in(member)
    reminding.remind(now=day(3))
    assert not emails(":reminder:2027-03-13$").exists()


def test_what_a_rule_refuses(due):
    def saved(**changed):
        standing = queries.rules_of(Vacancy.objects.get(pk=due.pk))
        asked = {**vars(standing), **changed}
        rules.set_rules(due, Rules(**asked), by=chair_of(due).user)

    def refused(field, **changed):
        with pytest.raises(rules.RulesRefused) as refusal:
            saved(**changed)
        assert refusal.value.field == field

    refused("scorers_each", scorers_each=3)
    refused("scores_due_on", scores_due_on=date(2020, 1, 1))
    # Both members have declared.
    refused("masks_by_hand", masks_by_hand=True)
    saved(scorers_each=1)
    saved(names_after=NamesAfter.ANNOUNCED)
    refused("names_after", names_after=NamesAfter.CONFIRMED)
    blinding.prepare(chair_of(due))
    refused("scorers_each", scorers_each=None)
    assert AuditEvent.objects.filter(action="panel.rules_changed").count() == 2


def test_the_desk_says_how_far_everybody_is_and_takes_the_rules(due, settings, django_assert_max_num_queries):
    settings.STAFF_MFA_REQUIRED = False
    PanelRules.objects.update(scores_due_on=timezone.localdate() - timedelta(days=2))
    chair, member = due.panel.order_by("-is_chair")
    hand_in(chair)
    client = Client()
    client.force_login(StaffRole.objects.get(employer=due.employer, role="recruiter").user)
    hub = reverse("admin:shortlisting_shortlisting_change", args=[due.pk])
    page = client.get(hub).content.decode()
    assert "1 of 2 score cards in, overdue since" in page
    assert "<strong>Overdue</strong>" in page
    assert "I know of no conflict of interest" in page
    url = reverse("admin:shortlisting_shortlisting_rules", args=[due.pk])
    asked = {"scores_due_on": "", "scorers_each": "7", "names_after": "confirmed"}
    assert "Please correct" in client.post(url, asked).content.decode()
    assert client.post(url, {**asked, "scorers_each": ""}).status_code == 302
    assert queries.rules_of(Vacancy.objects.get(pk=due.pk)).scores_due_on is None

    # A recruiter who scores as well learns how far others are once their own card is in.
    StaffRoleFactory(employer=due.employer, user=member.user)
    client.force_login(member.user)
    page = client.get(hub).content.decode()
    assert "In since" not in page
    assert "You see this when your own card is in" in page
    Vacancy.objects.filter(pk=due.pk).update(closed_at=timezone.now() - timedelta(days=9))
    home, everything = reverse("admin:index"), reverse("admin:shortlisting_shortlisting_changelist")
    for address in (hub, everything, home):
        page = client.get(address).content.decode()
        assert due.title in page
        assert "1 of 2" not in page
    assert "9 days ago" in page
    for _ in range(3):
        open_vacancy(employer=due.employer)
    client.get(reverse("admin:shortlisting_shortlisting_changelist"))
    with django_assert_max_num_queries(12):
        client.get(reverse("admin:shortlisting_shortlisting_changelist"))
