"""Where a vacancy may go: the table of moves and the database's own, tried over the whole square."""

from datetime import timedelta
from itertools import product

import pytest
from django.db import DatabaseError, transaction
from django.utils import timezone

from tests.factories import UserFactory, VacancyFactory
from vacancies.models import Vacancy
from vacancies.status import ENDED, MOVES, UNPUBLISHED, Status

pytestmark = pytest.mark.django_db


def standing_at(status, *, opens_in=timedelta(hours=-1), **fields) -> Vacancy:
    """A vacancy put down in a status; only changes pass the trigger."""
    return VacancyFactory(criteria=0, status=status, **columns(status, timezone.now() + opens_in), **fields)


def columns(status, opens_at) -> dict:
    """What the checks of the table ask of a row with this status."""
    now = timezone.now()
    published = {} if status in UNPUBLISHED else {"opens_at": opens_at, "published_at": now}
    ended = (
        {"closed_at": now, "close_reason": "recruiter"}
        if status in ENDED
        else {"closed_at": None, "close_reason": ""}
    )
    return {**published, **ended, "withdrawn_at": now if status == Status.WITHDRAWN else None}


def move(vacancy, to, **fields) -> str:
    """Write the status as a shell would; "" where the database lets it, else its refusal's code."""
    values = {**columns(to, vacancy.opens_at or timezone.now()), **fields}
    try:
        with transaction.atomic():
            Vacancy.objects.filter(pk=vacancy.pk).update(status=to, **values)
    except DatabaseError as refusal:
        return refusal.__cause__.sqlstate
    return ""


@pytest.mark.parametrize(("start", "to"), [pair for pair in product(Status, Status) if pair[0] != pair[1]])
def test_the_database_allows_what_the_table_names_and_nothing_else(start, to):
    # As good a case as there can be: not opened yet, sent and approved by two people.
    vacancy = standing_at(start, opens_in=timedelta(hours=1), sent_for_approval_by=UserFactory())
    assert move(vacancy, to, approved_by=UserFactory()) == ("" if to in MOVES[start] else "VA002")


def test_what_has_opened_is_never_a_draft_again():
    assert move(standing_at(Status.PUBLISHED), Status.DRAFT) == "VA002"


def test_where_approval_is_needed_a_draft_is_not_published():
    assert move(standing_at(Status.DRAFT, employer__needs_approval=True), Status.PUBLISHED) == "VA003"
    assert move(standing_at(Status.APPROVED, employer__needs_approval=True), Status.PUBLISHED) == ""


@pytest.mark.parametrize("approver", ["nobody", "the sender"])
def test_approving_takes_a_second_person(approver):
    sender = UserFactory()
    vacancy = standing_at(Status.AWAITING_APPROVAL, sent_for_approval_by=sender)
    approved_by = sender if approver == "the sender" else None
    assert move(vacancy, Status.APPROVED, approved_by=approved_by) == "VA003"


def test_a_save_that_changes_no_status_is_no_move():
    vacancy = standing_at(Status.WITHDRAWN)
    vacancy.save()
