"""Blinding: what members are handed, in which order, and that nothing else comes through the door."""

import dataclasses
from itertools import pairwise
from threading import Barrier, Thread

import pytest
from django.db import connection

from applicants.shortlisting import blinding, queries
from applicants.shortlisting.blinding import labelling
from applicants.shortlisting.masking import NAME
from applicants.shortlisting.models import Candidate
from tests.applicants.shortlisting.panels import apply, close, closed_vacancy, withdraw
from tests.factories import PanelMemberFactory, complete_draft, open_vacancy

pytestmark = pytest.mark.django_db


def prepared(member):
    blinding.prepare(member)
    return blinding.candidates(member)


def test_a_candidate_is_a_label_an_opaque_token_and_masked_answers():
    vacancy = open_vacancy(criteria=2)
    member = PanelMemberFactory(vacancy=vacancy)
    apply(vacancy, first_name="Quillon", last_name="Exampleton", text="I, Quillon, led a group.")
    close(vacancy)
    (line,) = prepared(member)
    blind = blinding.candidate(member, line.token)
    assert blind.label == line.label
    assert blind.label.startswith("Candidate ")
    assert [answer.text for answer in blind.answers] == [f"I, {NAME}, led a group."] * 2
    assert {field.name for field in dataclasses.fields(blind)} == {
        "token",
        "label",
        "answers",
        "number",
        "out_of",
        "scored",
        "previous",
        "next",
    }
    assert {field.name for field in dataclasses.fields(blinding.BlindAnswer)} == {
        "criterion",
        "text",
        "acknowledged",
        "points",
        "note",
        "points_before",
        "note_before",
    }


def test_labels_tokens_and_order_differ_between_members():
    vacancy = closed_vacancy(applications=30)
    first, second = vacancy.panel.all()
    prepared(first), prepared(second)
    seen = {
        member: {
            row.application_id: (row.label, row.token, index)
            for index, row in enumerate(member.candidates.all())
        }
        for member in (first, second)
    }
    assert seen[first].keys() == seen[second].keys()
    for number in range(3):
        same = [pk for pk in seen[first] if seen[first][pk][number] == seen[second][pk][number]]
        # By chance one of thirty places may agree; never most of them.
        assert len(same) < 10


def test_neither_order_nor_the_rows_own_numbers_follow_submission():
    vacancy = closed_vacancy(applications=40, members=1)
    member = vacancy.panel.get()
    prepared(member)
    submitted = list(vacancy.applications.order_by("submitted_at").values_list("pk", flat=True))
    for order in ("position", "pk", "token", "label"):
        listed = list(member.candidates.order_by(order).values_list("application_id", flat=True))
        # Who applied next to one another and stands so in the list: all 39 if it leaked, one by chance.
        kept = sum(submitted.index(b) - submitted.index(a) == 1 for a, b in pairwise(listed))
        assert kept < 12, order


def test_on_another_criterion_nobody_is_judged_after_the_same_neighbour():
    vacancy = closed_vacancy(applications=40, members=1)
    member = vacancy.panel.get()
    prepared(member)
    first, second = (
        [entry.token for entry in blinding.answers(member, line)] for line in queries.scored_criteria(vacancy)
    )
    assert sorted(first) == sorted(second)
    # Of 39 pairs of neighbours about two stay together by chance; all would if the order were only moved.
    pairs = {frozenset(pair) for pair in pairwise(first)}
    assert sum(frozenset(pair) in pairs for pair in pairwise(second)) < 12


def test_neighbours_and_numbers_follow_the_members_own_order():
    vacancy = closed_vacancy(applications=3)
    member = vacancy.panel.first()
    tokens = [line.token for line in prepared(member)]
    blind = [blinding.candidate(member, token) for token in tokens]
    assert [b.number for b in blind] == [1, 2, 3]
    assert [b.previous for b in blind] == [None, *tokens[:2]]
    assert [b.next for b in blind] == [*tokens[1:], None]
    assert {b.out_of for b in blind} == {3}


def test_who_withdrew_is_gone_and_leaves_no_gap():
    vacancy = closed_vacancy(applications=3)
    member = vacancy.panel.first()
    lines = prepared(member)
    gone = Candidate.objects.get(token=lines[1].token)
    withdraw(gone.application)
    assert [line.token for line in prepared(member)] == [lines[0].token, lines[2].token]
    assert blinding.candidate(member, gone.token) is None
    assert blinding.candidate(member, lines[0].token).next == lines[2].token
    assert blinding.candidate(member, lines[2].token).number == 2


def test_drafts_are_not_candidates():
    vacancy = open_vacancy()
    member = PanelMemberFactory(vacancy=vacancy)
    apply(vacancy)
    complete_draft(vacancy)
    close(vacancy)
    assert len(prepared(member)) == 1


def test_another_members_token_opens_nothing():
    vacancy = closed_vacancy(applications=1)
    first, second = vacancy.panel.all()
    (line,) = prepared(first)
    prepared(second)
    assert blinding.candidate(second, line.token) is None


def test_preparing_again_changes_nothing():
    vacancy = closed_vacancy(applications=5)
    member = vacancy.panel.first()
    before = prepared(member)
    assert prepared(member) == before


def test_ten_thousand_candidates_have_ten_thousand_labels():
    labels = labelling._new_labels(10_000, {"Candidate 7KQ"})
    assert len(set(labels)) == 10_000
    assert len(labelling._new_labels(3, set())[0]) == len("Candidate 7KQ")


@pytest.mark.django_db(transaction=True)
def test_two_first_visits_at_once_label_everybody_once():
    vacancy = closed_vacancy(applications=8, members=1)
    member = vacancy.panel.get()
    barrier, failures = Barrier(4), []

    def visit():
        try:
            barrier.wait()
            blinding.prepare(member)
        except Exception as error:
            failures.append(error)
        finally:
            connection.close()

    threads = [Thread(target=visit) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not failures
    assert member.candidates.count() == 8
