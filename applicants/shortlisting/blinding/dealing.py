"""Who scores whom where not everybody scores everybody: at random, and as evenly as can be.

Numbers in, numbers out: no database here.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from random import Random

# A member and an application.
Pair = tuple[int, int]


@dataclass(frozen=True)
class Table:
    """What is dealt, and what stays as it is.

    `holders` are the members who score an application as things stand. Whose card is in (`done`) gets nobody
    more and loses nobody; a `pinned` pair has scores already. An application in `left` is the chair's to give
    away, since somebody recognised it: nobody gets it here, and those who have it keep it.
    """

    applications: Iterable[int]
    members: Iterable[int]
    each: int
    holders: Mapping[int, set[int]] = field(default_factory=dict)
    done: frozenset[int] = frozenset()
    pinned: frozenset[Pair] = frozenset()
    left: frozenset[int] = frozenset()


def dealt(table: Table, random: Random) -> dict[int, set[int]]:
    """Who scores each application: `each` members where there are so many, else as many as there are.

    Two members' numbers differ by one at most, as long as nothing but chance had a say.
    """
    hands = _Hands(table, random)
    for application in hands.applications:
        hands.trim(application)
        hands.fill(application)
    hands.level()
    return hands.holders


class _Hands:
    """The deal under way: who holds what, and how many each has."""

    def __init__(self, table: Table, random: Random):
        self.table, self.random = table, random
        self.applications = list(table.applications)
        random.shuffle(self.applications)
        members = set(table.members)
        self.holders = {one: set(table.holders.get(one, ())) & members for one in self.applications}
        self.load = Counter(dict.fromkeys(members, 0))
        self.load.update(member for held in self.holders.values() for member in held)
        self.open = members - table.done

    def trim(self, application: int) -> None:
        """Too many score it, for example since somebody came back: those with most to do are let off."""
        held = self.holders[application]
        while len(held) > self.table.each:
            free = [member for member in held if self._may_move(member, application)]
            if not free:
                return
            self._move(application, gives=self._of(free, max))

    def fill(self, application: int) -> None:
        held = self.holders[application]
        while len(held) < self.table.each and application not in self.table.left:
            free = self.open - held
            if not free:
                return
            self._move(application, takes=self._of(free, min))

    def level(self) -> None:
        """From those with most to those with least, until nothing more can be evened out."""
        while any(self._even_out(high, low) for high in self.open for low in self.open):
            pass

    def _even_out(self, high: int, low: int) -> bool:
        surplus = (self.load[high] - self.load[low]) // 2
        if surplus < 1:
            return False
        given = 0
        for application in self.applications:
            held = self.holders[application]
            if given < surplus and high in held and low not in held and self._may_move(high, application):
                self._move(application, gives=high, takes=low)
                given += 1
        return given > 0

    def _may_move(self, member: int, application: int) -> bool:
        table = self.table
        return (
            member in self.open
            and (member, application) not in table.pinned
            and application not in table.left
        )

    def _move(self, application: int, *, gives: int | None = None, takes: int | None = None) -> None:
        if gives is not None:
            self.holders[application].remove(gives)
            self.load[gives] -= 1
        if takes is not None:
            self.holders[application].add(takes)
            self.load[takes] += 1

    def _of(self, members: Iterable[int], most) -> int:
        """One with the most, or the least, to do; by lot among equals."""
        return most(members, key=lambda member: (self.load[member], self.random.random()))
