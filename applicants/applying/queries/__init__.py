"""Rows for the pages of applying: what is asked, answered and missing, and where things stand in words."""

from applicants.applying.queries.asking import (
    Question,
    QuestionBefore,
    asked_before,
    asked_of,
    own_application,
    questions,
    questions_before,
)
from applicants.applying.queries.copying import (
    earlier_applications,
    has_earlier_applications,
    offers,
    written_before,
)
from applicants.applying.queries.documents import DocumentAsked, documents
from applicants.applying.queries.progress import (
    Progress,
    Task,
    following,
    missing,
    progress,
    progress_of_documents,
    progress_of_sections,
    tasks,
)
from applicants.applying.queries.standing import Standing, standing

__all__ = [
    "DocumentAsked",
    "Progress",
    "Question",
    "QuestionBefore",
    "Standing",
    "Task",
    "asked_before",
    "asked_of",
    "documents",
    "earlier_applications",
    "following",
    "has_earlier_applications",
    "missing",
    "offers",
    "own_application",
    "progress",
    "progress_of_documents",
    "progress_of_sections",
    "questions",
    "questions_before",
    "standing",
    "tasks",
    "written_before",
]
