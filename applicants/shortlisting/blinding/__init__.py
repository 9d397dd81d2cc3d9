"""The panel's only door to applications: what it hands out is frozen, masked and randomly labelled."""

from applicants.shortlisting.blinding.labelling import prepare
from applicants.shortlisting.blinding.lines import BlindAnswer, BlindCandidate, CandidateLine
from applicants.shortlisting.blinding.reading import candidate, candidates

__all__ = ["BlindAnswer", "BlindCandidate", "CandidateLine", "candidate", "candidates", "prepare"]
