"""Rows for the pages of applying: what is asked, answered and missing, and where things stand in words."""

from applicants.applying.queries.asking import (
    Question,
    QuestionBefore,
    asked_before,
    asked_of,
    next_unanswered,
    own_application,
    questions,
    questions_before,
)
from applicants.applying.queries.progress import Progress, Task, missing, progress_of_sections, tasks
from applicants.applying.queries.standing import Standing, standing

__all__ = [
    "Progress",
    "Question",
    "QuestionBefore",
    "Standing",
    "Task",
    "asked_before",
    "asked_of",
    "missing",
    "next_unanswered",
    "own_application",
    "progress_of_sections",
    "questions",
    "questions_before",
    "standing",
    "tasks",
]
