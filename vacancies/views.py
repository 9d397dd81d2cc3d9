"""The public site: the list of open adverts, and one advert whole. Nobody has to sign in to read them."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from vacancies import caching, job_posting, queries, searching
from vacancies.forms.searching import groups
from vacancies.forms.your_pay import YourPayForm
from vacancies.searching import Columns, Cursor, Results, Search, in_words

COLUMNS = Columns(ask=queries.as_json, read=queries.from_json)


@login_not_required
@require_safe
@caching.public_page
def advert_list(request):
    """The open adverts a search finds, a page at a time: all of them where nothing is asked for.

    Every search has one address: any other spelling of it is sent there.
    """
    search, cursor = Search.from_query(request.GET), Cursor.from_query(request.GET)
    query = search.as_query(**(cursor.as_query() if cursor else {}))
    if list(request.GET.lists()) != list(QueryDict(query).lists()):
        return redirect(_address(query))
    found = searching.results(search, cursor, caching.state_of(request), COLUMNS)
    return render(
        request,
        "vacancies/list.html",
        {
            "found": found,
            "heading": in_words.heading(found),
            "page_in_words": in_words.page(found),
            "rows": queries.rows(found.page.vacancies),
            "groups": groups(search, found.counts),
            "chosen": sum(len(getattr(search, facet.name)) for facet in searching.FACETS),
            "chips": [(chip, _address(chip.without.as_query())) for chip in search.chips()],
            "ways_out": _ways_out(found),
            "orders": _orders(search),
            "pagination": _pagination(found),
            # Every order shows the same adverts: search engines keep one.
            "canonical": settings.SITE_URL + _address(search.unordered().as_query()),
            "query": search.unordered().as_query(),
            # The search as it was meant: nothing will ever be found by a word that was misspelt.
            "followed": found.shown.unordered(),
        },
    )


@login_not_required
@require_safe
@caching.public_page
def advert_detail(request, pk):
    """One advert. Of one that has ended only why and when; a draft is not there at all."""
    vacancy = get_object_or_404(queries.published_adverts(), pk=pk)
    if vacancy.has_ended:
        return advert_ended(request, vacancy)
    your_pay = YourPayForm.of(vacancy, request.GET)
    if vacancy.applications_so_far or (your_pay and your_pay.errors):
        # The number may be another one the next moment; and nobody else asks for the same wrong hours.
        caching.right_until(request, timezone.now())
    return render(
        request,
        "vacancies/detail.html",
        {
            "vacancy": vacancy,
            "advert": queries.advert(vacancy),
            "your_pay": your_pay,
            "similar": queries.similar(vacancy),
            "canonical": settings.SITE_URL + vacancy.get_absolute_url(),
            "job_posting": job_posting.json_ld(vacancy),
        },
    )


def advert_ended(request, vacancy):
    """410: why nobody can apply any more, and where they still can."""
    context = {"vacancy": vacancy, "similar": queries.similar(vacancy)}
    return render(request, "vacancies/closed.html", context, status=410)


def _address(query: str = "") -> str:
    return reverse("vacancies:list") + (f"?{query}" if query else "")


def _ways_out(found: Results) -> list[dict]:
    """What to leave out where nothing is found, and how many there would be."""
    if found.total != 0 or not found.asked.asks_for_anything:
        return []
    return [
        {"chip": chip, "number": in_words.number(number), "href": _address(chip.without.as_query())}
        for chip, number in searching.ways_out(found)
    ]


def _orders(search: Search) -> list[dict]:
    return [
        {"text": words, "href": _address(search.asking(order=key).as_query()), "current": key == search.order}
        for key, words in search.orders.items()
    ]


def _pagination(found: Results) -> dict | None:
    """For the design system's pagination: to the page before and the page after."""
    ways = {"previous": found.page.previous, "next": found.page.following}
    shown = {
        way: {
            "href": _address(found.asked.as_query(**cursor.as_query())),
            "labelText": f"Page {cursor.number}",
        }
        for way, cursor in ways.items()
        if cursor
    }
    return shown or None
