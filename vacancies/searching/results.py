"""What a search page shows: one page of vacancies, counts beside the filters, help where nothing is found."""

from dataclasses import dataclass

from vacancies import caching
from vacancies.searching import counting, paging
from vacancies.searching.asked import Chip, Search
from vacancies.searching.counting import Counts
from vacancies.searching.paging import Columns, Cursor, Page
from vacancies.searching.spelling import Vocabulary

# Bytes that a group of counts takes, and a word of the vocabulary with its index, roughly.
GROUP_BYTES, WORD_BYTES = 300, 1_500


@dataclass(frozen=True)
class Results:
    """`shown` is the search that was made: the one asked for, or the one with its words spelt otherwise.

    `total` is None where it is more than are counted.
    """

    asked: Search
    shown: Search
    page: Page
    counts: Counts
    total: int | None

    @property
    def is_corrected(self) -> bool:
        return self.shown.words != self.asked.words


def results(
    search: Search,
    cursor: Cursor | None,
    state: caching.State,
    columns: Columns,
) -> Results:
    """The page of a search that a cursor names; `columns` says what its rows need of each vacancy.

    Two queries (one where the counts are remembered); a few more where nothing is found.
    """
    shown, counts = search, _counts(search, state)
    # Corrected only where the words and the place alone find nothing: else it is the filters' doing.
    if counts.groups == () and search.words and (corrected := _corrected(search, state)):
        others = _counts(corrected, state)
        if others.groups != ():
            shown, counts = corrected, others
    total = _total(shown, counts)
    page = Page([], 1, None, None) if total == 0 else paging.page(shown, cursor, columns)
    return Results(search, shown, page, counts, total)


def ways_out(found: Results) -> list[tuple[Chip, int | None]]:
    """Where nothing is found: what to leave out, and how many there would be then. The most helpful first."""
    ways = []
    for chip in found.shown.chips():
        if chip.without.only_words_and_place() == found.shown.only_words_and_place():
            number = found.counts.total(chip.without)
        else:
            number = counting.count_up_to_a_limit(chip.without)
        if number != 0:
            ways.append((chip, number))
    return sorted(ways, key=lambda way: -(way[1] or counting.MOST_COUNTED))


def _counts(search: Search, state: caching.State) -> Counts:
    base = search.only_words_and_place()
    return caching.remembered(
        state,
        ("counts", base),
        lambda: counting.count(base),
        lambda counts: 1_000 + GROUP_BYTES * len(counts.groups or ()),
    )


def _total(search: Search, counts: Counts) -> int | None:
    if counts.are_known:
        return counts.total(search)
    # More than are counted by their words and place; with the filters it may be few.
    number = counting.count_up_to_a_limit(search)
    return number if number <= counting.MOST_COUNTED else None


def _corrected(search: Search, state: caching.State) -> Search | None:
    vocabulary = caching.remembered(
        state, "vocabulary", Vocabulary.read, lambda vocabulary: WORD_BYTES * len(vocabulary.words)
    )
    words = vocabulary.better(search.words)
    return search.asking(words=words) if words else None
