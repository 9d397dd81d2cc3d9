"""Everything held about one person: one table of what is given, and one of what is not, with the reason.

A test walks all models: whatever leads to a person or holds an address has to stand in one of the two.
"""

from collections.abc import Callable
from dataclasses import dataclass
from itertools import islice

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.db.models import Field, ForeignKey, Model, Q, QuerySet

from applicants.applying import models as applying
from applicants.shortlisting.models import Declaration, Feedback, Invitation, ReleasedNote, ScoringHabits
from recruitment.accounts.models import EmailChange, StaffRole, User
from recruitment.audit.models import AuditEvent
from recruitment.mail.models import OutgoingEmail, State
from vacancies.models import PanelMember, SavedSearch

# Of each kind. Nobody comes near it; a program that filled an account does not fill our memory.
MOST_ROWS = 5_000


@dataclass(frozen=True)
class Kind:
    """One kind of row: which are this person's, and which columns are not given."""

    title: str
    model: type[Model]
    of: Callable[[User], Q]
    without: frozenset[str] = frozenset()


def _owned(user: User) -> Q:
    return Q(user=user)


def _of_applications(user: User) -> Q:
    return Q(application__applicant=user)


def _feedback(user: User) -> Q:
    """Once people have been told: before, that there is such a row would say what was decided."""
    return _of_applications(user) & Q(application__vacancy__shortlist__announced_at__isnull=False)


def _released_notes(user: User) -> Q:
    return Q(
        feedback__application__applicant=user,
        feedback__application__vacancy__shortlist__announced_at__isnull=False,
        feedback__released_at__isnull=False,
    )


def _emails(user: User) -> Q:
    """To the address of today, about the account, or about an application, also at an earlier address.

    Somebody else may have had the address before: what was about them is theirs. Of the emails that hold a
    secret only those that came to this address and are over: a code under way is for who reads the mailbox,
    and what was written to an address somebody asked for says whether it has an account.
    """
    of_others = Q(about__startswith="user:")
    for beginning in ("application:", "outcome:", "invitation:"):
        of_others |= Q(key__startswith=beginning)
    theirs = Q(to=user.email) & ~of_others | Q(about=f"user:{user.pk}")
    for pk in user.applications.values_list("pk", flat=True):
        theirs |= Q(key__startswith=f"application:{pk}:") | Q(key=f"outcome:{pk}")
        theirs |= Q(key__startswith=f"outcome:{pk}:")
    for pk in Invitation.objects.filter(application__applicant=user).values_list("pk", flat=True):
        theirs |= Q(key=f"invitation:{pk}")
    is_over = Q(to=user.email) & ~Q(state__in=(State.QUEUED, State.SENDING))
    return theirs & (Q(holds_secret=False) | is_over)


def _events(user: User) -> Q:
    """What was done to the account and to the applications."""
    subjects = [f"application:{pk}" for pk in user.applications.values_list("pk", flat=True)]
    return Q(subject__in=[f"user:{user.pk}", *subjects])


SECRETS_OF_MAIL = frozenset({"lease", "leased_until", "message_id", "unsubscribe_url", "key"})
HELD = (
    Kind("Your account", User, lambda user: Q(pk=user.pk), frozenset({"password"})),
    Kind("Your email address", EmailAddress, _owned),
    Kind(
        "A change of address",
        EmailChange,
        _owned,
        frozenset({"old_code", "new_code", "stop_token"}),
    ),
    Kind("Passkeys, apps and recovery codes", Authenticator, _owned, frozenset({"data"})),
    Kind("Where you are signed in", UserSession, _owned, frozenset({"session_key", "data"})),
    Kind("Roles at employers", StaffRole, _owned),
    Kind("Seats on panels", PanelMember, _owned),
    Kind("Conflicts of interest you declared", Declaration, lambda user: Q(member__user=user)),
    Kind("How you like to score", ScoringHabits, _owned),
    Kind("Alerts to your address", SavedSearch, lambda user: Q(email=user.email), frozenset({"key"})),
    Kind(
        "Your applications",
        applying.Application,
        lambda user: Q(applicant=user),
        frozenset({"submit_key", "reminder_token"}),
    ),
    Kind("Pages of your applications", applying.Section, _of_applications),
    Kind("Answers to the employers’ questions", applying.PreApplicationAnswer, _of_applications),
    Kind("Evidence", applying.Answer, _of_applications),
    Kind("Qualifications", applying.Qualification, _of_applications),
    Kind("Training", applying.Training, _of_applications),
    Kind("Employment", applying.Employment, _of_applications),
    Kind("Gaps you explained", applying.ExplainedGap, _of_applications),
    Kind("Referees", applying.Referee, _of_applications),
    Kind("Disability Confident and adjustments", applying.Support, _of_applications),
    Kind("Documents you sent", applying.ApplicationDocument, _of_applications, frozenset({"sha256"})),
    Kind("What happened to your applications", applying.StatusChange, _of_applications),
    Kind("Invitations", Invitation, _of_applications),
    Kind("Feedback", Feedback, _feedback, frozenset({"looked_at", "released_by"})),
    Kind("What the panel wrote to you", ReleasedNote, _released_notes),
    Kind("Emails we sent you", OutgoingEmail, _emails, SECRETS_OF_MAIL),
    Kind("The record of what was done", AuditEvent, _events),
)

BY_THE_EMPLOYER = "notes and scores of the panel: the employer answers for them, and gives them on request"
AN_ACT_OF_STAFF = "says which member of staff did something; about a vacancy, not about them"
NOT_HELD = {
    "account.emailconfirmation": "unused: addresses are confirmed by codes, kept in the session for minutes",
    "admin.logentry": AN_ACT_OF_STAFF,
    "accounts.user_groups": "unused",
    "accounts.user_user_permissions": "unused",
    "accounts.employer": "no person",
    "shortlisting.agreedscore": BY_THE_EMPLOYER,
    "shortlisting.candidate": BY_THE_EMPLOYER,
    "shortlisting.decision": BY_THE_EMPLOYER,
    "shortlisting.guaranteedinterview": BY_THE_EMPLOYER,
    "shortlisting.maskedwords": BY_THE_EMPLOYER,
    "shortlisting.readthrough": AN_ACT_OF_STAFF,
    "shortlisting.release": AN_ACT_OF_STAFF,
    "shortlisting.scorecard": BY_THE_EMPLOYER,
    "shortlisting.score": BY_THE_EMPLOYER,
    "shortlisting.shortlist": AN_ACT_OF_STAFF,
    "shortlisting.shortlisting": AN_ACT_OF_STAFF,
    "shortlisting.wording": AN_ACT_OF_STAFF,
    "vacancies.vacancy": AN_ACT_OF_STAFF,
    "vacancies.amendment": AN_ACT_OF_STAFF,
    "vacancies.acttogether": AN_ACT_OF_STAFF,
    "vacancies.importedadvert": AN_ACT_OF_STAFF,
    "vacancies.lateentrycode": "made by a recruiter for whom they name; says why, in the recruiter's words",
}


def everything_held(user: User) -> list[tuple[Kind, list[dict]]]:
    """Every kind with its rows, as words by column. As many queries as there are kinds."""
    return [(kind, [_row(kind, instance) for instance in _rows(kind, user)]) for kind in HELD]


def documents_of(user: User) -> list[tuple[str, str]]:
    """The documents this person sent that may be opened: a name for each, and the hash of its content."""
    mine = applying.ApplicationDocument.objects.released().filter(application__applicant=user)
    return [
        (f"{document.application.reference}/{document.pk} {document.file_name}", document.sha256)
        for document in mine.select_related("application").order_by("-pk")
    ]


def _rows(kind: Kind, user: User):
    rows: QuerySet = kind.model._default_manager.filter(kind.of(user)).order_by("pk")
    return islice(rows.iterator(chunk_size=500), MOST_ROWS)


def _row(kind: Kind, instance: Model) -> dict:
    return {
        field.attname: _value(field, instance)
        for field in instance._meta.concrete_fields
        if field.name not in kind.without
    }


def _value(field: Field, instance: Model):
    """A number for what it refers to, else what the column holds."""
    value = getattr(instance, field.attname)
    if isinstance(field, ForeignKey) or not field.choices:
        return value
    return getattr(instance, f"get_{field.name}_display")()
