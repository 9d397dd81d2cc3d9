"""Publishing: what an advert needs first, what it sets, and that it happens once."""

import threading
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
import time_machine
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from recruitment.audit.models import AuditEvent
from tests.factories import CriterionFactory, UserFactory, VacancyFactory, publishable_vacancy
from vacancies import times
from vacancies.actions import publishing
from vacancies.actions.publishing import NotADraft, NotReady, what_is_missing
from vacancies.models import Criterion, Vacancy
from vacancies.status import Contract, CriterionKind, PayScheme, Status

pytestmark = pytest.mark.django_db


def test_a_complete_draft_lacks_nothing():
    assert what_is_missing(publishable_vacancy()) == []


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"title": " "}, "Give the job a title."),
        ({"reference": ""}, "Give the job a reference."),
        ({"summary": "\n"}, "Write the job summary."),
        ({"contact_email": ""}, "Say whom applicants can contact"),
        ({"band": ""}, "Say what the job pays"),
        ({"band": "8x"}, "Choose the band again"),
        ({"band": "4", "pay_scheme": PayScheme.OTHER}, "Say what the job pays"),
        ({"contract": ""}, "Choose the kind of contract."),
        ({"contract": Contract.FIXED_TERM}, "Say how many months the fixed term lasts."),
        ({"contract": Contract.SECONDMENT}, "Say how many months the secondment lasts."),
        ({"closes_at": None}, "Set the closing date and time."),
        ({"closes_at": datetime(2020, 1, 1, tzinfo=UTC)}, "Move the closing time: it has already passed."),
        ({"minimum_open_days": 8}, "Move the closing time or lower the minimum: open for 8 days"),
        ({"interview_on": date(2020, 1, 1)}, "Move the planned interview date"),
    ],
)
def test_each_thing_that_is_missing_is_named(fields, sentence):
    (missing,) = what_is_missing(publishable_vacancy(**fields))
    assert missing.startswith(sentence)


@pytest.mark.parametrize(
    "fields",
    [
        {"band": "", "salary_text": "Up to £15 an hour"},
        {"band": "", "salary_min": 24_000, "pay_scheme": PayScheme.OTHER},
        {"band": "", "hourly_rate": Decimal("12.60"), "pay_scheme": PayScheme.OTHER},
        {"contract": Contract.FIXED_TERM, "duration_months": 12},
        {"contact_email": "", "contact_phone": "01632 960001"},
        {"minimum_open_days": 6},
    ],
)
def test_one_of_several_ways_is_enough(fields):
    assert what_is_missing(publishable_vacancy(**fields)) == []


def test_the_closing_time_may_be_exactly_as_far_away_as_the_minimum():
    with time_machine.travel(datetime(2026, 10, 20, 12, tzinfo=UTC), tick=False):
        # Six days over the night the clocks go back are 145 hours.
        just = times.days_later(timezone.now(), 6)
        assert what_is_missing(publishable_vacancy(minimum_open_days=6, closes_at=just)) == []
        early = publishable_vacancy(minimum_open_days=6, closes_at=just - timedelta(minutes=1))
        assert len(what_is_missing(early)) == 1


def test_places_criteria_and_panel_are_needed():
    bare = VacancyFactory(criteria=0, contact_email="jobs@example.org")
    assert what_is_missing(bare) == [
        "Add at least one place of work.",
        "Add at least one essential criterion to the person specification.",
        "Mark at least one scored criterion as evidenced by application or certificate: "
        "the panel has nothing to shortlist by.",
        "Choose at least two people for the panel.",
        "Make one member of the panel its chair.",
    ]


@pytest.mark.parametrize("fields", [{"evidenced_by": ["I", "T"]}, {"kind": CriterionKind.ACKNOWLEDGED}])
def test_something_must_be_left_to_shortlist_by(fields):
    vacancy = publishable_vacancy(criteria=0)
    CriterionFactory(vacancy=vacancy, **fields)
    (missing,) = what_is_missing(vacancy)
    assert missing.startswith("Mark at least one scored criterion")


def test_somebody_who_left_the_panel_does_not_count():
    vacancy = publishable_vacancy()
    vacancy.panel.filter(is_chair=True).update(removed_at=timezone.now())
    assert what_is_missing(vacancy) == [
        "Choose at least two people for the panel.",
        "Make one member of the panel its chair.",
    ]


def test_publishing_opens_the_advert_now_and_audits_once():
    vacancy = publishable_vacancy(minimum_open_days=3, close_after_applications=40)
    recruiter = UserFactory()
    publishing.publish(vacancy, by=recruiter)
    stored = Vacancy.objects.get(pk=vacancy.pk)
    assert stored.status == Status.PUBLISHED
    assert stored.is_open
    assert stored.opens_at == stored.published_at
    assert stored.cap_applies_from == times.days_later(stored.opens_at, 3)
    event = AuditEvent.objects.get(subject=f"vacancy:{vacancy.pk}")
    assert (event.action, event.actor_id, event.employer_id) == (
        "vacancy.published",
        recruiter.pk,
        vacancy.employer_id,
    )


def test_the_opening_time_is_the_databases_and_not_the_web_servers():
    vacancy = publishable_vacancy(closes_at=datetime(2100, 1, 1, tzinfo=UTC))
    before = Vacancy.objects.open().count()
    with time_machine.travel(datetime(2030, 1, 1, tzinfo=UTC)):
        publishing.publish(vacancy, by=UserFactory())
    assert vacancy.opens_at.year < 2030
    assert Vacancy.objects.open().count() == before + 1


def test_publishing_an_incomplete_draft_changes_nothing():
    vacancy = publishable_vacancy(summary="")
    with pytest.raises(NotReady) as refusal:
        publishing.publish(vacancy, by=UserFactory())
    assert refusal.value.missing == ["Write the job summary."]
    assert Vacancy.objects.get(pk=vacancy.pk).status == Status.DRAFT
    assert not AuditEvent.objects.exists()


def test_publishing_judges_what_is_stored_and_not_what_was_loaded():
    vacancy = publishable_vacancy()
    Vacancy.objects.filter(pk=vacancy.pk).update(summary="")
    with pytest.raises(NotReady):
        publishing.publish(vacancy, by=UserFactory())


def test_a_published_advert_is_not_published_again():
    vacancy = publishable_vacancy()
    publishing.publish(vacancy, by=UserFactory())
    with pytest.raises(NotADraft):
        publishing.publish(vacancy, by=UserFactory())


def test_criteria_are_frozen_by_publication():
    vacancy = publishable_vacancy()
    publishing.publish(vacancy, by=UserFactory())
    with pytest.raises(DatabaseError) as refusal, transaction.atomic():
        Criterion.objects.filter(vacancy=vacancy).update(text="Something else")
    assert refusal.value.__cause__.sqlstate == "VA001"


def test_a_draft_can_be_discarded_and_leaves_a_trace():
    vacancy = publishable_vacancy()
    pk = vacancy.pk
    publishing.discard(vacancy, by=UserFactory())
    assert not Vacancy.objects.filter(pk=pk).exists()
    assert AuditEvent.objects.get().subject == f"vacancy:{pk}"


def test_a_published_advert_cannot_be_discarded():
    vacancy = publishable_vacancy()
    publishing.publish(vacancy, by=UserFactory())
    with pytest.raises(NotADraft):
        publishing.discard(vacancy, by=UserFactory())


def race(vacancy_pk, actors) -> list[str]:
    """Each actor publishes at the same moment, in a connection of their own."""
    barrier, outcomes = threading.Barrier(len(actors)), []

    def click(actor):
        try:
            vacancy = Vacancy.objects.get(pk=vacancy_pk)
            barrier.wait()
            publishing.publish(vacancy, by=actor)
            outcomes.append("published")
        except NotADraft:
            outcomes.append("refused")
        finally:
            connection.close()

    threads = [threading.Thread(target=click, args=(actor,)) for actor in actors]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sorted(outcomes)


@pytest.mark.django_db(transaction=True)
def test_two_clicks_at_once_publish_once():
    vacancy, actors = publishable_vacancy(), [UserFactory(), UserFactory()]
    assert race(vacancy.pk, actors) == ["published", "refused"]
    assert AuditEvent.objects.filter(action="vacancy.published").count() == 1


@pytest.mark.django_db(transaction=True)
def test_without_the_lock_two_clicks_publish_twice(monkeypatch):
    """The negative control: the race above is real."""
    both_have_read = threading.Barrier(2)

    def read_without_a_lock(vacancy):
        vacancy.refresh_from_db()
        both_have_read.wait(timeout=10)
        return timezone.now()

    monkeypatch.setattr(publishing, "lock", read_without_a_lock)
    vacancy, actors = publishable_vacancy(), [UserFactory(), UserFactory()]
    assert race(vacancy.pk, actors) == ["published", "published"]
