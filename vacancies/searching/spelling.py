"""What somebody may have meant who typed a word that no open vacancy holds: the nearest word some hold."""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from django.db import connection

from vacancies.searching.words import SYNONYMS, plain_words

# Words are taken from so many of the newest adverts: what is offered is found, not every word there is.
MOST_ADVERTS = 5_000
SHORTEST = 4
# How many letters may be wrong in a word of so many letters.
ONE_WRONG, TWO_WRONG = 4, 7
MOST_CANDIDATES = 40

READ = """
SELECT DISTINCT word FROM (
    SELECT v.title || ' ' || e.name || ' ' || left(v.summary, 600) || ' ' || coalesce(places, '') AS text
      FROM vacancies_vacancy AS v JOIN accounts_employer AS e ON e.id = v.employer_id
      LEFT JOIN LATERAL (SELECT string_agg(left(address, 300), ' ') AS places FROM vacancies_location AS l
                          WHERE l.vacancy_id = v.id) AS place ON true
     WHERE v.status = 'published' AND v.opens_at <= now() AND v.closes_at > now()
     ORDER BY v.published_at DESC, v.id DESC LIMIT %s
) AS newest, regexp_split_to_table(lower(text), '[^[:alpha:]]+') AS word
WHERE length(word) BETWEEN %s AND 30
"""


@dataclass(frozen=True)
class Vocabulary:
    """The words open adverts use, found by pairs of letters: the cost of a look-up hardly grows with them."""

    words: frozenset[str]

    @classmethod
    def read(cls) -> "Vocabulary":
        """One query."""
        with connection.cursor() as cursor:
            cursor.execute(READ, (MOST_ADVERTS, SHORTEST))
            read = {word for (word,) in cursor.fetchall()}
        return cls(frozenset(read | set(SYNONYMS)))

    def better(self, text: str) -> str:
        """The text with each unknown word replaced by the nearest known one; "" where nothing is near."""
        corrected = text
        for word in dict.fromkeys(plain_words(text)):
            if not self._knows(word) and (nearest := self.nearest(word)):
                corrected = re.sub(rf"\b{word}\b", nearest, corrected, flags=re.IGNORECASE)
        return "" if corrected == text else corrected

    def nearest(self, word: str) -> str:
        """The known word with the fewest letters wrong, missing, too many or swapped; "" if none is near."""
        if len(word) < SHORTEST or not word.isalpha():
            return ""
        allowed = 2 if len(word) >= TWO_WRONG else 1
        near = [
            (wrong, abs(len(word) - len(known)), known)
            for known in self._candidates(word)
            if (wrong := distance(word, known, allowed)) <= allowed
        ]
        return min(near)[2] if near else ""

    def _knows(self, word: str) -> bool:
        return word in self.words or any(known.startswith(word) for known in self._by_pair.get(word[:2], ()))

    def _candidates(self, word: str) -> list[str]:
        shared: dict[str, int] = defaultdict(int)
        for pair in set(_pairs(word)):
            for known in self._by_pair.get(pair, ()):
                if abs(len(known) - len(word)) <= 2:
                    shared[known] += 1
        return sorted(shared, key=lambda known: (-shared[known], known))[:MOST_CANDIDATES]

    @cached_property
    def _by_pair(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = defaultdict(list)
        for word in self.words:
            for pair in set(_pairs(word)):
                found[pair].append(word)
        return found


def distance(one: str, other: str, most: int) -> int:
    """How many letters are wrong, missing, too many, or swapped with their neighbour; `most` + 1 for more."""
    before, above = [], list(range(len(other) + 1))
    for row, letter in enumerate(one, start=1):
        line = [row]
        for column, beside in enumerate(other, start=1):
            cost = min(above[column] + 1, line[-1] + 1, above[column - 1] + (letter != beside))
            if row > 1 and column > 1 and letter == other[column - 2] and one[row - 2] == beside:
                cost = min(cost, before[column - 2] + 1)
            line.append(cost)
        if min(line) > most:
            return most + 1
        before, above = above, line
    return min(above[-1], most + 1)


def _pairs(word: str) -> Iterable[str]:
    return (word[place : place + 2] for place in range(len(word) - 1))
