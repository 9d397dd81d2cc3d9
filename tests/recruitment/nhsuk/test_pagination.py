"""The numbered pagination under a list."""

from django.core.paginator import Paginator

from recruitment.nhsuk.pagination import pagination


def page(number: int, of: int):
    return Paginator(range(of), 1).page(number)


def test_one_page_needs_none():
    assert pagination(page(1, of=1)) is None


def test_numbers_around_the_present_page_the_ends_and_what_is_left_out():
    params = pagination(page(5, of=9))
    assert [item.get("number", "…") for item in params["items"]] == [1, "…", 4, 5, 6, "…", 9]
    assert [item["number"] for item in params["items"] if item.get("current")] == [5]
    assert params["previous"] == {"href": "?page=4"}
    assert params["next"] == {"href": "?page=6"}


def test_the_first_page_has_none_before_it_and_the_last_none_after():
    assert "previous" not in pagination(page(1, of=2))
    assert "next" not in pagination(page(2, of=2))


def test_addresses_are_the_callers():
    params = pagination(page(1, of=2), lambda number: f"/?order=newest&page={number}")
    assert params["next"] == {"href": "/?order=newest&page=2"}
    assert params["items"][1]["href"] == "/?order=newest&page=2"
