"""A member declares conflicts of interest, before the first look or anew."""

from django.db import transaction

from applicants.shortlisting import panel_emails
from applicants.shortlisting.models import Declaration
from applicants.shortlisting.status import CONFLICTS_TO_DECLARE, Conflict
from recruitment.accounts.models import User
from recruitment.audit.recording import record
from recruitment.mail import outbox
from vacancies import permissions
from vacancies.actions.locking import lock
from vacancies.models import PanelMember


class NothingToDeclare(Exception):
    """People can still apply, the vacancy was withdrawn, or this person is not on the panel any more."""


@transaction.atomic
def declare(member: PanelMember, conflict: Conflict, explanation: str = "", *, by: User) -> Declaration:
    """Keep what `member` declares; the newest counts, the earlier ones stay.

    Also: audits; tells the chair and the recruiters where the member should not score (never about whom).
    Raises NothingToDeclare, ValueError for what nobody says, and where an unfit member explains nothing.
    """
    if conflict not in CONFLICTS_TO_DECLARE:
        raise ValueError("Nobody declares this.")
    if conflict == Conflict.UNFIT and not explanation.strip():
        raise ValueError("A conflict that keeps somebody from scoring is explained.")
    vacancy = member.vacancy
    # Handing in a card and dealing out wait here: whoever is first is first.
    lock(vacancy)
    seated = vacancy.panel.seated().filter(pk=member.pk).exists()
    if not seated or not vacancy.has_closed or vacancy.is_withdrawn:
        raise NothingToDeclare
    declaration = Declaration.objects.create(member=member, conflict=conflict, explanation=explanation)
    record(
        "panel.declared",
        member,
        by=by,
        employer_id=vacancy.employer_id,
        vacancy=vacancy.pk,
        conflict=conflict,
        declaration=declaration.pk,
    )
    if conflict == Conflict.UNFIT:
        outbox.queue_many(_to_those_who_act(declaration))
    return declaration


def _to_those_who_act(declaration: Declaration):
    """The chair, unless it is the chair who stands aside; and the recruiters who can seat somebody else."""
    member, vacancy = declaration.member, declaration.member.vacancy
    chair = vacancy.panel.chairs().exclude(pk=member.pk).select_related("user").first()
    if chair:
        yield panel_emails.stands_aside(declaration, chair.user)
    for recruiter in permissions.answerable_recruiters(vacancy):
        if recruiter.pk not in {member.user_id, chair and chair.user_id}:
            yield panel_emails.stands_aside(declaration, recruiter)
