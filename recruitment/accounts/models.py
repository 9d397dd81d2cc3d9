"""People, the employers that advertise, and who does what for which employer."""

import uuid
from datetime import timedelta

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models.functions import Lower, Now
from django.utils import timezone
from django.utils.functional import cached_property


def fold_email(email: str) -> str:
    """The one spelling under which an address is kept: lower case, without spaces around it.

    Not `casefold()`: it writes the ß of a German domain as ss, which is another domain.
    """
    return email.strip().lower()


class UserManager(BaseUserManager):
    """Makes users; every address is folded first."""

    def create_user(self, email, password=None, **fields):
        user = self.model(email=email, **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email, password=None, **fields):
        return self.create_user(email, password, is_superuser=True, **fields)

    def get_by_natural_key(self, email):
        return self.get(email=fold_email(email))


class User(AbstractBaseUser, PermissionsMixin):
    """Anybody who signs in: an applicant, an employer's staff, an administrator (`is_superuser`)."""

    email = models.EmailField("email address", unique=True)
    name = models.CharField(
        "full name", max_length=150, blank=True, help_text="Staff only: how colleagues know you."
    )
    is_active = models.BooleanField("may sign in", default=True)
    is_superuser = models.BooleanField(
        "administrator", default=False, help_text="Sees and does everything, and gives people their roles."
    )
    joined_at = models.DateTimeField(db_default=Now(), editable=False)

    objects = UserManager()

    USERNAME_FIELD = EMAIL_FIELD = "email"

    class Meta:
        verbose_name = "person"
        verbose_name_plural = "people"
        constraints = (
            models.CheckConstraint(name="user_email_folded", condition=models.Q(email=Lower("email"))),
        )

    def __str__(self):
        return self.name or self.email

    def clean(self):
        self.email = fold_email(self.email)

    def save(self, **kwargs):
        self.email = fold_email(self.email)
        super().save(**kwargs)

    def get_short_name(self) -> str:
        """How the desk greets people."""
        return str(self)

    @property
    def is_employers_staff(self) -> bool:
        """Works for at least one employer here, or runs the service."""
        return self.is_superuser or self.staff_roles.exists()

    @cached_property
    def is_staff(self) -> bool:
        """Django's word for "may open the admin": recruiters and administrators.

        The admin asks it many times a page. Each request loads its own user, so a role taken away counts
        from the next request on.
        """
        return self.is_active and (self.is_superuser or self.recruits_for.exists())

    @property
    def recruits_for(self):
        """The employers this person is a recruiter of; administrators stand in for all."""
        if self.is_superuser:
            return Employer.objects.all()
        return Employer.objects.filter(staff_roles__user=self, staff_roles__role=StaffRole.Role.RECRUITER)


class GivesFeedback(models.TextChoices):
    """How somebody who is not shortlisted learns how their evidence was scored."""

    IN_EMAIL = "email", "In the email that tells them"
    ON_REQUEST = "request", "When they ask for it"
    NONE = "none", "Not at all"


class Employer(models.Model):
    """An organisation that advertises: a trust, a charity, an agency."""

    name = models.CharField(max_length=200, unique=True)
    address = models.TextField(blank=True)
    website = models.URLField(blank=True)
    about = models.TextField("about us", blank=True, help_text="Starts every new advert; Markdown.")
    privacy_notice_url = models.URLField("privacy notice", blank=True)
    needs_approval = models.BooleanField(
        "adverts need a second person's approval",
        default=False,
        help_text="Whoever sends an advert for approval cannot approve it.",
    )
    shows_applications_so_far = models.BooleanField(
        "adverts say how many have applied so far",
        default=False,
        help_text="Only where an advert closes early after a number of applications.",
    )
    least_scorers = models.PositiveSmallIntegerField(
        "people on a panel, at least",
        default=2,
        validators=[MinValueValidator(2), MaxValueValidator(10)],
        help_text="An advert is published once so many hiring managers are on its panel.",
    )
    explains_every_score = models.BooleanField(
        "every score needs a note",
        default=False,
        help_text="Otherwise only those below what counts as met.",
    )
    is_disability_confident = models.BooleanField(
        "offers interviews under the Disability Confident scheme",
        default=False,
        help_text="A recruiter looks at every shortlist before anybody is told.",
    )
    feedback = models.CharField(
        "feedback for people who are not shortlisted",
        max_length=10,
        choices=GivesFeedback,
        default=GivesFeedback.ON_REQUEST,
    )

    class Meta:
        ordering = ("name",)

    def __str__(self):
        return self.name


class StaffRole(models.Model):
    """What a person does for an employer. Removing the row takes the role away at the next request."""

    class Role(models.TextChoices):
        RECRUITER = "recruiter", "Recruiter"
        HIRING_MANAGER = "hiring_manager", "Hiring manager"

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="staff_roles")
    employer = models.ForeignKey(Employer, on_delete=models.CASCADE, related_name="staff_roles")
    role = models.CharField(max_length=20, choices=Role.choices)
    granted_at = models.DateTimeField(db_default=Now(), editable=False)

    class Meta:
        verbose_name = "role"
        constraints = (models.UniqueConstraint(fields=("user", "employer", "role"), name="one_row_per_role"),)

    def __str__(self):
        return f"{self.get_role_display()} at {self.employer}"


class EmailChange(models.Model):
    """Somebody has asked for another email address; it counts once both addresses agree.

    Of the codes only fingerprints are kept. `new_code` is empty where the new address belongs to another
    account: no code then fits, and nobody learns why. Who cannot read the old address any more waits:
    `waits_until` is when the new one will be enough.
    """

    CODES_LAST = timedelta(minutes=30)
    WAITS = timedelta(days=7)
    # After waiting, the person has so long to come back and finish.
    KEPT_AFTER_WAITING = timedelta(days=14)
    MOST_TRIES = 5

    user = models.OneToOneField(User, on_delete=models.CASCADE, related_name="email_change")
    email = models.EmailField("new email address")
    asked_at = models.DateTimeField(default=timezone.now, editable=False)
    codes_sent_at = models.DateTimeField(default=timezone.now, editable=False)
    old_code = models.CharField(max_length=64, editable=False)
    new_code = models.CharField(max_length=64, blank=True, editable=False)
    tries = models.PositiveSmallIntegerField(default=0, editable=False)
    old_confirmed_at = models.DateTimeField(null=True, editable=False)
    new_confirmed_at = models.DateTimeField(null=True, editable=False)
    waits_until = models.DateTimeField(null=True, editable=False)
    # In the address that stops it, which works for whoever reads the old mailbox.
    stop_token = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)

    class Meta:
        verbose_name = "change of email address"
        verbose_name_plural = "changes of email address"

    def __str__(self):
        return f"change of {self.user_id}"

    @property
    def codes_are_over(self) -> bool:
        return timezone.now() > self.codes_sent_at + self.CODES_LAST

    @property
    def is_over(self) -> bool:
        """Nothing more can come of it."""
        if self.waits_until:
            return timezone.now() > self.waits_until + self.KEPT_AFTER_WAITING
        return self.codes_are_over

    @property
    def has_waited(self) -> bool:
        return self.waits_until is not None and timezone.now() >= self.waits_until

    @property
    def may_be_finished(self) -> bool:
        return self.new_confirmed_at is not None and (self.old_confirmed_at is not None or self.has_waited)
