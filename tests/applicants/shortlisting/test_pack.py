"""The decision pack: who is handed which, that its totals can be worked out again, what it does not tell."""

import csv
import io
import json
import random
import zipfile
from collections import defaultdict
from fractions import Fraction

import pytest
from django.db import connection
from django.db.models.functions import Now
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from applicants.shortlisting import blinding, queries
from applicants.shortlisting.actions import announcing, deciding, moderating, seeing
from applicants.shortlisting.models import (
    Declaration,
    GuaranteedInterview,
    PanelRules,
    Score,
    ScoreCard,
    Shortlist,
)
from applicants.shortlisting.packing import as_json, as_tables
from applicants.shortlisting.status import Basis, Conflict, NamesAfter
from recruitment.accounts.models import StaffRole
from recruitment.audit.models import AuditEvent
from recruitment.audit.recording import record
from tests.applicants.shortlisting.panels import (
    announced_vacancy,
    apply,
    chair_of,
    close,
    closed_vacancy,
    confirmed_vacancy,
    declare,
    hand_in,
    score_all,
    scored_vacancy,
    seat_of,
    withdraw,
)
from tests.factories import PanelMemberFactory, StaffRoleFactory, as_draft, open_vacancy
from vacancies.models import Vacancy
from vacancies.status import Importance

pytestmark = pytest.mark.django_db

DESK = "admin:shortlisting_shortlisting_"
PANEL = "shortlisting:"
PACKS = [f"pack_{kind}_{form}" for kind in ("labels", "names") for form in ("print", "csv", "json")]


@pytest.fixture(autouse=True)
def _without_a_second_factor(settings):
    settings.STAFF_MFA_REQUIRED = False


def got(person, address, vacancy):
    """The status, the headers and the whole answer as somebody gets it; an archive unpacked."""
    client = Client()
    client.force_login(person)
    answer = client.get(reverse(address, args=[vacancy.pk]))
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    if body.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(body)) as packed:
            body = b"\n".join(f"{name}\n".encode() + packed.read(name) for name in packed.namelist())
    return answer.status_code, str(answer.headers), body.decode()


def document(vacancy, *, with_names=False, to_recruiter=False):
    vacancy = Vacancy.objects.get(pk=vacancy.pk)
    with queries.decision_pack(vacancy, with_names=with_names, to_recruiter=to_recruiter) as pack:
        return json.loads("".join(as_json.lines(pack)))


def recruiter_of(vacancy):
    return StaffRoleFactory(employer=vacancy.employer).user


# --- Who is handed which, and when ------------------------------------------------------------------------


def test_none_before_all_cards_are_in_and_no_names_before_the_shortlist_is_confirmed():
    vacancy = closed_vacancy(applications=2, criteria=1)
    chair, recruiter = chair_of(vacancy), recruiter_of(vacancy)

    def offered():
        return [
            [got(person, way + name, vacancy)[0] for name in ("pack_labels_json", "pack_names_json")]
            for person, way in ((chair.user, PANEL), (recruiter, DESK))
        ]

    hand_in(chair)
    assert offered() == [[302, 302], [404, 404]]
    hand_in(vacancy.panel.get(is_chair=False))
    assert offered() == [[200, 404], [200, 404]]
    Shortlist.objects.create(vacancy=vacancy, confirmed_at=Now())
    assert offered() == [[200, 200], [200, 200]]
    # A panel that wants to know later; its recruiters wait as well.
    PanelRules.objects.create(vacancy=vacancy, names_after=NamesAfter.ANNOUNCED)
    assert offered() == [[200, 404], [200, 404]]


def test_a_chair_who_came_late_gets_none_before_they_could_score_no_more():
    vacancy = confirmed_vacancy(applications=2, criteria=1)
    vacancy.panel.filter(is_chair=True).update(is_chair=False, removed_at=Now())
    chair = PanelMemberFactory(vacancy=vacancy, is_chair=True)
    declare(chair)
    # They could open the shortlist again, and write a card.
    assert {got(chair.user, PANEL + pack, vacancy)[0] for pack in ("packs", *PACKS)} == {302}
    announcing.announce(Vacancy.objects.get(pk=vacancy.pk), by=chair.user)
    assert {got(chair.user, PANEL + pack, vacancy)[0] for pack in ("packs", *PACKS)} == {200}


def test_a_recruiter_who_sits_on_the_panel_gets_none():
    vacancy = announced_vacancy(applications=2, criteria=1)
    member = vacancy.panel.get(is_chair=False)
    StaffRoleFactory(user=member.user, employer=vacancy.employer, role=StaffRole.Role.RECRUITER)
    assert {got(member.user, DESK + name, vacancy)[0] for name in ("packs", *PACKS)} == {302}


# --- Its totals can be worked out again -------------------------------------------------------------------


def worked_out(pack):
    """{label: (place, total, meets all essentials)} by the rule that the pack states, from the pack alone."""
    scored = [c for c in pack["criteria"] if c["kind"] == "scored"]
    found = []
    for candidate in pack["candidates"]:
        given = defaultdict(list)
        for score in candidate["scores"]:
            if not score["superseded"]:
                given[score["criterion"]].append(score["points"])
        points = {criterion: Fraction(sum(all_of), len(all_of)) for criterion, all_of in given.items()}
        for one in candidate["agreed"]:
            if not one["superseded_at"]:
                points[one["criterion"]] = Fraction(one["points"], one["out_of"])
        total = sum(points.get(c["key"], 0) * c["weight"] for c in scored)
        essential = [c for c in scored if c["importance"] == "essential"]
        meets = all(points.get(c["key"], -1) >= c["met_from"] for c in essential)
        if not candidate["has_withdrawn"]:
            found.append((candidate["label"], total, meets))
    return {
        label: (1 + sum((m, t) > (meets, total) for _, t, m in found), total, meets)
        for label, total, meets in found
    }


def moderated_vacancy(seed):
    """Random scores; one member was taken off, a card opened again, some agreed, somebody withdrew."""
    chance = random.Random(seed)
    vacancy = open_vacancy(criteria=3)
    with as_draft(vacancy):
        desirable, heavy, _ = vacancy.criteria.all()
        vacancy.criteria.filter(pk=desirable.pk).update(importance=Importance.DESIRABLE, weight=3)
        vacancy.criteria.filter(pk=heavy.pk).update(weight=2, minimum=1)
    members = [PanelMemberFactory(vacancy=vacancy, is_chair=number == 0) for number in range(4)]
    for member in members:
        declare(member)
    applications = [apply(vacancy) for _ in range(6)]
    close(vacancy)
    for member in members:
        # Few different points, so that some tie.
        hand_in(member, lambda *_: chance.choice([1, 2, 2, 3]))
    gone, again = members[1], members[2]
    gone.removed_at = Now()
    gone.save()
    ScoreCard.objects.create(
        member=again, version=2, reopened_by=members[0].user, reopened_because="A slip on one score."
    )
    score_all(again, lambda *_: chance.choice([0, 2, 3]))
    ScoreCard.objects.filter(member=again, version=2).update(submitted_at=Now())
    known = again.candidates.get(application=applications[0])
    known.recognised_at = Now()
    known.save()
    withdraw(applications[5])
    chair = members[0]
    proposals = moderating.proposals(vacancy, Basis.MEAN)[:3]
    for one, points in zip(proposals, (3, 0, 2), strict=False):
        token = chair.candidates.get(application=one.application).token
        moderating.agree(chair, token, one.criterion, points, note="We talked.", by=chair.user, seen=None)
    rest = moderating.fingerprint(moderating.proposals(vacancy, Basis.MEAN))
    moderating.agree_the_rest(chair, Basis.MEAN, listed=rest, note="The mean.", by=chair.user)
    return vacancy


@pytest.mark.parametrize("seed", range(2))
def test_a_reader_works_out_the_same_totals_and_places_from_the_pack_alone(seed):
    vacancy = moderated_vacancy(seed)
    ranking = queries.chairs_ranking(seat_of(chair_of(vacancy)))
    expected = {
        line.label: (line.standing.place, line.standing.total, line.standing.meets_essentials)
        for line in ranking
    }
    pack = document(vacancy)
    assert worked_out(pack) == expected
    assert len(expected) == 5
    stated = {
        c["label"]: (c["place"], Fraction(c["total"]["numerator"], c["total"]["denominator"]))
        for c in pack["candidates"]
        if not c["has_withdrawn"]
    }
    assert stated == {label: figures[:2] for label, figures in expected.items()}
    # The products that it states add up to the totals that it states.
    for candidate in pack["candidates"]:
        products = [line["product"] for line in candidate["products"]]
        total = sum(Fraction(p["numerator"], p["denominator"]) for p in products)
        assert total == Fraction(candidate["total"]["numerator"], candidate["total"]["denominator"])
    # The control: what does not count is in the pack, too, and counting it would give something else.
    for candidate in pack["candidates"]:
        for score in candidate["scores"]:
            score["superseded"] = "" if score["points"] is not None else score["superseded"]
        candidate["agreed"] = []
    assert worked_out(pack) != expected


def test_what_no_longer_counts_is_kept_and_says_why():
    pack = document(moderated_vacancy(7))
    cards = {(m["key"], c["version"]): c for m in pack["panel"] for c in m["cards"]}
    assert {key: card["superseded"] for key, card in cards.items()} == {
        ("M1", 1): "",
        ("M2", 1): "the member was taken off the panel",
        ("M3", 1): "a later version of the card counts",
        ("M3", 2): "",
        ("M4", 1): "",
    }
    assert cards["M3", 2]["reopened_because"] == "A slip on one score."
    reasons = {score["superseded"] for c in pack["candidates"] for score in c["scores"]}
    assert "the member recognised the candidate" in reasons
    (withdrawn,) = (c for c in pack["candidates"] if c["has_withdrawn"])
    assert withdrawn["place"] is None
    assert withdrawn["scores"]
    steps = pack["steps"]
    assert steps["closed"] < steps["cards_in"]
    assert steps["confirmed"] is steps["announced"] is None


# --- What it does not tell ----------------------------------------------------------------------------------


def test_a_pack_without_names_has_none_in_any_free_text():
    name = "Zyxquill"
    vacancy = closed_vacancy(applications=2, criteria=1, first_name=name)
    PanelMemberFactory(vacancy=vacancy, removed_at=Now())
    for member in vacancy.panel.seated():
        score_all(member, note=f"{name} says so.")
        ScoreCard.objects.filter(member=member).update(submitted_at=Now())
    chair = chair_of(vacancy)
    Declaration.objects.create(member=chair, conflict=Conflict.SOMEBODY, explanation=f"I may know {name}.")
    card = ScoreCard.objects.create(
        member=chair, version=2, reopened_by=chair.user, reopened_because=f"{name} was mixed up."
    )
    Score.objects.bulk_create(
        Score(card=card, candidate=row.candidate, criterion=row.criterion, points=1, note=f"Not {name}.")
        for row in Score.objects.filter(card__member=chair).select_related("candidate", "criterion")
    )
    ScoreCard.objects.filter(pk=card.pk).update(submitted_at=Now())
    tokens = [line.token for line in blinding.candidates(chair)]
    rest = moderating.fingerprint(moderating.proposals(vacancy, Basis.LOWER))
    moderating.agree_the_rest(chair, Basis.LOWER, listed=rest, note=f"{name} again.", by=chair.user)
    deciding.choose(chair, dict.fromkeys(tokens, deciding.Outcome.NOT_SHORTLISTED), by=chair.user)
    deciding.confirm(Vacancy.objects.get(pk=vacancy.pk).shortlist, by=chair.user)
    shortlist = Vacancy.objects.get(pk=vacancy.pk).shortlist
    deciding.reopen(shortlist, by=chair.user, reason=f"{name} rang.")
    deciding.confirm(shortlist, by=chair.user)
    for person, way in ((chair.user, PANEL), (recruiter_of(vacancy), DESK)):
        for pack in PACKS:
            status, headers, body = got(person, way + pack, vacancy)
            assert status == 200
            assert "no-store" in headers
            assert name not in headers
            # Six places where somebody wrote the name: found where names may stand, the search finds them.
            assert (body.count(name) >= 6) == ("names" in pack), pack
            assert ("[name removed]" in body) == ("labels" in pack)
        # Each that was handed out is kept on record.
        on_record = AuditEvent.objects.filter(action="vacancy.pack_downloaded", actor_id=person.pk)
        assert [event.details for event in on_record.order_by("pk")] == [
            {"names": "names" in pack, "form": pack.rpartition("_")[2]} for pack in PACKS
        ]


def test_guaranteed_interviews_are_told_in_the_recruiters_pack_with_names_alone():
    vacancy = confirmed_vacancy(applications=3, criteria=1)
    employer = vacancy.employer
    employer.is_disability_confident = True
    employer.save()
    recruiter = recruiter_of(vacancy)
    application = vacancy.applications.first()
    GuaranteedInterview.objects.create(
        shortlist=vacancy.shortlist, application=application, decided_by=recruiter
    )
    Shortlist.objects.filter(vacancy=vacancy).update(high_volume_reason="Ninety people met everything.")
    record("shortlist.checked", vacancy.shortlist, by=recruiter, reason="Zyxcheck", guaranteed=1)
    traces = ("uarantee", "Ninety people", "checked", "Zyxcheck")
    for person, way in ((chair_of(vacancy).user, PANEL), (recruiter, DESK)):
        for pack in PACKS:
            body = got(person, way + pack, vacancy)[2]
            found = {trace for trace in traces if trace in body}
            if (person, "names" in pack) == (recruiter, True):
                assert {"uarantee", "Ninety people", "Zyxcheck"} <= found
            else:
                assert found == set(), (way, pack)
    # Who was told what would tell of an invitation that the panel did not choose: only where all may know.
    assert all("what" not in one for c in document(vacancy)["candidates"] for one in c["told"])


def test_who_looked_at_whom_comes_from_the_trail():
    vacancy = scored_vacancy(applications=2, criteria=1)
    member = vacancy.panel.get(is_chair=False)
    first, second = member.candidates.order_by("pk")
    seeing.seen(member, [first.token, second.token], "print", by=member.user)
    seeing.seen(member, [first.token], "candidate", by=member.user)
    labels = {row.application_id: row.label for row in chair_of(vacancy).candidates.all()}
    looks = {
        c["label"]: [(look["member"], look["times"]) for look in c["looks"]]
        for c in document(vacancy)["candidates"]
    }
    assert looks == {labels[first.application_id]: [("M2", 2)], labels[second.application_id]: [("M2", 1)]}


# --- As tables ----------------------------------------------------------------------------------------------


def test_no_cell_of_the_tables_runs_as_a_formula():
    vacancy = closed_vacancy(applications=1, criteria=1)
    for member in vacancy.panel.all():
        score_all(member, note="=1+1")
        ScoreCard.objects.filter(member=member).update(submitted_at=Now())
    with (
        queries.decision_pack(vacancy, with_names=False, to_recruiter=True) as pack,
        as_tables.archive(pack) as held,
        zipfile.ZipFile(held) as packed,
    ):
        rows = list(csv.DictReader(io.StringIO(packed.read("scores.csv").decode("utf-8-sig"))))
        assert {"read me.txt", "ranking.csv", "sums.csv"} <= set(packed.namelist())
    assert [row["note"] for row in rows] == ["'=1+1"] * 2


# --- However many there are ---------------------------------------------------------------------------------


def queries_for(applications):
    vacancy = announced_vacancy(applications=applications, criteria=2)
    with CaptureQueriesContext(connection) as asked:
        document(vacancy, with_names=True, to_recruiter=True)
    return len(asked)


def test_the_number_of_queries_does_not_grow():
    assert queries_for(1) == queries_for(3)


def test_a_long_pack_is_printed_in_parts(monkeypatch):
    monkeypatch.setattr("applicants.shortlisting.queries.pack.CANDIDATES_A_PART", 2)
    vacancy = scored_vacancy(applications=3, criteria=1)
    client = Client()
    client.force_login(chair_of(vacancy).user)
    address = reverse("shortlisting:pack_labels_print", args=[vacancy.pk])
    shown = [client.get(f"{address}?part={part}").content.decode() for part in ("1", "2", "9", "x")]
    numbers = [page.count('class="app-pack__candidate"') for page in shown]
    assert numbers == [2, 1, 1, 2]
    assert "candidates 1 to 2 of 3" in shown[0]
