"""The database itself refuses to change what was handed in, confirmed or announced: by raw SQL."""

import pytest
from django.db import DatabaseError, connection, transaction

from applicants.shortlisting.models import Candidate, Decision, Score, ScoreCard, Shortlist
from tests.applicants.shortlisting.panels import (
    announced_vacancy,
    closed_vacancy,
    confirmed_vacancy,
    hand_in,
    score_all,
    scored_vacancy,
)

pytestmark = pytest.mark.django_db


def refused(sql, *params) -> str:
    """The SQLSTATE with which the database refuses; "" where it does not."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            # As at a commit: what waits for it would else be refused for that reason alone.
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute(sql, params)
    except DatabaseError as error:
        return error.__cause__.sqlstate
    return ""


@pytest.mark.parametrize(
    ("sql", "sqlstate"),
    [
        ("UPDATE shortlisting_scorecard SET submitted_at = NULL", "SC001"),
        ("UPDATE shortlisting_scorecard SET member_id = member_id", "SC001"),
        ("DELETE FROM shortlisting_scorecard", "SC001"),
        ("TRUNCATE shortlisting_scorecard CASCADE", "SC001"),
        ("TRUNCATE shortlisting_score", "SC001"),
        ("UPDATE shortlisting_score SET points = 3", "SC002"),
        ("UPDATE shortlisting_score SET note = 'better'", "SC002"),
        ("DELETE FROM shortlisting_score", "SC002"),
        (
            "INSERT INTO shortlisting_score (card_id, candidate_id, criterion_id, points, note)"
            " SELECT card_id, candidate_id, criterion_id, 3, '' FROM shortlisting_score",
            "SC002",
        ),
    ],
)
def test_a_submitted_card(sql, sqlstate):
    hand_in(closed_vacancy(applications=2).panel.first())
    assert refused(sql) == sqlstate


def test_an_open_card_may_change():
    score_all(closed_vacancy(applications=2).panel.first())
    assert refused("UPDATE shortlisting_score SET points = 3") == ""
    assert refused("DELETE FROM shortlisting_score") == ""


def test_scores_cannot_be_moved_between_cards():
    first, second = closed_vacancy(applications=1).panel.all()
    hand_in(first)
    score_all(second)
    mine, theirs = first.cards.get(), second.cards.get()
    move = "UPDATE shortlisting_score SET card_id = %s WHERE card_id = %s"
    assert refused(move, theirs.pk, mine.pk) == "SC002"
    assert refused(move, mine.pk, theirs.pk) == "SC002"


def test_card_candidate_and_criterion_belong_together():
    first, second = closed_vacancy(applications=1).panel.all()
    score_all(first)
    score_all(second)
    stranger = closed_vacancy(applications=1)
    insert = "UPDATE shortlisting_score SET candidate_id = %s, criterion_id = %s WHERE card_id = %s"
    card, criterion = first.cards.get(), first.vacancy.criteria.first()
    other = Candidate.objects.get(member=second)
    assert refused(insert, other.pk, criterion.pk, card.pk) == "SC003"
    own = Candidate.objects.get(member=first)
    assert refused(insert, own.pk, stranger.criteria.first().pk, card.pk) == "SC003"


def test_points_below_met_without_a_word_are_refused():
    score_all(closed_vacancy(applications=1).panel.first())
    assert refused("UPDATE shortlisting_score SET points = 1, note = ''") == "SC009"
    assert refused("UPDATE shortlisting_score SET points = 4") == "SC008"


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE shortlisting_decision SET outcome = 'invite'",
        "DELETE FROM shortlisting_decision",
        "INSERT INTO shortlisting_decision (shortlist_id, application_id, outcome, decided_by_id, decided_at)"
        " SELECT shortlist_id, application_id, 'invite', decided_by_id, now() FROM shortlisting_decision",
    ],
)
def test_decisions_of_a_confirmed_shortlist(sql):
    confirmed_vacancy()
    assert refused(sql) == "SC005"


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE shortlisting_shortlist SET announced_at = NULL",
        "UPDATE shortlisting_shortlist SET confirmed_at = NULL, announced_at = NULL",
        "UPDATE shortlisting_shortlist SET interview_details = 'elsewhere'",
        "DELETE FROM shortlisting_shortlist",
    ],
)
def test_an_announced_shortlist(sql):
    announced_vacancy()
    assert refused(sql) == "SC004"


def test_announcing_needs_confirming_first():
    vacancy = scored_vacancy()
    Shortlist.objects.create(vacancy=vacancy)
    assert refused("UPDATE shortlisting_shortlist SET announced_at = now()") == "23514"


def test_removing_a_member_keeps_their_scores():
    vacancy = closed_vacancy(applications=1)
    member = vacancy.panel.last()
    hand_in(member)
    assert refused("DELETE FROM vacancies_panelmember WHERE id = %s", member.pk) in ("23503", "23001")
    vacancy.panel.filter(pk=member.pk).update(removed_at="2026-01-01T00:00Z")
    assert Score.objects.filter(card__member=member).exists()
    assert ScoreCard.objects.of_the_panel(vacancy).count() == 0
    assert not Decision.objects.exists()


def test_what_was_declared_and_whom_somebody_invited_stays():
    announced_vacancy(applications=2)
    for sql in (
        "DELETE FROM shortlisting_declaration",
        "UPDATE shortlisting_declaration SET conflict = 'unfit'",
        "DELETE FROM shortlisting_invitation",
        "UPDATE shortlisting_invitation SET details = 'Elsewhere.'",
    ):
        assert refused(sql) == "SC020", sql
    ended = "UPDATE shortlisting_invitation SET cancelled_at = now()"
    assert refused(ended) == ""
    assert refused(ended) == "SC020"


@pytest.mark.parametrize(
    "change", ["label = 'Candidate AA1'", "position = position + 1", "token = gen_random_uuid()"]
)
def test_a_candidate_keeps_the_name_that_a_member_knows_them_by(change):
    scored_vacancy()
    assert refused(f"UPDATE shortlisting_candidate SET {change}") == "SC022"
    assert refused("UPDATE shortlisting_candidate SET scored_at = now()") == ""
