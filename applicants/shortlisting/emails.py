"""The emails that answer an applicant after shortlisting, and call chair and recruiters to it.

Worded here, stored by the actions. The words to applicants are the employer's own, or
the built-in ones (`wording`); what each email has to say whatever its words is in its template.
"""

from collections.abc import Mapping
from datetime import date, timedelta

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from applicants.applying.models import Application
from applicants.shortlisting.models import (
    Decision,
    Invitation,
    Shortlist,
    Wording,
    feedback_key,
    invitation_key,
    outcome_key,
    released_key,
    reserve_key,
)
from applicants.shortlisting.status import FEEDBACK_ASKED_WITHIN, Worded
from applicants.shortlisting.wording import KINDS, Words
from recruitment.accounts.models import Employer, User
from recruitment.audit.models import AuditEvent
from recruitment.mail import outbox
from recruitment.mail.models import OutgoingEmail
from vacancies.models import PanelMember, Vacancy

Wordings = Mapping[str, Words]
TEMPLATES = {
    Worded.INVITED: "shortlisted",
    Worded.RESERVE: "reserve",
    Worded.NOT_SHORTLISTED: "not_shortlisted",
}


def wordings(employer: Employer) -> Wordings:
    """The words of each kind of email: the employer's own where there are any. One query.

    Whoever words many emails asks once and hands them to each.
    """
    own = {
        row.kind: Words(row.subject, row.text) for row in Wording.objects.filter(employer=employer).order_by()
    }
    return {kind: own.get(kind, known.built_in) for kind, known in KINDS.items()}


def shortlisted(
    invitation: Invitation, *, words: Wordings | None = None, promoted: bool = False
) -> OutgoingEmail:
    """You are invited: when, where, and how to ask for adjustments. `promoted`: from the reserve list."""
    application = invitation.application
    words = wordings(application.vacancy.employer) if words is None else words
    values = _interview(invitation)
    return _word(
        Worded.INVITED,
        application,
        words,
        key=invitation_key(invitation.pk),
        values=values,
        unsaid=_unsaid(words[Worded.INVITED], values, application.vacancy.shortlist),
        promoted=promoted,
        invitation_url=_page("shortlisting:invitation", application),
    )


def promoted(invitation: Invitation, *, words: Wordings | None = None) -> OutgoingEmail:
    """A place has become free: the invitation, to somebody who was on the reserve list."""
    return shortlisted(invitation, words=words, promoted=True)


def reserve(application: Application, *, words: Wordings | None = None) -> OutgoingEmail:
    """On the reserve list: what that means, and that there is nothing to do."""
    return _word(Worded.RESERVE, application, words, key=reserve_key(application.pk))


def not_shortlisted(
    application: Application,
    *,
    words: Wordings | None = None,
    feedback: object = None,
    was_in_reserve: bool = False,
) -> OutgoingEmail:
    """Not this time: said plainly and kindly, with the short form of `feedback` where it goes into emails."""
    return _word(
        Worded.NOT_SHORTLISTED,
        application,
        words,
        key=(released_key if was_in_reserve else outcome_key)(application.pk),
        was_in_reserve=was_in_reserve,
        feedback=feedback,
        **_way_to_feedback(application),
    )


def released(
    application: Application, *, words: Wordings | None = None, feedback: object = None
) -> OutgoingEmail:
    """The reserve list is closed: not this time, to somebody who was on it."""
    return not_shortlisted(application, words=words, feedback=feedback, was_in_reserve=True)


def feedback_ready(application: Application) -> OutgoingEmail:
    """There is something to read about how the application was scored. Nothing of it is in the email."""
    return outbox.word(
        to=application.applicant.email,
        template="feedback_ready",
        context={
            "application": application,
            "vacancy": application.vacancy,
            "feedback_url": _page("shortlisting:feedback", application),
        },
        key=feedback_key(application.pk),
        employer=application.vacancy.employer,
        about=f"vacancy:{application.vacancy.pk}",
    )


def feedback_asked(chair: PanelMember) -> None:
    """To the chair: somebody waits for feedback. Once a day, however many have asked."""
    vacancy = chair.vacancy
    outbox.queue(
        to=chair.user.email,
        template="feedback_asked",
        context={
            "vacancy": vacancy,
            "feedback_url": settings.SITE_URL + reverse("shortlisting:explaining", args=[vacancy.pk]),
        },
        key=f"panel:{chair.pk}:feedback-asked:{timezone.localdate():%Y-%m-%d}",
        employer=vacancy.employer,
        about=f"vacancy:{vacancy.pk}",
    )


def _way_to_feedback(application: Application) -> dict:
    """How this employer gives feedback, where it is, and until when it may be asked for."""
    ask_by = timezone.localdate() + FEEDBACK_ASKED_WITHIN
    return {
        "gives_feedback": application.vacancy.shortlist.gives_feedback,
        "feedback_url": _page("shortlisting:feedback", application),
        "ask_by": f"{ask_by.day} {ask_by:%B %Y}",
    }


def check_asked(vacancy: Vacancy, recruiter: User, confirmed: AuditEvent) -> OutgoingEmail:
    """A chair has confirmed a shortlist that a recruiter looks at before anybody is told."""
    return _to_staff(
        "check_asked",
        vacancy,
        recruiter,
        key=f"vacancy:{vacancy.pk}:check_asked:{confirmed.pk}:{recruiter.pk}",
        page_url=_desk("guaranteed", vacancy),
    )


def place_free_for_chair(invitation: Invitation, chair: PanelMember, on_reserve: int) -> OutgoingEmail:
    """Somebody who was invited has withdrawn: who may be asked instead, and where. Names nobody."""
    vacancy = invitation.application.vacancy
    return _to_staff(
        "place_free",
        vacancy,
        chair.user,
        key=f"panel:{chair.pk}:place_free:{invitation.pk}",
        page_url=settings.SITE_URL + reverse("shortlisting:reserves", args=[vacancy.pk]),
        on_reserve=on_reserve,
    )


def place_free_for_recruiter(invitation: Invitation, recruiter: User, on_reserve: int) -> OutgoingEmail:
    vacancy = invitation.application.vacancy
    return _to_staff(
        "place_free",
        vacancy,
        recruiter,
        key=f"vacancy:{vacancy.pk}:place_free:{invitation.pk}:{recruiter.pk}",
        page_url=_desk("reserves", vacancy),
        on_reserve=on_reserve,
    )


def preview(
    shortlist: Shortlist,
    outcome: Decision.Outcome,
    application: Application,
    *,
    words: Wordings | None = None,
    feedback: object = None,
) -> OutgoingEmail:
    """What `application`'s owner would be sent; not stored."""
    if outcome == Decision.Outcome.INVITE:
        vacancy = shortlist.vacancy
        invitation = Invitation(
            application=application,
            interview_on=vacancy.interview_on,
            details=shortlist.interviews_in_words,
        )
        return shortlisted(invitation, words=words)
    if outcome == Decision.Outcome.RESERVE:
        return reserve(application, words=words)
    return not_shortlisted(application, words=words, feedback=feedback)


def sample(employer: Employer, kind: Worded, words: Words) -> OutgoingEmail:
    """How these words would read to an applicant who does not exist; not stored, and no query."""
    vacancy = Vacancy(
        employer=employer,
        title="Therapeutic support worker",
        reference="EX-1024",
        interview_on=timezone.localdate() + timedelta(days=14),
        contact_name="Sam Example",
        contact_role="Team leader",
        contact_email="recruitment@example.org",
    )
    Shortlist(
        vacancy=vacancy,
        interview_when=f"{_day(vacancy.interview_on)}, at 10am",
        interview_where="Example House, 1 Example Street",
        interview_length="About 45 minutes",
        interview_prepare="Nothing. You will get the questions 15 minutes before.",
    )
    application = Application(
        vacancy=vacancy,
        applicant=User(email="alex@example.org"),
        reference="ABCD-2345",
        first_name="Alex",
        last_name="Example",
    )
    if kind == Worded.INVITED:
        return shortlisted(
            Invitation(application=application, interview_on=vacancy.interview_on), words={kind: words}
        )
    return (reserve if kind == Worded.RESERVE else not_shortlisted)(application, words={kind: words})


def _interview(invitation: Invitation) -> dict[str, str]:
    """What the placeholders of an invitation stand for."""
    vacancy = invitation.application.vacancy
    shortlist = vacancy.shortlist
    when = shortlist.interview_when or (invitation.interview_on and _day(invitation.interview_on)) or ""
    parts = {
        "interview when": when,
        "interview where": shortlist.interview_where,
        "interview length": shortlist.interview_length,
        "prepare": shortlist.interview_prepare,
    }
    return {**parts, "interview details": invitation.details}


def _unsaid(words: Words, values: Mapping[str, str], shortlist: Shortlist) -> str:
    """What the chair wrote of the interview and these words leave out: it is said all the same."""
    if words.say("interview details"):
        return ""
    titles = {"interview length": "How long", "prepare": "What to prepare"}
    left = [
        f"{title}: {values[name]}" for name, title in titles.items() if values[name] and not words.say(name)
    ]
    return "\n\n".join([*left, shortlist.interview_details]).strip()


def _word(
    kind: Worded,
    application: Application,
    words: Wordings | None,
    *,
    key: str,
    values: Mapping[str, str] = {},
    **more,
) -> OutgoingEmail:
    vacancy = application.vacancy
    words = wordings(vacancy.employer) if words is None else words
    return outbox.word(
        to=application.applicant.email,
        template=TEMPLATES[kind],
        context={
            "words": words[kind].filled({**_values(application), **values}),
            "application": application,
            "vacancy": vacancy,
            "vacancies_url": settings.SITE_URL + reverse("vacancies:list"),
            "application_url": _page("applying:application", application),
            **more,
        },
        key=key,
        employer=vacancy.employer,
        about=f"vacancy:{vacancy.pk}",
    )


def _to_staff(template: str, vacancy: Vacancy, user: User, *, key: str, **more) -> OutgoingEmail:
    return outbox.word(
        to=user.email,
        template=template,
        context={"vacancy": vacancy, "user": user, **more},
        key=key,
        employer=vacancy.employer,
        about=f"vacancy:{vacancy.pk}",
    )


def _desk(page: str, vacancy: Vacancy) -> str:
    return settings.SITE_URL + reverse(f"admin:shortlisting_shortlisting_{page}", args=[vacancy.pk])


def _values(application: Application) -> dict[str, str]:
    vacancy = application.vacancy
    return {
        "name": application.full_name,
        "job title": vacancy.title,
        "job reference": vacancy.reference,
        "employer": vacancy.employer.name,
        "reference": application.reference,
    }


def _page(name: str, application: Application) -> str:
    return settings.SITE_URL + reverse(name, args=[application.reference])


def _day(day: date) -> str:
    return f"{day:%A} {day.day} {day:%B %Y}"
