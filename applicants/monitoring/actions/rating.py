"""Asking the sealed room how many applied and were invited, by what they said of themselves."""

from dataclasses import dataclass

from django.db import Error, connection, transaction

from applicants.monitoring.fifths import Figure, Rate, compare
from applicants.monitoring.questions import REPORTED, UNSAID

NOT_TOLD, NOT_COMPLETE = "SE001", "SE002"


class NotTold(Exception):
    """The shortlist was not announced."""


class NotComplete(Exception):
    """An answer may still change, or the room has not been told of every step."""


@dataclass(frozen=True)
class Asked:
    """One question, with its groups."""

    title: str
    rates: tuple[Rate, ...]

    @property
    def is_shown(self) -> bool:
        """Any number at all may be shown."""
        return any(rate.applied is not None for rate in self.rates)

    @property
    def compares(self) -> bool:
        return any(rate.ratio is not None for rate in self.rates)


@dataclass(frozen=True)
class SelectionRates:
    """The figures of one vacancy, as they were counted once."""

    applied: int
    invited: int
    questions: tuple[Asked, ...]


def selection_rates(vacancy_number: int) -> SelectionRates:
    """The figures that may be shown. Also: the first time, has the database count and keep them.

    Raises NotTold, NotComplete.
    """
    try:
        # Its refusal must not end the caller's transaction.
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SELECT * FROM monitoring_selection_rates(%s)", [vacancy_number])
            rows = cursor.fetchall()
    except Error as refusal:
        sqlstate = getattr(refusal.__cause__, "sqlstate", "")
        if sqlstate == NOT_TOLD:
            raise NotTold from None
        if sqlstate == NOT_COMPLETE:
            raise NotComplete from None
        raise
    shown = {(question, said): (applied, invited) for question, _, said, applied, invited in rows}
    applied, invited = shown["everybody", ""]
    return SelectionRates(
        applied,
        invited,
        tuple(
            Asked(title, tuple(compare(_figures(question, groups, shown), applied, invited)))
            for question, title, groups in REPORTED
        ),
    )


def _figures(question: str, groups: tuple, shown: dict) -> list[Figure]:
    return [Figure(said, words, *shown[question, said]) for said, words in (*groups, *UNSAID)]
