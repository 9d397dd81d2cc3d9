"""A page of a list as the parameters of the design system's numbered pagination."""

from collections.abc import Callable

from django.core.paginator import Page


def pagination(page: Page, address: Callable[[int], str] = "?page={}".format) -> dict | None:
    """For `{% nhsuk "pagination" … %}`; None where everything is on one page.

    `address` says where a page of a given number is.
    """
    if page.paginator.num_pages == 1:
        return None
    items = []
    for number in page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1):
        if number == page.paginator.ELLIPSIS:
            items.append({"ellipsis": True})
        else:
            items.append({"number": number, "href": address(number), "current": number == page.number})
    around = {}
    if page.has_previous():
        around["previous"] = {"href": address(page.previous_page_number())}
    if page.has_next():
        around["next"] = {"href": address(page.next_page_number())}
    return {"items": items, **around}
