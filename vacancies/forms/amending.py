"""What may change on an advert that people can read already."""

from copy import copy

from django import forms
from django.contrib.admin.widgets import AdminDateWidget

from vacancies.actions import amending
from vacancies.actions.amending import FACTS, TEXTS, Place
from vacancies.models import Vacancy
from vacancies.status import WorkingPattern

SPARE_PLACES = 1
MOST_PLACES = 100


class AmendForm(forms.ModelForm):
    """The live advert as it stands, to be changed; `values` and `places` are what `amending.amend` takes."""

    working_patterns = forms.MultipleChoiceField(
        label="Working pattern",
        required=False,
        choices=WorkingPattern.choices,
        widget=forms.CheckboxSelectMultiple(attrs={"class": "app-choices-in-a-row"}),
        help_text="People who are applying are always told of a change.",
    )
    matters = forms.BooleanField(
        label="This matters to people who are applying",
        required=False,
        help_text=(
            "They are told by email what has changed. A new interview date, working pattern or place of work "
            "is always told."
        ),
    )
    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    class Meta:
        model = Vacancy
        fields = (*TEXTS, *FACTS)
        widgets = {
            **{name: forms.Textarea(attrs={"rows": 8, "class": "vLargeTextField"}) for name in TEXTS},
            "interview_on": AdminDateWidget,
        }
        help_texts = {
            "interview_on": "People who are applying are always told of a change.",
            "close_after_applications": "It can be raised, or lifted by leaving it empty. Never lowered.",
        }

    def __init__(self, data=None, *, vacancy: Vacancy, **kwargs):
        # Cleaning writes into the form's own row; the vacancy stays as it is stored, to be compared.
        super().__init__(data, instance=copy(vacancy), **kwargs)
        self.vacancy = vacancy
        self.fields["summary"].required = True
        self.initial["seen"] = amending.seen(vacancy)
        self.place_names = []
        stored = [(place.pk, place.address, place.postcode) for place in vacancy.locations.all()]
        for number, (pk, address, postcode) in enumerate([*stored, *[(None, "", "")] * SPARE_PLACES]):
            if number < MOST_PLACES:
                self._add_place(number, pk, address, postcode)
        self.order_fields([*TEXTS, "working_patterns", *self._place_fields(), *FACTS, "matters", "seen"])

    def _add_place(self, number, pk, address, postcode) -> None:
        name = f"place_{number}"
        new = pk is None
        self.fields[f"{name}_address"] = forms.CharField(
            label="Another place of work" if new else f"Place of work {number + 1}",
            required=False,
            initial=address,
            max_length=500,
            widget=forms.Textarea(attrs={"rows": 3}),
            help_text="Leave it empty where there is no other." if new else "Empty it to take it away.",
        )
        self.fields[f"{name}_postcode"] = forms.CharField(
            label="Its postcode", required=False, initial=postcode, max_length=10
        )
        self.place_names.append((name, pk))

    def _place_fields(self) -> list[str]:
        return [f"{name}_{part}" for name, _ in self.place_names for part in ("address", "postcode")]

    @property
    def values(self) -> dict:
        return {name: self.cleaned_data[name] for name in (*TEXTS, *FACTS)}

    @property
    def places(self) -> list[Place]:
        entered = self.cleaned_data
        return [
            Place(pk, entered[f"{name}_address"].replace("\r\n", "\n"), entered[f"{name}_postcode"])
            for name, pk in self.place_names
            if entered[f"{name}_address"].strip()
        ]

    def clean(self):
        cleaned = super().clean()
        if not self.errors:
            self._check_contact(cleaned)
            self._check_interview(cleaned["interview_on"])
            if amending.cap_refused(self.vacancy, cleaned["close_after_applications"]):
                self.refuse_cap()
            if not self.places:
                name, _ = self.place_names[0]
                self.add_error(f"{name}_address", "An advert names at least one place of work.")
        return cleaned

    def refuse_cap(self) -> None:
        """The limit cannot be this, now or since the page was shown."""
        if self.vacancy.notice_ends_at:
            wrong = "People have been told that the advert closes: the limit stays as it is."
        elif self.vacancy.close_after_applications is None:
            wrong = "The advert was published without a limit: people count on that."
        else:
            wrong = (
                f"The limit can only be raised or lifted: it is {self.vacancy.close_after_applications} now."
            )
        self.add_error("close_after_applications", wrong)

    def refuse_interview(self) -> None:
        self.add_error("interview_on", "Choose a day after the closing date.")

    def _check_contact(self, cleaned) -> None:
        if not cleaned["contact_email"] and not cleaned["contact_phone"].strip():
            self.add_error("contact_email", "Say whom applicants can contact: an email address or a number.")

    def _check_interview(self, day) -> None:
        if day and day != self.vacancy.interview_on and day <= self.vacancy.last_minute.date():
            self.refuse_interview()
