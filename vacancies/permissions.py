"""Who may do what with a vacancy: plain predicates, and the sets of people they imply."""

from django.db.models import QuerySet

from recruitment.accounts.models import Employer, StaffRole, User
from vacancies.models import Vacancy


def may_recruit(user, employer: Employer) -> bool:
    """May write, publish and close this employer's adverts: its recruiters, and administrators."""
    return user.is_authenticated and user.recruits_for.filter(pk=employer.pk).exists()


def is_kept_blind(user, vacancy: Vacancy) -> bool:
    """Sits on the vacancy's panel, or did, and so may not learn who applies for it."""
    return vacancy.panel.filter(user=user).exists()


def subjects_kept_from(user) -> list[str]:
    """What emails call the vacancies this person is kept blind to: vacancy:12.

    Blind to who applied is whoever sits on the panel, or did: stepping off it for a moment opens nothing.
    """
    return [f"vacancy:{pk}" for pk in user.panels.values_list("vacancy", flat=True)]


def may_sit_on_panel(user, employer: Employer) -> bool:
    return possible_panel(employer).filter(pk=user.pk).exists()


def possible_panel(employer: Employer) -> QuerySet[User]:
    """The employer's hiring managers. Never an administrator: they can see who applied."""
    return User.objects.filter(
        staff_roles__employer=employer,
        staff_roles__role=StaffRole.Role.HIRING_MANAGER,
        is_active=True,
        is_superuser=False,
    ).order_by("name", "email")


def recruiters(employer: Employer) -> QuerySet[User]:
    return User.objects.filter(
        staff_roles__employer=employer, staff_roles__role=StaffRole.Role.RECRUITER, is_active=True
    ).order_by("pk")


def answerable_recruiters(vacancy: Vacancy) -> list[User]:
    """Who hears how the advert goes: its author while they recruit for the employer, else its recruiters."""
    everybody = list(recruiters(vacancy.employer))
    author = [user for user in everybody if user.pk == vacancy.created_by_id]
    return author or everybody


def approvers_of_changes(vacancy: Vacancy, *, by: User) -> QuerySet[User]:
    """The recruiters who look at what `by` changed on the live advert: all others."""
    return recruiters(vacancy.employer).exclude(pk=by.pk)


def approvers(vacancy: Vacancy) -> QuerySet[User]:
    """The recruiters who may approve the advert that was sent: all but who sent it."""
    return recruiters(vacancy.employer).exclude(pk=vacancy.sent_for_approval_by_id)
