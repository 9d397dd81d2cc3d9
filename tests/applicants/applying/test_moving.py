"""The mover: every move of the table and no other, always with its line of history."""

import ast
import re
from pathlib import Path

import pytest
from django.db import transaction

from applicants.applying.models import Application, StatusChange
from applicants.applying.moving import NotAllowed, move, move_all
from applicants.applying.status import MOVES, Status
from recruitment.audit.recording import SystemJob
from tests.factories import UserFactory, complete_draft, open_vacancy

ROOT = Path(__file__).resolve().parents[3]
# What stands before WHERE is written, what stands behind it is only asked.
SQL_WRITE = re.compile(
    r"UPDATE\s+applying_application\b((?!\bWHERE\b).)*\bstatus\s*=", re.IGNORECASE | re.DOTALL
)
# How to get to each status by moves that exist.
PATHS = {
    Status.DRAFT: [],
    Status.SUBMITTED: [Status.SUBMITTED],
    Status.SHORTLISTED: [Status.SUBMITTED, Status.SHORTLISTED],
    Status.RESERVE: [Status.SUBMITTED, Status.RESERVE],
    Status.NOT_SHORTLISTED: [Status.SUBMITTED, Status.NOT_SHORTLISTED],
    Status.WITHDRAWN: [Status.SUBMITTED, Status.WITHDRAWN],
    Status.VACANCY_WITHDRAWN: [Status.SUBMITTED, Status.VACANCY_WITHDRAWN],
}


def standing_at(status):
    application = complete_draft(open_vacancy(criteria=1))
    for step in PATHS[status]:
        move(application, step, by=application.applicant)
    return application


@pytest.mark.django_db
@pytest.mark.parametrize("to", Status)
@pytest.mark.parametrize("start", Status)
def test_the_whole_square(start, to):
    application = standing_at(start)
    person = UserFactory()
    before = application.status_changes.count()
    if to in MOVES[start]:
        move(application, to, by=person, reason="because")
        change = application.status_changes.last()
        assert (change.from_status, change.to_status, change.by, change.reason) == (
            start,
            to,
            person,
            "because",
        )
        assert application.status_changes.count() == before + 1
        expected = to
    else:
        with pytest.raises(NotAllowed):
            move(application, to, by=person)
        assert application.status_changes.count() == before
        expected = start
    assert Application.objects.get(pk=application.pk).status == expected == application.status


@pytest.mark.django_db
@pytest.mark.parametrize("to", [status for status in Status if status != Status.SUBMITTED])
@pytest.mark.parametrize("start", Status)
def test_the_square_for_many_at_once(start, to):
    first, second = standing_at(start), standing_at(start)
    before = StatusChange.objects.count()
    if to in MOVES[start]:
        move_all([second, first], to, by=UserFactory())
        assert StatusChange.objects.filter(from_status=start, to_status=to).count() == 2
    else:
        with pytest.raises(NotAllowed):
            move_all([second, first], to, by=UserFactory())
        assert StatusChange.objects.count() == before
    expected = to if to in MOVES[start] else start
    assert set(Application.objects.values_list("status", flat=True)) == {expected}


@pytest.mark.django_db
def test_of_many_all_go_or_none_does():
    can, cannot = standing_at(Status.SUBMITTED), standing_at(Status.WITHDRAWN)
    with pytest.raises(NotAllowed):
        move_all([can, cannot], Status.SHORTLISTED, by=UserFactory())
    assert Application.objects.get(pk=can.pk).status == Status.SUBMITTED


@pytest.mark.django_db
def test_many_are_not_submitted_at_once():
    with pytest.raises(ValueError, match="one application at a time"):
        move_all([standing_at(Status.DRAFT)], Status.SUBMITTED, by=UserFactory())


@pytest.mark.django_db
def test_it_looks_at_the_row_and_not_at_what_the_caller_read_before():
    application = standing_at(Status.SUBMITTED)
    stale = Application.objects.get(pk=application.pk)
    move(application, Status.WITHDRAWN, by=application.applicant)
    with pytest.raises(NotAllowed):
        move(stale, Status.SHORTLISTED, by=application.applicant)
    assert stale.status == Status.WITHDRAWN
    assert StatusChange.objects.filter(to_status=Status.SHORTLISTED).count() == 0


@pytest.mark.django_db
def test_a_refused_move_leaves_the_callers_transaction_whole():
    application = standing_at(Status.WITHDRAWN)
    with transaction.atomic():
        with pytest.raises(NotAllowed):
            move(application, Status.SUBMITTED, by=application.applicant)
        other = standing_at(Status.SUBMITTED)
    assert Application.objects.get(pk=other.pk).status == Status.SUBMITTED


@pytest.mark.django_db
def test_it_hands_back_the_instant_the_gate_stamped():
    application = standing_at(Status.SUBMITTED)
    assert application.submitted_at == Application.objects.get(pk=application.pk).submitted_at is not None


@pytest.mark.django_db
def test_a_named_job_may_move_too():
    application = standing_at(Status.SUBMITTED)
    move(application, Status.NOT_SHORTLISTED, by=SystemJob("a test"))
    assert application.status_changes.last().by is None


def _application_status_writes(tree: ast.AST):
    """Line numbers of `<application>.status = …` and of querysets of applications updating `status`."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign | ast.AugAssign | ast.AnnAssign):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            for target in targets:
                if isinstance(target, ast.Attribute) and target.attr == "status":
                    yield node.lineno
        if isinstance(node, ast.Call):
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            writes = {"update", "create", "get_or_create", "update_or_create", "aupdate", "Application"}
            if name in writes and any(word.arg == "status" for word in node.keywords):
                yield node.lineno
            if name in {"setattr", "bulk_update"} and any(
                isinstance(leaf, ast.Constant) and leaf.value == "status" for leaf in ast.walk(node)
            ):
                yield node.lineno
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and SQL_WRITE.search(node.value):
            yield node.lineno


def test_the_scan_sees_every_way_to_write_a_status():
    ways = (
        "application.status = 'x'",
        "rows.update(status='x')",
        "Application(status='x')",
        "rows.create(status='x')",
        "setattr(application, 'status', 'x')",
        "rows.bulk_update(found, ['status'])",
        "cursor.execute('UPDATE applying_application SET status = %s')",
        "cursor.execute('UPDATE applying_application SET saved_at = now(), status = %s WHERE id = %s')",
    )
    assert all(list(_application_status_writes(ast.parse(way))) for way in ways)
    asks = "cursor.execute('UPDATE applying_application SET saved_at = now() WHERE status = %s')"
    assert not list(_application_status_writes(ast.parse(asks)))


def test_nobody_but_the_mover_writes_an_applications_status():
    offenders = []
    for path in sorted((ROOT / "applicants").rglob("*.py")):
        if "migrations" in path.parts or path == ROOT / "applicants/applying/moving.py":
            continue
        lines = _application_status_writes(ast.parse(path.read_text()))
        offenders += [f"{path.relative_to(ROOT)}:{line}" for line in lines]
    assert offenders == []
