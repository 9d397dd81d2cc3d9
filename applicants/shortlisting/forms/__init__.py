"""What the panel types: `declaring` and `scoring` for every member, `choosing` for the chair."""

from applicants.shortlisting.forms.choosing import InterviewForm, OutcomesForm, ReopenForm
from applicants.shortlisting.forms.declaring import DeclarationForm
from applicants.shortlisting.forms.scoring import LONGEST_NOTE, ScoringForm, ScoringRow

__all__ = [
    "LONGEST_NOTE",
    "DeclarationForm",
    "InterviewForm",
    "OutcomesForm",
    "ReopenForm",
    "ScoringForm",
    "ScoringRow",
]
