"""Recognising a candidate, asking somebody else to score, and opening a card again."""

import pytest
from django.db import DatabaseError, transaction
from django.test import Client
from django.urls import reverse

from applicants.shortlisting import blinding, queries
from applicants.shortlisting.actions import assigning, recognising, scoring
from applicants.shortlisting.actions.scoring import Mark
from applicants.shortlisting.models import Candidate, PanelRules, ScoreCard
from applicants.shortlisting.status import Stage
from recruitment.audit.models import AuditEvent
from recruitment.mail.models import OutgoingEmail
from tests.applicants.shortlisting.panels import (
    chair_of,
    closed_vacancy,
    confirmed_vacancy,
    hand_in,
    score_all,
    scored_vacancy,
    seat_of,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _without_second_factor(settings):
    settings.STAFF_MFA_REQUIRED = False


def browser_of(member) -> Client:
    client = Client()
    client.force_login(member.user)
    return client


def address(name, member, *more):
    return reverse(f"shortlisting:{name}", args=[member.vacancy_id, *more])


def split_vacancy(each, **shape):
    vacancy = closed_vacancy(**shape)
    PanelRules.objects.create(vacancy=vacancy, scorers_each=each)
    return vacancy


def test_who_recognises_a_candidate_neither_reads_nor_scores_them_and_the_chair_hears_by_label():
    vacancy = closed_vacancy(applications=2, criteria=1, last_name="Quillfeather")
    chair, member = vacancy.panel.order_by("-is_chair")
    score_all(member)
    token = blinding.candidates(member)[0].token
    client = browser_of(member)
    url = address("recognise", member, token)
    assert url in client.get(address("candidate", member, token)).content.decode()
    assert "You cannot take this back" in client.get(url).content.decode()
    assert client.post(url, {"words": "Quillfeather was my neighbour."}).status_code == 302

    assert "1 of 1 scored" in client.get(address("vacancy", member)).content.decode()
    for name in ("candidate", "background"):
        assert client.get(address(name, member, token)).status_code == 404
    (criterion,) = queries.scored_criteria(vacancy)
    with pytest.raises(scoring.NoSuchCandidate):
        scoring.save_scores(member, token, {criterion.pk: Mark(3)}, by=member.user)
    scoring.submit_card(member, by=member.user)

    known = Candidate.objects.get(token=token)
    chairs = chair.candidates.get(application=known.application_id)
    email = OutgoingEmail.objects.get(to=chair.user.email, key=f"panel:{member.pk}:recognised:{chairs.pk}")
    assert chairs.label in email.subject + email.text
    assert known.label not in email.text + email.html
    assert "Quillfeather" not in email.text
    event = AuditEvent.objects.get(action="candidate.recognised")
    assert "neighbour" in event.reason
    assert "Quillfeather" not in event.reason

    # What they had scored is kept and does not count.
    hand_in(chair, 3)
    line = next(line for line in queries.chairs_ranking(seat_of(chair)) if line.token == chairs.token)
    assert line.standing.total == 3
    assert known.scores.count() == 1
    page = browser_of(chair).get(address("scorers", chair)).content.decode()
    assert chairs.label in page
    assert "Ask the recruiter to put one more person on the panel" in page


def test_a_chair_who_recognises_somebody_keeps_the_line_with_a_note():
    vacancy = scored_vacancy(applications=2)
    chair = chair_of(vacancy)
    token = blinding.candidates(chair)[0].token
    recognising.recognise(chair, token, by=chair.user)
    recognising.recognise(chair, token, by=chair.user)
    assert AuditEvent.objects.filter(action="candidate.recognised").count() == 1
    assert not OutgoingEmail.objects.filter(key__contains=":recognised:").exists()
    ranking = browser_of(chair).get(address("ranking", chair)).content.decode()
    assert "You recognised this candidate" in ranking
    assert address("candidate", chair, token) not in ranking
    assert [line.is_recognised for line in queries.chairs_ranking(seat_of(chair))].count(True) == 1


def test_nobody_is_recognised_once_the_shortlist_is_confirmed():
    vacancy = confirmed_vacancy()
    member = vacancy.panel.get(is_chair=False)
    with pytest.raises(recognising.TooLate):
        recognising.recognise(member, blinding.candidates(member)[0].token, by=member.user)


def test_the_chair_asks_somebody_whose_card_is_in_and_it_is_opened_again():
    vacancy = split_vacancy(1, applications=3, members=3, criteria=1)
    chair = chair_of(vacancy)
    blinding.prepare(chair)
    first, second = vacancy.panel.filter(is_chair=False)
    hand_in(second)
    theirs = first.candidates.to_score().first()
    recognising.recognise(first, theirs.token, by=first.user)
    token = chair.candidates.get(application=theirs.application_id).token
    (line,) = queries.few_scorers(chair)
    assert (line.token, line.lacks, [person.pk for person in line.recognised_by]) == (token, 1, [first.pk])
    assert {person.pk for person in line.could_score} == {chair.pk, second.pk}

    client = browser_of(chair)
    url = address("scorer", chair, token)
    assert "Choose somebody who is listed" in client.post(url, {"to": first.pk}).content.decode()
    assert client.post(url, {"to": second.pk}).status_code == 302
    newest = second.cards.order_by("-version").first()
    assert (newest.version, newest.reopened_by, newest.submitted_at) == (2, chair.user, None)
    assert second.candidates.to_score().count() == 2
    assert OutgoingEmail.objects.filter(to=second.user.email, key__contains=":assigned:").exists()
    assert [line.lacks for line in queries.few_scorers(chair)] == [0]
    with pytest.raises(assigning.NobodyCould):
        assigning.assign(chair, token, None, by=chair.user)
    with pytest.raises(scoring.Unscored):
        scoring.submit_card(second, by=second.user)


def test_a_card_is_opened_again_with_all_its_scores_and_the_old_one_stays_frozen():
    vacancy = scored_vacancy(applications=2)
    chair, member = vacancy.panel.order_by("-is_chair")
    old = member.cards.get()
    client = browser_of(chair)
    assert "Open again" in client.get(address("vacancy", chair)).content.decode()
    url = address("reopen_card", chair, member.pk)
    assert "Say why you open this card again" in client.post(url, {"reason": " "}).content.decode()
    assert client.post(url, {"reason": "One note is missing."}).status_code == 302
    again = assigning.reopen_card(member, because="Me too.", by=chair.user)
    assert (again.version, again.reopened_because) == (2, "One note is missing.")
    said = ("candidate", "criterion", "points", "note", "saved_at")
    assert set(again.scores.values_list(*said)) == set(old.scores.values_list(*said))
    assert "One note is missing." in OutgoingEmail.objects.get(key=f"panel:{member.pk}:reopened:2").text
    with pytest.raises(DatabaseError, match="frozen"), transaction.atomic():
        old.scores.update(points=0, note="x")
    assert seat_of(chair).stage == Stage.WAITING
    scoring.submit_card(member, by=member.user)
    assert seat_of(chair).stage == Stage.CHOOSING


def test_the_ranking_says_whose_scores_rest_on_fewer_people_than_intended():
    vacancy = closed_vacancy(applications=2)
    chair, member = vacancy.panel.order_by("-is_chair")
    for each in (chair, member):
        score_all(each)
    recognising.recognise(member, blinding.candidates(member)[0].token, by=member.user)
    for each in (chair, member):
        scoring.submit_card(each, by=each.user)
    shown = browser_of(chair).get(address("ranking", chair)).content.decode()
    assert shown.count("1 scorer too few") == 1
    assert "1 candidate has fewer scorers than intended." in shown


def test_no_card_is_opened_again_below_a_confirmed_shortlist():
    vacancy = confirmed_vacancy()
    chair, member = vacancy.panel.order_by("-is_chair")
    with pytest.raises(assigning.ShortlistConfirmed):
        assigning.reopen_card(member, because="Late.", by=chair.user)
    with pytest.raises(DatabaseError) as refused, transaction.atomic():
        ScoreCard.objects.create(member=member, version=2, reopened_by=chair.user, reopened_because="Late.")
    assert refused.value.__cause__.sqlstate == "SC011"
    known = member.candidates.first()
    Candidate.objects.filter(pk=known.pk).update(recognised_at="2026-01-01T00:00Z")
    with pytest.raises(DatabaseError) as refused, transaction.atomic():
        Candidate.objects.filter(pk=known.pk).update(recognised_at=None)
    assert refused.value.__cause__.sqlstate == "SC012"


def test_how_far_others_are_is_shown_to_a_chair_whose_own_card_is_in():
    vacancy = closed_vacancy(applications=1)
    chair, member = vacancy.panel.order_by("-is_chair")
    hand_in(member)
    home = browser_of(chair).get(address("vacancy", chair)).content.decode()
    assert str(member.user) not in home
    with pytest.raises(PermissionError):
        queries.overview(seat_of(chair))
    hand_in(chair)
    assert str(member.user) in browser_of(chair).get(address("vacancy", chair)).content.decode()
    assert "Who is done" not in browser_of(member).get(address("vacancy", member)).content.decode()
