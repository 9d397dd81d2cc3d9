"""One advert: what its page shows, what it does not, and what it costs."""

import json
import re
from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.factories import CriterionFactory, VacancyFactory, open_vacancy
from vacancies import caching
from vacancies.models import Criterion, Location, SupportingDocument, Vacancy
from vacancies.status import CloseReason, CriterionKind, DbsLevel, Sponsorship, Status

pytestmark = pytest.mark.django_db
LIST = "/"


def in_days(days):
    return timezone.now() + timedelta(days=days)


def closed_vacancy(**fields):
    vacancy = open_vacancy(**fields)
    Vacancy.objects.filter(pk=vacancy.pk).update(
        status=Status.CLOSED, closed_at=timezone.now(), close_reason=CloseReason.RECRUITER
    )
    return vacancy


# --- One advert ---


def detail(client, vacancy):
    return client.get(reverse("vacancies:detail", args=[vacancy.pk]))


@pytest.mark.parametrize("number", [1, 3])
def test_an_advert_costs_two_queries_and_kept_one(client, django_assert_num_queries, number):
    vacancy = open_vacancy(criteria=number)
    for _ in range(number):
        Location.objects.create(vacancy=vacancy, address="1 Example Row")
        SupportingDocument.objects.create(vacancy=vacancy, title="A", sha256="0" * 64, size=1, kind="pdf")
        open_vacancy(criteria=0)
    with django_assert_num_queries(2):
        response = detail(client, vacancy)
    assert len(response.context["similar"]) == number
    with django_assert_num_queries(1):
        assert detail(client, vacancy).content == response.content
    Vacancy.objects.filter(pk=vacancy.pk).update(closes_at=timezone.now())
    caching.clear()
    with django_assert_num_queries(2):
        assert detail(client, vacancy).status_code == 410


def test_an_advert_shows_its_person_specification_by_group(client):
    vacancy = VacancyFactory(criteria=0)
    CriterionFactory(vacancy=vacancy, position=1, group="Values", text="Kind", evidenced_by=["I"])
    CriterionFactory(
        vacancy=vacancy, position=2, group="Skills", text="Drives", kind=CriterionKind.ACKNOWLEDGED
    )
    CriterionFactory(
        vacancy=vacancy,
        position=3,
        group="Values",
        text="Open",
        importance="desirable",
        evidenced_by=["C", "A"],
    )
    now = timezone.now()
    Vacancy.objects.filter(pk=vacancy.pk).update(
        status=Status.PUBLISHED, opens_at=now, published_at=now, cap_applies_from=now
    )
    advert = detail(client, vacancy).context["advert"]
    specification = advert.specification
    assert [(p.text, p.importance, p.evidence) for p in specification["Values"]] == [
        ("Kind", "Essential", "At interview"),
        ("Open", "Desirable", "In your application and with a certificate"),
    ]
    # What is acknowledged is no point of the table: nobody judges it.
    assert "Skills" not in specification
    assert advert.acknowledged == ["Drives"]


def test_sentences_come_from_fields(client):
    vacancy = open_vacancy(
        sponsorship=Sponsorship.NOT_AVAILABLE,
        dbs_level=DbsLevel.ENHANCED_BARRED,
        close_after_applications=40,
        minimum_open_days=7,
        cap_applies_from=in_days(6),
    )
    text = detail(client, vacancy).text
    assert "We cannot sponsor a Skilled Worker visa for this job." in text
    assert "an enhanced Disclosure and Barring Service (DBS) check, with a check of the barred lists." in text
    assert re.search(r"closes early once we have received 40 applications, but not before \d", text)


def test_an_advert_without_sentences_leaves_them_out(client):
    text = detail(client, open_vacancy()).text
    assert "Visa sponsorship" not in text
    assert "Criminal record check" not in text
    assert "closes early" not in text


def test_text_is_markdown_and_nothing_in_it_runs(client):
    vacancy = open_vacancy(
        summary="# Big\n\nWe **care**.\n\n- one\n- two\n\n<script>alert(1)</script>"
        " [x](javascript:alert(2)) ![y](https://example.org/track.png) [ok](https://example.org)",
        title="<script>alert(3)</script>",
        contact_email="jobs@example.org",
    )
    text = detail(client, vacancy).text
    assert "<strong>care</strong>" in text
    assert '<ul class="nhsuk-list nhsuk-list--bullet">' in text
    assert "<h3>Big</h3>" in text
    assert 'href="https://example.org"' in text
    assert "<script>alert" not in text
    assert 'href="javascript' not in text
    assert "track.png" not in re.sub(
        r'<script type="application/ld\+json">.*?</script>', "", text, flags=re.S
    )


CLOSED_AT = datetime(2026, 10, 20, 9, tzinfo=UTC)
ENDS = {
    "by its time": (
        {"status": Status.CLOSED, "closed_at": CLOSED_AT, "close_reason": CloseReason.DEADLINE},
        "It closed as planned, at 9:59am on Tuesday 20 October 2026.",
    ),
    "by its cap": (
        {"status": Status.CLOSED, "closed_at": CLOSED_AT, "close_reason": CloseReason.CAP},
        "It closed early, at 10:00am on Tuesday 20 October 2026, because as many people had applied as the "
        "employer can consider.",
    ),
    "by a recruiter": (
        {"status": Status.CLOSED, "closed_at": CLOSED_AT, "close_reason": CloseReason.RECRUITER},
        "The employer closed it early, at 10:00am on Tuesday 20 October 2026.",
    ),
    "withdrawn": (
        {
            "status": Status.WITHDRAWN,
            "closed_at": CLOSED_AT,
            "close_reason": CloseReason.WITHDRAWN,
            "withdrawn_at": CLOSED_AT,
        },
        "The employer withdrew it at 10:00am on Tuesday 20 October 2026.",
    ),
    "by the clock, unswept": ({}, "It closed as planned, at 9:59am on Tuesday 20 October 2026."),
    "by a notice, unswept": (
        {"closes_at": CLOSED_AT + timedelta(days=9000), "notice_ends_at": CLOSED_AT},
        "It closed early because as many people had applied as the employer can consider.",
    ),
}


@pytest.mark.parametrize(("fields", "sentence"), ENDS.values(), ids=ENDS)
def test_an_advert_that_has_ended_is_gone_and_says_why_and_when(client, fields, sentence):
    fields = {"opens_at": CLOSED_AT - timedelta(days=9), "closes_at": CLOSED_AT, **fields}
    vacancy = open_vacancy(title="Sociotherapist", summary="Canary", close_note="Canary")
    Vacancy.objects.filter(pk=vacancy.pk).update(**fields)
    response = detail(client, vacancy)
    assert response.status_code == 410
    assert sentence in response.text
    assert f"Sociotherapist, {vacancy.employer.name}" in response.text
    assert "Canary" not in response.text
    assert "application/ld+json" not in response.text
    assert '<meta name="robots" content="noindex">' in response.text
    applying = client.get(reverse("applying:start", args=[vacancy.pk]))
    assert (applying.status_code, sentence in applying.text) == (410, True)


def test_what_was_withdrawn_before_it_opened_was_never_there(client):
    vacancy = open_vacancy(opens_at=in_days(-1))
    Vacancy.objects.filter(pk=vacancy.pk).update(
        status=Status.WITHDRAWN,
        closed_at=in_days(-2),
        withdrawn_at=in_days(-2),
        close_reason=CloseReason.WITHDRAWN,
    )
    assert detail(client, vacancy).status_code == 404


def test_a_draft_looks_like_a_vacancy_that_never_was(client):
    draft = detail(client, VacancyFactory())
    never = client.get("/vacancies/999999/")
    assert draft.status_code == never.status_code == 404
    assert draft.content == never.content


def test_what_is_not_open_yet_looks_like_a_vacancy_that_never_was(client):
    scheduled = open_vacancy(opens_at=in_days(1), closes_at=in_days(9))
    assert detail(client, scheduled).content == client.get("/vacancies/999999/").content


@pytest.mark.parametrize("pk", ["9" * 19, "9" * 30, "9" * 5000, "-1", "0", "x", "٣"])
def test_no_vacancy_number_is_an_error(client, pk):
    assert client.get(f"/vacancies/{pk}/").status_code == 404


@pytest.mark.parametrize("method", ["post", "put", "delete", "patch"])
def test_the_site_is_read_only(client, method):
    vacancy = open_vacancy()
    assert getattr(client, method)(LIST).status_code == 405
    assert getattr(client, method)(vacancy.get_absolute_url()).status_code == 405
    assert client.head(vacancy.get_absolute_url()).status_code == 200


# --- Pay for one's own hours ---


def asked(client, vacancy, hours):
    return client.get(reverse("vacancies:detail", args=[vacancy.pk]), {"hours": hours})


def test_the_calculator_begins_with_the_adverts_hours(client):
    vacancy = open_vacancy(salary_min=30_000, salary_max=36_000, hours_per_week=30)
    text = detail(client, vacancy).text
    assert 'value="30"' in text
    assert "For 30 hours a week, before tax" in text
    assert "£24,000 to £28,800" in text


def test_the_calculator_answers_for_the_hours_asked_about(client):
    vacancy = open_vacancy(salary_min=30_000, salary_max=36_000)
    response = asked(client, vacancy, " 22.5 ")
    assert "For 22.5 hours a week, before tax" in response.text
    for figure in ("£18,000 to £21,600", "£1,500 to £1,800", "£15.34 to £18.41"):
        assert figure in response.text
    # One advert has one address, whatever is asked of it.
    assert f'<link rel="canonical" href="http://localhost:8000/vacancies/{vacancy.pk}/">' in response.text
    assert "Error: " not in response.text


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({}, "Worked out from £27,485 to £30,162 a year for full time."),
        (
            {"high_cost_area": "inner"},
            "Worked out from £33,094 to £36,194 a year for full time, with the inner London supplement.",
        ),
        (
            {"high_cost_area": "inner", "opens_at": datetime(2026, 5, 1, tzinfo=UTC)},
            "Worked out from £28,392 to £31,157 a year for full time, without the inner London supplement, "
            "which has not been published.",
        ),
        (
            {"high_cost_area": "inner", "salary_min": 40_000},
            "Worked out from £40,000 a year for full time.",
        ),
    ],
)
def test_the_calculator_says_what_it_worked_with(client, fields, sentence):
    opened = {"opens_at": datetime(2025, 5, 1, tzinfo=UTC), "published_at": datetime(2025, 5, 1, tzinfo=UTC)}
    assert sentence in detail(client, open_vacancy(band="4", **{**opened, **fields})).text


@pytest.mark.parametrize(
    ("hours", "sentence"),
    [
        ("", "Enter hours a week"),
        ("0", "Hours a week must be between 0.5 and 60"),
        ("-3", "Hours a week must be between 0.5 and 60"),
        ("500", "Hours a week must be between 0.5 and 60"),
        ("9" * 5000, "Hours a week must be between 0.5 and 60"),
        ("1e999999", "Hours a week must be between 0.5 and 60"),
        ("22.123", "Hours a week can have 2 figures after the point, like 22.25"),
        ("abc", "Hours a week must be a number, like 22.5"),
        ("NaN", "Hours a week must be a number, like 22.5"),
        ("<b>", "Hours a week must be a number, like 22.5"),
    ],
)
def test_the_calculator_says_what_it_cannot_work_with(client, hours, sentence):
    response = asked(client, open_vacancy(), hours)
    assert response.status_code == 200
    assert "<title>Error: " in response.text
    # In the summary and beside the field, each once.
    assert response.text.count(sentence) == 2
    assert "before tax" not in response.text


def test_hours_beyond_full_time_are_for_the_employer_to_say(client):
    text = asked(client, open_vacancy(), "40").text
    assert "Ask the employer how hours beyond that are paid" in text


def test_without_a_figure_there_is_nothing_to_work_out(client):
    assert "Pay for your hours" not in asked(client, open_vacancy(band=""), "22").text


# --- How people are assessed, and what comes next ---


def test_how_people_are_assessed_is_what_the_criteria_say(client):
    vacancy = VacancyFactory(criteria=0)
    points = [
        {"text": "Listens", "evidenced_by": ["A", "I"], "weight": 3},
        {"text": "Registered", "evidenced_by": ["C"], "minimum": 3},
        {"text": "Signs", "importance": "desirable"},
        {"text": "Types", "evidenced_by": ["T"]},
        {"text": "Drives", "kind": CriterionKind.ACKNOWLEDGED},
    ]
    Criterion.objects.bulk_create(
        Criterion(vacancy=vacancy, position=position, **point) for position, point in enumerate(points)
    )
    now = timezone.now()
    Vacancy.objects.filter(pk=vacancy.pk).update(
        status=Status.PUBLISHED, opens_at=now, published_at=now, cap_applies_from=now
    )
    how = detail(client, vacancy).context["advert"].assessment
    assert (how.essential, how.desirable, how.judged_at_shortlisting) == (2, 1, 3)
    assert how.met == "2 (Meets the criterion)"
    assert how.stricter == [("Registered", "3 (Exceeds the criterion)")]
    assert how.weighted == [("Listens", 3)]
    assert how.certificates == ["Registered"]
    assert how.at_interview == ["Listens"]
    assert how.in_a_test == ["Types"]


def test_what_happens_next_has_its_dates(client):
    vacancy = open_vacancy(interview_on=in_days(20).date())
    text = detail(client, vacancy).text
    assert f"on {vacancy.interview_in_words}, as planned today" in text
    assert f"by {vacancy.closing_minute_in_words}" in text
    Vacancy.objects.filter(pk=vacancy.pk).update(interview_on=None)
    assert "No date is set yet." in detail(client, vacancy).text


@pytest.mark.parametrize(("shown", "expected"), [(True, "2 so far."), (False, "")])
def test_the_number_so_far_is_the_employers_to_show(client, receive, shown, expected):
    vacancy = open_vacancy(close_after_applications=60)
    receive(vacancy, 2)
    type(vacancy.employer).objects.filter(pk=vacancy.employer_id).update(shows_applications_so_far=shown)
    text = detail(client, vacancy).text
    assert "closes early once we have received 60 applications" in text
    assert ("so far" in text) == shown
    receive(vacancy, 1)
    assert ("3 so far." in detail(client, vacancy).text) == shown
    assert expected in text


@pytest.mark.parametrize(
    ("phone", "dialled"),
    [
        ("01632 960001", "01632960001"),
        ("+44 (0)1632 960 001 ext. 12", "+441632960001"),
        ("ask for Alex", ""),
    ],
)
def test_a_number_can_be_dialled(client, phone, dialled):
    text = detail(client, open_vacancy(contact_phone=phone)).text
    assert phone in text
    assert ('href="tel:' in text) == bool(dialled)
    assert f'href="tel:{dialled}"' in text or not dialled


def test_messages_with_its_link_show_its_own_words(client):
    vacancy = open_vacancy(
        title='Peer "Worker" <1>',
        salary_text="£12 an hour.",
        closes_at=in_days(9000),
        contact_email="a@example.org",
    )
    Location.objects.create(vacancy=vacancy, address="1 Example Row", postcode="ZZ99 9ZZ")
    text = detail(client, vacancy).text
    (said,) = re.findall(r'<meta property="og:description" content="([^"]*)">', text)
    assert said.startswith(
        f"Peer &quot;Worker&quot; &lt;1&gt; at {vacancy.employer.name}. 1 Example Row, ZZ99 9ZZ. £12 an hour."
    )
    assert (
        f'href="mailto:a@example.org?subject=Peer%20%22Worker%22%20%3C1%3E%20%28{vacancy.reference}%29"'
        in text
    )


# --- Similar ones ---


def test_similar_ones_are_open_others_the_most_alike_first(client):
    title = "Occupational Therapy Assistant"
    vacancy = open_vacancy(title=title, band="4")
    twin = open_vacancy(title=title.upper(), band="4", employer=vacancy.employer)
    namesake = open_vacancy(title=title, band="3")
    colleague = open_vacancy(title="Cook", band="2", employer=vacancy.employer)
    peer = open_vacancy(title="Therapy Support Worker", band="4")
    open_vacancy(title="Cook", band="2")
    open_vacancy(title=title, opens_at=in_days(1))
    open_vacancy(title=title, closes_at=in_days(-1))
    closest = [row.url for row in detail(client, vacancy).context["similar"]]
    assert closest[:2] == [twin.get_absolute_url(), namesake.get_absolute_url()]
    assert set(closest[2:]) == {colleague.get_absolute_url(), peer.get_absolute_url()}


def test_what_is_nearby_is_like_it_whatever_the_job(client):
    vacancy = open_vacancy(title="Cook", band="2")
    near = open_vacancy(title="Peer Support Worker", band="5")
    far = open_vacancy(title="Peer Support Worker", band="5")
    unplaced = open_vacancy(title="Peer Support Worker", band="5")
    Location.objects.create(vacancy=vacancy, address="1 Example Row", postcode="ZZ9 9ZZ")
    Location.objects.create(vacancy=vacancy, address="Nowhere", postcode="it's")
    Location.objects.create(vacancy=near, address="2 Example Row", postcode="zz98AA")
    Location.objects.create(vacancy=far, address="3 Example Row", postcode="ZZ99 9ZZ")
    Location.objects.create(vacancy=unplaced, address="Nowhere", postcode="it's")
    assert [row.url for row in detail(client, vacancy).context["similar"]] == [near.get_absolute_url()]
    assert detail(client, unplaced).context["similar"][0].url in (
        near.get_absolute_url(),
        far.get_absolute_url(),
    )


@pytest.mark.parametrize("title", ["", "'; DROP", "& | ! :* <->", "Œuvre 🙂", "the of"])
def test_any_title_can_be_compared(client, title):
    vacancy = open_vacancy(title=title)
    open_vacancy(title=title)
    assert len(detail(client, vacancy).context["similar"]) == 1


# --- Structured data ---


def posting(response) -> dict:
    (text,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', response.text, flags=re.S)
    return json.loads(text)


def test_structured_data_says_what_the_advert_says(client):
    vacancy = open_vacancy(salary_min=24_000, salary_max=26_000, posts=2, working_patterns=["part_time"])
    Location.objects.create(vacancy=vacancy, address="1 Example Row\nNorthmoor", postcode="ZZ99 9ZZ")
    data = posting(detail(client, vacancy))
    assert data["@type"] == "JobPosting"
    assert data["title"] == vacancy.title
    assert data["validThrough"] == vacancy.closes_at.isoformat()
    assert data["employmentType"] == ["PART_TIME"]
    assert data["description"].startswith("<h3>Job summary</h3><p>Support people")
    assert data["jobLocation"][0]["address"] == {
        "@type": "PostalAddress",
        "streetAddress": "1 Example Row",
        "addressLocality": "Northmoor",
        "postalCode": "ZZ99 9ZZ",
        "addressCountry": "GB",
    }
    assert "jobLocationType" not in data
    # All that schema.org's readers ask for, and recommend.
    assert {"datePosted", "hiringOrganization", "identifier", "directApply", "baseSalary"} <= data.keys()
    assert data["baseSalary"]["value"]["minValue"] == 24_000
    assert data["url"] == f"http://localhost:8000/vacancies/{vacancy.pk}/"


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"working_patterns": ["home_or_remote"]}, {"jobLocationType": "TELECOMMUTE"}),
        ({"contract": "bank"}, {"employmentType": ["PER_DIEM"]}),
        (
            {"contract": "fixed_term", "working_patterns": ["full_time"]},
            {"employmentType": ["FULL_TIME", "TEMPORARY"]},
        ),
        ({"hours_per_week": "22.50"}, {"workHours": "22.5 hours a week"}),
        (
            {"summary": "", "main_duties": "", "about_us": "", "title": "A & B"},
            {"description": "<p>A &amp; B</p>"},
        ),
    ],
)
def test_structured_data_follows_the_fields(client, fields, expected):
    data = posting(detail(client, open_vacancy(**fields)))
    assert {name: data[name] for name in expected} == expected


def test_an_advert_under_notice_sends_no_search_engine_there(client):
    now = timezone.now()
    vacancy = open_vacancy(notice_given_at=now, notice_ends_at=now + timedelta(hours=20))
    response = detail(client, vacancy)
    assert response.status_code == 200
    assert "application/ld+json" not in response.text
    assert "Apply for this job" not in response.text


def test_documents_are_named_with_their_kind_and_size(client):
    vacancy = open_vacancy()
    document = SupportingDocument.objects.create(
        vacancy=vacancy,
        title="Job <description>",
        file_name="a.pdf",
        sha256="0" * 64,
        size=348_160,
        kind="pdf",
    )
    text = detail(client, vacancy).text
    assert (
        f'<a href="{document.get_absolute_url()}" download>Job &lt;description&gt; (PDF, 340 KB)</a>' in text
    )


@pytest.mark.parametrize(
    "nasty", ["</script><script>alert(1)</script>", "<!--<script>", "A & B \u2028 \\u003c"]
)
def test_structured_data_cannot_end_its_element(client, nasty):
    response = detail(client, open_vacancy(title=nasty))
    assert posting(response)["title"] == nasty
    assert "<script>alert" not in response.text
    assert "<!--" not in response.text
