"""`manage.py load_demo`: the demo's people, adverts and applications, made through the real actions."""

from datetime import datetime, time, timedelta
from decimal import Decimal
from functools import cache
from io import BytesIO
from zoneinfo import ZoneInfo

from allauth.account.models import EmailAddress
from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone
from docx import Document as Word

from applicants.applying.actions import drafting, submitting
from applicants.applying.actions.closing import close_and_tell
from recruitment.accounts.models import Employer, StaffRole, User
from recruitment.audit.recording import SystemJob
from recruitment.documents import recognising
from recruitment.management.commands._demo_data import (
    ADVERTS,
    EMPLOYERS,
    EVIDENCE,
    FIELD,
    PASSWORD,
    PEOPLE,
    Advert,
)
from vacancies.actions import attaching, closing, publishing
from vacancies.models import Criterion, Location, PanelMember, Vacancy
from vacancies.status import Importance, PayScheme

LOADING = SystemJob("demo data")
LONDON = ZoneInfo("Europe/London")
APPLICANT = "applicant@example.org"


class Command(BaseCommand):
    help = "Load the demo's people, adverts and applications. Safe to run again: what is there stays."

    def handle(self, **options):
        if settings.PRODUCTION:
            raise CommandError(
                "The demo's people have a published password: they are never loaded in production."
            )
        load_people()
        for advert in ADVERTS:
            if not Vacancy.objects.filter(reference=advert.reference).exists():
                load_advert(advert)
        self.stdout.write(who_can_sign_in())


def who_can_sign_in() -> str:
    """The demo's people as a table, for the terminal."""
    width = max(len(person.email) for person in PEOPLE)
    lines = [f"  {person.email:<{width}}  {person.who}" for person in PEOPLE]
    return "\n".join([f"Sign in with any of these and the password “{PASSWORD}”:", *lines])


@transaction.atomic
def load_people() -> None:
    """Employers, staff with their roles, applicants; addresses verified so that all can sign in."""
    for name, facts in EMPLOYERS.items():
        Employer.objects.get_or_create(name=name, defaults=facts)
    for person in PEOPLE:
        user = sign_in_account(person.email, name=person.name, is_superuser=person.is_administrator)
        for role, employer in person.roles:
            StaffRole.objects.get_or_create(
                user=user, employer=Employer.objects.get(name=employer), role=role
            )


@cache
def hashed_password() -> str:
    """Made once for everybody: hashing takes a good part of a second, on purpose."""
    return make_password(PASSWORD)


def sign_in_account(email: str, **fields) -> User:
    """The user with this address, made if need be, with the demo's password and a verified address."""
    user = User.objects.filter(email=email).first()
    user = user or User.objects.create(email=email, password=hashed_password(), **fields)
    EmailAddress.objects.get_or_create(user=user, email=email, defaults={"verified": True, "primary": True})
    return user


@transaction.atomic
def load_advert(advert: Advert) -> None:
    """One vacancy, taken as far as the data says it has come."""
    vacancy = draft(advert)
    if advert.stands == "draft":
        return
    recruiter = staff(StaffRole.Role.RECRUITER, advert.employer)
    if advert.document:
        attaching.attach(vacancy, job_description(advert), title=advert.document, by=recruiter)
    publishing.publish(vacancy, by=recruiter)
    applicant = User.objects.get(email=APPLICANT)
    if advert.stands == "closed":
        for number, (first, last) in enumerate(FIELD):
            apply(vacancy, sign_in_account(f"{first}.{last}@example.org".lower()), first, last, number)
        apply(vacancy, applicant, "Alex", "Rivers", len(FIELD))
        closing.close_early(vacancy, by=recruiter, reason="We have enough applications to choose from.")
        close_and_tell(vacancy, by=LOADING)
    elif advert.stands == "started":
        write_half(vacancy, applicant)


def draft(advert: Advert) -> Vacancy:
    """The vacancy as a recruiter would have typed it, with its panel."""
    employer = Employer.objects.get(name=advert.employer)
    low, high = advert.salary or (None, None)
    vacancy = Vacancy.objects.create(
        employer=employer,
        reference=advert.reference,
        title=advert.title,
        summary=advert.summary,
        main_duties="\n".join(f"- {duty}" for duty in advert.duties),
        about_us=employer.about,
        pay_scheme=PayScheme.AGENDA_FOR_CHANGE if advert.band else PayScheme.OTHER,
        band=advert.band,
        salary_min=low,
        salary_max=high,
        contract=advert.contract,
        duration_months=advert.duration_months,
        working_patterns=list(advert.patterns),
        hours_per_week=Decimal(advert.hours),
        dbs_level="enhanced",
        sponsorship="not_available",
        contact_role="Team lead",
        contact_name="Robin Fairweather",
        contact_email="recruiter@example.org",
        contact_phone="01632 960010",
        closes_at=midnight_after(advert.closes_in_days),
        interview_on=timezone.localdate() + timedelta(days=advert.closes_in_days + 14),
        close_after_applications=advert.cap,
        minimum_open_days=advert.minimum_open_days,
    )
    points = [(Importance.ESSENTIAL, *point) for point in advert.essential]
    points += [(Importance.DESIRABLE, *point) for point in advert.desirable]
    for position, (importance, group, text) in enumerate(points):
        Criterion.objects.create(
            vacancy=vacancy, position=position, importance=importance, group=group, text=text
        )
    for position, (question, explanation) in enumerate(advert.questions):
        vacancy.questions.create(position=position, text=question, hoped_for="yes", explanation=explanation)
    Location.objects.create(vacancy=vacancy, address=advert.place[0], postcode=advert.place[1])
    for place, user in enumerate(panel_of(advert.employer)):
        PanelMember.objects.create(vacancy=vacancy, user=user, is_chair=place == 0)
    return vacancy


def job_description(advert: Advert) -> recognising.Document:
    """A short Word document, as a recruiter would attach it."""
    document, content = Word(), BytesIO()
    document.add_heading(advert.title, 1)
    document.add_paragraph(advert.summary)
    for duty in advert.duties:
        document.add_paragraph(duty, style="List Bullet")
    document.save(content)
    return recognising.recognise(content.getvalue(), f"{advert.document}.docx")


def midnight_after(days: int) -> datetime:
    """The instant after 11:59pm, Europe/London, so many days from today."""
    return datetime.combine(timezone.localdate() + timedelta(days=days + 1), time(), LONDON)


def staff(role: str, employer: str) -> User:
    """The first person with this role at this employer, in the order of the table."""
    email = next(person.email for person in PEOPLE if (role, employer) in person.roles)
    return User.objects.get(email=email)


def panel_of(employer: str) -> list[User]:
    """Every hiring manager of the employer; the first of them takes the chair."""
    emails = [person.email for person in PEOPLE if ("hiring_manager", employer) in person.roles]
    return sorted(User.objects.filter(email__in=emails), key=lambda user: emails.index(user.email))


def begin(vacancy: Vacancy, applicant: User, first: str, last: str):
    """A draft with its personal details."""
    application = drafting.start(vacancy, by=applicant)
    details = {"first_name": first, "last_name": last, "phone": "07700 900012"}
    drafting.save_details(
        application, {**details, "address": "3 Example Row\nNorthmoor", "postcode": "ZZ99 4DD"}
    )
    return application


def apply(vacancy: Vacancy, applicant: User, first: str, last: str, number: int) -> None:
    """A whole application, submitted through the gate. `number` varies who wrote what."""
    application = begin(vacancy, applicant, first, last)
    for place, criterion in enumerate(vacancy.criteria.all()):
        drafting.save_answer(application, criterion, text=evidence(criterion, number + place // 2))
    drafting.declare(application)
    submitting.submit(application, by=applicant, key=application.submit_key)


def write_half(vacancy: Vacancy, applicant: User) -> None:
    """A draft as somebody left it last night: details and one answer."""
    application = begin(vacancy, applicant, "Alex", "Rivers")
    first = vacancy.criteria.first()
    drafting.save_answer(application, first, text=evidence(first, 0))


def evidence(criterion: Criterion, number: int) -> str:
    """What the number-th person wrote on this criterion."""
    answers = next(answers for word, answers in EVIDENCE.items() if word in criterion.text.lower())
    return answers[number % len(answers)]
