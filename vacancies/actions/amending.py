"""Changing an advert that people can read already: only what may change, and never without a trace.

What may change and why not the rest: docs/decisions/0015-what-may-change-on-a-live-advert.md.
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date

from django.db import transaction

from recruitment.accounts.models import User
from recruitment.audit.recording import record
from vacancies import emails, permissions
from vacancies.actions.moving import StandsElsewhere, lock_at
from vacancies.models import Amendment, Location, Vacancy, place_in_words
from vacancies.status import Status, WorkingPattern

TEXTS = {
    "summary": "Job summary",
    "main_duties": "Main duties of the job",
    "responsibilities": "Job responsibilities",
    "about_us": "About us",
}
FACTS = {
    "working_patterns": "Working pattern",
    "contact_name": "Contact's name",
    "contact_role": "Contact's role",
    "contact_email": "Contact's email address",
    "contact_phone": "Contact's phone number",
    "interview_on": "Planned interview date",
    "close_after_applications": "Closes after this many applications",
}
PLACES = "places"
LABELS = {**TEXTS, **FACTS, PLACES: "Place of work"}
# Whatever the recruiter ticks: nobody plans a journey or a day by an old advert.
ALWAYS_MATTERS = frozenset({"interview_on", "working_patterns", PLACES})


class CapLowered(Exception):
    """The limit may be raised or lifted: people counted on the places there were."""


class InterviewTooEarly(Exception):
    """The interview would be before the advert has closed."""


class ChangedMeanwhile(Exception):
    """Somebody else changed the advert since the page was shown."""


@dataclass(frozen=True)
class Place:
    """A place of work as entered; `pk` is None for a new one, an empty address takes it away."""

    pk: int | None
    address: str
    postcode: str


@dataclass(frozen=True)
class Change:
    """One thing that is different, in words."""

    field: str
    label: str
    before: str
    after: str
    is_text: bool = False

    @property
    def always_matters(self) -> bool:
        return self.field in ALWAYS_MATTERS


def changes(vacancy: Vacancy, values: Mapping[str, object], places: Sequence[Place]) -> list[Change]:
    """What would be different, in the order of the page; empty when nothing would."""
    found = [
        Change(
            name,
            LABELS[name],
            in_words(name, getattr(vacancy, name)),
            in_words(name, values[name]),
            is_text=name in TEXTS,
        )
        for name in (*TEXTS, *FACTS)
        if name in values and _normal(getattr(vacancy, name)) != _normal(values[name])
    ]
    before = [(place.pk, place.address, place.postcode) for place in vacancy.locations.all()]
    after = [(place.pk, place.address, place.postcode) for place in places if place.address.strip()]
    if before != after:
        found.append(Change(PLACES, LABELS[PLACES], _places_in_words(before), _places_in_words(after)))
    return found


def seen(vacancy: Vacancy) -> str:
    """Which state of the advert a page shows: the newest amendment's number, for `amend` to compare."""
    newest = vacancy.amendments.order_by("-pk").values_list("pk", flat=True).first()
    return str(newest or 0)


@transaction.atomic
def amend(
    vacancy: Vacancy,
    *,
    by: User,
    values: Mapping[str, object],
    places: Sequence[Place],
    matters: bool,
    seen_before: str,
) -> Amendment | None:
    """Change a live advert; None where nothing is different. Also: audits, keeps what changed, tells those
    who may approve. `matters` or a change that always does leaves a row that the sweep of applying finds: it
    tells those who are applying. Raises StandsElsewhere, ChangedMeanwhile, CapLowered, InterviewTooEarly.
    """
    lock_at(vacancy, Status.PUBLISHED)
    if vacancy.has_closed:
        raise StandsElsewhere(vacancy)
    found = changes(vacancy, values, places)
    if not found:
        return None
    if seen(vacancy) != seen_before:
        raise ChangedMeanwhile
    _refuse(vacancy, values)
    _write(vacancy, [change.field for change in found], values, places)
    amendment = Amendment.objects.create(
        vacancy=vacancy,
        by=by,
        changes=[asdict(change) for change in found],
        matters=matters or any(change.always_matters for change in found),
    )
    record(
        "vacancy.amended",
        vacancy,
        by=by,
        employer_id=vacancy.employer_id,
        amendment=amendment.pk,
        fields=[change.field for change in found],
        matters=amendment.matters,
    )
    _tell_colleagues(vacancy, amendment, by)
    return amendment


def _tell_colleagues(vacancy: Vacancy, amendment: Amendment, by: User) -> None:
    if vacancy.employer.needs_approval:
        for recruiter in permissions.approvers_of_changes(vacancy, by=by):
            emails.advert_changed(amendment, recruiter)


def cap_refused(vacancy: Vacancy, cap: int | None) -> bool:
    """Whether this limit would take places away, or comes after people were given notice."""
    before = vacancy.close_after_applications
    if cap == before:
        return False
    return vacancy.notice_ends_at is not None or before is None or (cap is not None and cap < before)


def in_words(name: str, value) -> str:
    """A value as people read it; "" for none."""
    if name == "working_patterns":
        return ", ".join(str(pattern.label) for pattern in WorkingPattern if pattern in value)
    if isinstance(value, date):
        return f"{value:%A} {value.day} {value:%B %Y}"
    return "" if value is None else str(value)


def _refuse(vacancy, values) -> None:
    if cap_refused(vacancy, values["close_after_applications"]):
        raise CapLowered
    day = values["interview_on"]
    if day and day != vacancy.interview_on and day <= vacancy.last_minute.date():
        raise InterviewTooEarly


def _write(vacancy, changed: list[str], values, places) -> None:
    names = [name for name in changed if name != PLACES]
    for name in names:
        setattr(vacancy, name, values[name])
    # A later interview may be in the time of the next pay scale, which the advert then names.
    vacancy.save(update_fields=[*names, *vacancy.fix_pay()])
    if PLACES in changed:
        _keep_places(vacancy, places)


def _keep_places(vacancy, places) -> None:
    kept = [place for place in places if place.address.strip()]
    vacancy.locations.exclude(pk__in=[place.pk for place in kept if place.pk]).delete()
    for place in kept:
        if place.pk:
            vacancy.locations.filter(pk=place.pk).update(address=place.address, postcode=place.postcode)
        else:
            Location.objects.create(vacancy=vacancy, address=place.address, postcode=place.postcode)


def _normal(value):
    """Line breaks as browsers send them are no change; nor is the order of ticks."""
    if isinstance(value, str):
        return value.replace("\r\n", "\n").strip()
    return sorted(value) if isinstance(value, list) else value


def _places_in_words(places) -> str:
    return "; ".join(place_in_words(address, postcode) for _, address, postcode in places)
