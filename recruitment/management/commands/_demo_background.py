"""What the demo's applicants have done before: made up, dated from today, some with a gap."""

from datetime import date

from django.utils import timezone

from applicants.applying.actions import background
from applicants.applying.models import Application
from applicants.applying.pages import Name
from applicants.applying.queries.background import LISTS, gaps

# Years before now: when it began and when it ended (None: still there), in the first month of the year.
WORK = (
    (
        (3, None, "Support worker", "Northmoor Day Centre", "paid"),
        (7, 4, "Care assistant", "Alder House (a care home)", "paid"),
    ),
    (
        (2, None, "Healthcare assistant", "Example Bank Staff", "paid"),
        (4, None, "Kitchen group volunteer", "Northmoor Recovery Café", "voluntary"),
        (9, 4, "Shop manager", "Example Books", "paid"),
    ),
    ((6, None, "Caring for somebody", "", "caring"),),
)
QUALIFICATIONS = (
    ("Health and Social Care", "NVQ Level 3", "Northmoor College", "Pass", 5),
    ("Psychology", "A level", "Northmoor School", "C", 11),
)
REASON = "My contract ended."


def fill_in_background(application: Application, number: int) -> None:
    """The lists of the number-th person; every list is finished."""
    for began, ended, title, employer, kind in WORK[number % len(WORK)]:
        add(
            application,
            Name.EMPLOYMENT,
            kind=kind,
            job_title=title,
            employer=employer,
            started_on=years_ago(began),
            ended_on=years_ago(ended),
            reason_for_leaving=REASON if ended else "",
        )
    for gap in gaps(application):
        background.explain(application, gap, "I was looking after my children and studying part time.")
    for subject, kind, place, result, years in QUALIFICATIONS[: 1 + number % 2]:
        row = {"subject": subject, "kind": kind, "place": place, "result": result}
        add(application, Name.QUALIFICATIONS, **row, year=timezone.localdate().year - years)
    if number % 2:
        add(application, Name.TRAINING, title="First aid", provider="Example Ambulance Volunteers")
    add(
        application,
        Name.REFEREES,
        name="Morgan Example",
        relationship="My line manager",
        organisation="Northmoor Day Centre",
        email="morgan@example.org",
        from_on=years_ago(3),
    )
    for listed in LISTS.values():
        background.finish(application, listed, finished=True)


def add(application: Application, name: Name, /, **row) -> None:
    background.save_row(application, LISTS[name], row)


def years_ago(years: int | None) -> date | None:
    return date(timezone.localdate().year - years, 1, 1) if years else None
