"""The rows a test needs, and no more. Every value is plainly fictional."""

from contextlib import contextmanager
from datetime import date, timedelta
from functools import cache

import factory
from django.contrib.auth.hashers import make_password
from django.db import connection, transaction
from django.utils import timezone

from applicants.applying import pages
from applicants.applying.models import Answer, Application, ApplicationDocument, Section
from applicants.applying.pages import Name
from applicants.applying.queries.background import LISTS
from applicants.applying.status import RightToWork, Scan
from recruitment.accounts.models import Employer, StaffRole, User
from recruitment.documents import storing
from vacancies.actions import approving
from vacancies.importing import kept, reading
from vacancies.models import (
    Criterion,
    ImportedAdvert,
    Location,
    PanelMember,
    SavedSearch,
    SupportingDocument,
    Vacancy,
)
from vacancies.status import Status

# Hashed once a run: the real hasher takes its time on purpose.
PASSWORD = "a long enough passphrase"


class UserFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = User
        skip_postgeneration_save = True

    email = factory.Sequence("person{}@example.org".format)
    name = factory.Sequence("Person {}".format)
    password = factory.LazyFunction(cache(lambda: make_password(PASSWORD)))


class EmployerFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Employer

    name = factory.Sequence("Northmoor Trust {}".format)
    address = "1 Example Row, Northmoor"


class StaffRoleFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = StaffRole

    user = factory.SubFactory(UserFactory)
    employer = factory.SubFactory(EmployerFactory)
    role = StaffRole.Role.RECRUITER


class VacancyFactory(factory.django.DjangoModelFactory):
    """A draft vacancy with two criteria; see `open_vacancy` for a published one."""

    class Meta:
        model = Vacancy
        skip_postgeneration_save = True

    employer = factory.SubFactory(EmployerFactory)
    title = "Therapeutic Support Worker"
    reference = factory.Sequence("NM-{:05}".format)
    summary = "Support people one to one and in groups."
    main_duties = "Plan and lead activities."
    about_us = "A small community team."
    band = "4"
    closes_at = factory.LazyFunction(lambda: timezone.now() + timedelta(days=7))

    @factory.post_generation
    def criteria(vacancy, create, count, **kwargs):
        """`criteria=3` makes three scored essential criteria, two by default."""
        for position in range(2 if count is None else count):
            CriterionFactory(vacancy=vacancy, position=position)


class ImportedAdvertFactory(factory.django.DjangoModelFactory):
    """A document of one line, read and not reviewed yet."""

    class Meta:
        model = ImportedAdvert

    employer = factory.SubFactory(EmployerFactory)
    file_name = "advert.txt"
    text = "Job title: Peer Support Worker"
    draft = factory.LazyAttribute(lambda imported: kept.values_of(reading.read_text(imported.text)))


class CriterionFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Criterion

    vacancy = factory.SubFactory(VacancyFactory, criteria=0)
    group = "Experience"
    text = factory.Sequence("Experience of supporting people, kind {}".format)


class SupportingDocumentFactory(factory.django.DjangoModelFactory):
    """A document whose few bytes are kept; they begin like a PDF and are none."""

    class Meta:
        model = SupportingDocument

    vacancy = factory.SubFactory(VacancyFactory)
    title = "Job description"
    file_name = "Job description.pdf"
    sha256 = factory.LazyFunction(lambda: storing.keep(b"%PDF-1.7 a job description"))
    size = 26
    kind = "pdf"


class PanelMemberFactory(factory.django.DjangoModelFactory):
    """A seat, and the role at the employer without which it is worth nothing."""

    class Meta:
        model = PanelMember
        skip_postgeneration_save = True

    vacancy = factory.SubFactory(VacancyFactory)
    user = factory.SubFactory(UserFactory)

    @factory.post_generation
    def role(seat, create, role, **kwargs):
        StaffRole.objects.get_or_create(
            user=seat.user, employer=seat.vacancy.employer, role=StaffRole.Role.HIRING_MANAGER
        )


class ApplicationFactory(factory.django.DjangoModelFactory):
    """A draft with its personal details filled in."""

    class Meta:
        model = Application

    vacancy = factory.SubFactory(VacancyFactory)
    applicant = factory.SubFactory(UserFactory)
    first_name = "Alex"
    last_name = factory.Sequence("Example{}".format)
    address = "2 Example Row, Northmoor"
    postcode = "ZZ99 9ZZ"
    phone = "01632 960001"


class AnswerFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Answer

    application = factory.SubFactory(ApplicationFactory)
    text = "I led a weekly group and reviewed it with my supervisor."


class ApplicationDocumentFactory(factory.django.DjangoModelFactory):
    """A document of one page, as it is where there is no scanner; its few bytes are kept."""

    class Meta:
        model = ApplicationDocument

    file_name = "My certificate.pdf"
    kind = "pdf"
    sha256 = factory.LazyFunction(lambda: storing.keep(b"%PDF-1.7 a certificate"))
    size = 22
    pages = 1
    text = "I completed the care certificate in 2025."
    scan = Scan.NO_SCANNER


class SavedSearchFactory(factory.django.DjangoModelFactory):
    """Asked for, not confirmed."""

    class Meta:
        model = SavedSearch

    email = factory.Sequence("follower{}@example.org".format)
    query = "q=worker"
    asked_at = factory.LazyFunction(timezone.now)


def publishable_vacancy(*, employer=None, criteria=2, **fields) -> Vacancy:
    """A draft that lacks nothing: a place, a contact, a panel of two with a chair."""
    fields = {"contact_email": "jobs@example.org", **({"employer": employer} if employer else {}), **fields}
    vacancy = VacancyFactory(criteria=criteria, **fields)
    Location.objects.create(vacancy=vacancy, address="1 Example Row\nNorthmoor", postcode="ZZ99 9ZZ")
    for is_chair in (True, False):
        manager = StaffRoleFactory(employer=vacancy.employer, role=StaffRole.Role.HIRING_MANAGER).user
        PanelMemberFactory(vacancy=vacancy, user=manager, is_chair=is_chair)
    return vacancy


def open_vacancy(*, criteria=2, **fields) -> Vacancy:
    """A vacancy that was published an hour ago and closes in a week, unless the fields say otherwise."""
    now = timezone.now()
    vacancy = VacancyFactory(criteria=criteria)
    times = {"opens_at": now - timedelta(hours=1), "closes_at": now + timedelta(days=7)}
    values = {**times, "published_at": times["opens_at"], "cap_applies_from": times["opens_at"], **fields}
    Vacancy.objects.filter(pk=vacancy.pk).update(status=Status.PUBLISHED, **values)
    vacancy.refresh_from_db()
    return vacancy


def sent_for_approval(vacancy, *, by=None) -> Vacancy:
    """A draft that somebody else waits to have approved."""
    return approving.send(vacancy, by=by or UserFactory())


ROWS = {
    Name.EMPLOYMENT: {
        "employer": "Northmoor Day Centre",
        "job_title": "Support worker",
        "started_on": date(2019, 3, 1),
        "ended_on": date(2021, 9, 1),
        "reason_for_leaving": "My contract ended.",
    },
    Name.QUALIFICATIONS: {"subject": "Health and Social Care", "kind": "NVQ Level 3", "year": 2018},
    Name.TRAINING: {"title": "First aid", "provider": "Northmoor College", "ended_on": date(2024, 3, 1)},
    Name.REFEREES: {
        "name": "Morgan Example",
        "relationship": "My line manager",
        "email": "morgan@example.org",
        "from_on": date(2019, 3, 1),
    },
}


def row_of(application, name, /, **fields):
    """One row of a list of this application: work, a qualification, training, a referee."""
    model = LISTS[Name(name)].model
    return model.objects.create(application=application, **{**ROWS[Name(name)], **fields})


def somebodys_background(application) -> None:
    """Rows in every list: three jobs with a gap that is explained and one that is not."""
    for number, (began, ended) in enumerate(((2022, 2023), (2019, 2020), (2015, 2018)), start=1):
        row_of(
            application,
            Name.EMPLOYMENT,
            job_title=f"Support worker {number}",
            started_on=date(began, 3, 1),
            ended_on=date(ended, 9, 1),
            duties="I led a weekly kitchen group,\nand kept notes.",
        )
    row_of(application, Name.QUALIFICATIONS)
    row_of(application, Name.TRAINING)
    row_of(application, Name.REFEREES)
    application.explained_gaps.create(
        started_on=date(2020, 10, 1), ended_on=date(2022, 2, 1), explanation="I looked after my father."
    )


def gap_of(application) -> tuple[int, int]:
    """The year and month in which the gap after a job long ago begins."""
    row_of(application, Name.EMPLOYMENT)
    return 2021, 10


@contextmanager
def as_draft(vacancy):
    """For a moment a draft again, so that its criteria can be changed: a move the database refuses."""
    before = vacancy.status
    _force(vacancy, Status.DRAFT)
    yield vacancy
    _force(vacancy, before)
    vacancy.refresh_from_db()


def _force(vacancy, status) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        Vacancy.objects.filter(pk=vacancy.pk).update(status=status)
        # Inside a test's own transaction the setting would outlive this block.
        cursor.execute("SET LOCAL session_replication_role = origin")


def complete_draft(vacancy, **fields) -> Application:
    """A draft with every answer given and every page complete: ready to be submitted."""
    fields = {"right_to_work": RightToWork.UNLIMITED, "knows_somebody": False, **fields}
    application = ApplicationFactory(vacancy=vacancy, declared_at=timezone.now(), **fields)
    for criterion in vacancy.criteria.all():
        AnswerFactory(application=application, criterion=criterion)
    complete_sections(application)
    return application


def complete_sections(application) -> None:
    """Every page that keeps a row says that nothing is left to do on it."""
    Section.objects.bulk_create(
        Section(application=application, name=name, complete=True) for name in pages.WITH_A_SECTION
    )
