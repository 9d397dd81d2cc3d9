"""Putting an advert before the public, or throwing a draft away."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from recruitment.accounts.models import User
from recruitment.audit.recording import record
from vacancies import pay, times
from vacancies.actions.locking import lock
from vacancies.models import Vacancy
from vacancies.status import Contract, CriterionKind, Importance, PayScheme, Status

LEAST_PANEL = 2


class NotReady(Exception):
    """The advert lacks something; `missing` says what, in a recruiter's words."""

    def __init__(self, missing: list[str]):
        super().__init__(" ".join(missing))
        self.missing = missing


class NotADraft(Exception):
    """Somebody has published it already."""


@transaction.atomic
def publish(vacancy: Vacancy, *, by: User) -> Vacancy:
    """Open the advert now. Also: fixes its times, freezes its criteria (by the database), audits.

    Raises NotADraft (the second of two clicks) and NotReady (lists what is missing).
    """
    now = lock(vacancy)
    if vacancy.status != Status.DRAFT:
        raise NotADraft
    if missing := what_is_missing(vacancy, now=now):
        raise NotReady(missing)
    vacancy.status = Status.PUBLISHED
    vacancy.opens_at = vacancy.published_at = now
    vacancy.cap_applies_from = times.days_later(now, vacancy.minimum_open_days)
    vacancy.save(update_fields=["status", "opens_at", "published_at", "cap_applies_from"])
    record(
        "vacancy.published",
        vacancy,
        by=by,
        employer_id=vacancy.employer_id,
        closes_at=vacancy.closes_at.isoformat(),
        close_after_applications=vacancy.close_after_applications,
        cap_applies_from=vacancy.cap_applies_from.isoformat(),
    )
    return vacancy


@transaction.atomic
def discard(vacancy: Vacancy, *, by: User) -> None:
    """Throw a draft away with all that belongs to it. Also: audits. Raises NotADraft."""
    lock(vacancy)
    if vacancy.status != Status.DRAFT:
        raise NotADraft
    record("vacancy.discarded", vacancy, by=by, employer_id=vacancy.employer_id)
    vacancy.delete()


def what_is_missing(vacancy: Vacancy, *, now: datetime | None = None) -> list[str]:
    """What the recruiter has to do before the advert can be published; empty when it is ready."""
    now = now or timezone.now()
    return [
        *_missing_from_the_text(vacancy),
        *_missing_from_the_terms(vacancy),
        *_wrong_with_the_times(vacancy, now),
        *_missing_from_the_criteria(vacancy),
        *_missing_from_the_panel(vacancy),
    ]


def _missing_from_the_text(vacancy) -> list[str]:
    checks = [
        (vacancy.title.strip(), "Give the job a title."),
        (vacancy.reference.strip(), "Give the job a reference."),
        (vacancy.summary.strip(), "Write the job summary."),
        (
            vacancy.contact_email or vacancy.contact_phone.strip(),
            "Say whom applicants can contact: an email address or a phone number.",
        ),
        (
            any(place.address.strip() for place in vacancy.locations.all()),
            "Add at least one place of work.",
        ),
    ]
    return [sentence for present, sentence in checks if not present]


def _missing_from_the_terms(vacancy) -> list[str]:
    missing = []
    if vacancy.pay_scheme == PayScheme.AGENDA_FOR_CHANGE and vacancy.band not in ("", *pay.BANDS):
        missing.append(f"Choose the band again: “{vacancy.band}” is not an Agenda for Change band.")
    elif not vacancy.pay_in_words:
        missing.append("Say what the job pays: a band whose pay is known, the figures, or words.")
    if not vacancy.contract:
        missing.append("Choose the kind of contract.")
    elif vacancy.contract in (Contract.FIXED_TERM, Contract.SECONDMENT) and not vacancy.duration_months:
        kind = Contract(vacancy.contract).label.lower()
        missing.append(f"Say how many months the {kind} lasts.")
    return missing


def _wrong_with_the_times(vacancy, now) -> list[str]:
    if vacancy.closes_at is None:
        return ["Set the closing date and time."]
    if vacancy.closes_at <= now:
        return ["Move the closing time: it has already passed."]
    wrong = []
    earliest = times.days_later(now, vacancy.minimum_open_days)
    if vacancy.closes_at < earliest:
        wrong.append(
            "Move the closing time or lower the minimum: open for "
            f"{vacancy.minimum_open_days} days, the advert cannot close before "
            f"{times.minute_in_words(earliest, now=now)}."
        )
    if vacancy.interview_on and vacancy.interview_on <= vacancy.last_minute.date():
        wrong.append("Move the planned interview date: it is not after the closing date.")
    return wrong


def _missing_from_the_criteria(vacancy) -> list[str]:
    criteria = list(vacancy.criteria.all())
    missing = []
    if not any(criterion.importance == Importance.ESSENTIAL for criterion in criteria):
        missing.append("Add at least one essential criterion to the person specification.")
    if not any(
        criterion.is_judged_at_shortlisting and criterion.kind == CriterionKind.SCORED
        for criterion in criteria
    ):
        missing.append(
            "Mark at least one scored criterion as evidenced by application or certificate: "
            "the panel has nothing to shortlist by."
        )
    return missing


def _missing_from_the_panel(vacancy) -> list[str]:
    panel = list(vacancy.panel.seated())
    missing = []
    if len(panel) < LEAST_PANEL:
        missing.append("Choose at least two people for the panel.")
    if sum(member.is_chair for member in panel) != 1:
        missing.append("Make one member of the panel its chair.")
    return missing
