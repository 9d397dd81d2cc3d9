"""What would I earn? The calculator on an advert."""

from decimal import Decimal

from django import forms

from recruitment.nhsuk.forms import NhsukForm
from recruitment.nhsuk.layout import Field, Layout
from vacancies import advertised_pay, pay
from vacancies.models import Vacancy

LEAST_HOURS = Decimal("0.5")
NOT_A_NUMBER = "Hours a week must be a number, like 22.5"
OUT_OF_RANGE = f"Hours a week must be between {LEAST_HOURS} and {pay.MOST_HOURS}"


class YourPayForm(NhsukForm):
    """Asks for hours a week, and has the answer in `earned`: for the advert's hours until it is asked."""

    submit_label = ""

    hours = forms.DecimalField(
        label="Hours a week",
        decimal_places=2,
        min_value=LEAST_HOURS,
        max_value=pay.MOST_HOURS,
        help_text=f"Full time is {pay.FULL_TIME_HOURS} hours. For example, 22.5",
        widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}),
        error_messages={
            "invalid": NOT_A_NUMBER,
            "min_value": OUT_OF_RANGE,
            "max_value": OUT_OF_RANGE,
            "max_decimal_places": "Hours a week can have 2 figures after the point, like 22.25",
        },
    )

    def __init__(self, *args, salary_range, usual_hours, supplement="", **kwargs):
        super().__init__(*args, initial={"hours": f"{usual_hours.normalize():f}"}, **kwargs)
        self.salary_range, self.usual_hours, self.supplement = salary_range, usual_hours, supplement

    @classmethod
    def of(cls, vacancy: Vacancy, asked) -> "YourPayForm | None":
        """For a vacancy and the query of a request; None where the advert names no figure."""
        if not vacancy.salary_range:
            return None
        return cls(
            asked if "hours" in asked else None,
            salary_range=vacancy.salary_range,
            usual_hours=vacancy.hours_per_week or pay.FULL_TIME_HOURS,
            supplement=_about_the_supplement(vacancy),
        )

    def layout(self) -> Layout:
        return Layout(Field("hours", width=4))

    def earned(self) -> pay.PayForHours | None:
        """What the hours bring; None where they were asked about in a way that has no answer."""
        hours = self.usual_hours
        if self.is_bound:
            if not self.is_valid():
                return None
            hours = self.cleaned_data["hours"]
        return pay.for_hours(*self.salary_range, hours)


def _about_the_supplement(vacancy: Vacancy) -> str:
    """Whether the figures hold a high cost area supplement; "" where there is none or nobody knows."""
    worked_out = advertised_pay.advertise(vacancy).full_time
    if not vacancy.high_cost_area or not worked_out:
        return ""
    whole = (worked_out.lowest, worked_out.highest)
    if whole != vacancy.salary_range or vacancy.salary_min is not None or vacancy.salary_max is not None:
        return ""
    zone = pay.ZONES[vacancy.high_cost_area]
    if whole != pay.salary_range(vacancy.band, advertised_pay.opening_day(vacancy)):
        return f", with the {zone} supplement"
    return f", without the {zone} supplement, which has not been published"
