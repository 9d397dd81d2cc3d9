"""`manage.py load_demo`: the demo's people, adverts and applications, made through the real actions."""

from datetime import date, datetime, time, timedelta
from decimal import Decimal
from functools import cache, partial
from io import BytesIO

from allauth.account.models import EmailAddress
from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone
from docx import Document as Word

from applicants.applying.actions import drafting, submitting
from applicants.applying.actions.closing import close_and_tell
from applicants.applying.models import Application
from applicants.applying.pages import Name
from applicants.applying.status import Registration, RightToWork, WhereSeen
from recruitment.accounts.models import Employer, StaffRole, User
from recruitment.audit.recording import SystemJob
from recruitment.documents import recognising
from recruitment.health.gaps import Gap
from recruitment.management.commands._demo_adverts import STORIES, WAITING_DOCUMENT, Advert
from recruitment.management.commands._demo_background import fill_in_background
from recruitment.management.commands._demo_data import EMPLOYERS, EVIDENCE, FIELD, PASSWORD, PEOPLE, TRUST
from recruitment.management.commands._demo_searched import SEARCHED
from vacancies import times
from vacancies.actions import (
    approving,
    attaching,
    closing,
    outages,
    publishing,
    readvertising,
    withdrawing,
)
from vacancies.importing import kept, reading
from vacancies.models import Criterion, ImportedAdvert, Location, PanelMember, Vacancy
from vacancies.status import DEFAULT_SCORE_LABELS, Importance, PayScheme

LOADING = SystemJob("demo data")
APPLICANT = "applicant@example.org"


class Command(BaseCommand):
    help = "Load the demo's people, adverts and applications. Safe to run again: what is there stays."

    def handle(self, **options):
        if settings.PRODUCTION:
            raise CommandError(
                "The demo's people have a published password: they are never loaded in production."
            )
        load_people()
        there = set(Vacancy.objects.values_list("reference", flat=True))
        for advert in (*SEARCHED, *STORIES):
            if advert.reference not in there:
                load_advert(advert)
        load_document()
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
    recruiter = staff(StaffRole.Role.RECRUITER, advert.employer)
    vacancy = draft(advert, by=recruiter)
    if advert.stands == "draft":
        return
    if advert.document:
        attaching.attach(vacancy, job_description(advert), title=advert.document, by=recruiter)
    if vacancy.employer.needs_approval:
        approving.send(vacancy, by=colleague_of(recruiter, advert.employer))
        if advert.stands == "awaiting_approval":
            return
        approving.approve(vacancy, by=recruiter)
    if advert.stands == "scheduled":
        publishing.publish(vacancy, by=recruiter, opens_at=times.instant(next_monday(), time(9)))
        return
    publishing.publish(vacancy, by=recruiter)
    let_days_pass(vacancy, advert.opened_days_ago)
    let_people_apply(vacancy, advert)
    what_happened_since(vacancy, advert, by=recruiter)


def let_people_apply(vacancy: Vacancy, advert: Advert) -> None:
    """The applicant's own draft first: it was begun before the others filled the places."""
    applicant = User.objects.get(email=APPLICANT)
    if advert.applicant == "begun":
        write_half(vacancy, applicant)
    for number, (first, last) in enumerate(FIELD[: advert.applied]):
        apply(vacancy, sign_in_account(f"{first}.{last}@example.org".lower()), first, last, number)
    if advert.applicant == "applied":
        apply(vacancy, applicant, "Alex", "Rivers", advert.applied)


def what_happened_since(vacancy: Vacancy, advert: Advert, *, by: User) -> None:
    """Whatever became of the advert after it opened."""
    if advert.extended_because:
        day_later = times.days_later(vacancy.closes_at, 1)
        closing.extend(vacancy, by=by, closes_at=day_later, reason=advert.extended_because)
    if advert.hit_by_an_outage:
        now = timezone.now()
        gap = Gap(now - timedelta(minutes=95), now - timedelta(minutes=5))
        outages.flag(vacancy, by=LOADING, gap=gap)
    if advert.stands == "closed":
        closing.close_early(vacancy, by=by, reason=advert.ended_because)
        close_and_tell(vacancy, by=LOADING)
    if advert.stands == "withdrawn":
        withdrawing.withdraw(vacancy, by=by, reason=advert.ended_because)
    if advert.readvertised:
        readvertising.readvertise(vacancy, by=by)


def let_days_pass(vacancy: Vacancy, days: int) -> None:
    """As if it had been published so many days ago. No act does this, and a forecast needs the days.

    The closing time stays: nobody could tell that the demo was loaded today.
    """
    for name in ("opens_at", "published_at", "cap_applies_from"):
        setattr(vacancy, name, getattr(vacancy, name) - timedelta(days=days))
    vacancy.save(update_fields=["opens_at", "published_at", "cap_applies_from"])


@transaction.atomic
def load_document() -> None:
    """A document that was read for a recruiter and waits for somebody to look it through."""
    file_name, text = WAITING_DOCUMENT
    if ImportedAdvert.objects.filter(file_name=file_name).exists():
        return
    found = reading.reading_of_text(text)
    ImportedAdvert.objects.create(
        employer=Employer.objects.get(name=TRUST),
        imported_by=staff(StaffRole.Role.RECRUITER, TRUST),
        file_name=file_name,
        text=found.text,
        draft=kept.values_of(found.draft),
    )


def draft(advert: Advert, *, by: User) -> Vacancy:
    """The vacancy as a recruiter would have typed it, with its panel."""
    employer = Employer.objects.get(name=advert.employer)
    low, high = advert.salary or (None, None)
    closes_at = closing_time(advert)
    vacancy = Vacancy.objects.create(
        employer=employer,
        created_by=by,
        reference=advert.reference,
        title=advert.title,
        summary=advert.summary,
        main_duties="\n".join(f"- {duty}" for duty in advert.duties),
        about_us=employer.about,
        pay_scheme=PayScheme.AGENDA_FOR_CHANGE if advert.band else PayScheme.OTHER,
        band=advert.band,
        high_cost_area=advert.high_cost_area,
        salary_min=low,
        salary_max=high,
        salary_text=advert.salary_text,
        hourly_rate=advert.hourly_rate and Decimal(advert.hourly_rate),
        contract=advert.contract,
        duration_months=advert.duration_months,
        fixed_term_reason=advert.fixed_term_reason,
        working_patterns=list(advert.patterns),
        hours_per_week=Decimal(advert.hours),
        posts=advert.posts,
        dbs_level=advert.dbs_level,
        driving=advert.driving,
        sponsorship=advert.sponsorship,
        contact_role="Team lead",
        contact_name=by.name,
        contact_email=by.email,
        contact_phone="01632 960010",
        closes_at=closes_at,
        interview_on=(closes_at + timedelta(days=14)).date(),
        close_after_applications=advert.cap,
        cap_policy=advert.cap_policy,
        minimum_open_days=advert.minimum_open_days,
        score_lowest=advert.score_lowest,
        score_labels=list(advert.score_labels or DEFAULT_SCORE_LABELS),
        met_from=advert.met_from,
    )
    fill_in_what_hangs_on_it(vacancy, advert)
    return vacancy


def fill_in_what_hangs_on_it(vacancy: Vacancy, advert: Advert) -> None:
    points = [(Importance.ESSENTIAL, *point) for point in advert.essential]
    points += [(Importance.DESIRABLE, *point) for point in advert.desirable]
    Criterion.objects.bulk_create(
        Criterion(vacancy=vacancy, position=position, importance=importance, group=group, text=text)
        for position, (importance, group, text) in enumerate(points)
    )
    for position, (question, explanation) in enumerate(advert.questions):
        vacancy.questions.create(position=position, text=question, hoped_for="yes", explanation=explanation)
    for position, (title, guidance) in enumerate(advert.asked_documents):
        vacancy.asked_documents.create(position=position, title=title, guidance=guidance, is_needed=False)
    for address, postcode in advert.places:
        Location.objects.create(vacancy=vacancy, address=address, postcode=postcode)
    for place, user in enumerate(panel_of(advert.employer)):
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


def staff(role: str, employer: str) -> User:
    """The first person with this role at this employer, in the order of the table."""
    email = next(person.email for person in PEOPLE if (role, employer) in person.roles)
    return User.objects.get(email=email)


def colleague_of(user: User, employer: str) -> User:
    """Another recruiter of the employer."""
    roles = StaffRole.objects.filter(employer__name=employer, role=StaffRole.Role.RECRUITER)
    return roles.exclude(user=user).select_related("user").first().user


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
    fill_in_the_short_pages(application)
    fill_in_background(application, number)
    drafting.declare(application)
    submitting.submit(application, by=applicant, key=application.submit_key)


def fill_in_the_short_pages(application: Application) -> None:
    """What is asked besides the evidence."""
    keep = partial(drafting.save_section, application, complete=True)
    keep(Name.RIGHT_TO_WORK, right_to_work=RightToWork.UNLIMITED)
    keep(Name.CONNECTIONS, knows_somebody=False, where_seen=WhereSeen.THIS_SERVICE)
    drafting.save_support(application, complete=True, disability_confident=False, needs_adjustments=False)
    if application.vacancy.registration:
        keep(Name.REGISTRATION, registration=Registration.EXPECTED, registration_body="A fictional council")


def write_half(vacancy: Vacancy, applicant: User) -> None:
    """A draft as somebody left it last night: details and one answer."""
    application = begin(vacancy, applicant, "Alex", "Rivers")
    first = vacancy.criteria.first()
    drafting.save_answer(application, first, text=evidence(first, 0))


def evidence(criterion: Criterion, number: int) -> str:
    """What the number-th person wrote on this criterion."""
    answers = next(answers for word, answers in EVIDENCE.items() if word in criterion.text.lower())
    return answers[number % len(answers)]
