"""Scales that administrators enter: how they join the shipped ones, their desk, and what publishing keeps."""

from datetime import date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse

from recruitment.audit.models import AuditEvent
from tests.factories import StaffRoleFactory, UserFactory, publishable_vacancy
from tests.vacancies.form_data import as_sent
from vacancies import pay
from vacancies.actions import closing, publishing
from vacancies.models import BandFigures, PayScale, SupplementFigures, Vacancy
from vacancies.models.pay_scales import in_force

pytestmark = pytest.mark.django_db
LONDON = ZoneInfo("Europe/London")
JUNE_2026 = datetime(2026, 6, 1, 12, tzinfo=LONDON)


@pytest.fixture(autouse=True)
def _without_a_second_factor(settings):
    settings.STAFF_MFA_REQUIRED = False


def enter(begins_on, bands=(), supplements=()):
    scale = PayScale.objects.create(begins_on=begins_on)
    for band, *figures in bands:
        BandFigures.objects.create(
            scale=scale, band=band, **dict(zip(("entry", "middle", "top"), figures, strict=True))
        )
    for zone, *figures in supplements:
        SupplementFigures.objects.create(
            scale=scale, zone=zone, **dict(zip(("percent", "lowest", "highest"), figures, strict=True))
        )
    return scale


def test_without_any_the_shipped_ones_count_and_one_query_tells(django_assert_num_queries):
    with django_assert_num_queries(1):
        assert in_force() == pay.SCALES


def test_what_is_entered_fills_in_overrules_and_adds():
    enter(
        date(2026, 4, 1),
        [("6", None, 42_170, None), ("8b", 66_582, None, 77_368), ("2", 25_273, None, None)],
        [("outer", Decimal("15.5"), 4_870, 6_137)],
    )
    enter(date(2027, 4, 1), [("2", 26_000, None, 26_000)])
    scales = in_force()
    assert [scale.begins_on for scale in scales] == [date(2025, 4, 1), date(2026, 4, 1), date(2027, 4, 1)]
    assert scales[0] == pay.SCALES[0]
    bands = scales[1].bands
    assert (bands["6"].entry, bands["6"].middle, bands["6"].top) == (39_959, 42_170, 48_117)
    assert (bands["8b"].entry, bands["2"].entry, bands["2"].top) == (66_582, 25_273, 25_272)
    assert bands["3"] == pay.SCALES[1].bands["3"]
    assert pay.supplement("outer", date(2026, 5, 1), scales).on(28_392) == 4_870
    with pytest.raises(pay.NotPublished):
        pay.supplement("inner", date(2026, 5, 1), scales)
    assert pay.salary_range("2", date(2027, 4, 1), scales) == (26_000, 26_000)
    with pytest.raises(pay.NotPublished, match="Band 3 on 1 April 2027"):
        pay.salary_range("3", date(2027, 4, 1), scales)


def test_the_database_refuses_figures_that_do_not_rise():
    scale = enter(date(2027, 4, 1))
    with pytest.raises(IntegrityError), transaction.atomic():
        BandFigures.objects.create(scale=scale, band="4", entry=30_000, top=29_999)
    with pytest.raises(IntegrityError), transaction.atomic():
        SupplementFigures.objects.create(scale=scale, zone="inner", percent=20, lowest=2, highest=1)


def test_publishing_keeps_what_was_advertised():
    recruiter = StaffRoleFactory().user
    with time_machine.travel(JUNE_2026, tick=False):
        vacancy = publishable_vacancy(band="8b", closes_at=datetime(2099, 1, 1, tzinfo=LONDON))
        assert [missing.at for missing in publishing.what_is_missing(vacancy)] == ["band"]
        scale = enter(date(2026, 4, 1), [("8b", 66_582, None, 77_368)])
        assert publishing.what_is_missing(vacancy) == []
    publishing.publish(vacancy, by=recruiter)
    vacancy.refresh_from_db()
    assert (vacancy.pay_from, vacancy.pay_to) == (66_582, 77_368)
    assert vacancy.pay_shown == "£66,582 to £77,368 a year"
    # The next scale changes nothing that is published, until its dates change.
    scale.delete()
    vacancy.refresh_from_db()
    assert vacancy.pay_in_words == "£66,582 to £77,368 a year"


def test_an_extension_over_the_next_scale_says_so():
    recruiter = StaffRoleFactory().user
    vacancy = publishable_vacancy(band="4")
    publishing.publish(vacancy, by=recruiter)
    Vacancy.objects.update(opens_at=datetime(2026, 3, 1, tzinfo=LONDON))
    enter(date(2098, 4, 1), [("4", 90_000, None, 91_000)])
    closing.extend(vacancy, by=recruiter, closes_at=datetime(2098, 5, 1, tzinfo=LONDON), reason="Holidays.")
    vacancy.refresh_from_db()
    assert vacancy.pay_shown.endswith("; from 1 April 2098: £90,000 to £91,000 a year")


def test_an_advert_that_opens_on_a_day_without_a_figure_is_not_ready():
    recruiter = StaffRoleFactory().user
    enter(date(2098, 4, 1))
    vacancy = publishable_vacancy(band="4", closes_at=datetime(2098, 5, 1, tzinfo=LONDON))
    with pytest.raises(publishing.NotReady) as refusal:
        publishing.publish(vacancy, by=recruiter, opens_at=datetime(2098, 4, 2, tzinfo=LONDON))
    assert [missing.at for missing in refusal.value.missing] == ["band"]
    vacancy.refresh_from_db()
    publishing.publish(vacancy, by=recruiter, opens_at=datetime(2098, 3, 2, tzinfo=LONDON))
    assert vacancy.pay_from


# --- The administrators' desk ---


@pytest.fixture
def administrator(client):
    user = UserFactory(is_superuser=True)
    client.force_login(user)
    return user


def test_an_administrator_adds_the_next_scale(client, administrator):
    address = reverse("admin:vacancies_payscale_add")
    data = as_sent(client.get(address), "payscale_form")
    # A row waits for every band and every zone; what stays empty is not kept.
    assert [data[f"bands-{row}-band"] for row in range(11)] == list(pay.BANDS)
    assert [data[f"supplements-{row}-zone"] for row in range(3)] == list(pay.ZONES)
    data |= {
        "begins_on": "2027-04-01",
        "source": "Circular 1",
        "bands-2-entry": "29000",
        "bands-2-top": "32000",
    }
    response = client.post(address, data | {"_continue": "1"}, follow=True)
    scale = PayScale.objects.get()
    assert [(row.band, row.entry, row.top) for row in scale.bands.all()] == [("4", 29_000, 32_000)]
    assert not scale.supplements.exists()
    event = AuditEvent.objects.get(action="pay_scale.added")
    assert event.details == {
        "begins_on": "2027-04-01",
        "bands": {"4": [29_000, None, 32_000]},
        "supplements": {},
    }
    assert "Band 4: entry £29,000, top £32,000" in response.text
    assert "Band 2: not published" in response.text
    again = as_sent(response, "payscale_form")
    assert [again[f"bands-{row}-band"] for row in range(11)] == [
        "4",
        *(band for band in pay.BANDS if band != "4"),
    ]


def test_figures_that_fall_are_refused_in_words_and_nothing_typed_is_lost(client, administrator):
    address = reverse("admin:vacancies_payscale_add")
    data = as_sent(client.get(address), "payscale_form")
    data |= {"begins_on": "2027-04-01", "bands-2-entry": "32000", "bands-2-top": "29000"}
    response = client.post(address, data)
    assert "The figures do not rise" in response.text
    assert as_sent(response, "payscale_form")["bands-2-entry"] == "32000"
    assert not PayScale.objects.exists()


def test_a_digit_too_many_is_refused_where_it_is_typed():
    scale = enter(date(2027, 4, 1))
    for figures in ({"entry": 24_465_000}, {"entry": 24}, {"entry": 25_000, "top": 260_000_000}):
        with pytest.raises(ValidationError):
            BandFigures(scale=scale, band="4", **figures).full_clean()
    BandFigures(scale=scale, band="4", entry=29_000, top=32_000).full_clean()


def test_a_scale_can_be_removed_and_the_trail_says_so(client, administrator):
    scale = enter(date(2027, 4, 1))
    client.post(reverse("admin:vacancies_payscale_delete", args=[scale.pk]), {"post": "yes"})
    assert not PayScale.objects.exists()
    assert AuditEvent.objects.filter(action="pay_scale.removed", actor_id=administrator.pk).exists()


def test_the_vacancys_page_shows_the_sums(client):
    role = StaffRoleFactory()
    client.force_login(role.user)
    with time_machine.travel(JUNE_2026, tick=False):
        vacancy = publishable_vacancy(employer=role.employer, band="4", hours_per_week=Decimal(20))
        address = reverse("admin:vacancies_vacancy_change", args=[vacancy.pk])
        text = client.get(address).text
        Vacancy.objects.update(band="8b")
        unknown = client.get(address).text
    assert "£28,392 to £31,157 a year pro rata (£15,142.40 to £16,617.07 a year for 20 hours a week)." in text
    assert "£14.52 to £15.93 an hour" in text
    assert "The pay of Band 8b on 1 June 2026 has not been published." in unknown
