"""What must never be true of a shortlist: named queries, each of which must return nothing.

Run nightly and after every proof.
"""

from django.db.models import CharField, Count, Exists, F, Max, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Cast, Coalesce, Concat

from applicants.applying.models import Application, StatusChange
from applicants.applying.status import Status
from applicants.shortlisting.models import (
    CardCount,
    Decision,
    GuaranteedInterview,
    Invitation,
    Score,
    ScoreCard,
    Shortlist,
)
from recruitment import invariants
from recruitment.audit.models import AuditEvent
from recruitment.mail.models import OutgoingEmail
from vacancies.models import PanelMember


def waiting_after_the_announcement() -> QuerySet[Application]:
    """The shortlist was announced, and somebody still waits for an answer."""
    return Application.objects.submitted().filter(vacancy__shortlist__announced_at__isnull=False)


def rejected_without_an_email() -> QuerySet[Application]:
    told = OutgoingEmail.objects.filter(Q(key=_key("outcome:")) | Q(key=_key("outcome:", ":released")))
    return Application.objects.filter(status=Status.NOT_SHORTLISTED).exclude(Exists(told))


def on_reserve_without_an_email() -> QuerySet[Application]:
    told = OutgoingEmail.objects.filter(key=_key("outcome:", ":reserve"))
    return Application.objects.filter(status=Status.RESERVE).exclude(Exists(told))


def invited_without_an_email() -> QuerySet[Invitation]:
    told = OutgoingEmail.objects.filter(key=_key("invitation:"))
    return Invitation.objects.exclude(Exists(told))


def shortlisted_without_one_invitation() -> QuerySet[Application]:
    live = Count("invitations", filter=Q(invitations__cancelled_at=None))
    return Application.objects.filter(status=Status.SHORTLISTED).annotate(live=live).exclude(live=1)


def invited_without_being_shortlisted() -> QuerySet[Invitation]:
    moves = StatusChange.objects.filter(application=OuterRef("application"), to_status=Status.SHORTLISTED)
    return Invitation.objects.exclude(Exists(moves))


def told_without_a_person_deciding() -> QuerySet[Application]:
    """The answer is not the decision on record, a guaranteed interview, or what came of a reserve."""
    guaranteed = GuaranteedInterview.objects.filter(application=OuterRef("pk"), ended_at=None)
    rejected = Exists(_decisions(Decision.Outcome.NOT_SHORTLISTED)) | Exists(_after_reserve())
    asked = Exists(_decisions(Decision.Outcome.INVITE)) | Exists(guaranteed) | Exists(_after_reserve())
    right = (
        Q(asked, status=Status.SHORTLISTED)
        | Q(Exists(_decisions(Decision.Outcome.RESERVE)), status=Status.RESERVE)
        | Q(rejected, status=Status.NOT_SHORTLISTED)
    )
    answers = (Status.SHORTLISTED, Status.RESERVE, Status.NOT_SHORTLISTED)
    return Application.objects.filter(status__in=answers).exclude(right)


def invited_more_than_once() -> QuerySet[Application]:
    """Two invitations, also ended ones: nobody is asked twice by one shortlist."""
    return Application.objects.annotate(times=Count("invitations")).filter(times__gt=1)


def announced_unchecked() -> QuerySet[Shortlist]:
    """A guaranteed interview stands on a shortlist that no recruiter finished looking at."""
    standing = GuaranteedInterview.objects.filter(shortlist=OuterRef("pk"), ended_at=None)
    return Shortlist.objects.filter(checked_at=None).filter(Exists(standing))


def checked_by_the_panel() -> QuerySet[Shortlist]:
    """Who looked at the guaranteed interviews sits on the panel, or did."""
    member = PanelMember.objects.filter(vacancy=OuterRef("vacancy"), user=OuterRef("checked_by"))
    return Shortlist.objects.filter(Exists(member))


def reserve_places_with_gaps() -> QuerySet[Shortlist]:
    """The places of a reserve list are 1, 2, 3 …"""
    places = Q(decisions__outcome=Decision.Outcome.RESERVE)
    counted = Shortlist.objects.annotate(
        reserves=Count("decisions", filter=places), last=Max("decisions__reserve_place", filter=places)
    )
    return counted.filter(reserves__gt=0).exclude(reserves=F("last"))


def scores_changed_after_submission() -> QuerySet[Score]:
    return Score.objects.filter(saved_at__gt=F("card__submitted_at"))


def submitted_with_points_missing() -> QuerySet[Score]:
    seen = Score.objects.exclude(candidate__application__status=Status.WITHDRAWN)
    return seen.filter(card__submitted_at__isnull=False, points=None)


def announced_without_audit() -> QuerySet[Shortlist]:
    events = AuditEvent.objects.filter(action="shortlist.announced", subject=_key("shortlist:"))
    return Shortlist.objects.filter(announced_at__isnull=False).exclude(Exists(events))


def confirmed_with_differences() -> QuerySet[Shortlist]:
    """Confirmed, about to be announced, and the panel has not agreed where its scores differ."""
    confirmed = Shortlist.objects.filter(confirmed_at__isnull=False, announced_at=None)
    differ = [
        shortlist.pk
        for shortlist in confirmed.select_related("vacancy")
        if Score.objects.unagreed(shortlist.vacancy).exists()
    ]
    return Shortlist.objects.filter(pk__in=differ)


def confirmed_on_other_cards() -> QuerySet[Shortlist]:
    """Confirmed, and what it rests on is not cards of its panel that are in."""
    own = ScoreCard.objects.filter(
        member__vacancy=OuterRef("vacancy"),
        member__vacancy__shortlist__rests_on__contains=[F("pk")],
        submitted_at__isnull=False,
    )
    counted = own.order_by().values("member__vacancy").annotate(cards=Count("pk")).values("cards")
    confirmed = Shortlist.objects.filter(confirmed_at__isnull=False)
    return confirmed.annotate(cards=Coalesce(Subquery(counted), 0)).filter(
        Q(cards=0) | ~Q(cards=F("rests_on__len"))
    )


def counted_wrong() -> QuerySet[CardCount]:
    """A card says that it has more or fewer scores on a criterion than it has."""
    there = Score.objects.filter(card=OuterRef("card"), criterion=OuterRef("criterion"), points__isnull=False)
    counted = there.order_by().values("card").annotate(number=Count("pk")).values("number")
    explained = counted.exclude(note="")
    return CardCount.objects.annotate(
        points=Coalesce(Subquery(counted), 0), notes=Coalesce(Subquery(explained), 0)
    ).exclude(with_points=F("points"), with_note=F("notes"))


def uncounted() -> QuerySet[Score]:
    """Scores with points on a criterion of which their card does not say how many it has."""
    counts = CardCount.objects.filter(card=OuterRef("card"), criterion=OuterRef("criterion"))
    return Score.objects.filter(points__isnull=False).exclude(Exists(counts))


def _key(prefix: str, ending: str = "") -> Concat:
    return Concat(Value(prefix), Cast(OuterRef("pk"), CharField()), Value(ending), output_field=CharField())


def _after_reserve() -> QuerySet[StatusChange]:
    """A person moved an application on from the reserve list to where it stands."""
    return StatusChange.objects.filter(
        application=OuterRef("pk"),
        from_status=Status.RESERVE,
        to_status=OuterRef("status"),
        by__isnull=False,
    )


def _decisions(outcome: str) -> QuerySet[Decision]:
    return Decision.objects.filter(application=OuterRef("pk"), outcome=outcome)


INVARIANTS = {
    "nobody waits once the shortlist is announced": waiting_after_the_announcement,
    "everybody not shortlisted has their email": rejected_without_an_email,
    "everybody on the reserve list has their email": on_reserve_without_an_email,
    "every invitation has its email": invited_without_an_email,
    "everybody shortlisted has one invitation": shortlisted_without_one_invitation,
    "only the shortlisted are invited": invited_without_being_shortlisted,
    "nobody is invited twice": invited_more_than_once,
    "a named person decided every answer": told_without_a_person_deciding,
    "guaranteed interviews stand on checked shortlists alone": announced_unchecked,
    "nobody on the panel looked at the guaranteed interviews": checked_by_the_panel,
    "a reserve list has no gaps": reserve_places_with_gaps,
    "no score was changed after its card was in": scores_changed_after_submission,
    "a card that is in is complete": submitted_with_points_missing,
    "a card says rightly how many scores it has": counted_wrong,
    "every score is counted": uncounted,
    "below a confirmed shortlist everything is agreed": confirmed_with_differences,
    "a confirmed shortlist rests on cards of its panel that are in": confirmed_on_other_cards,
    "every announcement is in the audit trail": announced_without_audit,
}


def broken() -> list[invariants.Broken]:
    """Every promise that does not hold right now; empty on a good day."""
    return invariants.broken(INVARIANTS)
