"""A member knows who a candidate is: from then on they neither read nor score them."""

from uuid import UUID

from django.db import transaction

from applicants.shortlisting import blinding, panel_emails, queries
from applicants.shortlisting.actions import moderating
from applicants.shortlisting.models import Candidate, ClockTimestamp, Score, Shortlist
from recruitment.accounts.models import User
from recruitment.audit.recording import record
from recruitment.mail import outbox
from vacancies.actions.locking import lock
from vacancies.models import PanelMember


class NoSuchCandidate(Exception):
    """This member has no such candidate, or may not read them."""


class TooLate(Exception):
    """The shortlist is confirmed: what it rests on stays."""


@transaction.atomic
def recognise(member: PanelMember, token: UUID, words: str = "", *, by: User) -> None:
    """End `member`'s part with this candidate for good. Twice does nothing more.

    Their scores of the candidate are kept and count no more. Also: agreed scores that rest on them end;
    audits, with `words` masked; tells the chair, by the chair's own label, unless it is the chair.
    Raises NoSuchCandidate, TooLate.
    """
    vacancy = member.vacancy
    lock(vacancy)
    if Shortlist.objects.filter(vacancy=vacancy, confirmed_at__isnull=False).exists():
        raise TooLate
    # A score being saved comes first, or finds the candidate gone.
    member.cards.select_for_update(no_key=True).order_by("-version").first()
    candidate = _own(member, token)
    if candidate.recognised_at:
        return
    Candidate.objects.filter(pk=candidate.pk).update(recognised_at=ClockTimestamp())
    record(
        "candidate.recognised",
        member,
        by=by,
        employer_id=vacancy.employer_id,
        reason=blinding.masked(candidate, words),
        candidate=candidate.pk,
    )
    scored = Score.objects.filter(candidate=candidate, points__isnull=False)
    pairs = scored.values_list("candidate__application_id", "criterion_id")
    moderating.end_on(pairs, member, by=by)
    _tell_the_chair(member, candidate)


def _own(member: PanelMember, token: UUID) -> Candidate:
    if not queries.may_read(member):
        raise NoSuchCandidate
    known = member.candidates.filter(token=token, recognised_at__isnull=False).first()
    candidate = known or blinding.to_read(member).filter(token=token).first()
    if candidate is None:
        raise NoSuchCandidate
    return candidate


def _tell_the_chair(member: PanelMember, candidate: Candidate) -> None:
    chair = member.vacancy.panel.chairs().exclude(pk=member.pk).first()
    if chair is None:
        return
    blinding.prepare(chair)
    chairs = chair.candidates.get(application=candidate.application_id)
    outbox.queue_many([panel_emails.recognised(member, chair, chairs)])
