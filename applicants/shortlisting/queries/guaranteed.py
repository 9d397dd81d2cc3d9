"""The recruiter's look at the interviews that Disability Confident guarantees. No panel page asks here."""

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from django.db.models import Exists, OuterRef, QuerySet

from applicants.applying.models import Answer
from applicants.shortlisting.models import Shortlist
from applicants.shortlisting.queries.outcomes import Outcome, effective_outcomes
from applicants.shortlisting.queries.ranking import marks_of
from applicants.shortlisting.queries.seats import MET_FROM, scored_criteria, waiting
from applicants.shortlisting.ranking import Measure, Standing, rank
from recruitment.accounts.models import User
from vacancies import permissions
from vacancies.models import Criterion, Vacancy
from vacancies.status import Importance


@dataclass(frozen=True)
class TakingPart:
    """Somebody who takes part in the scheme, meets every essential criterion, and is not invited so far."""

    pk: int
    name: str
    reference: str
    decided: str
    # How well: the weighted total over the essential criteria alone.
    essentials: Fraction


@dataclass(frozen=True)
class Guaranteed:
    """An interview that a recruiter guaranteed, for the record."""

    pk: int
    name: str
    reference: str
    decided_by: str


def may_check(vacancy: Vacancy) -> list[User]:
    """The employer's recruiters who were never on the panel."""
    kept_blind = set(vacancy.panel.values_list("user", flat=True))
    return [user for user in permissions.recruiters(vacancy.employer) if user.pk not in kept_blind]


def to_check(vacancies: QuerySet[Vacancy], user: User) -> QuerySet[Vacancy]:
    """Confirmed shortlists that wait for a recruiter's look; never those whose panel this person was on."""
    return vacancies.filter(
        employer__is_disability_confident=True,
        shortlist__confirmed_at__isnull=False,
        shortlist__checked_at=None,
        shortlist__announced_at=None,
    ).exclude(panel__user=user)


def taking_part(shortlist: Shortlist) -> list[TakingPart]:
    """Who has to be looked at: takes part, waits, meets all the essentials, is not invited; best first.

    Six queries, however many have applied.
    """
    vacancy = shortlist.vacancy
    decided = effective_outcomes(shortlist)
    part = waiting(vacancy).filter(support__disability_confident=True)
    rows = {row.pk: row for row in part.exclude(Exists(_refused(vacancy)))}
    return [
        TakingPart(
            pk=standing.candidate,
            name=rows[standing.candidate].full_name,
            reference=rows[standing.candidate].reference,
            decided=Outcome(decided[standing.candidate]).label,
            essentials=standing.total,
        )
        for standing in _by_essentials(vacancy, rows)
        if standing.meets_essentials and decided.get(standing.candidate, Outcome.INVITE) != Outcome.INVITE
    ]


def guarantees(shortlist: Shortlist) -> list[Guaranteed]:
    """The guarantees that stand, in the order they were given. One query."""
    rows = shortlist.guaranteed.filter(ended_at=None).select_related("application", "decided_by")
    return [
        Guaranteed(
            row.application_id, row.application.full_name, row.application.reference, str(row.decided_by)
        )
        for row in rows.order_by("pk")
    ]


def _refused(vacancy: Vacancy) -> QuerySet[Criterion]:
    """Essential yes-or-no criteria to which an application does not say yes."""
    said = Answer.objects.filter(
        application=OuterRef(OuterRef("pk")), criterion=OuterRef("pk"), acknowledged=True
    )
    asked = Criterion.objects.acknowledged().judged_at_shortlisting()
    return asked.filter(vacancy=vacancy, importance=Importance.ESSENTIAL).exclude(Exists(said))


def _by_essentials(vacancy: Vacancy, applications: Iterable[int]) -> list[Standing]:
    """The order over the essential criteria alone."""
    essential = scored_criteria(vacancy).filter(importance=Importance.ESSENTIAL)
    measures = [
        Measure(pk, True, weight, least)
        for pk, weight, least in essential.values_list("pk", "weight", MET_FROM)
    ]
    return rank(applications, marks_of(vacancy), measures)
