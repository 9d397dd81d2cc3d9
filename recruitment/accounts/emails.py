"""The emails about staff accounts; those about signing in are worded in templates/account/email."""

from recruitment.mail.outbox import queue


def welcome_to_staff(user):
    """Tell a new member of staff how to sign in for the first time."""
    queue(
        to=user.email,
        template="welcome_to_staff",
        context={"name": user.name},
        key=f"welcome-to-staff:{user.pk}",
        about=f"user:{user.pk}",
    )


def second_factor_reset(user, event):
    """Tell a person that an administrator made the service forget their second factor."""
    queue(
        to=user.email,
        template="second_factor_reset",
        context={"name": user.name},
        key=f"second-factor-reset:{event.pk}",
        about=f"user:{user.pk}",
    )
