"""Who scores whom: how the panel stands, and who has too few scorers, by the chair's own labels."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Subquery

from applicants.applying.models import Application
from applicants.shortlisting.models import Candidate, ScoreCard
from applicants.shortlisting.queries.rules import rules_of
from applicants.shortlisting.queries.seats import SEEN_BY_PANEL, Seat, count, newest_card_in, newest_conflict
from applicants.shortlisting.status import Conflict
from recruitment.prepared import prepared
from vacancies.models import PanelMember, Vacancy
from vacancies.status import Status


@dataclass(frozen=True)
class PanelNow:
    """Everybody seated; of them who scores (stands not aside), and whose card is in. By their numbers."""

    seated: tuple[PanelMember, ...]
    scoring: frozenset[int]
    done: frozenset[int]


@dataclass(frozen=True)
class Person:
    """A member as the chair names them."""

    pk: int
    name: str


@dataclass(frozen=True)
class FewScorers:
    """A candidate, by the chair's label, whom somebody recognised or too few score."""

    token: UUID
    label: str
    scorers: tuple[Person, ...]
    recognised_by: tuple[Person, ...]
    could_score: tuple[Person, ...]
    wanted: int

    @property
    def lacks(self) -> int:
        return max(self.wanted - len(self.scorers), 0)


def panel_now(vacancy: Vacancy) -> PanelNow:
    """One query. Who stands aside scores nobody more; a card of theirs that is in still counts."""
    seated = tuple(_seated(vacancy.pk))
    done = frozenset(member.pk for member in seated if member.card_in)
    fit = {member.pk for member in seated if member.conflict != Conflict.UNFIT}
    return PanelNow(seated, frozenset(fit) | done, done)


@prepared
def _seated(vacancy: int) -> QuerySet[PanelMember]:
    members = PanelMember.objects.seated().filter(vacancy=vacancy).select_related("user")
    return members.annotate(conflict=newest_conflict(), card_in=newest_card_in())


def undealt(vacancies: QuerySet[Vacancy]) -> QuerySet[Vacancy]:
    """Closed ones where each application goes to some of the panel, and something waits to be dealt out."""
    members = PanelMember.objects.filter(vacancy=OuterRef("pk")).annotate(
        conflict=newest_conflict(), card_in=newest_card_in()
    )
    seen = Application.objects.filter(vacancy=OuterRef("vacancy"), status__in=SEEN_BY_PANEL)
    own = Candidate.objects.filter(member=OuterRef("pk"), application__status__in=SEEN_BY_PANEL)
    newcomers = (
        members.seated()
        .annotate(seen=count(seen, "vacancy"), labelled=count(own, "member"))
        .filter(labelled__lt=F("seen"))
    )
    aside = Q(conflict=Conflict.UNFIT, card_in=None)
    gone = members.filter(Q(removed_at__isnull=False) | aside).filter(Exists(own.to_score()))
    return vacancies.filter(
        Exists(newcomers) | Exists(gone),
        status=Status.CLOSED,
        panel_rules__scorers_each__isnull=False,
        shortlist__confirmed_at=None,
    )


def waits_to_be_dealt(seat: Seat) -> bool:
    """Who left the panel had some, or somebody came. No query where everybody scores everybody."""
    return bool(seat.rules.scorers_each) and undealt(Vacancy.objects.filter(pk=seat.vacancy.pk)).exists()


def few_scorers(chair: PanelMember) -> list[FewScorers]:
    """Whom somebody recognised, or too few score, by the chair's own labels and in their order.

    Three queries. Where everybody scores everybody, whoever did not recognise a candidate scores them.
    """
    vacancy, now = chair.vacancy, panel_now(chair.vacancy)
    each = rules_of(vacancy).scorers_each
    people = {member.pk: Person(member.pk, str(member.user)) for member in now.seated}
    fit = {member.pk for member in now.seated if member.conflict != Conflict.UNFIT}
    found = {}
    for application, assigned, known in _by_application(now, each):
        recognised = set(known or ())
        scorers = set(assigned or ()) if each else now.scoring - recognised
        found[application] = scorers, recognised, fit - scorers - recognised if each else set()
    wanted = each or vacancy.employer.least_scorers
    rows = chair.candidates.filter(application__in=found).values_list("token", "label", "application")
    return [
        FewScorers(token, label, *(_named(numbers, people) for numbers in found[application]), wanted)
        for token, label, application in rows
    ]


def somebody_has_few(seat: Seat) -> bool:
    """Whether `few_scorers` would list anybody. Two queries."""
    return _by_application(panel_now(seat.vacancy), seat.rules.scorers_each).exists()


def _by_application(now: PanelNow, each: int | None):
    """Each application of which somebody said that they know who it is, or that too few score."""
    scored_by = Q(member__in=now.scoring, is_assigned=True, recognised_at=None)
    recognised_by = Q(recognised_at__isnull=False)
    few = Q(known__gt=0) | Q(number__lt=each) if each else Q(known__gt=0)
    return (
        Candidate.objects.filter(member__in=now.seated, application__status__in=SEEN_BY_PANEL)
        .order_by()
        .values_list("application")
        .annotate(
            scorers=ArrayAgg("member", filter=scored_by), recognised=ArrayAgg("member", filter=recognised_by)
        )
        .alias(number=Count("pk", filter=scored_by), known=Count("pk", filter=recognised_by))
        .filter(few)
    )


def _named(numbers: set[int], people: dict[int, Person]) -> tuple[Person, ...]:
    return tuple(person for pk, person in people.items() if pk in numbers)


@dataclass(frozen=True)
class MemberLine:
    """How far one member is, for a chair whose own card is in. Numbers of candidates, never a score."""

    pk: int
    name: str
    is_chair: bool
    conflict: str
    card_in_at: datetime | None
    version: int
    to_score: int
    scored: int

    @property
    def stands_aside(self) -> bool:
        return self.conflict == Conflict.UNFIT


def overview(seat: Seat) -> list[MemberLine]:
    """Everybody on the panel now, the chair first. One query. Not before one's own card is in."""
    if not (seat.is_chair and seat.card_submitted_at):
        raise PermissionError("How far others are is shown to a chair whose own card is in.")
    theirs = Candidate.objects.to_score().filter(member=OuterRef("pk"), application__status__in=SEEN_BY_PANEL)
    versions = ScoreCard.objects.filter(member=OuterRef("pk")).order_by("-version").values("version")[:1]
    members = PanelMember.objects.seated().filter(vacancy=seat.vacancy).select_related("user")
    return [
        MemberLine(
            member.pk,
            str(member.user),
            member.is_chair,
            member.conflict,
            member.card_in,
            member.version or 1,
            member.theirs,
            member.scored,
        )
        for member in members.annotate(
            conflict=newest_conflict(),
            card_in=newest_card_in(),
            version=Subquery(versions),
            theirs=count(theirs, "member"),
            scored=count(theirs.filter(scored_at__isnull=False), "member"),
        ).order_by("-is_chair", "pk")
    ]
