"""A closing time as people enter one: a day, and the last minute in which people may apply."""

from django import forms
from django.contrib.admin.widgets import AdminDateWidget, AdminTimeWidget

from vacancies import times

TIME_SHAPES = ("%H:%M", "%I:%M%p", "%I%p", "%I.%M%p")


class ClosingTimeForm(forms.Form):
    """A closing time as a day and the last minute in which people may apply, both in London."""

    closes_on = forms.DateField(
        error_messages={"required": "Enter the closing date."},
        label="Closing date",
        widget=AdminDateWidget,
        help_text="For example 25/10/2026.",
    )
    closes_time = forms.TimeField(
        label="Last minute to apply",
        initial=times.END_OF_DAY,
        input_formats=TIME_SHAPES,
        widget=AdminTimeWidget(format="%H:%M"),
        help_text="Applications are accepted until this minute is over. 23:59 is the usual one.",
    )

    def closing_instant(self):
        """The instant to store, or None; what is wrong becomes the field's error."""
        return entered_instant(self, "closes_on", "closes_time", times.closing_instant)


def entered_instant(form, on: str, at: str, convert):
    """What `convert` makes of a day and a minute in London, or None; what is wrong is the field's error."""
    day, minute = form.cleaned_data.get(on), form.cleaned_data.get(at)
    if not day or minute is None:
        return None
    try:
        return convert(day, minute)
    except times.NoSuchTime:
        form.add_error(at, "The clocks go forward that night: choose a time that exists.")
    except times.TwoSuchTimes:
        form.add_error(at, "The clocks go back that night and this time comes twice: choose another.")
    except OverflowError:
        form.add_error(on, "Choose a nearer date.")
    return None
