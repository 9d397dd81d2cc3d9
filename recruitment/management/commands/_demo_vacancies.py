"""The demo's vacancies as a recruiter would have typed them, with what hangs on them."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from io import BytesIO

from django.utils import timezone
from docx import Document as Word

from recruitment.accounts.models import Employer, User
from recruitment.documents import recognising
from recruitment.management.commands._demo_adverts import Advert
from recruitment.management.commands._demo_people import panel_of
from vacancies import times
from vacancies.models import Criterion, Location, PanelMember, Vacancy
from vacancies.status import DEFAULT_SCORE_LABELS, Importance, PayScheme

# What the data says in the columns' own names.
AS_IT_STANDS = (
    "reference",
    "title",
    "summary",
    "band",
    "high_cost_area",
    "salary_text",
    "contract",
    "duration_months",
    "fixed_term_reason",
    "posts",
    "dbs_level",
    "driving",
    "sponsorship",
    "registration",
    "cap_policy",
    "minimum_open_days",
    "score_lowest",
    "met_from",
)


def typed(advert: Advert, *, by: User) -> Vacancy:
    """The vacancy as a draft, with its panel."""
    employer = Employer.objects.get(name=advert.employer)
    closes_at = closing_time(advert)
    vacancy = Vacancy.objects.create(
        employer=employer,
        created_by=by,
        main_duties="\n".join(f"- {duty}" for duty in advert.duties),
        about_us=employer.about,
        working_patterns=list(advert.patterns),
        hours_per_week=Decimal(advert.hours),
        closes_at=closes_at,
        interview_on=(closes_at + timedelta(days=14)).date(),
        close_after_applications=advert.cap,
        score_labels=list(advert.score_labels or DEFAULT_SCORE_LABELS),
        **{name: getattr(advert, name) for name in AS_IT_STANDS},
        **pay(advert),
        **whom_to_ask(by),
    )
    fill_in_what_hangs_on_it(vacancy, advert)
    return vacancy


def pay(advert: Advert) -> dict:
    low, high = advert.salary or (None, None)
    return {
        "pay_scheme": PayScheme.AGENDA_FOR_CHANGE if advert.band else PayScheme.OTHER,
        "salary_min": low,
        "salary_max": high,
        "hourly_rate": advert.hourly_rate and Decimal(advert.hourly_rate),
    }


def whom_to_ask(recruiter: User) -> dict:
    return {
        "contact_role": "Team lead",
        "contact_name": recruiter.name,
        "contact_email": recruiter.email,
        "contact_phone": "01632 960010",
    }


def fill_in_what_hangs_on_it(vacancy: Vacancy, advert: Advert) -> None:
    points = [(Importance.ESSENTIAL, *point) for point in advert.essential]
    points += [(Importance.DESIRABLE, *point) for point in advert.desirable]
    Criterion.objects.bulk_create(
        Criterion(vacancy=vacancy, position=position, importance=importance, group=group, text=text)
        for position, (importance, group, text) in enumerate(points)
    )
    for position, (question, explanation) in enumerate(advert.questions):
        vacancy.questions.create(position=position, text=question, hoped_for="yes", explanation=explanation)
    for position, (title, guidance, is_needed) in enumerate(advert.asked_documents):
        vacancy.asked_documents.create(position=position, title=title, guidance=guidance, is_needed=is_needed)
    for address, postcode in advert.places:
        Location.objects.create(vacancy=vacancy, address=address, postcode=postcode)
    for place, user in enumerate(panel_of(advert.employer)[: advert.panel_of]):
        PanelMember.objects.create(vacancy=vacancy, user=user, is_chair=place == 0)


def job_description(advert: Advert) -> recognising.Document:
    """A short Word document, as a recruiter would attach it."""
    document, content = Word(), BytesIO()
    document.add_heading(advert.title, 1)
    document.add_paragraph(advert.summary)
    for duty in advert.duties:
        document.add_paragraph(duty, style="List Bullet")
    document.save(content)
    return recognising.recognise(content.getvalue(), f"{advert.document}.docx")


def closing_time(advert: Advert) -> datetime:
    """The instant after the last minute, so many days from today; within hours for an advert in trouble."""
    if advert.hit_by_an_outage:
        in_ten_hours = timezone.now() + timedelta(hours=10)
        return in_ten_hours.replace(minute=0, second=0, microsecond=0)
    begins = next_monday() if advert.stands == "scheduled" else timezone.localdate()
    return times.closing_instant(begins + timedelta(days=advert.closes_in_days), times.END_OF_DAY)


def next_monday() -> date:
    """The day; a week from now on a Monday."""
    today = timezone.localdate()
    return today + timedelta(days=7 - today.weekday())
