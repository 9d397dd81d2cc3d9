"""What a chair arranges while cards are written: who scores a candidate besides, and opening a card again."""

from random import SystemRandom
from uuid import UUID

from django.db import connection, transaction

from applicants.shortlisting import blinding, panel_emails, queries
from applicants.shortlisting.models import Candidate, ScoreCard, Shortlist
from recruitment.accounts.models import User
from recruitment.audit.recording import record
from recruitment.mail import outbox
from vacancies.actions.locking import lock
from vacancies.models import PanelMember, Vacancy

ONE_MORE = "One more candidate to score."
random = SystemRandom()
# Everything but what the member recognised since; when it was said stays as it was. Written out: a card may
# hold hundreds of thousands of scores.
COPY = """
INSERT INTO shortlisting_score
    (card_id, candidate_id, criterion_id, points, note, points_before, note_before, saved_at)
SELECT %s, score.candidate_id, criterion_id, points, note, points_before, note_before, saved_at
  FROM shortlisting_score score JOIN shortlisting_candidate candidate ON candidate.id = score.candidate_id
 WHERE card_id = %s AND candidate.recognised_at IS NULL
"""


class ShortlistConfirmed(Exception):
    """The cards below a confirmed shortlist stay as they are: re-open the shortlist first."""


class NotOnThePanel(Exception):
    """This person is not on the panel (any more)."""


class ReasonMissing(Exception):
    """A card is opened again for a reason, which is kept."""


class NobodyCould(Exception):
    """The candidate has enough scorers, or everybody left recognised them or scores them already."""


@transaction.atomic
def reopen_card(member: PanelMember, *, because: str, by: User) -> ScoreCard | None:
    """Make a new version of a card that is in, with all its scores; the old one stays frozen.

    Two who do so at once make one version: the second finds it open. None where no card was begun.
    Also: audits, emails the member. Raises ReasonMissing, NotOnThePanel, ShortlistConfirmed.
    """
    if not because.strip():
        raise ReasonMissing
    _lock(member.vacancy)
    if not member.vacancy.panel.seated().filter(pk=member.pk).exists():
        raise NotOnThePanel
    card, is_new = _new_version(member, because.strip(), by)
    if is_new and member.user_id != by.pk:
        outbox.queue_many([panel_emails.card_reopened(card)])
    return card


def reopen_card_of(chair: PanelMember, number: int, *, because: str, by: User) -> ScoreCard | None:
    """The same for a member of the chair's panel, by their number."""
    member = chair.vacancy.panel.seated().filter(pk=number).select_related("user").first()
    if member is None:
        raise NotOnThePanel
    member.vacancy = chair.vacancy
    return reopen_card(member, because=because, by=by)


@transaction.atomic
def assign(chair: PanelMember, token: UUID, to: int | None, *, by: User) -> PanelMember:
    """Have one more member score one of the chair's candidates: `to` by their number, None for one by lot.

    A card of theirs that is in is opened again. Also: audits, emails the member. Raises NobodyCould,
    ShortlistConfirmed.
    """
    _lock(chair.vacancy)
    # Who has joined since has their labels, and leftovers are dealt out, before the chair gives any away.
    blinding.deal(chair.vacancy)
    line = next((line for line in queries.few_scorers(chair) if line.token == token), None)
    could = [person.pk for person in line.could_score] if line and line.lacks else []
    if not could or (to is not None and to not in could):
        raise NobodyCould
    chosen = PanelMember.objects.select_related("user").get(pk=to or random.choice(could))
    chosen.vacancy = chair.vacancy
    theirs = Candidate.objects.get(
        member=chosen, application__in=chair.candidates.filter(token=token).values("application")
    )
    Candidate.objects.filter(pk=theirs.pk).update(is_assigned=True)
    record(
        "candidate.assigned",
        chosen,
        by=by,
        employer_id=chair.vacancy.employer_id,
        candidate=theirs.pk,
        by_lot=to is None,
    )
    if queries.card_is_in(chosen):
        _new_version(chosen, ONE_MORE, by)
    if chosen.user_id != by.pk:
        outbox.queue_many([panel_emails.one_more_to_score(chosen, theirs)])
    return chosen


def _lock(vacancy: Vacancy) -> None:
    """Confirming waits here, and handing in a card. Raises ShortlistConfirmed."""
    lock(vacancy)
    if Shortlist.objects.filter(vacancy=vacancy, confirmed_at__isnull=False).exists():
        raise ShortlistConfirmed


def _new_version(member: PanelMember, because: str, by: User) -> tuple[ScoreCard | None, bool]:
    """The member's open card, and whether it was opened just now."""
    newest = member.cards.select_for_update(no_key=True).order_by("-version").first()
    if newest is None or not newest.submitted_at:
        return newest, False
    card = ScoreCard.objects.create(
        member=member, version=newest.version + 1, reopened_by=by, reopened_because=because
    )
    with connection.cursor() as cursor:
        cursor.execute(COPY, [card.pk, newest.pk])
    record(
        "card.reopened",
        card,
        by=by,
        reason=because,
        employer_id=member.vacancy.employer_id,
        version=card.version,
    )
    return card, True
