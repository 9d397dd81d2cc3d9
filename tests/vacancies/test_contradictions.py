"""Contradictions between an advert's text and its fields: seen where they are, and not where they are not."""

from datetime import UTC, datetime
from decimal import Decimal

import pytest

from vacancies.contradictions import contradictions
from vacancies.models import Vacancy

PLAIN = {
    "title": "Therapeutic Support Worker",
    "band": "4",
    "contract": "permanent",
    "hours_per_week": Decimal("37.5"),
    "closes_at": datetime(2026, 10, 26, 0, 0, tzinfo=UTC),
    "dbs_level": "enhanced",
}


def found(text="", criteria=(), **fields) -> list[str]:
    vacancy = Vacancy(**{**PLAIN, "summary": text, **fields})
    return [each.at for each in contradictions(vacancy, criteria)]


@pytest.mark.parametrize(
    ("text", "fields", "at"),
    [
        ("This is a permanent post.", {"contract": "fixed_term"}, "contract"),
        ("A fixed-term post for 12 months.", {}, "contract"),
        ("This is a bank post.", {}, "contract"),
        ("A 12 month fixed term.", {"contract": "fixed_term", "duration_months": 9}, "duration_months"),
        ("You will work 30 hours per week.", {}, "hours_per_week"),
        ("You will work 30 hrs a week.", {"hours_per_week": None}, "hours_per_week"),
        ("This is a Band 5 role.", {}, "band"),
        ("This is a Band 5 role.", {"pay_scheme": "other", "band": ""}, "band"),
        ("The closing date is 20 October 2026.", {}, "closes_on"),
        ("Applications close: closing 20/10/26.", {}, "closes_on"),
        ("The post needs a standard DBS check.", {}, "dbs_level"),
        ("You will have a DBS check.", {"dbs_level": ""}, "dbs_level"),
        ("You will have an enhanced DBS check.", {"dbs_level": "none"}, "dbs_level"),
        ("We cannot offer visa sponsorship.", {"sponsorship": "available"}, "sponsorship"),
        ("Sponsorship is not available.", {"sponsorship": "available"}, "sponsorship"),
        (
            "Applications from people who need sponsorship are welcome.",
            {"sponsorship": "not_available"},
            "sponsorship",
        ),
        ("We do not sponsor visas.", {}, "sponsorship"),
        ("You need a full driving licence.", {}, "driving"),
        ("A driving licence is not needed.", {"driving": True}, "driving"),
    ],
)
def test_what_text_and_field_say_differently_is_found(text, fields, at):
    assert found(text, **fields) == [at]


@pytest.mark.parametrize(
    ("text", "fields"),
    [
        ("", {}),
        ("A fixed term that may become permanent.", {"contract": "fixed_term"}),
        ("It could lead to a permanent post.", {"contract": "fixed_term"}),
        ("A 12 month fixed term.", {"contract": "fixed_term", "duration_months": 12}),
        ("37.5 hours a week, of which 30 hours per week on the ward.", {}),
        ("You report to a Band 6 nurse and will work with 5 Band 3 colleagues.", {}),
        ("It closes on 25th October 2026, interviews on 2 November.", {}),
        ("Interviews on 12 November 2026.", {}),
        ("You will have an enhanced DBS check.", {"dbs_level": "enhanced_barred"}),
        ("No DBS check is needed.", {"dbs_level": "none"}),
        ("We cannot sponsor visas.", {"sponsorship": "not_available"}),
        ("Our ward is sponsored by nobody.", {}),
        ("You need a driving licence.", {"driving": True}),
        ("Permanent residents of the house meet weekly.", {"contract": "bank"}),
    ],
)
def test_where_there_is_none_none_is_seen(text, fields):
    assert found(text, **fields) == []


def test_criteria_are_read_for_driving_alone():
    assert found(criteria=["Full driving licence", "Band 5 post, permanent, 12 hours a week"]) == ["driving"]


@pytest.mark.parametrize(
    "text", ["Closes 99/99/9999", "closing 31 Feb 0000", "band " * 5000, "no " * 9000, "is permanent " * 9000]
)
def test_odd_text_is_no_error(text):
    found(text)


@pytest.mark.parametrize(
    ("text", "asked", "told"),
    [
        ("Please attach your CV to your application.", [], True),
        ("Send us a covering letter.", [], True),
        ("Upload a copy of your care certificate.", [], True),
        ("Please attach your CV.", ["Your CV"], False),
        ("Do not send a CV.", [], False),
        ("You will provide sessions and keep a portfolio of activities.", [], False),
        ("", ["Copy of your passport"], True),
        ("", ["DBS certificate"], True),
        ("", ["Copy of your care certificate"], False),
    ],
)
def test_documents_nobody_asks_for_and_documents_asked_for_too_early(text, asked, told):
    vacancy = Vacancy(**{**PLAIN, "summary": text})
    assert [each.at for each in contradictions(vacancy, (), asked)] == ["asked_documents"] * told
