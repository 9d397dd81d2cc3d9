"""Agreeing where the panel differs: what counts afterwards, what is kept, and what the database refuses."""

from fractions import Fraction
from importlib import import_module

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.db.models.functions import Now

from applicants.shortlisting import queries
from applicants.shortlisting.actions import deciding, moderating, scoring
from applicants.shortlisting.actions.scoring import Mark
from applicants.shortlisting.models import AgreedScore, Candidate, ClockTimestamp, ScoreCard, Shortlist
from applicants.shortlisting.queries.pack_head import CAME_BACK
from applicants.shortlisting.queries.ranking import marks_of
from applicants.shortlisting.status import Basis
from recruitment.audit.models import AuditEvent
from tests.applicants.shortlisting.panels import (
    agree_the_rest,
    apply,
    chair_of,
    close,
    confirmed_vacancy,
    declare,
    hand_in,
    scored_vacancy,
    seat_of,
    withdraw,
)
from tests.factories import CriterionFactory, PanelMemberFactory, as_draft, open_vacancy
from vacancies.actions import panel
from vacancies.status import CriterionKind, Importance

pytestmark = pytest.mark.django_db


def panel_of(members, *, applications=1, criteria=1, text="", **shape):
    """Closed, nobody has scored; one more criterion is for the interview."""
    vacancy = open_vacancy(criteria=criteria)
    with as_draft(vacancy):
        vacancy.criteria.update(importance=shape.get("importance", Importance.ESSENTIAL))
        CriterionFactory(vacancy=vacancy, evidenced_by=["I"], position=50)
        for number in range(shape.get("acknowledged", 0)):
            CriterionFactory(vacancy=vacancy, kind=CriterionKind.ACKNOWLEDGED, position=90 + number)
    for number in range(members):
        declare(PanelMemberFactory(vacancy=vacancy, is_chair=number == 0))
    for _ in range(applications):
        apply(vacancy, text=text)
    return close(vacancy)


def differing(*points, **shape):
    """A panel of so many members, each of whom gave everybody these points on everything."""
    vacancy = panel_of(len(points), **shape)
    for member, given in zip(vacancy.panel.order_by("pk"), points, strict=True):
        hand_in(member, given)
    return vacancy


def only(vacancy):
    """The chair, the chair's first candidate, and the first criterion."""
    chair = chair_of(vacancy)
    return chair, chair.candidates.first(), queries.scored_criteria(vacancy).first()


def agree(vacancy, points, *, seen=None, note="We read it again."):
    chair, candidate, criterion = only(vacancy)
    return moderating.agree(chair, candidate.token, criterion.pk, points, note=note, by=chair.user, seen=seen)


def totals(vacancy):
    return {line.standing.total for line in queries.chairs_ranking(seat_of(chair_of(vacancy)))}


@pytest.mark.parametrize(
    ("points", "importance", "number"),
    [
        ((3, 1), Importance.DESIRABLE, 1),
        ((2, 1), Importance.DESIRABLE, 0),
        ((2, 1), Importance.ESSENTIAL, 1),
        ((3, 2), Importance.ESSENTIAL, 0),
        ((1, 0), Importance.ESSENTIAL, 0),
        ((2, 2, 0), Importance.DESIRABLE, 1),
        ((0,), Importance.ESSENTIAL, 0),
    ],
)
def test_what_is_left_to_agree(points, importance, number):
    vacancy = differing(*points, importance=importance)
    assert queries.unmoderated(vacancy) == number


def test_scores_that_do_not_count_diverge_from_nothing():
    vacancy = differing(3, 3, 0, applications=2)
    assert queries.unmoderated(vacancy) == 2
    last = vacancy.panel.order_by("pk").last()
    Candidate.objects.filter(pk=last.candidates.first().pk).update(recognised_at=Now())
    assert queries.unmoderated(vacancy) == 1
    assert sorted(line.standing.total for line in queries.chairs_ranking(seat_of(chair_of(vacancy)))) == [
        2,
        3,
    ]
    withdraw(last.candidates.last().application)
    assert queries.unmoderated(vacancy) == 0


def test_what_is_agreed_counts_instead_of_the_mean():
    vacancy = differing(3, 0)
    assert totals(vacancy) == {Fraction(3, 2)}
    agreed = agree(vacancy, 2)
    assert (totals(vacancy), queries.unmoderated(vacancy)) == ({2}, 0)
    (line,) = queries.chairs_ranking(seat_of(chair_of(vacancy)))
    assert (line.standing.diverging, line.standing.agreed) == ((), (agreed.criterion_id,))
    assert AuditEvent.objects.get(action="moderation.agreed").details["points"] == 2


def test_agreeing_anew_keeps_what_stood_before():
    vacancy = differing(3, 0)
    first = agree(vacancy, 2)
    # A second click, a second tab with the same in it.
    assert agree(vacancy, 2) == first
    second = agree(vacancy, 1, seen=first.pk)
    with pytest.raises(moderating.AgreedMeanwhile):
        agree(vacancy, 3, seen=first.pk)
    with pytest.raises(moderating.AgreedMeanwhile):
        agree(vacancy, 3)
    first.refresh_from_db()
    assert first.superseded_at
    assert list(AgreedScore.objects.standing()) == [second]
    assert totals(vacancy) == {1}


def test_agreeing_needs_a_note_points_on_the_scale_and_something_to_agree():
    vacancy = differing(3, 0, criteria=2)
    with pytest.raises(moderating.NoteMissing):
        agree(vacancy, 2, note=" ")
    with pytest.raises(ValueError, match="scale"):
        agree(vacancy, 4)
    with pytest.raises(moderating.NoDifference):
        agree(differing(3, 3), 2)
    chair, _, criterion = only(vacancy)
    stranger = chair_of(differing(3, 0)).candidates.first()
    with pytest.raises(moderating.NoDifference):
        moderating.agree(chair, stranger.token, criterion.pk, 2, note="No.", by=chair.user, seen=None)
    assert not AgreedScore.objects.exists()


def test_what_is_agreed_can_be_taken_back_with_a_reason():
    vacancy = differing(3, 0)
    agreed = agree(vacancy, 2)
    chair, candidate, criterion = only(vacancy)
    take_back = {"by": chair.user, "seen": agreed.pk}
    with pytest.raises(moderating.NoteMissing):
        moderating.take_back(chair, candidate.token, criterion.pk, reason="", **take_back)
    moderating.take_back(chair, candidate.token, criterion.pk, reason="Wrong candidate.", **take_back)
    assert queries.unmoderated(vacancy) == 1
    assert AuditEvent.objects.get(action="moderation.taken_back").reason == "Wrong candidate."
    with pytest.raises(moderating.AgreedMeanwhile):
        moderating.take_back(chair, candidate.token, criterion.pk, reason="Again.", **take_back)


@pytest.mark.parametrize(("basis", "counts"), [(Basis.MEAN, Fraction(4, 3)), (Basis.LOWER, 0)])
def test_the_rest_is_agreed_at_once_and_what_was_agreed_stays(basis, counts):
    vacancy = differing(3, 1, 0, applications=2)
    agree(vacancy, 2)
    agree_the_rest(vacancy, basis)
    assert queries.unmoderated(vacancy) == 0
    assert totals(vacancy) == {2, counts}
    assert set(AgreedScore.objects.values_list("basis", flat=True)) == {Basis.TALKED, basis}
    assert AuditEvent.objects.get(action="moderation.rest_agreed").details["number"] == 1


def test_the_rest_is_what_was_listed():
    vacancy = differing(3, 0, applications=2)
    chair = chair_of(vacancy)
    listed = moderating.fingerprint(moderating.proposals(vacancy, Basis.MEAN))
    agree(vacancy, 2)
    for basis in (Basis.MEAN, Basis.LOWER):
        with pytest.raises(moderating.ListChanged):
            moderating.agree_the_rest(chair, basis, listed=listed, note="All.", by=chair.user)
    with pytest.raises(ValueError, match="mean"):
        moderating.agree_the_rest(chair, Basis.TALKED, listed=listed, note="All.", by=chair.user)
    assert AgreedScore.objects.count() == 1


def test_a_card_that_says_otherwise_ends_what_was_agreed_on_it_and_nothing_else():
    vacancy = differing(3, 0, applications=2)
    agree_the_rest(vacancy)
    member = vacancy.panel.get(is_chair=False)
    first, second = member.candidates.all()
    card = ScoreCard.objects.create(
        member=member, version=2, reopened_by=member.user, reopened_because="A misread answer."
    )
    for score in member.cards.get(version=1).scores.all():
        score.pk, score.card = None, card
        score.save()
    criterion = queries.scored_criteria(vacancy).get()
    scoring.save_scores(member, first.token, {criterion.pk: Mark(1, "Found it.")}, by=member.user)
    assert AgreedScore.objects.standing().count() == 2
    scoring.submit_card(member, by=member.user)
    assert AgreedScore.objects.standing().get().application_id == second.application_id
    assert queries.unmoderated(vacancy) == 1
    assert AuditEvent.objects.filter(action="moderation.superseded").count() == 1


def test_somebody_new_on_the_panel_says_something_new_of_everybody():
    vacancy = differing(3, 0)
    agree(vacancy, 2)
    hand_in(PanelMemberFactory(vacancy=vacancy), 3)
    assert queries.unmoderated(vacancy) == 1


def test_who_leaves_the_panel_takes_what_was_agreed_on_their_scores_along():
    vacancy = differing(3, 0, 2)
    agreed = agree(vacancy, 2)
    leaver = vacancy.panel.order_by("pk").last()
    vacancy.panel.filter(pk=leaver.pk).update(removed_at=Now())
    agreed.refresh_from_db()
    assert agreed.superseded_at
    assert totals(vacancy) == {Fraction(3, 2)}
    agree_the_rest(vacancy)
    confirmed = confirmed_vacancy()
    confirmed.panel.filter(is_chair=False).update(removed_at=Now())
    assert queries.unmoderated(vacancy) == 0


def test_who_leaves_below_a_confirmed_shortlist_counts_until_it_is_opened_again():
    vacancy = differing(3, 2, 0)
    agree(vacancy, 2)
    chair, other, _ = vacancy.panel.select_related("user").order_by("pk")
    deciding.choose(chair, {}, by=chair.user, reject_the_rest=True)
    shortlist = Shortlist.objects.get(vacancy=vacancy)
    deciding.confirm(shortlist, by=chair.user)
    before = marks_of(vacancy)
    panel.arrange(vacancy, {chair.user: True, other.user: False}, by=chair.user)
    assert marks_of(vacancy) == before
    deciding.reopen(shortlist, by=chair.user, reason="Somebody has left.")
    assert not AgreedScore.objects.standing().exists()
    assert totals(vacancy) == {Fraction(5, 2)}


def test_who_comes_back_below_a_confirmed_shortlist_counts_when_it_is_opened_again():
    """And who was there when it was confirmed, leaves and comes back counts all the while."""
    vacancy = differing(3, 2, 0)
    chair, other, away = vacancy.panel.select_related("user").order_by("pk")
    two, three = (
        {chair.user: True, other.user: False},
        {chair.user: True, other.user: False, away.user: False},
    )
    panel.arrange(vacancy, two, by=chair.user)
    agree_the_rest(vacancy)
    deciding.choose(chair, {}, by=chair.user, reject_the_rest=True)
    shortlist = Shortlist.objects.get(vacancy=vacancy)
    deciding.confirm(shortlist, by=chair.user)
    before = marks_of(vacancy)
    assert totals(vacancy) == {Fraction(5, 2)}
    panel.arrange(vacancy, three, by=chair.user)
    assert totals(vacancy) == {Fraction(5, 2)}
    with queries.decision_pack(vacancy, with_names=False, to_recruiter=True) as pack:
        told = {member.name: member.cards[0].superseded for member in pack.head.panel}
    assert told == {str(chair.user): "", str(other.user): "", str(away.user): CAME_BACK}
    panel.arrange(vacancy, {chair.user: True, away.user: False}, by=chair.user)
    panel.arrange(vacancy, three, by=chair.user)
    assert marks_of(vacancy) == before
    deciding.reopen(shortlist, by=chair.user, reason="Somebody has come back.")
    assert totals(vacancy) == {Fraction(5, 3)}


def test_a_shortlist_confirmed_before_this_was_noted_rests_on_the_cards_that_counted():
    """The migration, on a database of before: who had left until then did not count, who left later did."""
    vacancy = differing(3, 2, 0)
    chair, other, away = vacancy.panel.select_related("user").order_by("pk")
    panel.arrange(vacancy, {chair.user: True, other.user: False}, by=chair.user)
    agree_the_rest(vacancy)
    deciding.choose(chair, {}, by=chair.user, reject_the_rest=True)
    deciding.confirm(Shortlist.objects.get(vacancy=vacancy), by=chair.user)
    vacancy.panel.filter(pk=other.pk).update(removed_at=ClockTimestamp())
    noted = Shortlist.objects.get(vacancy=vacancy).rests_on
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute("UPDATE shortlisting_shortlist SET rests_on = '{}'")
        cursor.execute("SET LOCAL session_replication_role = origin")
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute(import_module("applicants.shortlisting.migrations.0020_cards_rested_on").FILL)
    filled = Shortlist.objects.get(vacancy=vacancy).rests_on
    assert sorted(filled) == sorted(noted)
    assert not away.cards.filter(pk__in=filled).exists()


def test_the_cards_that_a_confirmed_shortlist_rests_on_are_fixed_by_the_database():
    shortlist = Shortlist.objects.get(vacancy=confirmed_vacancy())
    assert len(shortlist.rests_on) == 2
    with pytest.raises(DatabaseError, match="rests on are fixed"), transaction.atomic():
        Shortlist.objects.update(rests_on=shortlist.rests_on[:1])
    with pytest.raises(IntegrityError, match="rests_on_cards"), transaction.atomic():
        Shortlist.objects.update(confirmed_at=None)
    Shortlist.objects.update(confirmed_at=None, rests_on=[])


def test_nothing_is_agreed_before_all_cards_are_in_nor_once_it_is_confirmed():
    vacancy = panel_of(2)
    hand_in(chair_of(vacancy), 3)
    with pytest.raises(deciding.CardsOutstanding):
        agree(vacancy, 2)
    with pytest.raises(deciding.AlreadyConfirmed):
        agree(confirmed_vacancy(), 2)


def test_a_shortlist_is_not_confirmed_while_the_panel_has_not_agreed():
    vacancy = differing(3, 0, 3, applications=2)
    chair = chair_of(vacancy)
    deciding.choose(chair, {}, by=chair.user, reject_the_rest=True)
    with pytest.raises(deciding.Unmoderated) as refusal:
        deciding.confirm(vacancy.shortlist, by=chair.user)
    assert refusal.value.differences == 2
    agree_the_rest(vacancy)
    deciding.confirm(vacancy.shortlist, by=chair.user)


def refused(act):
    with pytest.raises(DatabaseError) as refusal, transaction.atomic():
        act()
    return refusal.value.__cause__.sqlstate == "SC015"


def test_the_database_keeps_what_was_agreed():
    vacancy = differing(3, 0)
    agreed = agree(vacancy, 2)
    rows = AgreedScore.objects.filter(pk=agreed.pk)
    assert refused(rows.delete)
    assert refused(lambda: rows.update(points=3))
    assert refused(lambda: rows.update(note="Otherwise.", superseded_at=Now()))
    rows.update(superseded_at=Now())
    assert refused(lambda: rows.update(superseded_at=None))
    assert refused(lambda: rows.update(superseded_at=Now()))


def test_the_database_refuses_what_cannot_be_agreed():
    vacancy = differing(2, 2, criteria=2, acknowledged=1)
    chair, _, criterion = only(vacancy)
    elsewhere = CriterionFactory()
    usual = {
        "application": vacancy.applications.get(),
        "criterion": criterion,
        "points": 3,
        "out_of": 1,
        "basis": Basis.TALKED,
        "note": "Because.",
        "agreed_by": chair.user,
    }

    def write(**other):
        return AgreedScore.objects.create(**usual | other)

    assert refused(lambda: write(points=4))
    assert refused(lambda: write(points=7, out_of=2))
    assert refused(lambda: write(note=" "))
    assert refused(lambda: write(superseded_at=Now()))
    assert refused(lambda: write(criterion=elsewhere))
    assert refused(lambda: write(criterion=vacancy.criteria.get(kind="acknowledged")))
    assert refused(lambda: write(criterion=vacancy.criteria.get(evidenced_by=["I"])))
    agreed = write(points=6, out_of=2)
    confirmed = confirmed_vacancy()
    fixed = {"application": confirmed.applications.first(), "criterion": confirmed.criteria.first()}
    assert refused(lambda: write(**fixed))
    agreed.refresh_from_db()
    assert agreed.superseded_at is None


def test_equal_scores_leave_nothing_to_moderate():
    assert queries.unmoderated(scored_vacancy()) == 0


def test_the_numbers_of_agreements_do_not_tell_who_applied_first():
    # Pages hold them, so that two who agree at once find out.
    vacancy = differing(1, 3, applications=9)
    agree_the_rest(vacancy)
    applications = list(AgreedScore.objects.order_by("pk").values_list("application", flat=True))
    # In order by chance once in 362,880 times.
    assert applications != sorted(applications)
