"""What a person must have before they may go on."""

from dataclasses import dataclass

from allauth.mfa.models import Authenticator
from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, OuterRef, Q

from recruitment.accounts.models import StaffRole, User

# Recovery codes alone are none.
SECOND_FACTORS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)


def needs_second_step(user: User) -> bool:
    """After a password or an emailed code."""
    has_app = Authenticator.objects.filter(user=user, type=Authenticator.Type.TOTP).exists()
    return has_app or staff_factors(user) is not None


def may_prove_by_email(user: User) -> bool:
    """An emailed code shows who they are: it is all they need to sign in, or they have nothing else yet."""
    has_factor = Authenticator.objects.filter(user=user, type__in=SECOND_FACTORS).exists()
    return not has_factor or not needs_second_step(user)


@dataclass(frozen=True)
class StaffFactors:
    """`numbers` of all that lets a member of staff in after the password, recovery codes included."""

    numbers: frozenset[int]
    has_second_factor: bool


def staff_factors(user: User) -> StaffFactors | None:
    """None for who is no staff. One query: it is asked at every request."""
    roles = StaffRole.objects.filter(user=OuterRef("pk"))
    factors = Authenticator.objects.filter(user=OuterRef("pk"))
    staff = User.objects.filter(Q(is_superuser=True) | Exists(roles), pk=user.pk)
    row = staff.values_list(
        ArraySubquery(factors.values("pk")), Exists(factors.filter(type__in=SECOND_FACTORS))
    )
    found = row.first()
    return found and StaffFactors(frozenset(found[0]), found[1])
