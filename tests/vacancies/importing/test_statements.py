"""Facts that adverts give only in sentences: found where they are plain, left open where they are not."""

from datetime import date
from decimal import Decimal

import pytest

from vacancies.importing import statements
from vacancies.importing.lines import lines_of


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Interview date: 23rd June 2026", date(2026, 6, 23)),
        ("Planned interview date\n\n17/09/2025", date(2025, 9, 17)),
        ("The planned interview date is 5 December 2025.", date(2025, 12, 5)),
        ("Interviews will be held in person on Tuesday 12 January 2027 at our base.", date(2027, 1, 12)),
        ("Interviews are scheduled to take place on the 3 May 2026", date(2026, 5, 3)),
        ("Interview date: 3 May 2026\n\nInterviews on 3 May 2026.", date(2026, 5, 3)),
    ],
)
def test_a_plain_interview_date(text, day):
    assert statements.interview_day(lines_of(text)) == statements.Finding(value=day)


@pytest.mark.parametrize(
    "text",
    [
        "Interview date: N/A",
        "If you have not been invited to interview by 5 December 2025 you were not successful.",
        "Interviews will be face to face.",
        "We interview in person.",
    ],
)
def test_no_interview_date_is_no_doubt_either(text):
    assert statements.interview_day(lines_of(text)) == statements.Finding()


@pytest.mark.parametrize(
    "text",
    [
        "Interviews will be held on 18 November",
        "Interviews are planned for the week commencing 12 October 2026",
        "Interviews: w/c 12 October 2026",
        "Interview date: 3 May 2026 or 4 May 2026\n\nInterviews on 5 May 2026",
        "Interview date: early June",
        "Interview date: TBC",
        "Interview dates: to be confirmed",
        "Interview date: 31 June 2026",
    ],
)
def test_an_interview_date_that_is_not_one_day_is_a_doubt(text):
    finding = statements.interview_day(lines_of(text))
    assert finding.value is None
    assert "interview date is not clear" in finding.doubt


@pytest.mark.parametrize(
    ("sentences", "offered"),
    [
        (["We are unable to offer sponsorship for this role."], False),
        (["This post does not meet the pay required for a Skilled Worker visa."], False),
        (["You understand that we will not provide sponsorship"], False),
        (["Applications from people who need Skilled worker sponsorship are welcome."], True),
        (["We sponsor a charity run every year."], None),
        (["Sponsorship."], None),
    ],
)
def test_sponsorship_said_once(sentences, offered):
    assert statements.sponsorship_offered(sentences) == statements.Finding(value=offered)


def test_sponsorship_refused_for_some_posts_only_is_a_doubt():
    finding = statements.sponsorship_offered(["We cannot offer sponsorship for all our job roles."])
    assert finding.value is None
    assert "not clear" in finding.doubt


@pytest.mark.parametrize(
    ("sentences", "needed"),
    [
        (["This post is subject to an enhanced DBS check."], True),
        (["The person appointed must have a criminal record check."], True),
        (["A DBS check is not required for this post."], False),
        (["This role does not require a DBS check."], False),
        (["No DBS check is needed for this post."], False),
        (["We have a DBS team."], None),
    ],
)
def test_the_dbs_check(sentences, needed):
    assert statements.dbs_needed(sentences) == statements.Finding(value=needed)


def test_the_dbs_check_both_needed_and_not_is_a_doubt():
    assert statements.dbs_needed(["A DBS check is required.", "A DBS check is not required."]).doubt


@pytest.mark.parametrize(
    ("sentences", "hours"),
    [
        (["This is a part time post for 15 hours per week over three days."], "15"),
        (["22.5 hours per week"], "22.5"),
        (["The role is 37.5 hours per week.", "37.5 hours a week, Monday to Friday"], "37.5"),
        (["You will have 2 hours per week of supervision in this role."], None),
        (["The café is staffed by volunteers, who between them give it fully 40 hours per week."], None),
    ],
)
def test_weekly_hours_of_the_post_alone(sentences, hours):
    assert statements.weekly_hours(sentences) == statements.Finding(value=hours and Decimal(hours))


@pytest.mark.parametrize(
    "sentences",
    [
        ["One post of 37.5 hours per week.", "Another post of 30 hours per week."],
        ["This post is up to 30 hours a week."],
    ],
)
def test_two_figures_or_a_limit_are_a_doubt(sentences):
    assert "not one figure" in statements.weekly_hours(sentences).doubt


def test_the_length_of_a_fixed_term_in_a_sentence():
    one = ["It is a fixed term contract of 18 months.", "Fixed term for eighteen months."]
    assert statements.fixed_term_months(one).value == 18
    assert statements.fixed_term_months([*one, "A fixed term of 2 years."]).doubt
    assert statements.fixed_term_months(["Probation lasts 6 months."]) == statements.Finding()
