"""What a person must have before they may go on."""

from allauth.mfa.models import Authenticator
from django.db.models import Exists, OuterRef, Q

from recruitment.accounts.models import StaffRole, User

# Recovery codes alone are none.
SECOND_FACTORS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)


def lacks_second_factor(user: User) -> bool:
    """Whether this is a member of staff without a second factor. One query: it is asked at every request."""
    roles = StaffRole.objects.filter(user=OuterRef("pk"))
    factors = Authenticator.objects.filter(user=OuterRef("pk"), type__in=SECOND_FACTORS)
    return User.objects.filter(Q(is_superuser=True) | Exists(roles), ~Exists(factors), pk=user.pk).exists()
