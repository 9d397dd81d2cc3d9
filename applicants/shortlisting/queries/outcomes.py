"""What was decided about whom, and what follows from it: the reserve list, and the places that came free."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Case, Q, QuerySet, When

from applicants.applying.models import Application
from applicants.applying.status import Status
from applicants.shortlisting.models import Decision, Shortlist
from applicants.shortlisting.queries.seats import waiting
from vacancies.models import PanelMember

Outcome = Decision.Outcome


@dataclass(frozen=True)
class ReserveLine:
    """One person on the reserve list, by name: once people were told."""

    pk: int
    place: int
    name: str
    email: str


def effective_outcomes(shortlist: Shortlist) -> dict[int, Outcome]:
    """What comes of the shortlist for each application: a guaranteed interview stands above the decision.

    The one place that puts the two together. Two queries.
    """
    decided = {
        pk: Outcome(outcome) for pk, outcome in shortlist.decisions.values_list("application", "outcome")
    }
    guaranteed = shortlist.guaranteed.filter(ended_at=None).values_list("application", flat=True)
    return decided | dict.fromkeys(guaranteed, Outcome.INVITE)


def reserves(shortlist: Shortlist) -> QuerySet[Decision]:
    """The reserve list as the panel decided it, first to be asked first; who withdrew stands at its end."""
    gone = Case(When(application__status=Status.WITHDRAWN, then=1), default=0)
    return shortlist.decisions.filter(outcome=Outcome.RESERVE).order_by(gone, "reserve_place")


def reserve_tokens(chair: PanelMember, shortlist: Shortlist) -> list[UUID]:
    """The chair's own tokens of who waits on the reserve list, first to be asked first. Two queries."""
    rows = reserves(shortlist).filter(application__status=Status.SUBMITTED)
    order = list(rows.values_list("application", flat=True))
    tokens = dict(chair.candidates.filter(application__in=order).values_list("application", "token"))
    return [tokens[pk] for pk in order if pk in tokens]


def needs_interviews(shortlist: Shortlist) -> bool:
    """Whether anybody could be invited by this shortlist, now or later.

    Always where the employer offers interviews under Disability Confident: the need must tell nothing.
    """
    if shortlist.vacancy.employer.is_disability_confident:
        return True
    maybe = shortlist.decisions.exclude(outcome=Outcome.NOT_SHORTLISTED)
    return maybe.filter(application__in=waiting(shortlist.vacancy)).exists()


def withdrawn_before(shortlist: Shortlist) -> int:
    """How many the panel chose to invite and who withdrew before anybody was told: their places are free."""
    chosen = shortlist.decisions.filter(outcome=Outcome.INVITE, application__status=Status.WITHDRAWN)
    return chosen.filter(application__invitations=None).count()


def on_reserve(shortlist: Shortlist) -> list[ReserveLine]:
    """Who still waits on the reserve list after the announcement, in order. One query."""
    rows = reserves(shortlist).filter(application__status=Status.RESERVE)
    return [
        ReserveLine(row.application_id, place, row.application.full_name, row.application.applicant.email)
        for place, row in enumerate(rows.select_related("application__applicant"), start=1)
    ]


def first_reserve(shortlist: Shortlist) -> Application | None:
    """Who is asked next."""
    row = reserves(shortlist).filter(application__status=Status.RESERVE).select_related("application").first()
    return row and row.application


def free_places(shortlist: Shortlist) -> int:
    """How many who were invited have withdrawn since, less those from the reserve list who took a place."""
    invited = Application.objects.filter(vacancy=shortlist.vacancy_id).exclude(invitations=None).distinct()
    withdrawn = invited.filter(status=Status.WITHDRAWN).count()
    promoted = Q(status_changes__from_status=Status.RESERVE, status_changes__to_status=Status.SHORTLISTED)
    return max(0, withdrawn - invited.filter(promoted).count())
