"""From an AdvertDraft to a draft vacancy that a person reviews. Nothing here publishes."""

from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

from django.db import IntegrityError, transaction
from django.db.models.functions import Now

from recruitment.accounts.models import Employer, User
from recruitment.audit.recording import SystemJob, record
from vacancies.actions.locking import lock
from vacancies.actions.specifying import MOST_CRITERIA
from vacancies.importing.advert_draft import AdvertDraft
from vacancies.models import Criterion, ImportedAdvert, Location, Vacancy
from vacancies.status import Contract, DbsLevel, Importance, PayScheme, Sponsorship, Status

DOCUMENTS_KEPT = timedelta(days=90)
# What the table can hold; longer words are no such fact and are left out.
LONGEST_CRITERION_GROUP = 100
MOST_PLACES = 100
# Columns that hold some word even where the document is silent, and what of it must have spoken.
SAID_BY = {"pay_scheme": ("pay_scheme", "band"), "contract": ("contract",)}


class CannotDraft(Exception):
    """The advert cannot become a draft here; the message is one sentence for the person who tried."""


def forget_documents() -> None:
    """Delete what was read of documents three months ago: they name people, and the drafts are long made."""
    ImportedAdvert.objects.filter(imported_at__lt=Now() - DOCUMENTS_KEPT).delete()


@transaction.atomic
def create(
    draft: AdvertDraft, *, employer: Employer, by: User | SystemJob, as_another: bool = False
) -> tuple[Vacancy, list[str]]:
    """A draft vacancy with its criteria and places, and the warnings its reviewer must see. Also: audits.

    Where the employer already has a vacancy with this reference: `as_another` gives the draft the next free
    one, otherwise CannotDraft.
    """
    left_out: list[str] = []
    vacancy = Vacancy(employer=employer, created_by=by if isinstance(by, User) else None)
    _fill(vacancy, draft, left_out)
    if not vacancy.reference:
        vacancy.reference = f"import-{uuid4().hex[:8]}"
        left_out.append(f"The draft carries the reference {vacancy.reference} until you give it your own.")
    elif as_another:
        vacancy.reference = free_reference(employer, vacancy.reference)
    _save(vacancy)
    return vacancy, _with_all_that_hangs_on_it(vacancy, draft, left_out, by=by, action="vacancy.imported")


@transaction.atomic
def update(vacancy: Vacancy, draft: AdvertDraft, *, by: User) -> list[str]:
    """Put what the document says in place of what the draft said, and give the warnings. Also: audits.

    What the document is silent about stays; so does the reference. Raises CannotDraft where the vacancy is
    no draft any more.
    """
    lock(vacancy)
    if vacancy.status != Status.DRAFT:
        raise CannotDraft(f"{vacancy} is no draft any more: nothing was changed.")
    left_out: list[str] = []
    _fill(vacancy, replace(draft, reference=vacancy.reference), left_out, only_what_is_said=True)
    vacancy.save()
    if draft.criteria:
        vacancy.criteria.all().delete()
    if draft.locations:
        vacancy.locations.all().delete()
    return _with_all_that_hangs_on_it(vacancy, draft, left_out, by=by, action="vacancy.imported_again")


def free_reference(employer: Employer, reference: str) -> str:
    """The reference, or the first of reference-2, reference-3 … that the employer has not used."""
    longest = Vacancy._meta.get_field("reference").max_length
    taken = set(
        Vacancy.objects.filter(employer=employer, reference__startswith=reference[: longest - 6]).values_list(
            "reference", flat=True
        )
    )
    number, free = 1, reference
    while free in taken:
        number += 1
        ending = f"-{number}"
        free = reference[: longest - len(ending)] + ending
    return free


def _fill(vacancy: Vacancy, draft: AdvertDraft, left_out: list[str], *, only_what_is_said=False) -> None:
    """The columns of a vacancy from what a draft says."""
    said = {name for name in SAID_BY if any(getattr(draft, each) for each in SAID_BY[name])}
    for name, value in {**_who_and_what(draft), **_terms(draft)}.items():
        is_said = name in said if name in SAID_BY else value not in (None, "", [])
        if is_said or not only_what_is_said:
            setattr(vacancy, name, _that_fits(vacancy, name, value, left_out))


def _with_all_that_hangs_on_it(vacancy, draft, left_out: list[str], *, by, action: str) -> list[str]:
    criteria = Criterion.objects.bulk_create(_criteria(draft, vacancy)[:MOST_CRITERIA])
    Location.objects.bulk_create(
        Location(vacancy=vacancy, address="\n".join(place.lines), postcode=place.postcode or "")
        for place in draft.locations[:MOST_PLACES]
    )
    # The page of a vacancy takes no more rows: it could never be saved again.
    for what, found, most in (
        ("criteria", draft.criteria, MOST_CRITERIA),
        ("places of work", draft.locations, MOST_PLACES),
    ):
        if len(found) > most:
            left_out.append(f"The document names {len(found):,} {what}: the first {most} were taken.")
    warnings = [*draft.warnings, *left_out]
    record(
        action,
        vacancy,
        by=by,
        employer_id=vacancy.employer_id,
        criteria=len(criteria),
        warnings=len(warnings),
    )
    return warnings


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
