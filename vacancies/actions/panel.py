"""Who shortlists: seating, unseating and the chair, in one act, so that there is never none or two."""

from django.db import transaction

from recruitment.accounts.models import User
from recruitment.audit.recording import record
from vacancies import emails, permissions
from vacancies.actions.locking import lock
from vacancies.models import PanelMember, Vacancy
from vacancies.readiness import number_in_words
from vacancies.status import UNPUBLISHED, Status


class PanelRefused(Exception):
    """The panel cannot be like this; the message says why."""


@transaction.atomic
def arrange(vacancy: Vacancy, seats: dict[User, bool], *, by: User) -> None:
    """Make the panel these people, True for the chair. Also: audits when anything changed.

    Who leaves the panel of a published vacancy keeps the row and the scores, with `removed_at`; a draft's
    row simply goes. Somebody who comes back takes their old seat. Who is on the panel of a published vacancy
    from now on, or no more, is told. Raises PanelRefused.
    """
    instant = lock(vacancy)
    members = {member.user: member for member in vacancy.panel.select_related("user")}
    seated_before = {user: member.is_chair for user, member in members.items() if not member.removed_at}
    if seats == seated_before:
        return
    if wrong := what_is_wrong(vacancy, seats):
        raise PanelRefused(wrong)
    _unseat(vacancy, seated_before.keys() - seats.keys(), instant)
    # The old chair gets up before the new one sits down: the database allows one at a time.
    vacancy.panel.seated().update(is_chair=False)
    for user, is_chair in seats.items():
        PanelMember.objects.update_or_create(
            vacancy=vacancy, user=user, defaults={"is_chair": is_chair, "removed_at": None}
        )
    event = record(
        "vacancy.panel_changed",
        vacancy,
        by=by,
        employer_id=vacancy.employer_id,
        panel=sorted(user.pk for user in seats),
        chair=next((user.pk for user, is_chair in seats.items() if is_chair), None),
    )
    if vacancy.status not in (*UNPUBLISHED, Status.WITHDRAWN):
        _tell(vacancy, seats.keys() ^ seated_before.keys(), event)


def _tell(vacancy, come_or_gone, event) -> None:
    """Those of a published vacancy; a draft's panel hears when it is published."""
    for member in vacancy.panel.filter(user__in=come_or_gone).select_related("user"):
        tell = emails.panel_removed if member.removed_at else emails.panel_invited
        tell(vacancy, member, seating=str(event.pk))


def what_is_wrong(vacancy: Vacancy, seats: dict[User, bool]) -> str:
    """Why the panel cannot be like this, in a recruiter's words; "" when it can."""
    chairs = sum(seats.values())
    if chairs > 1:
        return "A panel has one chair: tick it for one person."
    if vacancy.status != Status.DRAFT:
        least = vacancy.employer.least_scorers
        if len(seats) < least:
            return f"A published vacancy needs at least {number_in_words(least)} people on its panel."
        if not chairs:
            return "A published vacancy needs a chair: tick it for one person."
    sitting = set(vacancy.panel.seated().values_list("user", flat=True))
    newcomers = [user for user in seats if user.pk not in sitting]
    return next((wrong for user in newcomers if (wrong := _unfit(vacancy, user))), "")


def _unfit(vacancy, user) -> str:
    if not permissions.may_sit_on_panel(user, vacancy.employer):
        return f"{user} is not a hiring manager of {vacancy.employer}."
    if _may_have_read_who_applied(vacancy, user):
        return f"{user} recruits for {vacancy.employer} and could see who applied: choose somebody else."
    if vacancy.applications.filter(applicant=user).exists():
        # Not a word about an application: who reads this may have to stay blind to it.
        return f"{user} cannot sit on the panel of this vacancy."
    return ""


def _may_have_read_who_applied(vacancy, user) -> bool:
    """A recruiter is kept blind from the day they are seated, not before; nobody un-reads a name."""
    return (
        vacancy.applications_received > 0
        and permissions.may_recruit(user, vacancy.employer)
        and not vacancy.panel.filter(user=user).exists()
    )


def _unseat(vacancy, users, instant) -> None:
    """`instant` is read with the vacancy locked: before or after a shortlist was confirmed is certain."""
    leaving = vacancy.panel.seated().filter(user__in=users)
    if vacancy.status == Status.DRAFT:
        leaving.delete()
    else:
        leaving.update(removed_at=instant, is_chair=False)
