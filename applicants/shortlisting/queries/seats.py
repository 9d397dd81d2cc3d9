"""Where a panel stands: one person's place on it and what there is to do, without a word about anybody."""

from dataclasses import dataclass
from datetime import datetime

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Count, F, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce, JSONObject, Now
from django.utils import timezone

from applicants.applying.models import Application
from applicants.shortlisting.models import Candidate, Declaration, ScoreCard, Shortlist
from applicants.shortlisting.queries.being_read import being_read
from applicants.shortlisting.queries.rules import Rules, rules_of
from applicants.shortlisting.ranking import Measure
from applicants.shortlisting.status import HAS_A_PACK, MAY_READ, SEEN_BY_PANEL, Conflict, Stage, Way
from recruitment.accounts.models import User
from recruitment.prepared import prepared
from vacancies.models import Criterion, PanelMember, Vacancy
from vacancies.scales import Scale
from vacancies.status import UNPUBLISHED, CriterionKind, Importance, Status

# From so many points on a criterion counts as met.
MET_FROM = Coalesce("minimum", "vacancy__met_from")


# While a panel stands there, somebody on it has work.
TO_DO = (Stage.DECLARING, Stage.SCORING, Stage.CHOOSING, Stage.CONFIRMED)


@dataclass(frozen=True)
class CriterionLine:
    """One criterion that is judged at shortlisting."""

    pk: int
    group: str
    text: str
    importance: str
    kind: str
    weight: int
    # The points from which it counts as met: its own minimum, or the vacancy's rule.
    met_from: int

    @property
    def is_essential(self) -> bool:
        return self.importance == Importance.ESSENTIAL

    @property
    def is_scored(self) -> bool:
        return self.kind == CriterionKind.SCORED

    @property
    def standing(self) -> str:
        """Essential, counts 2 times, met from 2."""
        importance = "Essential" if self.is_essential else "Desirable"
        weight = f", counts {self.weight} times" if self.weight > 1 else ""
        return f"{importance}{weight}, met from {self.met_from}"


@dataclass(frozen=True)
class Seat:
    """One person's place on one panel, and how far that panel is.

    `to_score` is None while applications are open: how many have come is nobody's business before.
    Where nothing was counted it is None too, nothing is outstanding and there are no criteria.
    `conflict` is what the member declared last, "" before they have.
    """

    member: PanelMember
    vacancy: Vacancy
    shortlist: Shortlist | None
    is_open: bool
    card_submitted_at: datetime | None
    rules: Rules
    is_being_read: bool = False
    conflict: str = ""
    is_empty: bool = False
    to_score: int | None = None
    scored: int = 0
    unlabelled: bool = False
    cards_outstanding: int = 0
    criteria: tuple[CriterionLine, ...] = ()

    @property
    def may_recognise(self) -> bool:
        """Afterwards the shortlist rests on the scores as they are."""
        return self.stage in (Stage.SCORING, Stage.WAITING, Stage.CHOOSING)

    @property
    def is_overdue(self) -> bool:
        """The day on which scores were due is over, and this member's card is not in."""
        due = self.rules.scores_due_on
        return bool(due and due < timezone.localdate() and not self.card_submitted_at and not self.is_open)

    @property
    def is_chair(self) -> bool:
        return self.member.is_chair

    @property
    def way(self) -> Way:
        """How this person went through their scores last."""
        return Way(self.member.way or Way.BY_CRITERION)

    @property
    def uses_shortcuts(self) -> bool:
        return self.member.uses_shortcuts is not False

    @property
    def explains_every_score(self) -> bool:
        return self.vacancy.employer.explains_every_score

    @property
    def has_a_pack(self) -> bool:
        """The chair may have the decision pack: every card is in, their own too.

        Who became the chair of a confirmed shortlist could open it again, and then score: not before people
        were told.
        """
        is_too_early = self.stage != Stage.ANNOUNCED and not self.card_submitted_at
        return self.is_chair and self.stage in HAS_A_PACK and not is_too_early

    @property
    def scale(self) -> Scale:
        """What this vacancy's panel scores by."""
        return scale_of(self.vacancy)

    @property
    def scored_criteria(self) -> tuple[CriterionLine, ...]:
        return tuple(criterion for criterion in self.criteria if criterion.is_scored)

    @property
    def measures(self) -> list[Measure]:
        """What the ranking measures by."""
        return [Measure(c.pk, c.is_essential, c.weight, c.met_from) for c in self.scored_criteria]

    @property
    def stage(self) -> Stage:
        if self.vacancy.is_withdrawn:
            return Stage.WITHDRAWN
        if self.is_open:
            return Stage.OPEN
        return self._before_the_first_look or self._with_the_cards

    @property
    def may_read(self) -> bool:
        """Applications are open to this member: all are in, they were released, and no conflict stands."""
        return self.stage in MAY_READ

    @property
    def _before_the_first_look(self) -> Stage | None:
        if self.is_empty and not _is_confirmed(self.shortlist):
            return Stage.NOBODY
        if self.is_being_read:
            return Stage.BEING_READ
        if not self.conflict:
            return Stage.DECLARING
        return Stage.ASIDE if self.conflict == Conflict.UNFIT else None

    @property
    def _with_the_cards(self) -> Stage:
        if self.shortlist and self.shortlist.announced_at:
            return Stage.ANNOUNCED
        if _is_confirmed(self.shortlist):
            return Stage.CONFIRMED
        if not self.card_submitted_at:
            return Stage.SCORING
        return Stage.WAITING if self.cards_outstanding else Stage.CHOOSING


def seats(user: User) -> list[Seat]:
    """The panels this person sits on now: first where work waits, then by closing time. One query."""
    found = [_seat(member, user) for member in _members_of(user.pk)]
    return sorted(found, key=lambda seat: seat.stage not in TO_DO)


def seat(
    user: User, vacancy_pk: int, *, counted: bool = True, with_criteria: bool | None = None
) -> Seat | None:
    """This person's place on this vacancy's panel, with its criteria; None for everybody else. One query.

    Not `counted` is cheaper, and enough to know whether it is time to score; it has the criteria if asked to.
    """
    with_criteria = counted if with_criteria is None else with_criteria
    found = _member(user.pk, vacancy_pk, counted=counted, with_criteria=with_criteria)
    return _seat(found[0], user) if found else None


def scale_of(vacancy: Vacancy) -> Scale:
    return Scale(vacancy.score_lowest, tuple(vacancy.score_labels), vacancy.met_from)


def scored_criteria(vacancy: Vacancy) -> QuerySet[Criterion]:
    """What a card has to hold points for: scored, and evidenced by what was handed in."""
    return vacancy.criteria.scored().judged_at_shortlisting()


def waiting(vacancy: Vacancy) -> QuerySet[Application]:
    """Who has applied and neither withdrawn nor been told."""
    return vacancy.applications.submitted()


def cards_outstanding(vacancy: Vacancy) -> int:
    """How many of today's members have not handed their card in."""
    return vacancy.panel.seated().alias(card=newest_card_in()).filter(card=None).count()


def unannounced(vacancies: QuerySet[Vacancy]) -> QuerySet[Vacancy]:
    """Those that closed with applications and have told nobody yet; how many are seated and how many done."""
    seated = PanelMember.objects.seated().filter(vacancy=OuterRef("pk")).alias(card=newest_card_in())
    return (
        vacancies.filter(status=Status.CLOSED, applications_received__gt=0)
        .exclude(shortlist__announced_at__isnull=False)
        .annotate(
            seats=count(seated, "vacancy"),
            cards_in=count(seated.filter(card__isnull=False), "vacancy"),
        )
    )


@prepared
def _members_of(user: int) -> QuerySet[PanelMember]:
    return _counted(_members(user)).order_by("vacancy__closes_at", "pk")


@prepared
def _member(user: int, vacancy: int, *, counted: bool, with_criteria: bool) -> QuerySet[PanelMember]:
    members = _members(user).filter(vacancy=vacancy)
    if counted:
        members = _counted(members)
    return members.annotate(criteria=_criteria()) if with_criteria else members


def _members(user: int) -> QuerySet[PanelMember]:
    return (
        PanelMember.objects.filter(user=user)
        .seated()
        .still_entitled()
        .exclude(vacancy__status__in=UNPUBLISHED)
        .exclude(vacancy__opens_at__gt=Now())
        .select_related("vacancy__employer", "vacancy__shortlist", "vacancy__panel_rules")
        .annotate(
            card_submitted_at=newest_card_in(),
            conflict=newest_conflict(),
            is_being_read=being_read(OuterRef("vacancy")),
            way=F("user__scoring_habits__way"),
            uses_shortcuts=F("user__scoring_habits__uses_shortcuts"),
        )
    )


def _counted(members: QuerySet[PanelMember]) -> QuerySet[PanelMember]:
    seen = Application.objects.filter(vacancy=OuterRef("vacancy"), status__in=SEEN_BY_PANEL)
    own = Candidate.objects.filter(member=OuterRef("pk"), application__status__in=SEEN_BY_PANEL)
    theirs = own.to_score()
    empty_handed = (
        PanelMember.objects.seated()
        .filter(vacancy=OuterRef("vacancy"))
        .alias(card=newest_card_in())
        .filter(card=None)
    )
    return members.annotate(
        seen=count(seen, "vacancy"),
        labelled=count(own, "member"),
        theirs=count(theirs, "member"),
        scored=count(theirs.filter(scored_at__isnull=False), "member"),
        cards_outstanding=count(empty_handed, "vacancy"),
    )


def newest_card_in() -> Subquery:
    """When a member's newest card was handed in; None while it was not."""
    cards = ScoreCard.objects.filter(member=OuterRef("pk")).order_by("-version")
    return Subquery(cards.values("submitted_at")[:1])


def newest_conflict() -> Coalesce:
    """What a member declared last; "" before they have."""
    declared = Declaration.objects.filter(member=OuterRef("pk")).order_by("-pk")
    return Coalesce(Subquery(declared.values("conflict")[:1]), Value(""))


def fit(members: QuerySet[PanelMember]) -> QuerySet[PanelMember]:
    """Who is on the panel and has not said that they should not score; whether they have declared or not."""
    return members.seated().annotate(conflict=newest_conflict()).exclude(conflict=Conflict.UNFIT)


def card_is_in(member: PanelMember) -> bool:
    """The newest version; one that was opened again is not in."""
    newest = ScoreCard.objects.filter(member=member).order_by("-version").first()
    return newest is not None and newest.submitted_at is not None


def may_read(member: PanelMember) -> bool:
    """As things stand this very moment, for acts: still on the panel, released, declared, no conflict."""
    return bool(_reader(member.pk))


@prepared
def _reader(member: int) -> QuerySet:
    seated = fit(PanelMember.objects.filter(pk=member)).exclude(conflict="")
    return seated.exclude(being_read(OuterRef("vacancy"))).values_list("pk")


def count(rows: QuerySet, by: str) -> Coalesce:
    counted = rows.order_by().values(by).annotate(number=Count("pk")).values("number")
    return Coalesce(Subquery(counted), 0)


def _criteria() -> ArraySubquery:
    """The criteria as JSON, so that they come with the row of the member."""
    rows = Criterion.objects.judged_at_shortlisting().filter(vacancy=OuterRef("vacancy"))
    names = ("pk", "group", "text", "importance", "kind", "weight")
    line = JSONObject(**{name: name for name in names}, met_from=MET_FROM)
    return ArraySubquery(rows.values_list(line))


def _seat(member: PanelMember, user: User) -> Seat:
    member.user = user
    closed = member.vacancy.has_closed
    known = {
        "member": member,
        "vacancy": member.vacancy,
        "shortlist": getattr(member.vacancy, "shortlist", None),
        "is_open": not closed,
        "card_submitted_at": member.card_submitted_at,
        "conflict": member.conflict,
        "rules": rules_of(member.vacancy),
        "is_being_read": member.is_being_read,
    }
    if hasattr(member, "seen") and closed:
        known |= {
            "is_empty": member.seen == 0,
            "to_score": member.theirs + _to_be_dealt(member, known["rules"]),
            "scored": member.scored,
            "unlabelled": member.labelled < member.seen,
            # Who joins below a confirmed shortlist has nothing to score.
            "cards_outstanding": 0 if _is_confirmed(known["shortlist"]) else member.cards_outstanding,
        }
    return Seat(**known, criteria=tuple(CriterionLine(**row) for row in getattr(member, "criteria", ())))


def _is_confirmed(shortlist: Shortlist | None) -> bool:
    return bool(shortlist and shortlist.confirmed_at)


def _to_be_dealt(member: PanelMember, rules: Rules) -> int:
    """Those without a label yet; all are this member's where everybody scores everybody."""
    return 0 if rules.scorers_each else max(member.seen - member.labelled, 0)
