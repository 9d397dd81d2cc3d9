"""A crowd of applicants at once: drafts in a few statements, each then handed over through the gate.

Typing each application through every page, as `_demo_applications` does, would make loading slow.
"""

from allauth.account.models import EmailAddress
from django.utils import timezone

from applicants.applying.models import (
    Answer,
    Application,
    Employment,
    Qualification,
    Referee,
    Section,
    Support,
)
from applicants.applying.moving import move
from applicants.applying.pages import WITH_A_SECTION
from applicants.applying.status import RightToWork, Status, WhereSeen
from recruitment.accounts.models import User
from recruitment.audit.recording import record
from recruitment.management.commands._demo_background import QUALIFICATIONS, WORK, years_ago
from recruitment.management.commands._demo_data import CROWD
from recruitment.management.commands._demo_evidence import written
from recruitment.management.commands._demo_people import hashed_password
from vacancies.models import Vacancy

HELP = "Please send me the questions the day before, and a room with a window that opens."


def crowd_applies(vacancy: Vacancy, number: int, *, disability_confident: tuple[int, ...] = ()) -> None:
    """The first `number` of the crowd apply; those with these numbers take part in Disability Confident."""
    people = _accounts(number)
    applications = Application.objects.bulk_create(
        Application(
            vacancy=vacancy,
            applicant=user,
            first_name=first,
            last_name=last,
            address=f"{place + 1} Example Row\nNorthmoor",
            postcode="ZZ99 4DD",
            phone=f"07700 9000{20 + place}",
            right_to_work=RightToWork.UNLIMITED,
            knows_somebody=False,
            where_seen=WhereSeen.THIS_SERVICE,
            declared_at=timezone.now(),
        )
        for place, ((first, last), user) in enumerate(zip(CROWD[:number], people, strict=True))
    )
    _fill_in(vacancy, applications, disability_confident)
    for application in applications:
        move(application, Status.SUBMITTED, by=application.applicant)
        record(
            "application.submitted", application, by=application.applicant, employer_id=vacancy.employer_id
        )


def _accounts(number: int) -> list[User]:
    """Theirs, made for whoever has none yet."""
    addresses = [f"{first}.{last}@example.org".lower() for first, last in CROWD[:number]]
    there = set(User.objects.filter(email__in=addresses).values_list("email", flat=True))
    new = User.objects.bulk_create(
        User(email=address, password=hashed_password()) for address in addresses if address not in there
    )
    EmailAddress.objects.bulk_create(
        EmailAddress(user=user, email=user.email, verified=True, primary=True) for user in new
    )
    users = {user.email: user for user in User.objects.filter(email__in=addresses)}
    return [users[address] for address in addresses]


def _fill_in(
    vacancy: Vacancy, applications: list[Application], disability_confident: tuple[int, ...]
) -> None:
    """Evidence, the lists, what would help at an interview: every page is complete."""
    numbered = list(enumerate(applications))
    criteria = list(vacancy.criteria.all())
    Answer.objects.bulk_create(
        Answer(
            application=one,
            criterion=criterion,
            text=written(criterion.text, number + place, one.first_name, one.last_name),
        )
        for number, one in numbered
        for place, criterion in enumerate(criteria)
    )
    Section.objects.bulk_create(
        Section(application=one, name=name, complete=True) for one in applications for name in WITH_A_SECTION
    )
    Support.objects.bulk_create(
        Support(
            application=one,
            disability_confident=number in disability_confident,
            needs_adjustments=number in disability_confident,
            adjustments=HELP if number in disability_confident else "",
        )
        for number, one in numbered
    )
    _fill_in_lists(numbered)


def _fill_in_lists(numbered: list[tuple[int, Application]]) -> None:
    Employment.objects.bulk_create(
        Employment(
            application=one,
            kind=kind,
            job_title=title,
            employer=employer,
            started_on=years_ago(began),
            ended_on=years_ago(ended),
            reason_for_leaving="My contract ended." if ended else "",
        )
        for number, one in numbered
        for began, ended, title, employer, kind in WORK[number % len(WORK)]
    )
    subject, kind, place, result, years = QUALIFICATIONS[0]
    Qualification.objects.bulk_create(
        Qualification(
            application=one,
            subject=subject,
            kind=kind,
            place=place,
            result=result,
            year=timezone.localdate().year - years - number % 7,
        )
        for number, one in numbered
    )
    Referee.objects.bulk_create(
        Referee(
            application=one,
            name="Morgan Example",
            relationship="My line manager",
            organisation="Northmoor Day Centre",
            email="morgan@example.org",
            from_on=years_ago(3),
        )
        for _, one in numbered
    )
