"""What stands on the pages that ask one small thing each, in the words its readers see."""

from dataclasses import dataclass

from django.template.defaultfilters import date as in_words

from applicants.applying import pages
from applicants.applying.models import Application, Support
from applicants.applying.pages import Name
from applicants.applying.status import Registration, WhereSeen

NOT_YET = "Not filled in yet"
Row = tuple[str, str]


@dataclass(frozen=True)
class ShortPage:
    """One page: its rows are what was asked, and what was answered."""

    name: Name
    title: str
    rows: tuple[Row, ...]


def short_pages(application: Application) -> dict[str, ShortPage]:
    """By name, those this vacancy asks for. Needs `vacancy`; one query, for what would help."""
    return {
        name: ShortPage(name, pages.BY_NAME[name].title, tuple(rows(application)))
        for name, rows in ROWS.items()
        if pages.BY_NAME[name].asked(application.vacancy)
    }


def _right_to_work(application: Application) -> list[Row]:
    return [("Right to work in the UK", application.get_right_to_work_display() or NOT_YET)]


def _registration(application: Application) -> list[Row]:
    rows = [("Registered", application.get_registration_display() or NOT_YET)]
    if application.registration == Registration.NONE:
        return rows
    expected = application.registration == Registration.EXPECTED
    rows.append(("Expects to be registered with" if expected else "Body", application.registration_body))
    rows.append(("Registration number", application.registration_number))
    ends_on = application.registration_ends_on
    rows.append(("Ends on", in_words(ends_on, "j F Y")))
    return [(question, answer) for question, answer in rows if answer]


def _statement(application: Application) -> list[Row]:
    return [("Statement", application.statement or "Nothing written. It is optional.")]


def _connections(application: Application) -> list[Row]:
    rows = [("Knows somebody there", _yes_or_no(application.knows_somebody))]
    if application.whom_they_know:
        rows.append(("Whom, and how", application.whom_they_know))
    seen = application.get_where_seen_display()
    if application.where_seen == WhereSeen.ELSE and application.where_seen_else:
        seen = application.where_seen_else
    return [*rows, ("Where the advert was seen", seen or "Not said. It is optional.")]


def _support(application: Application) -> list[Row]:
    support = Support.objects.filter(application=application).first() or Support()
    rows = [
        ("Disability Confident scheme", _yes_or_no(support.disability_confident)),
        ("Something different at an interview", _yes_or_no(support.needs_adjustments)),
    ]
    return [*rows, ("What would help", support.adjustments)] if support.adjustments else rows


def _yes_or_no(answer: bool | None) -> str:
    return {True: "Yes", False: "No", None: NOT_YET}[answer]


ROWS = {
    Name.RIGHT_TO_WORK: _right_to_work,
    Name.REGISTRATION: _registration,
    Name.STATEMENT: _statement,
    Name.CONNECTIONS: _connections,
    Name.SUPPORT: _support,
}
