"""One criterion at a time, by form and by script: saved, disputed, taken back, filtered, printed."""

import pytest
from django.db import DatabaseError, transaction
from django.test import Client
from django.urls import reverse

from applicants.shortlisting import blinding
from applicants.shortlisting.actions import scoring
from applicants.shortlisting.actions.scoring import Mark, save_scores
from applicants.shortlisting.models import Candidate, Score
from recruitment.accounts.models import Employer
from recruitment.audit.models import AuditEvent
from tests.applicants.shortlisting.panels import (
    apply,
    close,
    closed_vacancy,
    declare,
    hand_in,
    score_all,
    seat_of,
    withdraw,
)
from tests.factories import PanelMemberFactory, open_vacancy

pytestmark = pytest.mark.django_db


class Desk:
    """One member at their pages of one vacancy."""

    def __init__(self, **shape):
        self.vacancy = closed_vacancy(**shape)
        self.member = self.vacancy.panel.first()
        blinding.prepare(self.member)
        self.client = Client()
        self.client.force_login(self.member.user)
        self.criteria = seat_of(self.member).scored_criteria

    def url(self, name="criterion", *more):
        if name == "criterion" and not more:
            more = (self.criteria[0].pk,)
        return reverse(f"shortlisting:{name}", args=[self.vacancy.pk, *more])

    def cells(self, number=0):
        return blinding.answers(self.member, self.criteria[number])

    def seen(self, entry):
        said = entry.answer
        return blinding.fingerprint(entry.token, said.criterion.pk, said.points, said.note)

    def fields(self, entry, points="", note="", seen=None):
        key = entry.token.hex
        seen = self.seen(entry) if seen is None else seen
        return {f"points_{key}": points, f"note_{key}": note, f"seen_{key}": seen}

    def by_script(self, entry, points="", note="", seen=None, **more):
        data = {"autosave": entry.token.hex, **self.fields(entry, points, note, seen), **more}
        return self.client.post(self.url(), data)

    def stored(self, entry):
        score = Score.objects.filter(
            candidate__token=entry.token, criterion=entry.answer.criterion.pk
        ).first()
        return score and (score.points, score.note)


@pytest.fixture(autouse=True)
def _without_second_factor(settings):
    settings.STAFF_MFA_REQUIRED = False


@pytest.fixture
def desk():
    return Desk(applications=3)


def test_the_order_is_the_members_own_for_each_criterion_and_stays():
    desk = Desk(applications=12)
    other = desk.vacancy.panel.last()
    blinding.prepare(other)

    def order(member, number):
        line = seat_of(member).scored_criteria[number]
        tokens = [entry.token for entry in blinding.answers(member, line)]
        applications = dict(Candidate.objects.filter(member=member).values_list("token", "application"))
        return [applications[token] for token in tokens]

    orders = [order(member, number) for member in (desk.member, other) for number in (0, 1)]
    # By chance two of twelve are alike once in eighty million runs.
    assert len({tuple(each) for each in orders}) == 4
    assert order(desk.member, 0) == orders[0]
    assert sorted(orders[0]) not in orders


def test_a_page_of_answers_is_saved_by_form_and_leads_on(desk):
    first, second, third = desk.cells()
    shown = desk.client.get(desk.url()).content.decode()
    assert shown.index(first.label) < shown.index(second.label) < shown.index(third.label)
    data = {**desk.fields(first, "3"), **desk.fields(second, "1"), **desk.fields(third, "2")}
    answer = desk.client.post(desk.url(), data).content.decode()
    assert f"Say why the score for {second.label} is 1" in answer
    assert not Score.objects.exists()
    answer = desk.client.post(desk.url(), {**data, f"note_{second.token.hex}": "Little."})
    assert answer["Location"] == desk.url("criterion", desk.criteria[1].pk)
    assert [desk.stored(entry) for entry in (first, second, third)] == [(3, ""), (1, "Little."), (2, "")]
    last = desk.client.post(
        answer["Location"], {name: "2" for e in desk.cells(1) for name in [f"points_{e.token.hex}"]}
    )
    assert last["Location"] == desk.url("submit")
    assert seat_of(desk.member).scored == 3


def test_the_next_page_and_those_not_scored_yet():
    desk = Desk(applications=12)
    entries = desk.cells()
    ten = {name: value for entry in entries[:10] for name, value in desk.fields(entry, "2").items()}
    assert desk.client.post(desk.url(), ten)["Location"] == f"{desk.url()}?page=2"
    missing = desk.client.get(f"{desk.url()}?show=missing").content.decode()
    assert "10 of 12 scored on this criterion" in missing
    assert "10 of 24 scores in all" in missing
    assert [entry.label in missing for entry in entries] == [False] * 10 + [True] * 2
    assert desk.client.get(desk.url("score"))["Location"] == f"{desk.url()}?show=missing"
    two = {name: value for entry in entries[10:] for name, value in desk.fields(entry, "2").items()}
    answer = desk.client.post(f"{desk.url()}?show=missing", two)
    assert answer["Location"] == desk.url("criterion", desk.criteria[1].pk)


def test_a_script_saves_one_score_and_hears_how_far_the_card_is(desk):
    first, *_ = desk.cells()
    refused = desk.by_script(first, "1")
    assert (refused.status_code, refused.json()["state"]) == (422, "not_valid")
    said = desk.by_script(first, "1", "Little.").json()
    assert said["state"] == "saved"
    assert said["said"].startswith("Saved at ")
    assert said["progress"]["here"] == "1 of 3 scored on this criterion"
    assert desk.stored(first) == (1, "Little.")
    # A save whose answer was lost is sent again as it was, and is no quarrel with itself.
    events = AuditEvent.objects.count()
    assert desk.by_script(first, "1", "Little.", seen="").json()["seen"] == said["seen"]
    assert AuditEvent.objects.count() == events


def test_the_later_of_two_tabs_is_told_and_nothing_is_overwritten(desk):
    first, second, _ = desk.cells()
    stale, untouched = desk.fields(first, "3"), desk.fields(second, "")
    desk.by_script(first, "2")
    save_scores(desk.member, second.token, {desk.criteria[0].pk: Mark(2)}, by=desk.member.user)
    told = desk.client.post(desk.url(), {**stale, "autosave": first.token.hex})
    assert told.status_code == 409
    assert told.json()["stored"] == {"given": "2 – Meets the criterion", "note": "", "points": 2}
    page = desk.client.post(desk.url(), {**stale, **untouched})
    assert page.status_code == 409
    assert "Use the saved one" in page.content.decode()
    # What this tab left alone is not a quarrel: the other one's score stays.
    assert (desk.stored(first), desk.stored(second)) == ((2, ""), (2, ""))
    taken = desk.client.post(desk.url(), {**stale, **untouched, "take": first.token.hex})
    assert taken["Location"] == desk.url()
    assert desk.stored(first) == (2, "")
    again = {**desk.fields(first, "3", seen=told.json()["seen"]), "keep": first.token.hex}
    desk.client.post(desk.url(), again)
    assert desk.stored(first) == (3, "")


def test_the_last_change_is_taken_back_and_the_rest_of_the_page_saved(desk):
    first, second, _ = desk.cells()
    desk.by_script(first, "3")
    first, *_ = desk.cells()
    # Typing on is one change, a new score another.
    desk.by_script(first, "1", "Lit")
    first, *_ = desk.cells()
    desk.by_script(first, "1", "Little said.")
    first, *_ = desk.cells()
    typed = {**desk.fields(first, "1", "Little said."), **desk.fields(second, "2")}
    answer = desk.client.post(desk.url(), {**typed, "undo": first.token.hex})
    assert answer["Location"] == desk.url()
    assert (desk.stored(first), desk.stored(second)) == ((3, ""), (2, ""))
    first, *_ = desk.cells()
    back = desk.by_script(first, undo=first.token.hex).json()
    assert (back["points"], back["note"]) == (1, "Little said.")
    never = desk.cells()[2]
    assert desk.by_script(never, undo=never.token.hex).status_code == 422


def test_whom_a_member_recognised_or_was_not_given_is_nowhere(desk):
    first, second, third = desk.cells()
    Candidate.objects.filter(token=first.token).update(recognised_at="2026-01-01T00:00Z")
    Candidate.objects.filter(token=second.token).update(is_assigned=False)
    for url in (desk.url(), desk.url("print"), desk.url("submit")):
        shown = desk.client.get(url).content.decode()
        assert [entry.label in shown for entry in (first, second, third)] == [False, False, True]
    for gone in (first, second):
        assert desk.by_script(gone, "2").json()["state"] == "over"
    both = {**desk.fields(first, "2"), **desk.fields(third, "2")}
    answer = desk.client.post(desk.url(), both, follow=True).content.decode()
    assert "1 candidate is no longer on your list" in answer
    assert (desk.stored(first), desk.stored(third)) == (None, (2, ""))
    hand_in(desk.member)


def test_where_every_score_is_explained_form_action_and_database_agree(desk):
    Employer.objects.update(explains_every_score=True)
    first, *_ = desk.cells()
    assert "Needed for every score" in desk.client.get(desk.url()).content.decode()
    assert "Say why" in desk.by_script(first, "3").json()["said"]
    member = seat_of(desk.member).member
    line = desk.criteria[0].pk
    with pytest.raises(scoring.ReasonNeeded):
        save_scores(member, first.token, {line: Mark(3)}, by=member.user)
    save_scores(member, first.token, {line: Mark(3, "Led a group.")}, by=member.user)
    with pytest.raises(DatabaseError) as refusal, transaction.atomic():
        Score.objects.update(note="")
    assert refusal.value.__cause__.sqlstate == "SC009"


def test_a_rule_that_came_later_is_asked_for_before_the_card_goes_in(desk):
    score_all(desk.member, note="")
    Employer.objects.update(explains_every_score=True)
    shown = desk.client.get(desk.url("submit")).content.decode()
    assert "0 of 6 scores given" in shown
    assert "Hand in my score card" not in shown
    desk.client.post(desk.url("submit"))
    assert not seat_of(desk.member).card_submitted_at


def test_who_is_signed_out_or_too_late_hears_so(desk):
    first, *_ = desk.cells()
    stranger = Client()
    data = {**desk.fields(first, "2"), "autosave": first.token.hex}
    assert stranger.post(desk.url(), data).json()["state"] == "signed_out"
    hand_in(desk.member)
    assert desk.by_script(first, "3").json()["state"] == "over"
    assert desk.client.get(desk.url())["Location"] == desk.url("vacancy")
    assert desk.stored(first) == (2, "Because.")


def test_the_way_and_the_keys_chosen_last_are_remembered(desk):
    assert desk.client.get(desk.url("score"))["Location"] == desk.url()
    chosen = desk.client.post(desk.url("score"), {"way": "candidate"})["Location"]
    assert chosen == desk.client.get(desk.url("score"))["Location"]
    assert "/candidates/" in chosen
    assert 'data-shortcuts="on"' in desk.client.get(desk.url()).content.decode()
    back = desk.client.post(desk.url("score"), {"shortcuts": "off", "next": "//elsewhere.example.org/"})
    assert back["Location"] == desk.url("vacancy")
    assert 'data-shortcuts="off"' in desk.client.get(desk.url()).content.decode()


def test_the_print_pack_is_masked_in_the_members_order_and_on_record():
    vacancy = open_vacancy(criteria=2)
    member = PanelMemberFactory(vacancy=vacancy)
    declare(member)
    for number in range(3):
        apply(vacancy, first_name="Quillon", last_name="Exampleton", text=f"I, Quillon, led group {number}.")
    close(vacancy)
    client = Client()
    client.force_login(member.user)
    shown = client.get(reverse("shortlisting:print", args=[vacancy.pk])).content.decode()
    places = [shown.index(line.label) for line in blinding.candidates(member)]
    assert places == sorted(places)
    assert shown.count("I, [name removed], led group") == 6
    assert "Quillon" not in shown
    event = AuditEvent.objects.get(action="candidates.seen")
    assert event.details["page"] == "print"
    assert len(event.details["candidates"]) == 3


def test_who_withdraws_is_off_the_page(desk):
    first, *_ = desk.cells()
    withdraw(Candidate.objects.get(token=first.token).application)
    assert first.label not in desk.client.get(desk.url()).content.decode()


def test_pages_cost_the_same_for_one_and_for_thirty(django_assert_max_num_queries):
    numbers = []
    for applications in (1, 30):
        desk = Desk(applications=applications)
        score_all(desk.member)
        # The first request of a session writes down that it began.
        desk.client.get(desk.url("vacancy"))
        for name in ("criterion", "print", "submit"):
            # Looked at for the first time it is put on record as well.
            for _ in range(2):
                with django_assert_max_num_queries(8) as captured:
                    assert desk.client.get(desk.url(name)).status_code == 200
                numbers.append(len(captured))
    half = len(numbers) // 2
    assert numbers[1:half] == numbers[half + 1 :]


@pytest.mark.parametrize("value", ["0", "x", "9" * 30, "9" * 5000, "²"])
def test_odd_numbers_and_names(desk, value):
    for name in ("criterion", "print", "submit"):
        assert desk.client.get(f"{desk.url(name)}?page={value}").status_code == 200
    odd = {f"points_{value}": "2", "undo": value, "autosave": value}
    assert desk.client.post(desk.url(), odd).status_code in (400, 409)


def test_what_is_typed_after_the_sign_in_has_ended_waits_for_its_own_member_alone():
    desk = Desk(applications=2, members=2, criteria=1)
    entry = desk.cells()[0]
    desk.client.logout()
    sent = desk.client.post(desk.url(), desk.fields(entry, "3", "Led a group on a ward."))
    assert sent.status_code == 302
    assert "login" in sent.url
    other = desk.vacancy.panel.last()
    blinding.prepare(other)
    desk.client.force_login(other.user)
    page = desk.client.get(desk.url()).text
    assert "Led a group" not in page
    assert "What you typed is here" not in page
    desk.client.force_login(desk.member.user)
    desk.client.logout()
    desk.client.post(desk.url(), desk.fields(entry, "3", "Led a group on a ward."))
    desk.client.force_login(desk.member.user)
    page = desk.client.get(desk.url()).text
    assert "What you typed is here" in page
    assert "Led a group on a ward." in page
    assert not Score.objects.filter(points=3).exists()
    desk.client.post(desk.url(), desk.fields(entry, "3", "Led a group on a ward."))
    assert Score.objects.get(points=3).note == "Led a group on a ward."
    assert "What you typed is here" not in desk.client.get(desk.url()).text
