"""The last practical questions: who one knows, where one saw the advert, and what would help."""

from django import forms
from django.core.validators import MaxLengthValidator

from applicants.applying.forms.saved import SectionForm, as_choice, yes_or_no
from applicants.applying.models import Application, Support
from applicants.applying.status import WhereSeen
from recruitment.nhsuk.fields import LongTextField
from recruitment.nhsuk.layout import Conditional, Field, Layout


class ConnectionsForm(SectionForm):
    """Whether somebody is related to, or close to, who decides; and what brought them here."""

    knows_somebody = yes_or_no(
        "Do you know anybody who works for this employer, or sits on its board?",
        required="Select yes if you know somebody who works for this employer",
        help_text="A relative, a partner or a friend. It does not count against you. It helps the "
        "employer to choose people who can decide fairly.",
    )
    whom_they_know = LongTextField(
        label="Who are they, and how do you know them?",
        required=False,
        validators=[MaxLengthValidator(1000)],
        widget=forms.Textarea({"rows": 3}),
        help_text="Their name, what they do there, and how you know each other.",
    )
    where_seen = forms.ChoiceField(
        label="Where did you see this advert?",
        choices=WhereSeen.choices,
        required=False,
        widget=forms.RadioSelect,
        help_text="This helps the employer to choose where to advertise.",
    )
    where_seen_else = forms.CharField(label="Where was it?", required=False, max_length=200)

    def layout(self):
        return Layout(
            Conditional("knows_somebody", size="m", reveals={"yes": ["whom_they_know"]}),
            Conditional("where_seen", size="m", reveals={WhereSeen.ELSE: ["where_seen_else"]}),
        )

    def clean(self):
        typed = super().clean()
        unnamed = not typed.get("whom_they_know") and "whom_they_know" not in self.errors
        if typed.get("knows_somebody") and unnamed and not self.for_later:
            self.add_error("whom_they_know", "Write who you know, and how")
        return typed

    @classmethod
    def typed_before(cls, application: Application) -> dict:
        return super().typed_before(application) | {"knows_somebody": as_choice(application.knows_somebody)}

    @classmethod
    def kept(cls, typed: dict) -> dict:
        kept = dict(typed)
        if typed["knows_somebody"] is False:
            kept["whom_they_know"] = ""
        if typed["where_seen"] not in ("", WhereSeen.ELSE):
            kept["where_seen_else"] = ""
        return kept

    @classmethod
    def is_complete(cls, kept: dict) -> bool:
        return kept["knows_somebody"] is False or bool(kept["knows_somebody"] and kept["whom_they_know"])


class SupportForm(SectionForm):
    """Two offers, each to take or leave. Nothing here asks for a condition."""

    disability_confident = yes_or_no(
        "Do you want to apply under the Disability Confident scheme?",
        required="Select yes if you want to apply under the Disability Confident scheme",
        help_text="If you have a disability or a long-term condition and you say yes, you are invited to an "
        "interview if your application meets all the essential points. You need not say what it is.",
    )
    needs_adjustments = yes_or_no(
        "Would anything have to be different for you at an interview?",
        required="Select yes if something would have to be different for you at an interview",
        help_text="For example a room without steps, more time, questions in writing, an interpreter, or a "
        "break. Everybody may ask.",
    )
    adjustments = LongTextField(
        label="What would help?",
        required=False,
        validators=[MaxLengthValidator(2000)],
        widget=forms.Textarea({"rows": 4}),
        help_text="You need not name a condition. You can leave this empty, and tell us if you are invited.",
    )

    def layout(self):
        return Layout(
            Field("disability_confident", size="m"),
            Conditional("needs_adjustments", size="m", reveals={"yes": ["adjustments"]}),
        )

    @classmethod
    def typed_before(cls, application: Application) -> dict:
        support = Support.objects.filter(application=application).first() or Support()
        return {
            "disability_confident": as_choice(support.disability_confident),
            "needs_adjustments": as_choice(support.needs_adjustments),
            "adjustments": support.adjustments,
        }

    @classmethod
    def kept(cls, typed: dict) -> dict:
        return typed | ({"adjustments": ""} if typed["needs_adjustments"] is False else {})

    @classmethod
    def is_complete(cls, kept: dict) -> bool:
        return None not in (kept["disability_confident"], kept["needs_adjustments"])
