"""The panel's only door to applications: what it hands out is frozen, masked and randomly labelled."""

from applicants.shortlisting.blinding.background import Background, BlindBackground
from applicants.shortlisting.blinding.before_the_panel import ReadBefore, as_the_panel_reads, places_of
from applicants.shortlisting.blinding.by_criterion import Entry, Progress, answers, progress
from applicants.shortlisting.blinding.fingerprint import fingerprint, is_what
from applicants.shortlisting.blinding.judging import newest_card, to_judge, to_read, whole
from applicants.shortlisting.blinding.labelling import deal, prepare
from applicants.shortlisting.blinding.lines import BlindAnswer, BlindCandidate, CandidateLine
from applicants.shortlisting.blinding.on_paper import PaperCandidate, on_paper
from applicants.shortlisting.blinding.reading import brought_by, candidate, candidates, label_of, masked
from applicants.shortlisting.blinding.whole_card import OnCriterion, whole_card

__all__ = [
    "Background",
    "BlindAnswer",
    "BlindBackground",
    "BlindCandidate",
    "CandidateLine",
    "Entry",
    "OnCriterion",
    "PaperCandidate",
    "Progress",
    "ReadBefore",
    "answers",
    "as_the_panel_reads",
    "brought_by",
    "candidate",
    "candidates",
    "deal",
    "fingerprint",
    "is_what",
    "label_of",
    "masked",
    "newest_card",
    "on_paper",
    "places_of",
    "prepare",
    "progress",
    "to_judge",
    "to_read",
    "whole",
    "whole_card",
]
