"""Rows for "Your applications", and the emails we sent somebody about one of them."""

from dataclasses import dataclass

from django.db.models import Q, QuerySet

from applicants.applying.models import Application
from applicants.applying.queries.standing import Standing, standing
from applicants.applying.status import Status
from recruitment.mail.models import OutgoingEmail


@dataclass(frozen=True)
class Line:
    """One application of the list."""

    application: Application
    standing: Standing


@dataclass(frozen=True)
class Applications:
    """Everything one person ever started, newest first, in the groups in which people look for it."""

    invited: list[Line]
    drafts: list[Line]
    sent: list[Line]
    ended: list[Line]
    put_away: list[Line]

    @property
    def groups(self) -> list[tuple[str, list[Line]]]:
        """Those in sight, in order, without the empty ones."""
        named = [
            ("You are invited to an interview", self.invited),
            ("Not submitted yet", self.drafts),
            ("Sent to the employer", self.sent),
            ("Ended", self.ended),
        ]
        return [(title, lines) for title, lines in named if lines]


def applications_of(user) -> Applications:
    """One query, however many there are."""
    groups = Applications([], [], [], [], [])
    for application in user.applications.select_related("vacancy__employer", "late_entry"):
        _group(groups, application).append(Line(application, standing(application)))
    return groups


def _group(groups: Applications, application: Application) -> list[Line]:
    if application.has_ended:
        return groups.put_away if application.put_away_at else groups.ended
    if application.is_draft:
        return groups.drafts
    return groups.invited if application.status == Status.SHORTLISTED else groups.sent


def messages_about(application: Application) -> QuerySet[OutgoingEmail]:
    """Every email to the applicant about this application, newest first.

    Found by its key, which names the application, and never by the address it went to.
    """
    invitations = [f"invitation:{pk}" for pk in application.invitations.values_list("pk", flat=True)]
    theirs = Q(key__startswith=f"application:{application.pk}:")
    theirs |= Q(key__startswith=f"outcome:{application.pk}:")
    return OutgoingEmail.objects.filter(
        theirs | Q(key__in=[*invitations, f"outcome:{application.pk}"]), holds_secret=False
    )
