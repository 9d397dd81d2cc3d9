"""A search in its one spelling: whatever is asked, it can be written down, shared, and read back the same."""

import pytest
from django.http import QueryDict
from hypothesis import given
from hypothesis import strategies as st

from vacancies.searching import FACETS, ORDERS, Cursor, Search, words

NAMES = ["q", "place", "order", "after", "page", *(facet.name for facet in FACETS)]
VALUES = ["", "4", "8a", "part_time", "bank", "25000", "7", "available", *ORDERS, "\x00", "\ud800", "9" * 500]
PAIRS = st.lists(
    st.tuples(st.sampled_from(NAMES), st.sampled_from(VALUES) | st.text(max_size=300)), max_size=8
)


@given(PAIRS)
def test_any_query_is_a_search_with_one_address(pairs):
    query = QueryDict(mutable=True)
    for name, value in pairs:
        query.appendlist(name, value)
    search = Search.from_query(query)
    address = search.as_query()
    assert Search.from_query(address) == search
    assert hash(Search.from_query(address)) == hash(search)
    assert Search.from_query(address).as_query() == address
    assert "\x00" not in search.in_words()
    address.encode("ascii")
    for chip in search.chips():
        assert chip.without != search
        assert Search.from_query(chip.without.as_query()) == chip.without
    Cursor.from_query(query)


@given(st.text(max_size=200) | st.text(alphabet="ab\"'-| OR&!():*<>\\", max_size=60))
def test_any_words_can_be_looked_for(text):
    words.query(text)
    words.lexemes(text, {})


def test_in_words():
    search = Search.from_query(
        "q=peer+worker&place=Northmoor&band=3&band=8a&salary=25000&closing=7&pattern=part_time"
    )
    assert search.in_words() == (
        "“peer worker” in Northmoor, band 3 or band 8a, part-time, £25,000 or more, closing within 7 days"
    )
    assert Search().in_words() == "all vacancies"
    assert [chip.text for chip in search.chips()][:4] == ["“peer worker”", "Northmoor", "Band 3", "Band 8a"]
    assert search.chips()[2].without.band == ("8a",)


def test_without_its_words_a_search_has_no_best_match():
    assert Search.from_query("q=a").order == "relevance"
    assert Search.from_query("q=a").without("words") == Search()
    assert Search.from_query("q=a&order=newest").without("words").order == "newest"


@pytest.mark.parametrize("cursor", ["", "1.2", "0.1.1", "1.2.3.4", "-1.2.3", "a.b.c", "1.2.3 ", "١.1.1"])
def test_what_is_no_cursor_begins_at_the_first_page(cursor):
    assert Cursor.from_query(QueryDict(f"after={cursor}")) is None
