"""How far a draft is: the task list, and what is still missing."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import Enum

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Case, Exists, F, OuterRef, Q, QuerySet, Subquery, When
from django.db.models.functions import JSONObject

from applicants.applying import pages
from applicants.applying.models import Application, PreApplicationAnswer, Section
from applicants.applying.pages import Name
from applicants.applying.queries.asking import (
    Question,
    as_questions,
    asked_of,
    questions_before,
    with_answers,
)
from applicants.applying.queries.documents import documents, documents_in_short
from applicants.applying.status import Scan
from recruitment.prepared import prepared
from vacancies.models import Criterion, PreApplicationQuestion


class Progress(Enum):
    """How far one page of a draft is."""

    NOT_STARTED = "Not started"
    IN_PROGRESS = "In progress"
    COPIED = "Check what was copied"
    COMPLETE = "Complete"
    OPTIONAL = "Optional"


@dataclass(frozen=True)
class Task:
    """One line of the task list; `criterion` is None but for evidence."""

    name: Name
    title: str
    group: str
    progress: Progress
    criterion: Criterion | None = None

    @property
    def is_missing(self) -> bool:
        return self.progress not in (Progress.COMPLETE, Progress.OPTIONAL)


def progress_of_sections(application: Application) -> dict[str, Progress]:
    """By page, for those that keep a row. One query."""
    return _by_page(application.sections.values("name", "complete", "copied_from_id"))


def progress(application: Application) -> list[Task]:
    """The task list of a draft, in order. One query: submitting has few to spare, and every save asks."""
    criteria = _with_the_rest(application.vacancy_id, application.pk)
    if not criteria:
        return _without_criteria(application)
    # The criteria tell of the other pages.
    first = criteria[0]
    papers = _of_documents((row["is_needed"], row["scan"]) for row in first.sent_documents)
    return _tasks(
        application, as_questions(criteria), first.answered_before, _by_page(first.kept_sections), papers
    )


@prepared
def _with_the_rest(vacancy: int, application: int) -> QuerySet[Criterion]:
    """The criteria asked about, the first of them with what tells how far the other pages are."""
    is_first = Q(pk=Subquery(asked_of(vacancy).values("pk")[:1]))
    kept = Section.objects.filter(application=application).values(
        row=JSONObject(name="name", complete="complete", copied_from_id=F("copied_from_id"))
    )
    rest = {
        "answered_before": ArraySubquery(_answered_before(vacancy, application)),
        "kept_sections": ArraySubquery(kept),
        "sent_documents": documents_in_short(vacancy, application),
    }
    # Once is enough: JSON is slow to read.
    return with_answers(vacancy, application).annotate(
        **{name: Case(When(is_first, then=told)) for name, told in rest.items()}
    )


def _answered_before(vacancy: int, application: int) -> QuerySet:
    """Of each of the employer's questions: has it an answer?"""
    given = PreApplicationAnswer.objects.filter(application=application, question=OuterRef("pk"))
    asked = PreApplicationQuestion.objects.filter(vacancy=vacancy)
    return asked.values_list(Exists(given.exclude(answer="")))


def _without_criteria(application: Application) -> list[Task]:
    """The same where there is no criterion to tell of the rest."""
    before = [bool(question.given) for question in questions_before(application)]
    sections = progress_of_sections(application)
    papers = _of_documents((one.asked.is_needed, one.scan) for one in documents(application))
    return _tasks(application, [], before, sections, papers)


def _by_page(rows: Iterable[Mapping]) -> dict[str, Progress]:
    """The progress of those pages that keep a row."""
    return {row["name"]: _of_row(row) for row in rows}


def _tasks(
    application: Application,
    asked: list[Question],
    before: list[bool],
    sections: Mapping[str, Progress],
    papers: Progress | None,
) -> list[Task]:
    lines = []
    for page in pages.PAGES:
        if not page.asked(application.vacancy):
            continue
        if page.name == Name.EVIDENCE:
            lines += [_of_question(page, question) for question in asked]
        elif page.name == Name.DOCUMENTS:
            lines += [Task(page.name, page.title, page.group, papers)] if papers else []
        elif page.name != Name.QUESTIONS or before:
            lines.append(Task(page.name, page.title, page.group, _of(page, application, before, sections)))
    return lines


def missing(application: Application) -> list[Task]:
    """What still has to be done before the application can be submitted."""
    return [task for task in progress(application) if task.is_missing]


def following(lines: list[Task], name: Name | None = None, criterion: Criterion | None = None) -> Task | None:
    """Where somebody goes on who has just saved that page: None when nothing has to be done any more.

    First whatever is not done further down, also what is optional; then, from the top, what is missing.
    """
    missing_first = next((task for task in lines if task.is_missing), None)
    if missing_first is None:
        return None
    here = next((n for n, task in enumerate(lines) if (task.name, task.criterion) == (name, criterion)), -1)
    below = (task for task in lines[here + 1 :] if task.progress != Progress.COMPLETE)
    return next(below, missing_first)


def _of(page: pages.Page, application, before, sections) -> Progress:
    if page.name == Name.QUESTIONS:
        return _share(sum(before), len(before))
    if page.name == Name.DETAILS:
        if sections.get(page.name) == Progress.COPIED:
            return Progress.COPIED
        return Progress.COMPLETE if application.has_all_details else _share(application.has_some_details, 2)
    if page.name == Name.DECLARATION:
        return _share(bool(application.declared_at), 1)
    if page.name == Name.STATEMENT and sections.get(page.name) != Progress.COPIED:
        return Progress.COMPLETE if application.statement else Progress.OPTIONAL
    return sections.get(page.name) or (Progress.NOT_STARTED if page.needed else Progress.OPTIONAL)


def _of_question(page: pages.Page, question: Question) -> Task:
    if question.is_copied:
        progress = Progress.COPIED
    elif question.is_answered:
        progress = Progress.COMPLETE
    else:
        progress = Progress.NOT_STARTED if question.is_needed else Progress.OPTIONAL
    return Task(page.name, question.criterion.text, page.group, progress, question.criterion)


def _of_documents(asked: Iterable[tuple[bool, str | None]]) -> Progress | None:
    """Of each: is it needed, and the scanner's word on what was sent. A virus is put right first."""
    if not (asked := list(asked)):
        return None
    missing = any(scan == Scan.INFECTED or (needed and not scan) for needed, scan in asked)
    if not any(scan for _, scan in asked):
        return Progress.NOT_STARTED if missing else Progress.OPTIONAL
    return Progress.IN_PROGRESS if missing else Progress.COMPLETE


def _of_row(row: Mapping) -> Progress:
    if row["copied_from_id"]:
        return Progress.COPIED
    return Progress.COMPLETE if row["complete"] else Progress.IN_PROGRESS


def _share(done: int, of: int) -> Progress:
    if done >= of:
        return Progress.COMPLETE
    return Progress.IN_PROGRESS if done else Progress.NOT_STARTED
