"""What needs doing today, for the desk's home page. Each activity says what it knows; the site asks them all.

A duty is worked out anew for every visit, in a number of queries that does not grow with what it finds.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from recruitment.accounts.models import User

# Enough for a morning; the rest is a click away.
MOST_LINES = 8


@dataclass(frozen=True)
class Line:
    """One thing to do: what it is, why today, and the page on which it is done."""

    text: str
    url: str
    why: str
    act: str


@dataclass(frozen=True)
class Duty:
    """Things of one kind. `total` counts those beyond the lines too; all of them are at `all_url`."""

    heading: str
    lines: Sequence[Line]
    total: int
    all_url: str = ""
    is_urgent: bool = False

    @property
    def more(self) -> int:
        return self.total - len(self.lines)


Question = Callable[[User], Duty | None]


class Today:
    """The questions of all activities, the most urgent first."""

    def __init__(self):
        self._questions: list[tuple[int, Question]] = []

    def ask(self, rank: int) -> Callable[[Question], Question]:
        """Decorates `question(user) -> Duty | None`; the lowest rank stands first on the page."""

        def register(question: Question) -> Question:
            self._questions.append((rank, question))
            return question

        return register

    def duties(self, user: User) -> list[Duty]:
        """What there is to do for this person; empty on a quiet day."""
        asked = sorted(self._questions, key=lambda ranked: ranked[0])
        return [duty for _, question in asked if (duty := question(user)) and duty.total]


today = Today()
