"""The parameters of the design system's numbered pagination."""

from django.core.paginator import Page


def pagination(page: Page) -> dict | None:
    """For `{% nhsuk "pagination" … %}`; None where everything is on one page."""
    if page.paginator.num_pages == 1:
        return None
    items = []
    for number in page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1):
        if number == page.paginator.ELLIPSIS:
            items.append({"ellipsis": True})
        else:
            items.append({"number": number, "href": f"?page={number}", "current": number == page.number})
    around = {}
    if page.has_previous():
        around["previous"] = {"href": f"?page={page.previous_page_number()}"}
    if page.has_next():
        around["next"] = {"href": f"?page={page.next_page_number()}"}
    return {"items": items, **around}
