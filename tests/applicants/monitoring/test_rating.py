"""The selection rates: what they count, when they are counted, and what is made of them."""

from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.utils import timezone

from applicants.applying.models import Application, StatusChange
from applicants.applying.status import Status
from applicants.monitoring.actions import answering, rating, reaching
from applicants.monitoring.fifths import Figure, compare
from applicants.monitoring.questions import QUESTIONS, REPORTED, UNSAID
from applicants.monitoring.tokens import token_for
from applicants.shortlisting.models import Shortlist
from recruitment.accounts.models import User
from tests.factories import open_vacancy

LONG_AGO = timedelta(days=8)


def announced(people, *, ago=LONG_AGO, told=True):
    """A vacancy whose shortlist was announced; `people` are (what they answered, whether they were invited).

    Written past the gate, which would stamp today.
    """
    vacancy = open_vacancy(criteria=0)
    now = timezone.now()
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        users = User.objects.bulk_create(
            User(email=f"{vacancy.pk}-{n}@example.org") for n in range(len(people))
        )
        rows = Application.objects.bulk_create(
            Application(
                vacancy=vacancy,
                applicant=user,
                status=Status.SHORTLISTED if invited else Status.NOT_SHORTLISTED,
                submitted_at=now - ago,
            )
            for user, (_, invited) in zip(users, people, strict=True)
        )
        Shortlist.objects.create(vacancy=vacancy, confirmed_at=now, announced_at=now if told else None)
        cursor.execute("SET LOCAL session_replication_role = origin")
    moves = [
        StatusChange(application=row, from_status=Status.DRAFT, to_status=to)
        for row in rows
        for to in (Status.SUBMITTED, row.status)
    ]
    StatusChange.objects.bulk_create(moves)
    for row, (said, _) in zip(rows, people, strict=True):
        if said:
            answering.answer(token_for(row.reference), said)
    return vacancy, moves


def tell(vacancy, moves):
    reaching.reached(
        reaching.Step(token_for(move.application.reference), move.to_status, vacancy.pk) for move in moves
    )


def of(found, title):
    (asked,) = (asked for asked in found.questions if asked.title == title)
    return {rate.in_words: (rate.applied, rate.invited) for rate in asked.rates}


WOMAN, MAN = {"sex": "female", "ethnicity": "white_irish"}, {"sex": "male", "ethnicity": "not_said"}
# Sixteen women of whom eight are invited, fourteen men of whom six are, and twelve who said nothing: six.
PEOPLE = [
    *((WOMAN, n < 8) for n in range(16)),
    *((MAN, n < 6) for n in range(14)),
    *(({}, n < 6) for n in range(12)),
]


@pytest.mark.django_db
def test_it_counts_once_when_everything_was_told_and_keeps_the_figures():
    vacancy, moves = announced(PEOPLE)
    tell(vacancy, moves[1:])
    with pytest.raises(rating.NotComplete):
        rating.selection_rates(vacancy.pk)
    tell(vacancy, moves)
    # Who asks may neither read what is counted nor write down what comes of it: the function may.
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL ROLE recruitment_service")
        found = rating.selection_rates(vacancy.pk)
        cursor.execute("RESET ROLE")
    assert (found.applied, found.invited) == (42, 20)
    assert of(found, "Sex") == {
        "Female": (16, 8),
        "Male": (14, 6),
        "Prefer not to say": (None, None),
        "Did not answer": (None, None),
        "All others together": (12, 6),
    }
    # The nought who belong to any other group are among those who are left out.
    assert of(found, "Ethnic group")["White"] == (16, 8)
    # A late change of mind and a reserve who is invited: nothing of either is seen.
    answering.answer(token_for(moves[0].application.reference), {"sex": "male"})
    late = StatusChange.objects.create(
        application=moves[-1].application, from_status=Status.RESERVE, to_status=Status.SHORTLISTED
    )
    tell(vacancy, [late])
    assert rating.selection_rates(vacancy.pk) == found


@pytest.mark.django_db
def test_it_refuses_before_announcing_and_while_answers_may_change():
    vacancy, moves = announced(PEOPLE[:3], told=False)
    tell(vacancy, moves)
    with pytest.raises(rating.NotTold):
        rating.selection_rates(vacancy.pk)
    vacancy, moves = announced(PEOPLE[:3], ago=timedelta(days=6))
    tell(vacancy, moves)
    with pytest.raises(rating.NotComplete):
        rating.selection_rates(vacancy.pk)


@pytest.mark.django_db
def test_rows_that_somebody_made_up_stop_it():
    """Whoever may only add to the room could otherwise lift a small number over the line."""
    vacancy, moves = announced(PEOPLE)
    tell(vacancy, moves)
    reaching.reached([reaching.Step(token_for("NOBODY"), "submitted", vacancy.pk)])
    with pytest.raises(rating.NotComplete):
        rating.selection_rates(vacancy.pk)


@pytest.mark.django_db
def test_of_few_people_nothing_is_shown():
    vacancy, moves = announced(PEOPLE[:3])
    tell(vacancy, moves)
    found = rating.selection_rates(vacancy.pk)
    assert not any(asked.is_shown for asked in found.questions)


@pytest.mark.django_db
def test_every_answer_belongs_to_one_group_that_has_words():
    with connection.cursor() as cursor:
        cursor.execute("SELECT question, said, codes FROM monitoring_groups() ORDER BY question, place")
        rows = cursor.fetchall()
    for question in QUESTIONS:
        codes = [code for name, _, codes in rows if name == question.name for code in codes]
        assert sorted(filter(None, codes)) == sorted(question.codes)
    assert [(name, said) for name, said, _ in rows] == [
        (name, said) for name, _, groups in sorted(REPORTED) for said, _ in (*groups, *UNSAID)
    ]


def figures(*triples):
    return [Figure(said, said, applied, invited) for said, applied, invited in triples]


def test_a_group_invited_less_than_four_fifths_as_often_is_said_so():
    lines = compare(figures(("a", 20, 10), ("b", 20, 8), ("c", 20, 7), ("not_said", 20, 5)), 80, 30)
    assert [line.is_below for line in lines] == [False, False, True, False]
    # Who did not say is no group to be compared.
    assert lines[-1].ratio is None


def test_one_group_alone_is_compared_with_everybody_else():
    lines = compare(figures(("a", 20, 10), ("b", None, None), ("unanswered", None, None)), 50, 16)
    assert [(line.applied, line.invited, line.is_below) for line in lines] == [
        (20, 10, False),
        (None, None, False),
        (None, None, False),
        (30, 6, True),
    ]


def test_where_nothing_is_shown_in_full_nothing_is_compared():
    lines = compare(figures(("a", 20, None), ("b", None, None)), 30, 3)
    assert [line.ratio for line in lines] == [None, None]
