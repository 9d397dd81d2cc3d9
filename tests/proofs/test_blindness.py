"""The panel learns nothing about who somebody is: canaries, on every address there is, at every stage.

Everybody who must stay blind asks for every address of the resolver (blind_world.py), before and after each
stage. The last tests take the blinding away, one part after the other: then the canaries are found, so the
proof can fail.
"""

import base64
import logging
import re

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.html import strip_tags

from applicants.shortlisting import blinding, masking, queries
from applicants.shortlisting.blinding import CandidateLine
from applicants.shortlisting.views import background
from recruitment.mail.models import OutgoingEmail
from tests.applicants.shortlisting.panels import apply, close, declare
from tests.factories import PanelMemberFactory, StaffRoleFactory, open_vacancy
from tests.proofs.blind_world import (
    STAGES,
    TRACES,
    UNSEEN,
    Stage,
    every_address,
    leaks,
    panels_addresses,
    traces_in,
    unpacked,
)

pytestmark = [pytest.mark.django_db, pytest.mark.proof]


@pytest.fixture(autouse=True)
def _without_second_factor(settings):
    settings.STAFF_MFA_REQUIRED = False


# --- The walk ---------------------------------------------------------------------------------------------


DESK_OF_THE_PANEL = ("desk/shortlisting/", "desk/applying/")


# Two walks of the same length, for two cores.
@pytest.mark.parametrize("stages", [STAGES[:4], STAGES[4:]], ids=["while scoring", "with all cards in"])
def test_no_canary_anywhere(stages, caplog):
    caplog.set_level(logging.DEBUG)
    caplog.set_level(logging.WARNING, logger="factory")
    stage = Stage(stages[0])
    for name in stages:
        stage.as_far_as(name)
        blind = [stage.member, stage.recruiting_member]
        if name != "announced":
            # Once everybody has been told, the chair sees names; until then no more than everybody else.
            blind.append(stage.chair)
        for seat in blind:
            addresses = panels_addresses(stage, seat)
            assert len(addresses) > 20
            assert leaks(seat.user, addresses) == {}, name
        # What pressing a button answers; nobody's buttons do more than those of the last of them.
        assert leaks(seat.user, addresses, "post") == {}, name
        # The rest of the desk knows nothing of stages: it is looked at when the most has happened.
        desk = "desk/" if name == "announced" else DESK_OF_THE_PANEL
        assert leaks(stage.recruiting_member.user, every_address(stage, beginning=desk)) == {}, name
        assert in_emails_to_staff(stage) == set(), name
    assert leaks(seat.user, addresses, "head") == {}
    assert traces_in(in_the_cache()) == set()
    said = "\n".join(record.getMessage() for record in caplog.records if record.name != "django.db.backends")
    assert traces_in(said) == set()


def test_no_canary_on_the_other_pages_of_the_service():
    """They know nothing of stages: one look at all of them, when the most has happened."""
    stage = Stage("confirmed")
    everywhere = every_address(stage)
    assert len(everywhere) > 100
    others = [address for address in everywhere if not address.startswith(("/panel/", "/desk/"))]
    for member in (stage.member, stage.chair):
        assert leaks(member.user, others) == {}
    # Who sits on no panel, and recruits for nobody.
    assert leaks(stage.manager, [address for address in everywhere if address not in others]) == {}


def in_emails_to_staff(stage) -> set[str]:
    staff = [seat.user.email for seat in stage.vacancy.panel.all()] + [
        stage.manager.email,
        stage.reader.email,
    ]
    emails = OutgoingEmail.objects.filter(to__in=staff)
    assert stage.name == "open" or emails
    return traces_in(
        "\n".join(f"{email.key} {email.about} {email.subject} {email.text} {email.html}" for email in emails)
    )


def in_the_cache() -> str:
    """Everything in it, as it lies there and taken out of its wrapping."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT cache_key, value FROM cache")
        rows = cursor.fetchall()
    return "\n".join(f"{key} {base64.b64decode(value).decode(errors='replace')}" for key, value in rows)


@pytest.mark.parametrize("name", ["candidate", "background"])
def test_the_evidence_is_there_although_the_person_is_not(name):
    stage = Stage("scoring")
    row = stage.member.candidates.get(application=stage.canary)
    client = Client()
    client.force_login(stage.member.user)
    shown = client.get(reverse(f"shortlisting:{name}", args=[stage.vacancy.pk, row.token])).content.decode()
    assert "I led a weekly group and reviewed it with my supervisor." in shown
    assert stage.canary.reference not in shown
    assert "[name removed]" in shown
    assert "[words removed]" in shown


def received_at(application, instant):
    """At a time of day at which nothing else happened; the database lets nobody else change it."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute(
            "UPDATE applying_application SET submitted_at = %s WHERE id = %s", [instant, application.pk]
        )
        cursor.execute("SET LOCAL session_replication_role = origin")


def test_nothing_of_an_application_but_its_words_reaches_the_panels_pages():
    """Neither reference nor time nor number; and before the panel may look, not even a label."""
    stage = Stage("being_read")
    received_at(stage.canary, "2026-03-14T03:14:15Z")
    client = Client()
    for name in ("being_read", "declaring", "moderation"):
        stage.as_far_as(name)
        client.force_login(stage.chair.user)
        for address in panels_addresses(stage, stage.chair):
            response = client.get(address)
            body = b"".join(response.streaming_content) if response.streaming else response.content
            page = unpacked(body).decode(errors="replace")
            text = strip_tags(page)
            assert stage.canary.reference not in text
            assert "03:14" not in text
            assert not re.search(rf"application\W{{0,2}}{stage.canary.pk}\b", page)
            if name in ("being_read", "declaring"):
                assert not any(row.label in text for row in stage.chair.candidates.all())


def test_neither_pages_nor_labels_follow_submission_and_no_two_members_share_them():
    vacancy = open_vacancy(criteria=1)
    members = [PanelMemberFactory(vacancy=vacancy, is_chair=n == 0) for n in range(2)]
    for member in members:
        declare(member)
    applications = [apply(vacancy) for _ in range(24)]
    close(vacancy)
    listed, labels = [], []
    for member in members:
        client = Client()
        client.force_login(member.user)
        page = client.get(reverse("shortlisting:vacancy", args=[vacancy.pk])).content.decode()
        tokens = list(dict.fromkeys(re.findall(r"/candidates/([0-9a-f-]{36})/\">Candidate", page)))
        by_token = {str(row.token): row for row in member.candidates.all()}
        listed.append([by_token[token].application_id for token in tokens])
        labels.append({row.application_id: row.label for row in by_token.values()})
    submitted = [application.pk for application in applications]
    assert sorted(listed[0]) == sorted(listed[1]) == submitted
    # 24! orders: meeting one of these by chance will not happen while this software is used.
    assert listed[0] not in (submitted, submitted[::-1], listed[1])
    assert listed[1] not in (submitted, submitted[::-1])
    assert sum(labels[0][pk] == labels[1][pk] for pk in submitted) < 3


def test_the_database_is_not_even_asked_for_names_by_the_lists():
    """Structure, not luck: the pages that list candidates do not load one personal column."""
    stage = Stage("choosing")
    client = Client()
    client.force_login(stage.chair.user)
    for name in ("vacancy", "ranking"):
        with CaptureQueriesContext(connection) as asked:
            assert client.get(reverse(f"shortlisting:{name}", args=[stage.vacancy.pk])).status_code == 200
        said = " ".join(query["sql"] for query in asked)
        assert '"applying_application"."last_name"' not in said
        assert '"applying_application"."postcode"' not in said


# --- The negative controls: with the blinding taken away, the proof fails -----------------------------------


@pytest.fixture
def scoring():
    return Stage("scoring")


def of_the_panel(stage, member=None):
    member = member or stage.member
    return leaks(member.user, panels_addresses(stage, member))


def test_control_without_masking_the_canaries_are_found(monkeypatch, scoring):
    monkeypatch.setattr(masking, "_patterns", lambda person: ())
    found = of_the_panel(scoring)
    assert set().union(*found.values()) >= {
        trace.pattern for trace in TRACES if trace.pattern not in ("grebeholm", *UNSEEN)
    }
    assert any("/background/" in address for address in found)


def test_control_without_the_words_masked_by_hand_they_are_found(scoring):
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute("DELETE FROM shortlisting_maskedwords")
        cursor.execute("SET LOCAL session_replication_role = origin")
    assert set().union(*of_the_panel(scoring).values()) == {"wobblethrush"}


@pytest.mark.parametrize("where", ["title", "header"])
def test_control_a_leak_in_a_title_or_a_header_alone_is_found(monkeypatch, scoring, where):
    def telling(request, template, context):
        page = "<title>Zyxquill</title>" if where == "title" else ""
        named = {"Content-Disposition": 'attachment; filename="zyxquill.pdf"'} if where == "header" else {}
        return HttpResponse(page, headers=named)

    monkeypatch.setattr(background, "render", telling)
    (found,) = of_the_panel(scoring)
    assert found.endswith("/background/")


def test_control_names_before_everybody_has_been_told_are_found(monkeypatch):
    stage = Stage("confirmed")
    monkeypatch.setattr(queries, "names_are_open", lambda vacancy, shortlist: True)
    announce = reverse("shortlisting:announce", args=[stage.vacancy.pk])
    assert "zyxq" in of_the_panel(stage, stage.chair)[announce]


def test_control_a_name_beside_a_token_is_found_and_one_that_chance_spells_is_not():
    token = "aB3" * 9 + "zYxQ" + "9"
    assert len(token) == 32
    assert traces_in(f'value="{token}"') == traces_in(f"sessionid={token * 2};") == set()
    assert traces_in(f"{token} Zyxquill") == {"zyxq"}


def test_control_with_a_name_in_the_dataclass_it_is_found(monkeypatch, scoring):
    def telling(member):
        rows = member.candidates.select_related("application")
        return [CandidateLine(row.token, row.application.full_name, False) for row in rows]

    monkeypatch.setattr(blinding, "candidates", telling)
    page = reverse("shortlisting:vacancy", args=[scoring.vacancy.pk])
    assert leaks(scoring.member.user, [page])


def test_control_off_the_panel_a_recruiter_does_see_who_applied(scoring):
    """The same walk finds the canaries where they may be seen: the walk reaches the pages that hold them."""
    recruiter = StaffRoleFactory(employer=scoring.employer).user
    PanelMemberFactory(user=recruiter)
    found = leaks(recruiter, every_address(scoring, beginning=DESK_OF_THE_PANEL))
    assert any(address.startswith("/desk/applying/application/") for address in found)
    assert set(UNSEEN) - {"whinchatter"} <= set().union(*found.values())
