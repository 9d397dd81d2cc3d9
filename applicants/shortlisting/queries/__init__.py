"""What shortlisting's pages ask: `seats` where a panel stands, `ranking` its order, `telling` who knows."""

from applicants.shortlisting.queries.desk import PanelLine, panel_of, shortlistings, so_far
from applicants.shortlisting.queries.moderation import differences_of, unagreed, unmoderated
from applicants.shortlisting.queries.pack import (
    CANDIDATES_A_PART,
    NotOffered,
    decision_pack,
    packs_offered,
    steps,
    who_labels,
)
from applicants.shortlisting.queries.ranking import RankingLine, chairs_ranking
from applicants.shortlisting.queries.rules import Rules, rules_of
from applicants.shortlisting.queries.seats import (
    MET_FROM,
    SEEN_BY_PANEL,
    CriterionLine,
    Seat,
    anybody_invited,
    cards_outstanding,
    fit,
    may_read,
    newest_conflict,
    scale_of,
    scored_criteria,
    seat,
    seats,
    unannounced,
    waiting,
)
from applicants.shortlisting.queries.telling import Told, told

__all__ = [
    "CANDIDATES_A_PART",
    "MET_FROM",
    "SEEN_BY_PANEL",
    "CriterionLine",
    "NotOffered",
    "PanelLine",
    "RankingLine",
    "Rules",
    "Seat",
    "Told",
    "anybody_invited",
    "cards_outstanding",
    "chairs_ranking",
    "decision_pack",
    "differences_of",
    "fit",
    "may_read",
    "newest_conflict",
    "packs_offered",
    "panel_of",
    "rules_of",
    "scale_of",
    "scored_criteria",
    "seat",
    "seats",
    "shortlistings",
    "so_far",
    "steps",
    "told",
    "unagreed",
    "unannounced",
    "unmoderated",
    "waiting",
    "who_labels",
]
