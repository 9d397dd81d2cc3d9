"""What an advert still lacks before it can be published, and where on its page that is put right.

Reads a vacancy and what hangs on it; changes nothing.
"""

from datetime import datetime

from django.utils import timezone

from vacancies import pay, times
from vacancies.status import Contract, CriterionKind, Importance, PayScheme

IN_WORDS = ("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


class Missing(str):
    """One sentence to the recruiter. `at` names the field, or the group of rows, that it is about."""

    __slots__ = ("at",)

    def __new__(cls, sentence: str, at: str):
        self = super().__new__(cls, sentence)
        self.at = at
        return self


def what_is_missing(vacancy, *, now: datetime | None = None) -> list[Missing]:
    """What the recruiter has to do before the advert can be published; empty when it is ready."""
    now = now or timezone.now()
    return [
        *_missing_from_the_text(vacancy),
        *_missing_from_the_terms(vacancy),
        *_wrong_with_the_times(vacancy, now),
        *_missing_from_the_criteria(vacancy),
        *_missing_from_the_panel(vacancy),
    ]


def _missing_from_the_text(vacancy) -> list[Missing]:
    checks = [
        ("title", vacancy.title.strip(), "Give the job a title."),
        ("reference", vacancy.reference.strip(), "Give the job a reference."),
        ("summary", vacancy.summary.strip(), "Write the job summary."),
        (
            "contact_email",
            vacancy.contact_email or vacancy.contact_phone.strip(),
            "Say whom applicants can contact: an email address or a phone number.",
        ),
        (
            "locations",
            any(place.address.strip() for place in vacancy.locations.all()),
            "Add at least one place of work.",
        ),
    ]
    return [Missing(sentence, at) for at, present, sentence in checks if not present]


def _missing_from_the_terms(vacancy) -> list[Missing]:
    missing = []
    if vacancy.pay_scheme == PayScheme.AGENDA_FOR_CHANGE and vacancy.band not in ("", *pay.BANDS):
        sentence = f"Choose the band again: “{vacancy.band}” is not an Agenda for Change band."
        missing.append(Missing(sentence, "band"))
    elif not vacancy.pay_in_words:
        sentence = "Say what the job pays: a band whose pay is known, the figures, or words."
        missing.append(Missing(sentence, "band"))
    if not vacancy.contract:
        missing.append(Missing("Choose the kind of contract.", "contract"))
    elif vacancy.contract in (Contract.FIXED_TERM, Contract.SECONDMENT) and not vacancy.duration_months:
        kind = Contract(vacancy.contract).label.lower()
        missing.append(Missing(f"Say how many months the {kind} lasts.", "duration_months"))
    return missing


def _wrong_with_the_times(vacancy, now) -> list[Missing]:
    if vacancy.closes_at is None:
        return [Missing("Set the closing date and time.", "closes_on")]
    if vacancy.closes_at <= now:
        return [Missing("Move the closing time: it has already passed.", "closes_on")]
    wrong = []
    earliest = times.days_later(now, vacancy.minimum_open_days)
    if vacancy.closes_at < earliest:
        sentence = (
            "Move the closing time or lower the minimum: open for "
            f"{vacancy.minimum_open_days} days, the advert cannot close before "
            f"{times.minute_in_words(earliest, now=now)}."
        )
        wrong.append(Missing(sentence, "closes_on"))
    if vacancy.interview_on and vacancy.interview_on <= vacancy.last_minute.date():
        sentence = "Move the planned interview date: it is not after the closing date."
        wrong.append(Missing(sentence, "interview_on"))
    return wrong


def _missing_from_the_criteria(vacancy) -> list[Missing]:
    criteria = list(vacancy.criteria.all())
    missing = []
    if not any(criterion.importance == Importance.ESSENTIAL for criterion in criteria):
        sentence = "Add at least one essential criterion to the person specification."
        missing.append(Missing(sentence, "criteria"))
    if not any(
        criterion.is_judged_at_shortlisting and criterion.kind == CriterionKind.SCORED
        for criterion in criteria
    ):
        sentence = (
            "Mark at least one scored criterion as evidenced by application or certificate: "
            "the panel has nothing to shortlist by."
        )
        missing.append(Missing(sentence, "criteria"))
    return missing


def _missing_from_the_panel(vacancy) -> list[Missing]:
    panel = list(vacancy.panel.seated())
    missing = []
    least = vacancy.employer.least_scorers
    if len(panel) < least:
        missing.append(Missing(f"Choose at least {number_in_words(least)} people for the panel.", "panel"))
    if sum(member.is_chair for member in panel) != 1:
        missing.append(Missing("Make one member of the panel its chair.", "panel"))
    return missing


def number_in_words(number: int) -> str:
    """Of people on a panel: two, three, … ten."""
    return IN_WORDS[number - 2] if 2 <= number < 2 + len(IN_WORDS) else str(number)
