"""Form fields that Django lacks: a date or a month in parts, and long text counted as people count it."""

from datetime import date

from django import forms
from django.core.exceptions import ValidationError

PARTS = ("day", "month", "year")
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


class DatePartsInput(forms.MultiWidget):
    """Day, month and year as three short text inputs named `<name>_day`, `<name>_month`, `<name>_year`."""

    parts = PARTS

    def __init__(self, attrs=None):
        super().__init__({part: forms.TextInput() for part in self.parts}, attrs)

    def decompress(self, value) -> list[str]:
        return [str(getattr(value, part)) if isinstance(value, date) else "" for part in self.parts]


class MonthPartsInput(DatePartsInput):
    """Month and year as two short text inputs."""

    parts = ("month", "year")


class DateField(forms.Field):
    """A date typed as day, month (a number or a name) and year.

    Its errors carry `params["parts"]`: which of the three inputs are wrong, so that only those are marked.
    """

    widget = DatePartsInput
    default_error_messages = {
        "required": "Enter the date",
        "missing": "The date must include a %(missing)s",
        "unreal": "Enter a real date, such as 27 3 2027",
        "year": "The year must be 4 numbers, such as 2027",
    }

    def to_python(self, value) -> date | None:
        if value is None or isinstance(value, date):
            return value
        typed = dict(zip(self.widget.parts, ((part or "").strip() for part in value), strict=True))
        missing = [part for part in typed if not typed[part]]
        if len(missing) == len(typed):
            return None
        if missing:
            raise self._refusal("missing", missing, missing=" and ".join(missing))
        if not _is_number(typed["year"]) or len(typed["year"]) != 4:
            raise self._refusal("year", ["year"])
        try:
            return date(int(typed["year"]), _month(typed["month"]), _day(typed.get("day", "1")))
        except ValueError:
            raise self._refusal("unreal", list(self.widget.parts)) from None

    def validate(self, value):
        if value is None and self.required:
            raise self._refusal("required", list(self.widget.parts))

    def _refusal(self, code: str, parts: list[str], **params) -> ValidationError:
        return ValidationError(self.error_messages[code], code=code, params={"parts": parts, **params})


class MonthField(DateField):
    """A month typed as a number or a name, and its year; kept as the first day of it."""

    widget = MonthPartsInput
    default_error_messages = {
        "required": "Enter the month and the year",
        "missing": "The date must include a %(missing)s",
        "unreal": "Enter a real month, such as 3 or March",
    }


class LongTextField(forms.CharField):
    """Text of several lines. A line break counts once, as in the counter people see while they type."""

    widget = forms.Textarea

    def to_python(self, value):
        text = super().to_python(value)
        return text.replace("\r\n", "\n").replace("\r", "\n") if isinstance(text, str) else text


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit()


def _day(text: str) -> int:
    if not _is_number(text) or len(text) > 2:
        raise ValueError(text)
    return int(text)


def _month(text: str) -> int:
    if _is_number(text):
        return _day(text)
    return MONTHS.index(text[:3].casefold()) + 1
