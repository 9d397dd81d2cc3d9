"""From an AdvertDraft to a draft vacancy that a person reviews. Nothing here publishes."""

from uuid import uuid4

from django.db import IntegrityError, transaction

from recruitment.accounts.models import Employer, User
from recruitment.audit.recording import SystemJob, record
from vacancies.importing.advert_draft import AdvertDraft
from vacancies.models import Criterion, Location, Vacancy
from vacancies.status import Contract, DbsLevel, Importance, PayScheme, Sponsorship

# What the table can hold; longer words are no such fact and are left out.
LONGEST_CRITERION_GROUP = 100


class CannotDraft(Exception):
    """The advert cannot become a draft here; the message is one sentence for the person who tried."""


@transaction.atomic
def create(draft: AdvertDraft, *, employer: Employer, by: User | SystemJob) -> tuple[Vacancy, list[str]]:
    """A draft vacancy with its criteria and places, and the warnings its reviewer must see. Also: audits.

    Raises CannotDraft where the employer already has a vacancy with this reference.
    """
    left_out: list[str] = []
    vacancy = Vacancy(employer=employer, created_by=by if isinstance(by, User) else None)
    for name, value in {**_who_and_what(draft), **_terms(draft)}.items():
        setattr(vacancy, name, _that_fits(vacancy, name, value, left_out))
    if not vacancy.reference:
        vacancy.reference = f"import-{uuid4().hex[:8]}"
        left_out.append(f"The draft carries the reference {vacancy.reference} until you give it your own.")
    _save(vacancy)
    criteria = Criterion.objects.bulk_create(_criteria(draft, vacancy))
    Location.objects.bulk_create(
        Location(vacancy=vacancy, address="\n".join(place.lines), postcode=place.postcode or "")
        for place in draft.locations
    )
    warnings = [*draft.warnings, *left_out]
    record(
        "vacancy.imported",
        vacancy,
        by=by,
        employer_id=employer.pk,
        criteria=len(criteria),
        warnings=len(warnings),
    )
    return vacancy, warnings


def _save(vacancy: Vacancy) -> None:
    """The unique constraint, and not a look beforehand, holds two imports at once apart."""
    try:
        with transaction.atomic():
            vacancy.save()
    except IntegrityError:
        raise CannotDraft(
            f"{vacancy.employer} already has a vacancy with the reference {vacancy.reference}: "
            "nothing was imported."
        ) from None


def _who_and_what(draft: AdvertDraft) -> dict:
    return {
        "title": draft.title or "",
        "reference": draft.reference or "",
        "summary": draft.summary or "",
        "main_duties": draft.main_duties or "",
        "responsibilities": draft.responsibilities or "",
        "about_us": draft.about_us or "",
        "contact_role": draft.contact.role or "",
        "contact_name": draft.contact.name or "",
        "contact_email": draft.contact.email or "",
        "contact_phone": draft.contact.phone or "",
    }


def _terms(draft: AdvertDraft) -> dict:
    """The vacancy must hold some pay scheme and contract: a silent advert gets the one that claims least."""
    silent_scheme = PayScheme.AGENDA_FOR_CHANGE if draft.band else PayScheme.OTHER
    return {
        "pay_scheme": draft.pay_scheme or silent_scheme,
        "band": draft.band or "",
        "salary_min": draft.salary_min,
        "salary_max": draft.salary_max,
        "hourly_rate": draft.hourly_rate,
        "contract": draft.contract or Contract.OTHER,
        "duration_months": draft.duration_months,
        "working_patterns": list(draft.working_patterns),
        "hours_per_week": draft.hours_per_week,
        "sponsorship": {
            None: Sponsorship.NOT_STATED,
            True: Sponsorship.AVAILABLE,
            False: Sponsorship.NOT_AVAILABLE,
        }[draft.sponsorship],
        "dbs_level": {None: DbsLevel.NOT_STATED, True: DbsLevel.REQUIRED, False: DbsLevel.NONE}[
            draft.dbs_required
        ],
        "closes_at": draft.closes_at,
        "interview_on": draft.interview_on,
    }


def _that_fits(vacancy: Vacancy, name: str, value, left_out: list[str]):
    """The value, or nothing and a warning where the vacancy has no room for it."""
    field = vacancy._meta.get_field(name)
    longest = getattr(field, "max_length", None)
    if not isinstance(value, str) or not longest or len(value) <= longest:
        return value
    left_out.append(f"The {field.verbose_name} is longer than {longest} characters and was left out.")
    return ""


def _criteria(draft: AdvertDraft, vacancy: Vacancy) -> list[Criterion]:
    return [
        Criterion(
            vacancy=vacancy,
            position=position,
            group=(criterion.group or "")[:LONGEST_CRITERION_GROUP],
            text=criterion.text,
            importance=criterion.importance or Importance.ESSENTIAL,
            kind=criterion.kind,
            **({"evidenced_by": list(criterion.evidenced_by)} if criterion.evidenced_by else {}),
        )
        for position, criterion in enumerate(draft.criteria, start=1)
    ]
