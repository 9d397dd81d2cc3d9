"""The rows of the lists (work, gaps in it, qualifications, training, referees), and whether one is finished.

A row's form gives what its model keeps: `cleaned_data` are columns.
"""

from collections.abc import Iterable
from datetime import date

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Model
from django.utils import timezone

from applicants.applying.actions.background import ROWS_AT_MOST
from applicants.applying.forms.saved import YES_NO, SavedForm
from applicants.applying.pages import Name
from applicants.applying.queries.background import Gap
from applicants.applying.status import KindOfWork
from recruitment.nhsuk.fields import LongTextField, MonthField
from recruitment.nhsuk.layout import Button, Conditional, Field, Layout

EARLIEST = 1940
LONGEST_DUTIES, LONGEST_REASON, LONGEST_EXPLANATION = 2_000, 500, 1_000
FULL = (
    f"You can add {ROWS_AT_MOST} here at most. Remove one that matters less, "
    "or write several short ones together as one."
)


class PastMonthField(MonthField):
    """A month somebody can remember: not before 1940, not in the future."""

    def validate(self, value):
        super().validate(value)
        parts = list(self.widget.parts)
        if value and value.year < EARLIEST:
            raise ValidationError(f"The year must be {EARLIEST} or later", params={"parts": ["year"]})
        if value and value > timezone.localdate():
            raise ValidationError("The month must not be in the future", params={"parts": parts})


class RowForm(SavedForm):
    """One row of a list. It is kept whole or not at all, so that nothing half said is ever sent."""

    # Shown only where somebody says that it has ended.
    ends: tuple[str, ...] = ()

    def __init__(self, *args, others: Iterable[Model] = (), adds: bool = False, **kwargs):
        """`others` are the rows that stand in the list besides this one."""
        self.others, self.adds = others, adds
        super().__init__(*args, **kwargs)

    def _need_nothing(self) -> None:
        """A row lacks its meaning without what is asked for; there is no half of one to keep."""

    @classmethod
    def initial_of(cls, row: Model) -> dict:
        """What the form shows of a row that stands."""
        return {name: getattr(row, name) for name in cls.base_fields if hasattr(row, name)}

    def buttons(self) -> list:
        return [Button("Save")]

    def clean(self):
        if self.adds and len(list(self.others)) >= ROWS_AT_MOST:
            raise ValidationError(FULL)
        return super().clean()


def _still_field(label: str, missing: str) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=label, choices=YES_NO, widget=forms.RadioSelect, error_messages={"required": missing}
    )


def _last_month(form: RowForm, first: str, last: str, missing: str) -> date | None:
    """The month it ended, None where it goes on; adds the errors of the two."""
    typed = form.cleaned_data
    if typed.get("still") != "no":
        # What is hidden behind the other answer was not meant.
        form.errors.pop(last, None)
        return None
    began, ended = typed.get(first), typed.get(last)
    if ended is None and last not in form.errors:
        form.add_error(last, ValidationError(missing, params={"parts": ["month", "year"]}))
    if began and ended and ended < began:
        message = "The end must be the same month as the start, or later"
        form.add_error(last, ValidationError(message, params={"parts": ["month", "year"]}))
    return ended


class EmploymentForm(RowForm):
    """One job, paid or not."""

    kind = forms.ChoiceField(
        label="What kind of work is it?",
        choices=KindOfWork.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Select what kind of work it is"},
    )
    job_title = forms.CharField(
        label="Job title or role",
        max_length=200,
        required=False,
        help_text="For caring, you can leave this empty.",
    )
    employer = forms.CharField(
        label="Employer or organisation",
        max_length=200,
        required=False,
        help_text="For caring, leave this empty. You do not need to say for whom you care.",
    )
    started_on = PastMonthField(
        label="When did you start?",
        help_text="For example, 3 2021 or March 2021. If you are not sure, your best guess is fine.",
        error_messages={"required": "Enter the month and year you started"},
    )
    still = _still_field("Do you still do this?", "Select yes if you still do this")
    ended_on = PastMonthField(label="When did it end?", required=False, help_text="For example, 9 2023")
    reason_for_leaving = LongTextField(
        label="Why did you leave?",
        required=False,
        max_length=LONGEST_REASON,
        widget=forms.Textarea({"rows": 3}),
        help_text="A few words are enough, such as “my contract ended”. "
        "You never need to give a health reason. For caring, you can leave this empty.",
    )
    duties = LongTextField(
        label="What did you do there?",
        required=False,
        max_length=LONGEST_DUTIES,
        widget=forms.Textarea({"rows": 6}),
        help_text="Your main duties, in a few lines.",
    )

    @classmethod
    def initial_of(cls, job):
        return {**super().initial_of(job), "still": "no" if job.ended_on else "yes"}

    def layout(self):
        return Layout(
            Field("kind"),
            Field("job_title", mark_optional=False),
            Field("employer", mark_optional=False),
            Field("started_on"),
            Conditional("still", reveals={"no": ["ended_on", "reason_for_leaving"]}),
            Field("duties"),
        )

    def clean(self):
        super().clean()
        typed = self.cleaned_data
        typed["ended_on"] = _last_month(self, "started_on", "ended_on", "Enter the month and year it ended")
        still = typed.pop("still", None)
        if still == "yes":
            self.errors.pop("reason_for_leaving", None)
            typed["reason_for_leaving"] = ""
        elif still == "no" and typed.get("kind") != KindOfWork.CARING:
            self._need("reason_for_leaving", "Enter why you left, in a few words")
        if typed.get("kind") == KindOfWork.CARING:
            typed["job_title"] = typed.get("job_title") or KindOfWork.CARING.label
        else:
            self._need("job_title", "Enter your job title or role")
            self._need("employer", "Enter the employer or organisation")
        return typed

    def _need(self, name: str, message: str) -> None:
        if not self.cleaned_data.get(name) and name not in self.errors:
            self.add_error(name, message)


class QualificationForm(RowForm):
    """One qualification, got or under way."""

    subject = forms.CharField(
        label="Subject or name of the qualification",
        max_length=200,
        help_text="For example, Health and Social Care",
        error_messages={"required": "Enter the subject or the name of the qualification"},
    )
    kind = forms.CharField(
        label="Type or level",
        max_length=100,
        required=False,
        help_text="For example, GCSE, NVQ Level 3, Access course, degree",
    )
    place = forms.CharField(label="Where you studied", max_length=200, required=False)
    result = forms.CharField(label="Grade or result", max_length=100, required=False)
    year = forms.IntegerField(
        label="Year you got it",
        required=False,
        help_text="Leave this empty if you are still studying. If you are not sure, your best guess is fine.",
        error_messages={"invalid": "Enter the year as 4 numbers, such as 2019"},
    )

    def clean_year(self):
        year, this_year = self.cleaned_data["year"], timezone.localdate().year
        if year is not None and not EARLIEST <= year <= this_year:
            raise ValidationError(f"Enter a year from {EARLIEST} to {this_year}, or leave this empty")
        return year


class TrainingForm(RowForm):
    """One course or piece of training."""

    title = forms.CharField(
        label="Name of the course or training",
        max_length=200,
        help_text="For example, First aid, Safeguarding adults",
        error_messages={"required": "Enter the name of the course or training"},
    )
    provider = forms.CharField(label="Who provided it", max_length=200, required=False)
    ended_on = PastMonthField(
        label="When did you finish it?",
        required=False,
        help_text="For example, 3 2024. Leave this empty if you have not finished it.",
    )


class RefereeForm(RowForm):
    """Somebody who can speak for the applicant."""

    name = forms.CharField(
        label="Their full name", max_length=150, error_messages={"required": "Enter the name of your referee"}
    )
    relationship = forms.CharField(
        label="How do they know you?",
        max_length=200,
        help_text="For example, my line manager, my tutor, I volunteered with them",
        error_messages={"required": "Enter how they know you"},
    )
    organisation = forms.CharField(label="Their organisation", max_length=200, required=False)
    email = forms.EmailField(
        label="Their email address",
        required=False,
        max_length=254,
        help_text="Give an email address or a phone number, or both. A work address is best.",
        widget=forms.EmailInput({"autocomplete": "off", "spellcheck": "false"}),
        error_messages={"invalid": "Enter an email address in the correct form, like name@example.org"},
    )
    phone = forms.CharField(
        label="Their phone number",
        max_length=40,
        required=False,
        widget=forms.TextInput({"type": "tel", "inputmode": "tel", "autocomplete": "off"}),
    )
    from_on = PastMonthField(
        label="Since when can they speak for you?",
        help_text="For example, 3 2021 or March 2021. If you are not sure, your best guess is fine.",
        error_messages={"required": "Enter the month and year from which they can speak for you"},
    )
    still = _still_field(
        "Can they speak for you up to today?",
        "Select yes if they can speak for you up to today",
    )
    until_on = PastMonthField(label="Until when?", required=False, help_text="For example, 9 2023")

    def __init__(self, *args, own_email: str = "", **kwargs):
        self.own_email = own_email
        super().__init__(*args, **kwargs)

    @classmethod
    def initial_of(cls, referee):
        return {**super().initial_of(referee), "still": "no" if referee.until_on else "yes"}

    def layout(self):
        return Layout(
            "name",
            "relationship",
            "organisation",
            Field("email", mark_optional=False),
            Field("phone", mark_optional=False, width=20),
            "from_on",
            Conditional("still", reveals={"no": ["until_on"]}),
        )

    def clean_email(self):
        email = self.cleaned_data["email"]
        if email and email.casefold() == self.own_email.casefold():
            raise ValidationError("This is your own email address. Enter your referee’s")
        if email and email.casefold() in {other.email.casefold() for other in self.others}:
            raise ValidationError("You have already added somebody with this email address")
        return email

    def clean(self):
        super().clean()
        typed = self.cleaned_data
        typed["until_on"] = _last_month(
            self, "from_on", "until_on", "Enter the month and year until which they can speak for you"
        )
        typed.pop("still", None)
        if not typed.get("email") and not typed.get("phone") and not {"email", "phone"} & self.errors.keys():
            self.add_error("email", "Enter an email address or a phone number, so that they can be reached")
        name = typed.get("name", "").casefold()
        same = [other for other in self.others if other.name.casefold() == name and not other.email]
        if same and not typed.get("email"):
            self.add_error("name", "You have already added this person")
        return typed


class RemoveForm(SavedForm):
    """Asking once more before a row goes."""

    def buttons(self) -> list:
        return [Button("Yes, remove it", variant="warning")]


class ExplainForm(SavedForm):
    """What somebody did in a gap, if they wish to say."""

    explanation = LongTextField(
        required=False,
        max_length=LONGEST_EXPLANATION,
        widget=forms.Textarea({"rows": 4}),
        help_text="For example looking after family, studying, travelling, looking for work. "
        "You never need to give a health reason: “personal reasons” is enough. "
        "You can also leave this empty.",
    )

    def __init__(self, *args, gap: Gap, **kwargs):
        super().__init__(*args, **kwargs)
        when = (
            str(gap.stretch)
            if gap.stretch.until_now
            else f"{gap.stretch.first:%B %Y} and {gap.stretch.last:%B %Y}"
        )
        since = f"since {gap.stretch.first:%B %Y}" if gap.stretch.until_now else f"between {when}"
        self.fields["explanation"].label = f"What were you doing {since}?"

    def layout(self):
        return Layout(Field("explanation", heading=True, size="l", mark_optional=False))

    def buttons(self) -> list:
        return [Button("Save")]


class FinishedForm(SavedForm):
    """Whether a list is finished, also when there is nothing to put into it."""

    finished = forms.TypedChoiceField(
        label="Have you finished this section?",
        coerce=lambda answer: answer == "yes",
        widget=forms.RadioSelect,
        error_messages={"required": "Select whether you have finished this section"},
    )

    def __init__(self, *args, nothing: str = "", can_be_left_out: bool = False, **kwargs):
        """`nothing` is how somebody says that they have none to add; a list can be left out without it."""
        super().__init__(*args, **kwargs)
        if can_be_left_out:
            self.fields["finished"].required, self.fields["finished"].empty_value = False, False
        yes = nothing or "Yes, I have finished"
        self.fields["finished"].choices = (("yes", yes), ("no", "No, I’ll come back to it later"))

    def layout(self):
        return Layout(Field("finished", size="m", mark_optional=False))

    def _need_nothing(self) -> None:
        """There is nothing else to save here."""

    def buttons(self) -> list:
        return [Button("Save and continue")]


ROW_FORMS: dict[Name, type[RowForm]] = {
    Name.EMPLOYMENT: EmploymentForm,
    Name.QUALIFICATIONS: QualificationForm,
    Name.TRAINING: TrainingForm,
    Name.REFEREES: RefereeForm,
}
