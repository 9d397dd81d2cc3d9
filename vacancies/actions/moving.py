"""What every act that moves a vacancy begins and ends with: the lock where it should stand, and the move."""

from datetime import datetime

from vacancies.actions.locking import lock
from vacancies.models import Vacancy
from vacancies.status import MOVES, Status


class StandsElsewhere(Exception):
    """The vacancy is not where this act begins: somebody was faster. `standing` says where it is."""

    def __init__(self, vacancy: Vacancy):
        self.standing = vacancy.standing
        super().__init__(f"Vacancy {vacancy.pk} is {self.standing}.")


def lock_at(vacancy: Vacancy, *statuses: Status) -> datetime:
    """Lock the row and read it anew; this very instant. Raises StandsElsewhere unless it has one of these."""
    now = lock(vacancy)
    if vacancy.status not in statuses:
        raise StandsElsewhere(vacancy)
    return now


def move(vacancy: Vacancy, to: Status, **columns) -> None:
    """Write the status and what changes with it, in one statement. The caller holds the lock."""
    if to not in MOVES[Status(vacancy.status)]:
        raise StandsElsewhere(vacancy)
    for name, value in {"status": to, **columns}.items():
        setattr(vacancy, name, value)
    vacancy.save(update_fields=["status", *columns])


def leads_to(status: Status) -> tuple[Status, ...]:
    """From where there is a move to this status."""
    return tuple(start for start, moves in MOVES.items() if status in moves)
