"""What the panel reads besides the evidence: durations instead of dates, words instead of files, no name."""

import dataclasses
import re
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from applicants.applying.moving import move
from applicants.applying.pages import Name
from applicants.applying.status import Registration, Scan, Status
from applicants.shortlisting import blinding
from applicants.shortlisting.blinding.background import BlindGap, BlindJob, in_years
from applicants.shortlisting.masking import BY_HAND, NAME
from applicants.shortlisting.models import MaskedWords
from tests.applicants.shortlisting.panels import close, declare
from tests.factories import (
    ApplicationDocumentFactory,
    PanelMemberFactory,
    UserFactory,
    as_draft,
    complete_draft,
    open_vacancy,
    row_of,
)

pytestmark = pytest.mark.django_db
SAID = "Quillon here."


@pytest.fixture(autouse=True)
def _without_second_factor(settings):
    settings.STAFF_MFA_REQUIRED = False


def with_work(application) -> None:
    """Two jobs with an explained gap between them, and an explanation whose gap is no more."""
    for began, ended in ((date(2024, 3, 1), None), (date(2019, 1, 1), date(2021, 3, 1))):
        row_of(application, Name.EMPLOYMENT, started_on=began, ended_on=ended, duties=SAID)
    application.explained_gaps.create(
        started_on=date(2021, 4, 1), ended_on=date(2024, 2, 1), explanation=f"{SAID} I studied."
    )
    application.explained_gaps.create(
        started_on=date(2015, 1, 1), ended_on=date(2016, 2, 1), explanation="Thistlewhang"
    )


@pytest.fixture
def member():
    return reader()


def reader(rows=1):
    """A member of a panel whose one applicant has written so many rows everywhere."""
    vacancy = open_vacancy(criteria=1, registration="Registered with a council")
    with as_draft(vacancy):
        asked = [
            vacancy.asked_documents.create(title=title, position=n) for n, title in enumerate(("CV", "Pass"))
        ]
    application = complete_draft(
        vacancy,
        applicant=UserFactory(name=""),
        first_name="Quillon",
        statement=f"{SAID} The Larkspur group.",
        registration=Registration.REGISTERED,
        registration_body="The Council",
        registration_number="SW12345",
    )
    with_work(application)
    for _ in range(rows):
        row_of(
            application,
            Name.QUALIFICATIONS,
            subject="Health",
            kind="NVQ",
            place="Larkhill College",
            year=1987,
        )
        row_of(
            application, Name.TRAINING, title="First aid", provider="Quillon Ltd", ended_on=date(1999, 3, 1)
        )
    for one, scan in zip(asked, (Scan.CLEAN, Scan.NOT_SCANNED), strict=True):
        ApplicationDocumentFactory(
            application=application, asked=one, file_name="Quillon.pdf", text=f"{SAID} Larkspur", scan=scan
        )
    move(application, Status.SUBMITTED, by=application.applicant)
    MaskedWords.objects.create(application=application, words="larkspur", masked_by=UserFactory())
    member = PanelMemberFactory(vacancy=close(vacancy))
    declare(member)
    blinding.prepare(member)
    return member


def shown(member):
    (line,) = blinding.candidates(member)
    return blinding.brought_by(member, line.token).background


def test_everything_is_masked_and_nothing_tells_when(member):
    background = shown(member)
    now, gap, before = background.work
    assert isinstance(now, BlindJob)
    assert now.is_current
    assert (before.lasted, before.is_current, before.duties) == ("2 years 3 months", False, f"{NAME} here.")
    assert gap == BlindGap("2 years 11 months", f"{NAME} here. I studied.")
    assert background.statement == f"{NAME} here. The {BY_HAND} group."
    (qualification,), (training,) = background.qualifications, background.training
    assert (qualification.subject, qualification.kind) == ("Health", "NVQ")
    assert (training.title, training.provider, training.is_finished) == ("First aid", f"{NAME} Ltd", True)
    assert background.registration.body == "The Council"
    released, held = background.documents
    assert (released.name, released.text) == ("Document 1: CV", f"{NAME} here. {BY_HAND}")
    assert (held.name, held.text, held.was_sent, held.is_there) == ("Document 2: Pass", "", True, False)
    said = str(dataclasses.asdict(background))
    assert not re.search(r"19\d\d|20\d\d|Quillon|larkspur|Larkhill|SW12345|Thistlewhang|\.pdf", said, re.I)


def test_the_page_is_the_members_own_and_costs_the_same_for_any_number_of_rows(django_assert_max_num_queries):
    numbers = []
    for rows in (1, 3):
        member, client = reader(rows), Client()
        client.force_login(member.user)
        (line,) = blinding.candidates(member)
        url = reverse("shortlisting:background", args=[member.vacancy_id, line.token])
        assert "A gap of 2 years 11 months" in client.get(url).content.decode()
        with django_assert_max_num_queries(12) as queries:
            client.get(url)
        numbers.append(len(queries))
    assert numbers[0] == numbers[1]
    other = PanelMemberFactory(vacancy=member.vacancy)
    declare(other)
    client.force_login(other.user)
    assert client.get(url).status_code == 404


def test_whom_a_member_recognised_and_whom_others_score_is_not_theirs_to_read(member):
    (line,) = blinding.candidates(member)
    # What was recognised stays so: it comes last.
    for change in ({"is_assigned": False}, {"is_assigned": True, "recognised_at": "2026-11-01T00:00Z"}):
        member.candidates.update(**change)
        assert blinding.brought_by(member, line.token) is None
        assert blinding.candidate(member, line.token) is None
        assert blinding.candidates(member) == []


def test_months_in_words():
    assert [in_years(months) for months in (1, 12, 26)] == ["1 month", "1 year", "2 years 2 months"]
