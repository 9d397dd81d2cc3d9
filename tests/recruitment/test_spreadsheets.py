"""No cell of an export can run as a formula; telephone numbers survive."""

import csv
import io

import pytest

from recruitment import spreadsheets


@pytest.mark.parametrize(
    "text",
    ["=1+1", "+1+1", "-1+cmd", "@SUM(A1)", "\t=1", "\r=1", "\n=1", " =1", "-", "+", "+44 1632=1", "\u00a0=1"],
)
def test_what_a_spreadsheet_would_run_gets_a_quote(text):
    assert spreadsheets.safe_cell(text) == f"'{text}"


@pytest.mark.parametrize(
    "text", ["+44 1632 960001", "01632 960001", "+44 (0)1632 960001", "-5", "-5.25", "Café", "", "a=b"]
)
def test_what_is_harmless_stays_as_it_is(text):
    assert spreadsheets.safe_cell(text) == text


def test_a_cell_with_commas_quotes_and_lines_is_one_cell():
    text = "".join(spreadsheets.csv_lines(["A", "B"], [['one, "two"\nthree', None]]))
    assert text.startswith("\ufeff")
    assert list(csv.reader(io.StringIO(text[1:], newline=""))) == [["A", "B"], ['one, "two"\nthree', ""]]
