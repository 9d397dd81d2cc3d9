"""Who scores whom: even, random, never back to who recognised somebody, and by two at once only once."""

from collections import Counter
from itertools import pairwise
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from applicants.shortlisting import blinding, queries
from applicants.shortlisting.blinding.dealing import Table, dealt
from applicants.shortlisting.models import Candidate, PanelRules
from tests.applicants.shortlisting.panels import apply, chair_of, closed_vacancy, hand_in, seat_of
from tests.factories import PanelMemberFactory
from vacancies.models import Vacancy


@st.composite
def tables(draw, *, disturbed):
    members = range(draw(st.integers(1, 6)))
    applications = range(100, 100 + draw(st.integers(0, 40)))
    each = draw(st.integers(1, 6))
    table = {"applications": applications, "members": members, "each": each}
    if disturbed:
        pair = st.tuples(st.sampled_from(members), st.sampled_from([*applications, 99]))
        pinned = draw(st.frozensets(pair, max_size=20))
        holders = {
            one: {m for m, of in pinned | draw(st.frozensets(pair)) if of == one} for one in applications
        }
        table |= {
            "holders": holders,
            "pinned": pinned,
            "done": draw(st.frozensets(st.sampled_from(members))),
            "left": draw(st.frozensets(st.sampled_from([*applications, 99]))),
        }
    return Table(**table)


def loads(table, scorers) -> list[int]:
    held = Counter(member for members in scorers.values() for member in members)
    return [held[member] for member in table.members]


@settings(max_examples=150, deadline=None)
@given(tables(disturbed=False), st.randoms(use_true_random=False))
def test_each_is_scored_by_so_many_and_nobody_has_two_more_than_another(table, random):
    scorers = dealt(table, random)
    assert {len(members) for members in scorers.values()} <= {min(table.each, len(table.members))}
    assert max(loads(table, scorers)) - min(loads(table, scorers)) <= 1


@settings(max_examples=150, deadline=None)
@given(tables(disturbed=True), st.randoms(use_true_random=False))
def test_what_must_stay_stays_and_the_rest_is_filled_where_it_can_be(table, random):
    scorers = dealt(table, random)
    able = set(table.members) - table.done
    for application, members in scorers.items():
        before = table.holders[application]
        assert members <= set(table.members)
        assert {m for m in before if m in table.done or (m, application) in table.pinned} <= members
        if application in table.left:
            assert members == before
        else:
            assert not (members - before) & table.done
            assert len(members) >= table.each or able <= members


@settings(max_examples=60, deadline=None)
@given(tables(disturbed=False), st.randoms(use_true_random=False), st.data())
def test_who_comes_and_goes_leaves_the_rest_even(table, random, data):
    """One member after the other leaves or joins; nobody has begun to score."""
    members, scorers = set(table.members), dealt(table, random)
    for _ in range(3):
        members ^= {data.draw(st.integers(0, 7))}
        now = Table(table.applications, members, table.each, scorers)
        scorers = dealt(now, random)
        assert {len(held) for held in scorers.values()} <= {min(table.each, len(members))}
        assert not members or max(loads(now, scorers)) - min(loads(now, scorers)) <= 1


def test_chance_decides():
    table = Table(range(30), range(4), 2)
    drawn = [dealt(table, Random(seed)) for seed in range(5)]
    assert all(one != other for one, other in pairwise(drawn))


def split_vacancy(each, **shape):
    vacancy = closed_vacancy(criteria=1, **shape)
    PanelRules.objects.create(vacancy=vacancy, scorers_each=each)
    return Vacancy.objects.get(pk=vacancy.pk)


def shares(vacancy) -> list[int]:
    return sorted(member.candidates.to_score().count() for member in vacancy.panel.seated())


@pytest.mark.django_db
def test_a_panel_of_three_shares_ten_between_two_each_and_the_chair_has_a_name_for_everybody():
    vacancy = split_vacancy(2, applications=10, members=3)
    chair = chair_of(vacancy)
    assert queries.undealt(Vacancy.objects.all()).get() == vacancy
    blinding.prepare(chair)
    assert shares(vacancy) == [6, 7, 7]
    assert not queries.undealt(Vacancy.objects.all()).exists()
    assert chair.candidates.count() == 10
    assert seat_of(chair).to_score == chair.candidates.to_score().count()
    before = set(Candidate.objects.values_list("pk", "is_assigned"))
    blinding.deal(vacancy)
    assert set(Candidate.objects.values_list("pk", "is_assigned")) == before, "nothing waits, nothing moves"


@pytest.mark.django_db
def test_who_leaves_is_dealt_out_again_their_scores_stay_and_a_newcomer_gets_a_share():
    vacancy = split_vacancy(1, applications=9, members=3)
    chair, leaver, other = vacancy.panel.order_by("-is_chair", "pk")
    hand_in(leaver)
    theirs = list(leaver.candidates.to_score().values_list("application", flat=True))
    vacancy.panel.filter(pk=leaver.pk).update(removed_at="2026-01-01T00:00Z", is_chair=False)
    newcomer = PanelMemberFactory(vacancy=vacancy)
    assert queries.undealt(Vacancy.objects.all()).exists()
    blinding.deal(vacancy)
    assert shares(vacancy) == [3, 3, 3]
    again = Candidate.objects.to_score().filter(member__in=[chair, other, newcomer])
    assert again.filter(application__in=theirs).count() == 3
    assert leaver.cards.get().scores.count() == 3
    assert not queries.undealt(Vacancy.objects.all()).exists()


@pytest.mark.django_db
def test_a_page_costs_no_more_for_more_who_lack_scorers(django_assert_num_queries):
    for applications in (1, 3):
        vacancy = split_vacancy(2, applications=applications, members=2)
        chair, member = vacancy.panel.order_by("-is_chair")
        blinding.prepare(chair)
        member.candidates.update(recognised_at="2026-01-01T00:00Z")
        with django_assert_num_queries(4):
            lines = queries.few_scorers(chair_of(vacancy))
        assert [line.lacks for line in lines] == [1] * applications


@pytest.mark.django_db
def test_a_late_entry_is_dealt_out_too():
    vacancy = split_vacancy(1, applications=4, members=2)
    blinding.deal(vacancy)
    Vacancy.objects.filter(pk=vacancy.pk).update(status="published", closed_at=None, close_reason="")
    apply(vacancy)
    Vacancy.objects.filter(pk=vacancy.pk).update(
        status="closed", closed_at="2026-01-01T00:00Z", close_reason="cap"
    )
    blinding.deal(Vacancy.objects.get(pk=vacancy.pk))
    assert shares(vacancy) == [2, 3]
