"""Rows for the pages of applying: what is asked, answered and missing, and where things stand in words."""

from applicants.applying.queries.asking import (
    LONG_TEXTS,
    Question,
    QuestionBefore,
    application_of,
    asked_before,
    asked_of,
    own_application,
    question,
    questions,
    questions_before,
)
from applicants.applying.queries.background import lists_of
from applicants.applying.queries.beginning import asked_in_words, how_long_in_words
from applicants.applying.queries.copying import (
    answers_elsewhere,
    earlier_applications,
    has_earlier_applications,
    offers,
    written_before,
    written_for,
)
from applicants.applying.queries.documents import DocumentAsked, documents
from applicants.applying.queries.progress import (
    Progress,
    Task,
    following,
    missing,
    progress,
    progress_of_sections,
)
from applicants.applying.queries.short_pages import ShortPage, short_pages
from applicants.applying.queries.standing import Standing, standing
from applicants.applying.queries.written import everything_written

__all__ = [
    "LONG_TEXTS",
    "DocumentAsked",
    "Progress",
    "Question",
    "QuestionBefore",
    "ShortPage",
    "Standing",
    "Task",
    "answers_elsewhere",
    "application_of",
    "asked_before",
    "asked_in_words",
    "asked_of",
    "documents",
    "earlier_applications",
    "everything_written",
    "following",
    "has_earlier_applications",
    "how_long_in_words",
    "lists_of",
    "missing",
    "offers",
    "own_application",
    "progress",
    "progress_of_sections",
    "question",
    "questions",
    "questions_before",
    "short_pages",
    "standing",
    "written_before",
    "written_for",
]
