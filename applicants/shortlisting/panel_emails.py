"""The emails among a panel and its recruiters. None names an applicant or says how anybody scored."""

from datetime import date

from django.conf import settings
from django.urls import reverse

from applicants.shortlisting.models import Candidate, Declaration, ScoreCard
from applicants.shortlisting.queries import rules_of
from recruitment.accounts.models import User
from recruitment.mail import outbox
from recruitment.mail.models import OutgoingEmail
from vacancies.models import PanelMember


def stands_aside(declaration: Declaration, person: User) -> OutgoingEmail:
    """To the chair or a recruiter: a member should not score; somebody else is needed. Not why."""
    member = declaration.member
    return _about(
        member,
        person,
        "panel_stands_aside",
        key=f"declaration:{declaration.pk}:{person.pk}",
        desk_url=_desk(member),
    )


def recognised(member: PanelMember, chair: PanelMember, chairs: Candidate) -> OutgoingEmail:
    """To the chair: a member knows who a candidate is; which, by the chair's own label."""
    scorers = settings.SITE_URL + reverse("shortlisting:scorers", args=[member.vacancy_id])
    return _about(
        member,
        chair.user,
        "panel_recognised",
        key=f"recognised:{chairs.pk}",
        label=chairs.label,
        scorers_url=scorers,
    )


def may_begin(member: PanelMember) -> OutgoingEmail:
    """To a member: the applications were read and released, here they are."""
    return _about(member, member.user, "panel_may_begin", key="may_begin")


def card_reopened(card: ScoreCard) -> OutgoingEmail:
    """To its member: why, and that all scores are still there."""
    member = card.member
    return _about(
        member,
        member.user,
        "panel_card_reopened",
        key=f"reopened:{card.version}",
        because=card.reopened_because,
        chair=card.reopened_by,
        due_on=rules_of(member.vacancy).scores_due_on,
    )


def one_more_to_score(member: PanelMember, theirs: Candidate) -> OutgoingEmail:
    """To a member to whom the chair gave a candidate: which, by the member's own label."""
    return _about(
        member,
        member.user,
        "panel_one_more",
        key=f"assigned:{theirs.pk}",
        label=theirs.label,
        due_on=rules_of(member.vacancy).scores_due_on,
    )


def scores_due(member: PanelMember, today: date, due_on: date) -> OutgoingEmail:
    """The day's reminder to a member whose card is not in."""
    return _about(
        member,
        member.user,
        "panel_scores_due",
        key=f"reminder:{today.isoformat()}",
        due_on=due_on,
        is_overdue=due_on < today,
        is_today=due_on == today,
    )


def scores_overdue(member: PanelMember, person: User, due_on: date) -> OutgoingEmail:
    """To the chair or a recruiter, once for each date: cards are missing. `member` is the chair."""
    return _about(
        member,
        person,
        "panel_scores_overdue",
        key=f"overdue:{due_on.isoformat()}:{person.pk}",
        due_on=due_on,
        desk_url=_desk(member),
        is_chair=member.user_id == person.pk,
    )


def _about(member: PanelMember, person: User, template: str, *, key: str, **context) -> OutgoingEmail:
    """`member` is whom it is about, `person` who reads it."""
    vacancy = member.vacancy
    return outbox.word(
        to=person.email,
        template=template,
        context={
            "vacancy": vacancy,
            "member": member,
            "person": person,
            "panel_url": settings.SITE_URL + reverse("shortlisting:vacancy", args=[vacancy.pk]),
            **context,
        },
        key=f"panel:{member.pk}:{key}",
        employer=vacancy.employer,
        about=f"vacancy:{vacancy.pk}",
    )


def _desk(member: PanelMember) -> str:
    return settings.SITE_URL + reverse("admin:shortlisting_shortlisting_change", args=[member.vacancy_id])
