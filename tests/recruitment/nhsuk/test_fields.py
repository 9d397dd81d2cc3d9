"""Dates typed in three parts, and long text."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from recruitment.nhsuk.fields import DateField, LongTextField, MonthField


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        (["27", "3", "2027"], date(2027, 3, 27)),
        (["01", "02", "2027"], date(2027, 2, 1)),
        ([" 1 ", " oct ", " 2026 "], date(2026, 10, 1)),
        (["1", "October", "2026"], date(2026, 10, 1)),
        (["29", "2", "2028"], date(2028, 2, 29)),
    ],
)
def test_a_date_is_read_as_people_write_it(typed, meant):
    assert DateField().clean(typed) == meant


@pytest.mark.parametrize(
    ("typed", "code", "parts"),
    [
        (["", "", ""], "required", ["day", "month", "year"]),
        (["", "3", "2027"], "missing", ["day"]),
        (["", "", "2027"], "missing", ["day", "month"]),
        (["1", "3", "27"], "year", ["year"]),
        (["1", "3", "٢٠٢٧"], "year", ["year"]),
        (["31", "2", "2027"], "unreal", ["day", "month", "year"]),
        (["0", "2", "2027"], "unreal", ["day", "month", "year"]),
        (["-1", "2", "2027"], "unreal", ["day", "month", "year"]),
        (["1", "13", "2027"], "unreal", ["day", "month", "year"]),
        (["1", "o", "2027"], "unreal", ["day", "month", "year"]),
        (["1", "2", "0000"], "unreal", ["day", "month", "year"]),
        (["9" * 5000, "2", "2027"], "unreal", ["day", "month", "year"]),
    ],
)
def test_a_wrong_date_says_which_parts_are_wrong(typed, code, parts):
    with pytest.raises(ValidationError) as refused:
        DateField().clean(typed)
    assert refused.value.code == code
    assert refused.value.params["parts"] == parts


@pytest.mark.parametrize(
    ("typed", "meant"), [(["3", "2027"], date(2027, 3, 1)), ([" Sept ", "2026"], date(2026, 9, 1))]
)
def test_a_month_is_kept_as_its_first_day(typed, meant):
    assert MonthField().clean(typed) == meant


@pytest.mark.parametrize(
    ("typed", "code", "parts"),
    [
        (["", ""], "required", ["month", "year"]),
        (["", "2027"], "missing", ["month"]),
        (["13", "2027"], "unreal", ["month", "year"]),
        (["3", "27"], "year", ["year"]),
    ],
)
def test_a_wrong_month_says_which_parts_are_wrong(typed, code, parts):
    with pytest.raises(ValidationError) as refused:
        MonthField().clean(typed)
    assert refused.value.code == code
    assert refused.value.params["parts"] == parts


def test_what_is_missing_is_named():
    with pytest.raises(ValidationError, match="must include a day and month"):
        DateField().clean(["", "", "2027"])


def test_a_date_that_is_not_needed_may_be_left_out():
    assert DateField(required=False).clean(["", "", ""]) is None


def test_a_date_is_unchanged_however_it_is_typed():
    assert not DateField().has_changed(date(2027, 3, 1), ["01", "March", "2027"])
    assert DateField().has_changed(date(2027, 3, 1), ["2", "3", "2027"])


def test_a_line_break_counts_once():
    assert LongTextField(max_length=3).clean("a\r\nb") == "a\nb"
