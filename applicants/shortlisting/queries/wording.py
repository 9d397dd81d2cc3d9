"""Which words an employer's emails use now, and who changed them: for the recruiters' desk."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from applicants.shortlisting.models import Wording
from applicants.shortlisting.status import Worded
from applicants.shortlisting.wording import KINDS, Words
from recruitment.accounts.models import Employer, User
from recruitment.audit.models import AuditEvent

MOST_CHANGES = 20
CHANGES = {
    "wording.changed": "wrote own words",
    "wording.built_in": "went back to the built-in words",
}


@dataclass(frozen=True)
class WordingLine:
    """One kind of email of one employer. Without `changed_at` the built-in words are used."""

    employer: Employer
    kind: Worded
    words: Words
    changed_at: datetime | None = None
    changed_by: str = ""

    @property
    def is_own(self) -> bool:
        return self.changed_at is not None


@dataclass(frozen=True)
class Change:
    """Who did what to the words, and when."""

    at: datetime
    who: str
    what: str


def wording_lines(employers: QuerySet[Employer]) -> list[WordingLine]:
    """Every kind of email of these employers, by employer. Two queries."""
    own = {
        (row.employer_id, row.kind): row
        for row in Wording.objects.filter(employer__in=employers).select_related("changed_by")
    }
    return [_line(employer, kind, own.get((employer.pk, kind))) for employer in employers for kind in KINDS]


def wording_line(employer: Employer, kind: Worded) -> WordingLine:
    own = Wording.objects.filter(employer=employer, kind=kind).select_related("changed_by").first()
    return _line(employer, kind, own)


def changes(employer: Employer, kind: Worded) -> list[Change]:
    """The last changes of these words, newest first, as the trail has them. Two queries."""
    events = list(
        AuditEvent.objects.filter(
            subject=f"employer:{employer.pk}", action__in=CHANGES, details__kind=str(kind)
        )[:MOST_CHANGES]
    )
    people = User.objects.in_bulk({event.actor_id for event in events})
    return [
        Change(event.happened_at, str(people.get(event.actor_id, "Somebody")), CHANGES[event.action])
        for event in events
    ]


def _line(employer: Employer, kind: Worded, own: Wording | None) -> WordingLine:
    if own is None:
        return WordingLine(employer, kind, KINDS[kind].built_in)
    return WordingLine(employer, kind, Words(own.subject, own.text), own.changed_at, str(own.changed_by))
