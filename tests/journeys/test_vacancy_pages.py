"""The vacancies' pages in a real browser: the public site, and the recruiter's desk."""

import re
from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from tests.factories import CriterionFactory, EmployerFactory, StaffRoleFactory, publishable_vacancy
from tests.journeys.conftest import PICTURES
from vacancies.actions import publishing
from vacancies.models import Location, Vacancy

pytestmark = pytest.mark.journey


def an_advert(**fields) -> Vacancy:
    """A draft as full as adverts are."""
    texts = {
        "summary": "We look for a **warm, steady** person to join our community team.\n\n"
        "You will support people to do what matters to them:\n\n- cooking and shopping\n- groups and "
        "outings\n- getting back to work",
        "main_duties": "### Every day\n\nPlan and lead activities, one to one and in groups.\n\n"
        "1. Listen\n2. Try\n3. Review together",
        "responsibilities": "Keep clear notes. Read more at <https://example.org/therapies>.",
    }
    vacancy = publishable_vacancy(
        criteria=0,
        close_after_applications=40,
        minimum_open_days=3,
        hours_per_week=30,
        working_patterns=["part_time", "flexible"],
        dbs_level="enhanced_barred",
        sponsorship="not_available",
        contact_name="Alex Example",
        contact_role="Team leader",
        contact_phone="01632 960001",
        **{**texts, **fields},
    )
    Location.objects.create(vacancy=vacancy, address="2 Example Row\nUpper Northmoor", postcode="ZZ99 8ZZ")
    points = [
        (
            "Qualifications",
            "GCSE grade 4 (C) or above in English and maths, or the same level",
            "essential",
            "AC",
        ),
        ("Qualifications", "Level 3 award in health and social care", "desirable", "C"),
        (
            "Experience",
            "Experience of supporting people with mental ill health, paid or not",
            "essential",
            "AI",
        ),
        ("Values", "Discreet", "essential", "I"),
    ]
    for position, (group, text, importance, evidence) in enumerate(points):
        CriterionFactory(
            vacancy=vacancy,
            position=position,
            group=group,
            text=text,
            importance=importance,
            evidenced_by=list(evidence),
        )
    return vacancy


def a_long_advert(**fields) -> Vacancy:
    """Thirty points, three places, every sentence: what a page has to bear."""
    vacancy = an_advert(
        interview_on=date(2027, 3, 2),
        driving=True,
        registration="Health and Care Professions Council",
        contract="fixed_term",
        duration_months=12,
        fixed_term_reason="Maternity cover",
        posts=3,
        **fields,
    )
    Location.objects.create(vacancy=vacancy, address="The Old Mill, 3 Example Row\nNether Vale")
    for position in range(26):
        CriterionFactory(
            vacancy=vacancy,
            position=10 + position,
            group=("Skills and abilities", "Knowledge", "Additional criteria")[position % 3],
            text=f"Able to plan and lead activity number {position + 1}, alone and with colleagues",
            importance="desirable" if position % 4 == 3 else "essential",
            evidenced_by=[list("A"), list("AI"), list("T"), list("CI")][position % 4],
            kind="acknowledged" if position % 9 == 8 else "scored",
            weight=2 if position == 4 else 1,
        )
    return vacancy


@pytest.fixture
def employer(transactional_db):
    return EmployerFactory(name="Northmoor and Vale Partnership", website="https://northmoor.example.org/")


@pytest.fixture
def recruiter(employer, page, sign_in, settings):
    settings.STAFF_MFA_REQUIRED = False
    user = StaffRoleFactory(employer=employer, user__name="Robin Fairweather").user
    sign_in(page, user)
    return user


def desk(name, vacancy=None) -> str:
    return reverse(f"admin:vacancies_vacancy_{name}", args=[vacancy.pk] if vacancy else [])


def test_the_public_site(page, look, employer):
    page.goto("/")
    look(page, "vacancies-none")
    author = StaffRoleFactory(employer=employer).user
    titles = ["Occupational Therapy Assistant", "Peer Support Worker", "Sociotherapist (mental health)"]
    for number in range(23):
        publishing.publish(an_advert(employer=employer, title=titles[number % 3]), by=author)
    page.goto("/")
    look(page, "vacancies-list")
    page.get_by_role("link", name="closing last").click()
    page.get_by_role("link", name="Next").click()
    expect(page.locator(".app-adverts h2")).to_have_count(3)
    page.goto("/")
    page.get_by_role("link", name="Peer Support Worker").first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Peer Support Worker")
    look(page, "vacancy")


def test_an_advert(page, look, employer):
    author = StaffRoleFactory(employer=employer).user
    long = a_long_advert(employer=employer, title="Therapeutic Support Worker")
    publishing.publish(long, by=author)
    # All that an advert cannot do without, and nothing else.
    sparse = publishable_vacancy(
        criteria=1, title="Therapeutic Support Worker", band="", salary_text="£12 an hour"
    )
    publishing.publish(sparse, by=author)
    page.goto(long.get_absolute_url())
    page.get_by_label("Hours a week").fill("none")
    page.get_by_role("button", name="Work it out").click()
    expect(page.get_by_role("alert")).to_contain_text("Hours a week must be a number")
    look(page, "vacancy-hours-error")
    page.get_by_label("Hours a week").fill("22.5")
    page.get_by_role("button", name="Work it out").click()
    expect(page.get_by_role("table", name="For 22.5 hours a week")).to_be_visible()
    expect(page).to_have_url(re.compile(r"\?hours=22\.5#your-pay$"))
    # While one types, too.
    page.get_by_label("Hours a week").fill("15")
    expect(page.get_by_role("table", name="For 15 hours a week")).to_be_visible()
    page.emulate_media(media="print")
    page.screenshot(path=PICTURES / "vacancy-long-print.png", full_page=True)
    page.emulate_media(media="screen")
    expect(page.get_by_role("button", name="Print this page")).to_be_visible()
    look(page, "vacancy-long")
    page.get_by_role("region", name="Similar vacancies").get_by_role("link").click()
    expect(page).to_have_url(sparse.get_absolute_url())
    look(page, "vacancy-sparse")
    Vacancy.objects.filter(pk=sparse.pk).update(closes_at=timezone.now())
    page.reload()
    expect(page.get_by_role("heading", level=1)).to_contain_text("This vacancy has closed")
    look(page, "vacancy-closed")


def test_the_desk(page, look, employer, recruiter):
    page.goto(desk("add"))
    look(page, "desk-add")
    vacancy = an_advert(employer=employer, title="Peer Support Worker")
    page.goto(desk("change", vacancy))
    look(page, "desk-draft")
    page.goto(desk("preview", vacancy))
    look(page, "desk-preview")
    Vacancy.objects.filter(pk=vacancy.pk).update(summary="", band="")
    page.goto(desk("publish", vacancy))
    look(page, "desk-publish-missing")
    Vacancy.objects.filter(pk=vacancy.pk).update(summary="A job", band="4")
    page.reload()
    look(page, "desk-publish")
    page.get_by_role("button", name="Publish").click()
    expect(page.get_by_text("people can apply now")).to_be_visible()
    look(page, "desk-published")
    page.get_by_role("link", name="Give people more time").click()
    look(page, "desk-extend")
    page.get_by_role("button", name="Give people more time").click()
    expect(page.get_by_text("correct").first).to_be_visible()
    look(page, "desk-extend-errors")
    page.goto(desk("close", vacancy))
    look(page, "desk-close")
    page.goto(desk("changelist"))
    look(page, "desk-list")
