"""The rules of one panel, with their defaults where a vacancy has none of its own."""

from dataclasses import dataclass
from datetime import date

from applicants.shortlisting.models import PanelRules
from applicants.shortlisting.status import NamesAfter
from vacancies.models import Vacancy


@dataclass(frozen=True)
class Rules:
    """How one vacancy's panel works. `scorers_each` None: everybody on the panel scores everybody."""

    scores_due_on: date | None = None
    scorers_each: int | None = None
    names_after: str = NamesAfter.CONFIRMED
    masks_by_hand: bool = False


def rules_of(vacancy: Vacancy) -> Rules:
    """One query, or none where `panel_rules` came with the vacancy."""
    try:
        kept = vacancy.panel_rules
    except PanelRules.DoesNotExist:
        return Rules()
    return Rules(kept.scores_due_on, kept.scorers_each, kept.names_after, kept.masks_by_hand)
