"""An application, everything in it, and the history of where it stood."""

from applicants.applying.models.answers import Answer, PreApplicationAnswer
from applicants.applying.models.application import (
    DETAILS,
    NEEDED_DETAILS,
    REFERENCE_ALPHABET,
    Application,
    new_reference,
)
from applicants.applying.models.background import (
    Employment,
    ExplainedGap,
    Qualification,
    Referee,
    Training,
)
from applicants.applying.models.documents import ApplicationDocument
from applicants.applying.models.history import StatusChange
from applicants.applying.models.sections import Section, Support

__all__ = [
    "DETAILS",
    "NEEDED_DETAILS",
    "REFERENCE_ALPHABET",
    "Answer",
    "Application",
    "ApplicationDocument",
    "Employment",
    "ExplainedGap",
    "PreApplicationAnswer",
    "Qualification",
    "Referee",
    "Section",
    "StatusChange",
    "Support",
    "Training",
    "new_reference",
]
