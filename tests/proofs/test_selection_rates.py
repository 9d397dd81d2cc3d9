"""The figures of a shortlist: nobody can be worked out of them, not even by who knows the rule they follow.

By brute force: every small population there could be, what the database would show of each, and for each
thing shown all the populations that it would be shown for. Where all of them agree, the reader is sure.
"""

from collections import defaultdict
from itertools import combinations

import pytest
from django.db import connection

pytestmark = [pytest.mark.django_db, pytest.mark.proof]

SMALL = 5
# Three groups, so many of whom applied and were invited in all: every way there is, and what is shown of it.
POPULATIONS = """
SELECT ARRAY[a1, a2, %(n)s - a1 - a2], ARRAY[i1, i2, %(i)s - i1 - i2], shown.*
  FROM generate_series(0, %(n)s) AS a1, generate_series(0, %(n)s - a1) AS a2,
       generate_series(0, least(a1, %(i)s)) AS i1, generate_series(0, least(a2, %(i)s - i1)) AS i2,
       monitoring_shown(ARRAY[a1, a2, %(n)s - a1 - a2], ARRAY[i1, i2, %(i)s - i1 - i2]) AS shown
 WHERE %(i)s - i1 - i2 <= %(n)s - a1 - a2
"""
FOUR_GROUPS = """
SELECT ARRAY[a1, a2, a3, %(n)s - a1 - a2 - a3], ARRAY[i1, i2, i3, %(i)s - i1 - i2 - i3], shown.*
  FROM generate_series(0, %(n)s) AS a1, generate_series(0, %(n)s - a1) AS a2,
       generate_series(0, %(n)s - a1 - a2) AS a3,
       generate_series(0, least(a1, %(i)s)) AS i1, generate_series(0, least(a2, %(i)s - i1)) AS i2,
       generate_series(0, least(a3, %(i)s - i1 - i2)) AS i3,
       monitoring_shown(ARRAY[a1, a2, a3, %(n)s - a1 - a2 - a3], ARRAY[i1, i2, i3, %(i)s - i1 - i2 - i3])
           AS shown
 WHERE %(i)s - i1 - i2 - i3 <= %(n)s - a1 - a2 - a3
"""


def populations(statement: str, applied: int, invited: int) -> list[tuple]:
    """(applied, invited, shown of applied, shown of invited) of each."""
    with connection.cursor() as cursor:
        cursor.execute(statement, {"n": applied, "i": invited})
        return cursor.fetchall()


def derived(rows) -> set[tuple]:
    """Every small number, of a group or of several together, that a reader who knows the rule is sure of."""
    found = set()
    by_what_is_shown = defaultdict(list)
    for applied, invited, *shown in rows:
        by_what_is_shown[str(shown)].append((applied, invited))
    for shown, possible in by_what_is_shown.items():
        groups = range(len(possible[0][0]))
        for size in range(1, len(groups)):
            for some in combinations(groups, size):
                a = {sum(applied[g] for g in some) for applied, _ in possible}
                i = {sum(invited[g] for g in some) for _, invited in possible}
                n = {sum(applied[g] - invited[g] for g in some) for applied, invited in possible}
                sure = {(shown, some, values.pop()) for values in (a, i, n) if len(values) == 1}
                found |= {one for one in sure if one[-1] < SMALL}
    return found


# Among them those that refuted earlier forms of the rule.
@pytest.mark.parametrize(("applied", "invited"), [(13, 2), (24, 12), (27, 14), (30, 15)])
def test_no_small_number_can_be_worked_out(applied, invited):
    assert derived(populations(POPULATIONS, applied, invited)) == set()


def test_nor_of_four_groups():
    assert derived(populations(FOUR_GROUPS, 15, 7)) == set()


def only_the_small_ones_hidden(applied, invited):
    """What a table without complements shows."""
    sure = [a if a >= SMALL else None for a in applied]
    return sure, [i if min(i, a - i) >= SMALL else None for a, i in zip(applied, invited, strict=True)]


def test_control_without_complements_they_are_worked_out():
    rows = [(a, i, *only_the_small_ones_hidden(a, i)) for a, i, *_ in populations(POPULATIONS, 20, 10)]
    assert derived(rows)
    # And with nothing left out, everything small is.
    assert derived([(a, i, a, i) for a, i, *_ in rows])
