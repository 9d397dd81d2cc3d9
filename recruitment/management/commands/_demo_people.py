"""The demo's employers and people, made so that all can sign in; and who of them does what."""

from functools import cache

from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import make_password
from django.db import transaction

from recruitment.accounts.models import Employer, StaffRole, User
from recruitment.management.commands._demo_data import EMPLOYERS, PASSWORD, PEOPLE


def who_can_sign_in() -> str:
    """The demo's people as a table, for the terminal, and what each of them can try."""
    width = max(len(person.email) for person in PEOPLE)
    lines = [f"Sign in with any of these and the password “{PASSWORD}”:"]
    for person in PEOPLE:
        lines.append(f"  {person.email:<{width}}  {person.who}")
        lines += [f"  {'':<{width}}  - {what}" for what in person.tries]
    return "\n".join(lines)


@transaction.atomic
def load_people() -> None:
    """Employers, staff with their roles, applicants; addresses verified so that all can sign in."""
    for name, facts in EMPLOYERS.items():
        Employer.objects.get_or_create(name=name, defaults=facts)
    for person in PEOPLE:
        user = sign_in_account(person.email, name=person.name, is_superuser=person.is_administrator)
        for role, employer in person.roles:
            StaffRole.objects.get_or_create(
                user=user, employer=Employer.objects.get(name=employer), role=role
            )


@cache
def hashed_password() -> str:
    """Made once for everybody: hashing takes a good part of a second, on purpose."""
    return make_password(PASSWORD)


def sign_in_account(email: str, **fields) -> User:
    """The user with this address, made if need be, with the demo's password and a verified address."""
    user = User.objects.filter(email=email).first()
    user = user or User.objects.create(email=email, password=hashed_password(), **fields)
    EmailAddress.objects.get_or_create(user=user, email=email, defaults={"verified": True, "primary": True})
    return user


def staff(role: str, employer: str) -> User:
    """The first person with this role at this employer, in the order of the table."""
    email = next(person.email for person in PEOPLE if (role, employer) in person.roles)
    return User.objects.get(email=email)


def colleague_of(user: User, employer: str) -> User:
    """Another recruiter of the employer."""
    roles = StaffRole.objects.filter(employer__name=employer, role=StaffRole.Role.RECRUITER)
    return roles.exclude(user=user).select_related("user").first().user


def panel_of(employer: str) -> list[User]:
    """Every hiring manager of the employer; the first of them takes the chair."""
    emails = [person.email for person in PEOPLE if ("hiring_manager", employer) in person.roles]
    return sorted(User.objects.filter(email__in=emails), key=lambda user: emails.index(user.email))
