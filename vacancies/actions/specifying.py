"""Writing a person specification in bulk: a pasted list, or another vacancy's."""

from collections.abc import Iterable

from django.db import transaction

from recruitment.accounts.models import User
from recruitment.audit.recording import record
from vacancies.actions.locking import lock
from vacancies.actions.publishing import NotADraft
from vacancies.models import Criterion, Vacancy
from vacancies.status import Status

# Far beyond any advert: the page of a vacancy takes as many rows.
MOST_CRITERIA = 100


class TooManyCriteria(Exception):
    """More than a page can hold."""


@transaction.atomic
def add_criteria(vacancy: Vacancy, points: Iterable[dict], *, by: User) -> int:
    """Put criteria behind those that are there; each is a dict of Criterion's fields. Also: audits.

    Returns how many. Raises NotADraft and TooManyCriteria.
    """
    _begin(vacancy)
    criteria = _behind_the_last(vacancy, points)
    Criterion.objects.bulk_create(criteria)
    record("vacancy.criteria_added", vacancy, by=by, employer_id=vacancy.employer_id, criteria=len(criteria))
    return len(criteria)


@transaction.atomic
def copy_specification(
    vacancy: Vacancy, source: Vacancy, *, by: User, with_questions: bool, with_scale: bool
) -> int:
    """Copy another vacancy's criteria behind those that are there. Also: audits.

    `with_questions` copies its pre-application questions and what documents it asks for, too; `with_scale`
    takes over its scale. A minimum of a criterion's own comes along only with its scale.

    Returns how many criteria were copied. Raises NotADraft and TooManyCriteria.
    """
    _begin(vacancy)
    columns = ("group", "text", "guidance", "importance", "evidenced_by", "kind", "weight", "minimum")
    points = list(source.criteria.values(*columns))
    if with_scale:
        vacancy.score_lowest, vacancy.score_labels = source.score_lowest, source.score_labels
        vacancy.met_from = source.met_from
        vacancy.save(update_fields=["score_lowest", "score_labels", "met_from"])
    else:
        points = [{**point, "minimum": None} for point in points]
    Criterion.objects.bulk_create(_behind_the_last(vacancy, points))
    if with_questions:
        _copy_new(source.questions.all(), vacancy.questions, key="text")
        _copy_new(source.asked_documents.all(), vacancy.asked_documents, key="title")
    record(
        "vacancy.specification_copied",
        vacancy,
        by=by,
        employer_id=vacancy.employer_id,
        source=source.pk,
        criteria=len(points),
        with_questions=with_questions,
        with_scale=with_scale,
    )
    return len(points)


def _begin(vacancy: Vacancy) -> None:
    lock(vacancy)
    if vacancy.status != Status.DRAFT:
        raise NotADraft


def _behind_the_last(vacancy: Vacancy, points: Iterable[dict]) -> list[Criterion]:
    taken = list(vacancy.criteria.values_list("position", flat=True))
    first = max(taken, default=0) + 1
    criteria = [
        Criterion(vacancy=vacancy, position=position, **point)
        for position, point in enumerate(points, start=first)
    ]
    if len(taken) + len(criteria) > MOST_CRITERIA:
        raise TooManyCriteria
    return criteria


def _copy_new(rows, there, *, key: str) -> None:
    """Put the rows whose words are not there yet behind those that are."""
    known = set(there.values_list(key, flat=True))
    first = max(there.values_list("position", flat=True), default=0) + 1
    new = [row for row in rows if getattr(row, key) not in known]
    for position, row in enumerate(new, start=first):
        row.pk, row.vacancy, row.position = None, there.instance, position
        row.save(force_insert=True)
