"""The pages on which a panel agrees: who sees what and when, what is written, and what a page costs."""

import pytest
from django.db import connection
from django.db.models.functions import Now
from django.test.utils import CaptureQueriesContext

from applicants.shortlisting import queries
from applicants.shortlisting.models import AgreedScore, Candidate
from recruitment.audit.models import AuditEvent
from tests.applicants.shortlisting.panels import (
    agree_the_rest,
    chair_of,
    closed_vacancy,
    confirmed_vacancy,
    declare,
    hand_in,
    scored_vacancy,
    seat_of,
)
from tests.applicants.shortlisting.test_moderating import differing
from tests.applicants.shortlisting.test_pages import address, page, signed_in
from tests.factories import PanelMemberFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _without_second_factor(settings):
    settings.STAFF_MFA_REQUIRED = False


def people(vacancy):
    """Browsers of the chair and of another member."""
    return (signed_in(member.user) for member in vacancy.panel.order_by("pk")[:2])


def pairs(vacancy):
    """The token and the criterion in the address of each difference, as the chair's list has them."""
    return [(line.token, line.criterion.pk) for line in queries.differences(seat_of(chair_of(vacancy)))]


def test_a_panel_agrees_its_differences_one_by_one():
    vacancy = differing(3, 0, applications=2)
    chair, other = people(vacancy)
    first, second = pairs(vacancy)
    listed = page(other, address("moderation", vacancy))
    assert "To agree (2)" in listed
    for label in chair_of(vacancy).candidates.values_list("label", flat=True):
        assert label in listed
    for own in vacancy.panel.get(is_chair=False).candidates.values_list("label", flat=True):
        assert f"yours: {own}" in listed
    assert str(vacancy.panel.get(is_chair=True).user) in listed
    assert "Because." in listed
    seen = page(other, address("difference", vacancy, *first))
    assert "What the candidate wrote" in seen
    assert "<form" not in seen.split("<main")[1]
    assert AuditEvent.objects.filter(action="candidates.seen").count() == 1

    empty = chair.post(address("agree", vacancy, *first), {"seen": "", "points": "2", "note": " "})
    assert "Say why the panel agreed" in empty.content.decode()
    said = {"seen": "", "points": "2", "note": "It is in the second paragraph.", "next": "1"}
    response = chair.post(address("agree", vacancy, *first), said)
    assert response["Location"] == address("difference", vacancy, *second)
    assert "It is in the second paragraph." in page(other, address("difference", vacancy, *first))
    assert "To agree (1)" in page(chair, address("moderation", vacancy))
    # A second tab that was opened before: nothing typed is lost, and what stands is shown.
    late = chair.post(address("agree", vacancy, *first), said | {"points": "1", "note": "Mine."})
    shown = late.content.decode()
    assert "in the meantime" in shown
    assert "Mine." in shown
    assert f'name="seen" value="{AgreedScore.objects.get().pk}"' in shown

    back = address("take_back", vacancy, *first)
    assert "Say why" in chair.post(back, {"reason": "", "seen": "0"}).content.decode()
    standing = AgreedScore.objects.get().pk
    chair.post(back, {"reason": "The wrong one.", "seen": standing})
    assert "To agree (2)" in page(chair, address("moderation", vacancy))
    assert "What was agreed before" in page(other, address("difference", vacancy, *first))


def test_the_rest_is_listed_before_it_is_agreed():
    vacancy = differing(3, 0, applications=2)
    chair, _ = people(vacancy)
    url = address("moderation_rest", vacancy)
    shown = page(chair, url + "?take=mean")
    assert shown.count("<strong>1.50</strong>") == 2
    assert page(chair, url + "?take=lower").count("<strong>0</strong>") == 2
    listed = shown.split('name="listed" value="')[1].split('"')[0]
    said = {"basis": "mean", "listed": listed, "note": ""}
    assert "Say why the panel does not talk" in chair.post(url, said).content.decode()
    token, criterion = pairs(vacancy)[0]
    chair.post(address("agree", vacancy, token, criterion), {"seen": "", "points": "2", "note": "Talked."})
    changed = chair.post(url, said | {"note": "Short of time."}).content.decode()
    assert "has changed" in changed
    assert "Short of time." in changed
    listed = changed.split('name="listed" value="')[1].split('"')[0]
    response = chair.post(url, {"basis": "mean", "listed": listed, "note": "Short of time."})
    assert response["Location"] == address("moderation", vacancy)
    assert queries.unmoderated(vacancy) == 0
    assert "All of it is agreed" in page(chair, address("moderation", vacancy))
    assert "1.50" in page(chair, address("moderation", vacancy) + "?show=agreed")
    assert chair.get(url)["Location"] == address("moderation", vacancy)


def test_nobody_sees_a_score_before_all_cards_are_in():
    vacancy = closed_vacancy()
    hand_in(chair_of(vacancy), 3)
    for browser in people(vacancy):
        assert browser.get(address("moderation", vacancy)).status_code == 302
    with pytest.raises(PermissionError):
        queries.differences(seat_of(chair_of(vacancy)))
    with pytest.raises(PermissionError):
        queries.scorers(seat_of(chair_of(vacancy)))


def test_a_newcomer_who_has_no_card_sees_nothing_of_a_confirmed_shortlist():
    vacancy = confirmed_vacancy()
    newcomer = PanelMemberFactory(vacancy=vacancy)
    declare(newcomer)
    assert signed_in(newcomer.user).get(address("moderation", vacancy)).status_code == 302


def test_who_recognised_the_candidate_does_not_read_them_here_either():
    vacancy = differing(3, 0, 3, text="Quite particular words.")
    Candidate.objects.filter(member=vacancy.panel.order_by("pk").last()).update(recognised_at=Now())
    (pair,) = pairs(vacancy)
    last = signed_in(vacancy.panel.order_by("pk").last().user)
    assert "Quite particular words." not in page(last, address("difference", vacancy, *pair))
    assert "Quite particular words." in page(next(people(vacancy)), address("difference", vacancy, *pair))


def test_empty_states():
    assert "there is nothing to agree" in page(next(people(v := scored_vacancy())), address("moderation", v))
    alone = scored_vacancy(members=1)
    assert "One person has scored" in page(next(people(alone)), address("moderation", alone))


def cost(browser, url):
    with CaptureQueriesContext(
        connection,
    ) as captured:
        page(browser, url)
    return len(captured)


def test_pages_cost_the_same_however_many_differences_there_are():
    costs = []
    for applications in (1, 3):
        vacancy = differing(3, 0, 2, applications=applications)
        chair, _ = people(vacancy)
        pair = pairs(vacancy)[0]
        urls = [
            address("moderation", vacancy),
            address("difference", vacancy, *pair),
            address("figures", vacancy),
        ]
        costs.append([cost(chair, url) for url in [*urls, address("moderation_rest", vacancy)]])
        agree_the_rest(vacancy)
        costs[-1].append(cost(chair, address("moderation", vacancy) + "?show=agreed"))
    assert costs[0] == costs[1]
    assert max(costs[0]) <= 14, costs[0]


def test_how_alike_a_panel_scores_is_told_in_pictures_and_tables():
    vacancy = differing(3, 1, applications=10)
    _, other = people(vacancy)
    shown = page(other, address("figures", vacancy))
    assert shown.count("<svg") == 4
    assert shown.count("<desc") == 4
    assert "−0.90" in shown, "the table's figure of agreement"
    assert "Stricter than the others" in shown
    assert "+2.00" in shown
    few = differing(2, 2, applications=1)
    shown = page(next(people(few)), address("figures", few))
    assert "Too few to say" in shown
    alone = scored_vacancy(members=1)
    assert "nobody to compare with" in page(next(people(alone)), address("figures", alone))


def test_what_if_shows_a_line_and_keeps_nothing():
    vacancy = differing(2, 2, applications=3, criteria=2)
    chair, other = people(vacancy)
    url = address("what_if", vacancy)
    criterion = queries.scored_criteria(vacancy).first()
    assert "Nothing divides the 3" in page(chair, url)
    shown = page(chair, url + "?places=2")
    assert "3 tied on it" in shown
    assert "no line decides" in shown
    shown = page(chair, url + f"?places=&cut=4&weight_{criterion.pk}=3")
    assert "3 above the line" in shown
    assert "These are not the advertised weights" in shown
    assert "The line is at a total of 4.00" in shown
    for wrong in (
        "places=many",
        "cut=NaN",
        f"places=1&weight_{criterion.pk}=11",
        "places=99999999999999999999",
    ):
        assert "There is a problem" in page(chair, f"{url}?{wrong}")
    assert other.get(url).status_code == 404
    criterion.refresh_from_db()
    assert criterion.weight == 1
    agreed = closed_vacancy()
    assert next(people(agreed)).get(address("what_if", agreed)).status_code == 302
