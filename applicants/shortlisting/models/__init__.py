"""The panel and its candidates, cards and scores; what was agreed, decided, announced and explained."""

from applicants.shortlisting.models.clock import ClockTimestamp
from applicants.shortlisting.models.masked import MaskedWords, ReadThrough, Release
from applicants.shortlisting.models.moderation import AgreedScore
from applicants.shortlisting.models.panel import Candidate, Declaration, PanelRules, Shortlisting
from applicants.shortlisting.models.scoring import CardCount, Score, ScoreCard, ScoringHabits
from applicants.shortlisting.models.shortlist import (
    Decision,
    GuaranteedInterview,
    Invitation,
    Shortlist,
    feedback_key,
    invitation_key,
    outcome_key,
    released_key,
    reserve_key,
)
from applicants.shortlisting.models.telling import Feedback, ReleasedNote, Wording

__all__ = [
    "AgreedScore",
    "Candidate",
    "CardCount",
    "ClockTimestamp",
    "Decision",
    "Declaration",
    "Feedback",
    "GuaranteedInterview",
    "Invitation",
    "MaskedWords",
    "PanelRules",
    "ReadThrough",
    "Release",
    "ReleasedNote",
    "Score",
    "ScoreCard",
    "ScoringHabits",
    "Shortlist",
    "Shortlisting",
    "Wording",
    "feedback_key",
    "invitation_key",
    "outcome_key",
    "released_key",
    "reserve_key",
]
