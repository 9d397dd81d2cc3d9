"""What the chair tries out: places, a total, other weights. Nothing of it is kept."""

from decimal import Decimal
from fractions import Fraction

from django import forms

from applicants.shortlisting.queries import CriterionLine
from applicants.shortlisting.ranking import Measure
from recruitment.nhsuk.forms import NhsukForm
from recruitment.nhsuk.layout import Button, Field, Fieldset, Layout

MOST_PLACES, HIGHEST_WEIGHT = 9_999, 10


class WhatIfForm(NhsukForm):
    """Asked by GET, so that the address holds what was tried."""

    form_method = "get"
    mark_optional = False

    places = forms.IntegerField(
        label="Interview places",
        help_text="Leave empty for a line by total alone.",
        min_value=1,
        max_value=MOST_PLACES,
        required=False,
        error_messages=dict.fromkeys(
            ("invalid", "min_value", "max_value"), f"Enter a number of places from 1 to {MOST_PLACES:,}"
        ),
    )
    cut = forms.DecimalField(
        label="Lowest total",
        help_text="Leave empty for a line by places alone.",
        min_value=Decimal(0),
        max_value=Decimal(99_999),
        max_digits=7,
        decimal_places=2,
        required=False,
        error_messages=dict.fromkeys(
            ("invalid", "min_value", "max_value", "max_digits", "max_decimal_places", "max_whole_digits"),
            "Enter a total that is not below 0, for example 14 or 13.5",
        ),
    )

    def __init__(self, data: dict | None = None, *, criteria: tuple[CriterionLine, ...], **kwargs):
        self.criteria = criteria
        if data is not None:
            # An address with some of it: the rest is as it was advertised.
            data = {self.name(criterion): str(criterion.weight) for criterion in criteria} | data
        super().__init__(data, **kwargs)
        for number, criterion in enumerate(criteria, start=1):
            self.fields[self.name(criterion)] = forms.IntegerField(
                label=f"{number}. {criterion.text}",
                help_text=f"Advertised: {criterion.weight}",
                min_value=0,
                max_value=HIGHEST_WEIGHT,
                required=False,
                initial=criterion.weight,
                error_messages=dict.fromkeys(
                    ("invalid", "min_value", "max_value"),
                    f"Enter a weight from 0 to {HIGHEST_WEIGHT} for criterion {number}",
                ),
            )

    @staticmethod
    def name(criterion: CriterionLine) -> str:
        return f"weight_{criterion.pk}"

    def layout(self):
        weights = [Field(self.name(criterion), width=2) for criterion in self.criteria]
        return Layout(
            Field("places", width=4),
            Field("cut", width=5),
            Fieldset(
                "Weights, for this look alone",
                *weights,
                size="s",
                hint="The weights were advertised and are fixed. Here you can see how much depends on them.",
            ),
        )

    def buttons(self):
        return [
            Button("Show what would change"),
            Button("Back to the advertised weights", variant="secondary", href="?"),
        ]

    def tried(self) -> tuple[int | None, Fraction | None, list[Measure]]:
        """Places, lowest total and measures; what is missing or wrong is as it was advertised."""
        typed = self.cleaned_data if self.is_bound and self.is_valid() else {}
        if not self.is_bound:
            typed = {name: self.get_initial_for_field(field, name) for name, field in self.fields.items()}
        cut = typed.get("cut")
        measures = []
        for criterion in self.criteria:
            weight = typed.get(self.name(criterion))
            measures.append(
                Measure(
                    criterion.pk,
                    criterion.is_essential,
                    criterion.weight if weight is None else weight,
                    criterion.met_from,
                )
            )
        return typed.get("places"), None if cut is None else Fraction(cut), measures
