"""A vacancy's own scale and minimums: in scoring, in the ranking, on the pages and in the database."""

import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.urls import reverse

from applicants.shortlisting import blinding, queries
from applicants.shortlisting.actions import scoring
from applicants.shortlisting.actions.scoring import Mark
from applicants.shortlisting.models import Score
from tests.applicants.shortlisting.panels import (
    apply,
    chair_of,
    close,
    closed_vacancy,
    declare,
    hand_in,
    score_all,
    seat_of,
)
from tests.factories import PanelMemberFactory, as_draft, open_vacancy
from vacancies.models import Vacancy
from vacancies.scales import PRESETS

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _without_a_second_factor(settings):
    settings.STAFF_MFA_REQUIRED = False


def vacancy_on(preset, *, minimum=None) -> Vacancy:
    """Closed with one application; `minimum` is the first criterion's own."""
    scale = PRESETS[preset]
    vacancy = open_vacancy(
        score_lowest=scale.lowest, score_labels=list(scale.labels), met_from=scale.met_from
    )
    if minimum:
        with as_draft(vacancy):
            vacancy.criteria.filter(pk=vacancy.criteria.first().pk).update(minimum=minimum)
    for number in range(2):
        declare(PanelMemberFactory(vacancy=vacancy, is_chair=number == 0))
    apply(vacancy)
    return close(vacancy)


def prepared(vacancy):
    """The chair, the token of the one candidate, and the two criteria."""
    chair = chair_of(vacancy)
    blinding.prepare(chair)
    first, second = (criterion.pk for criterion in queries.scored_criteria(vacancy))
    return chair, blinding.candidates(chair)[0].token, first, second


def test_a_minimum_of_its_own_asks_for_a_reason_where_the_vacancys_rule_does_not():
    chair, token, first, second = prepared(vacancy_on("1-5", minimum=4))
    with pytest.raises(scoring.ReasonNeeded) as refusal:
        scoring.save_scores(chair, token, {first: Mark(3), second: Mark(3)}, by=chair.user)
    assert refusal.value.criteria == (first,)
    scoring.save_scores(chair, token, {first: Mark(3, "Weak."), second: Mark(3)}, by=chair.user)
    assert list(Score.objects.order_by("criterion").values_list("points", flat=True)) == [3, 3]


@pytest.mark.parametrize(("preset", "points"), [("1-5", 0), ("1-5", 6), ("0-2", 3)])
def test_points_off_the_scale_are_refused(preset, points):
    chair, token, first, _ = prepared(vacancy_on(preset))
    with pytest.raises(ValueError, match="Not on the scale of"):
        scoring.save_scores(chair, token, {first: Mark(points, "Because.")}, by=chair.user)


@pytest.mark.parametrize(
    ("preset", "minimum", "change", "sqlstate"),
    [
        ("1-5", None, "points = 5", ""),
        ("1-5", None, "points = 0", "SC008"),
        ("1-5", None, "points = 6", "SC008"),
        ("1-5", 4, "points = 3, note = ''", "SC009"),
        ("1-5", 4, "points = 3", ""),
        ("1-5", None, "points = 3, note = ''", ""),
        ("0-2", None, "points = 3", "SC008"),
        ("0-2", None, "points = NULL, note = ''", ""),
    ],
)
def test_the_database_knows_the_scale(preset, minimum, change, sqlstate):
    chair, token, first, _ = prepared(vacancy_on(preset, minimum=minimum))
    scoring.save_scores(chair, token, {first: Mark(2, "Because.")}, by=chair.user)
    refused = ""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"UPDATE shortlisting_score SET {change}")
    except DatabaseError as error:
        refused = error.__cause__.sqlstate
    assert refused == sqlstate


def test_the_ranking_goes_by_the_scale():
    vacancy = vacancy_on("1-5", minimum=4)
    first = queries.scored_criteria(vacancy).first().pk
    chair, other = chair_of(vacancy), vacancy.panel.get(is_chair=False)
    hand_in(chair, lambda _, criterion: 3 if criterion.pk == first else 5)
    hand_in(other, lambda _, criterion: 4)
    (line,) = queries.chairs_ranking(seat_of(chair))
    # 3.5 is below the first one's 4 and 4.5 above the other's 3; met against not met is pointed out.
    assert line.standing.unmet == line.standing.diverging == (first,)
    assert line.standing.total == 8
    client = Client()
    client.force_login(chair.user)
    text = client.get(reverse("shortlisting:ranking", args=[vacancy.pk])).text
    assert "Total out of 10" in text
    assert "when the mean is at least 3, or at least the criterion's own minimum" in text


def test_totals_stand_in_one_form():
    vacancy = closed_vacancy(applications=2)
    chair, other = chair_of(vacancy), vacancy.panel.get(is_chair=False)
    hand_in(chair, 3)
    one, point = vacancy.applications.first().pk, vacancy.criteria.first().pk
    hand_in(
        other,
        lambda candidate, criterion: 2 if (candidate.application_id, criterion.pk) == (one, point) else 3,
    )
    client = Client()
    client.force_login(chair.user)
    text = client.get(reverse("shortlisting:ranking", args=[vacancy.pk])).text
    assert [part.split("<")[0] for part in text.split("Total out of 6 </span>")[1:]] == ["6.00", "5.50"]


def test_the_scoring_page_offers_the_vacancys_points_and_words():
    vacancy = vacancy_on("1-5", minimum=4)
    chair, token, first, second = prepared(vacancy)
    client = Client()
    client.force_login(chair.user)
    address = reverse("shortlisting:candidate", args=[vacancy.pk, token])
    text = client.get(address).text
    assert text.count(">5 – Outstanding</label>") == 2
    assert "0 – " not in text
    assert "Needed when you give less than 4." in text
    assert "Needed when you give less than 3." in text
    refused = client.post(address, {f"points_{first}": "3", f"points_{second}": "6"}).text
    assert "Say why the score for criterion 1 is 3" in refused
    assert "Choose a score from 1 to 5" in refused
    score_all(chair, 5)
    scoring.submit_card(chair, by=chair.user)
    assert "5 – Outstanding" in client.get(address).text
    panel_page = client.get(reverse("shortlisting:vacancy", args=[vacancy.pk])).text
    assert "You score from 1 to 5" in panel_page
    assert "met from 4" in panel_page
