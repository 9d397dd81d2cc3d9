"""On a phone, with no script: words, a place, filters with their counts, a dead end and the way out."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from tests.factories import EmployerFactory, open_vacancy
from tests.journeys.conftest import PICTURES
from vacancies.models import Location

pytestmark = pytest.mark.journey
PHONE = {"width": 360, "height": 740}


@pytest.fixture
def adverts(transactional_db):
    employer = EmployerFactory(name="Northmoor and Vale Partnership")
    kinds = [
        ("Occupational Therapy Assistant", "3", [], "permanent", "Moor Road\nNorthmoor", "ZZ99 1AA"),
        ("Peer Support Worker", "3", ["part_time"], "fixed_term", "Quay Street\nSaltby", "ZZ98 2BB"),
        ("Therapeutic Support Worker", "4", ["flexible"], "bank", "Mill Lane\nNorthmoor", "ZZ99 3CC"),
    ]
    for number in range(9):
        title, band, patterns, contract, address, postcode = kinds[number % 3]
        vacancy = open_vacancy(
            employer=employer,
            title=title,
            band=band,
            working_patterns=patterns,
            contract=contract,
            pay_from=24_000 + 2_000 * (number % 3),
            pay_to=26_000 + 2_000 * (number % 3),
            hours_per_week=30,
            closes_at=timezone.now() + timedelta(days=2 + number),
        )
        Location.objects.create(vacancy=vacancy, address=address, postcode=postcode)


@pytest.fixture
def phone(no_javascript):
    page = no_javascript.new_page()
    page.set_viewport_size(PHONE)
    return page


def test_somebody_finds_a_role(adverts, phone, page, look):
    phone.goto("/")
    expect(phone.get_by_role("heading", level=1)).to_have_text("9 vacancies")

    # Misspelt: what was meant is looked for.
    phone.get_by_label("What").fill("suport worker")
    phone.get_by_role("button", name="Search").click()
    expect(phone.get_by_role("heading", level=1)).to_have_text("6 vacancies for “support worker”")
    expect(phone.get_by_label("What")).to_have_value("suport worker")
    assert "salary" not in phone.url

    # The filters are folded away, and open without a script; each says how many it would find.
    expect(phone.get_by_label("Band 4 (3 vacancies)")).to_be_hidden()
    phone.get_by_text("Filters", exact=True).first.click()
    phone.get_by_label("Band 4 (3 vacancies)").check()
    phone.get_by_label("Fixed term (3 vacancies)").check()
    phone.get_by_role("button", name="Use these filters").click()

    # A dead end, and each way out of it with what waits there.
    expect(phone.get_by_role("heading", level=1)).to_contain_text("No vacancies")
    page.goto(phone.url)
    look(page, "search-nothing")
    expect(phone.get_by_text("without Fixed term: 3 vacancies")).to_be_visible()
    phone.get_by_role("link", name="Remove contract: Fixed term").click()
    expect(phone.get_by_role("heading", level=1)).to_contain_text("3 vacancies")
    page.goto(phone.url)
    look(page, "search-many")
    phone.get_by_text("Filters (1 chosen)").click()
    phone.screenshot(path=PICTURES / "search-filters-360.png", full_page=True)

    # An address is all it takes to show it to somebody else.
    page.goto(phone.url)
    expect(page.get_by_role("heading", level=1)).to_contain_text("3 vacancies")

    phone.get_by_role("link", name="Clear all").click()
    expect(phone.get_by_role("heading", level=1)).to_have_text("9 vacancies")
    phone.get_by_label("Where").fill("ZZ98")
    phone.get_by_label("Where").press("Enter")
    expect(phone.get_by_role("heading", level=1)).to_have_text("3 vacancies in ZZ98")
    phone.get_by_role("link", name="newest").click()
    phone.get_by_role("link", name="Peer Support Worker").first.click()
    expect(phone.get_by_role("heading", level=1)).to_contain_text("Peer Support Worker")
