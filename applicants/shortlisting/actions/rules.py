"""Saying how one vacancy's panel works, as long as nobody has begun on other terms."""

from datetime import date

from django.db import transaction

from applicants.shortlisting import queries
from applicants.shortlisting.models import Candidate, Declaration, PanelRules
from applicants.shortlisting.queries import Rules
from applicants.shortlisting.status import NamesAfter
from recruitment.accounts.models import User
from recruitment.audit.recording import record
from vacancies.actions.locking import lock
from vacancies.models import Vacancy


class RulesRefused(Exception):
    """The rules cannot be like this; `field` is which of them, the message says why."""

    def __init__(self, field: str, why: str):
        super().__init__(why)
        self.field = field


@transaction.atomic
def set_rules(vacancy: Vacancy, rules: Rules, *, by: User) -> None:
    """Make these the panel's rules. Also: audits what changed, if anything did. Raises RulesRefused."""
    # Dealing out and declaring wait here: whoever is first is first.
    lock(vacancy)
    before = queries.rules_of(Vacancy.objects.get(pk=vacancy.pk))
    changed = [name for name in _fields(rules) if getattr(before, name) != getattr(rules, name)]
    if not changed:
        return
    for name in changed:
        REFUSALS[name](vacancy, rules)
    PanelRules.objects.update_or_create(vacancy=vacancy, defaults=_fields(rules))
    record(
        "panel.rules_changed",
        vacancy,
        by=by,
        employer_id=vacancy.employer_id,
        **{name: _plain(getattr(rules, name)) for name in changed},
    )


def _fields(rules: Rules) -> dict:
    return {
        "scores_due_on": rules.scores_due_on,
        "scorers_each": rules.scorers_each,
        "names_after": rules.names_after,
        "masks_by_hand": rules.masks_by_hand,
    }


def _plain(value):
    return value.isoformat() if isinstance(value, date) else value


def _refuse_due_on(vacancy: Vacancy, rules: Rules) -> None:
    due = rules.scores_due_on
    if due and vacancy.closes_at and due < vacancy.last_minute.date():
        raise RulesRefused("scores_due_on", "Choose a day after the advert closes: nothing is scored before.")


def _refuse_scorers(vacancy: Vacancy, rules: Rules) -> None:
    if Candidate.objects.filter(member__vacancy=vacancy).exists():
        raise RulesRefused(
            "scorers_each", "The panel has begun to read: who scores whom does not change any more."
        )
    panel = vacancy.panel.seated().count()
    if rules.scorers_each and rules.scorers_each > panel:
        raise RulesRefused("scorers_each", f"The panel has {panel} members: choose at most so many.")


def _refuse_names(vacancy: Vacancy, rules: Rules) -> None:
    if rules.names_after == NamesAfter.CONFIRMED:
        raise RulesRefused("names_after", "The panel was promised not to see names before everybody is told.")
    shortlist = getattr(vacancy, "shortlist", None)
    if shortlist and shortlist.confirmed_at:
        raise RulesRefused("names_after", "The shortlist is confirmed: the chair may have seen names.")


def _refuse_masking(vacancy: Vacancy, rules: Rules) -> None:
    declared = Declaration.objects.filter(member__vacancy=vacancy).exists()
    if declared or Candidate.objects.filter(member__vacancy=vacancy).exists():
        raise RulesRefused("masks_by_hand", "The panel has begun: this does not change any more.")


REFUSALS = {
    "scores_due_on": _refuse_due_on,
    "scorers_each": _refuse_scorers,
    "names_after": _refuse_names,
    "masks_by_hand": _refuse_masking,
}
