"""The newest adverts of any search for programs that ask again and again: Atom, and JSON Feed 1.1."""

import json
from datetime import datetime

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import escape
from django.views.decorators.http import require_safe

from vacancies import caching, times
from vacancies.queries.entries import Entry, entries, with_entries
from vacancies.searching import NEWEST, Search, find

MOST_ENTRIES = 50


class _Atom(Atom1Feed):
    """An Atom feed whose own instant is given, not asked of the clock: so that it can be kept."""

    def latest_post_date(self) -> datetime:
        return self.feed["latest"]


@login_not_required
@require_safe
@caching.public_page
def atom(request):
    """What a search finds, newest first, as an Atom feed (RFC 4287)."""
    search = Search.from_query(request.GET).unordered()
    if elsewhere := _other_spelling(request, search):
        return elsewhere
    found = _newest(search)
    feed = _Atom(
        title=_title(search),
        link=_list_of(search),
        description=None,
        language="en-GB",
        feed_url=_address(request, search),
        feed_guid=_address(request, search),
        latest=max((entry.updated_at for entry in found), default=_start_of_today(request)),
    )
    for entry in found:
        feed.add_item(
            title=entry.title,
            link=entry.url,
            # Django marks it as HTML.
            description=escape(entry.summary),
            unique_id=entry.url,
            author_name=entry.employer,
            pubdate=entry.published_at,
            updateddate=entry.updated_at,
        )
    return HttpResponse(feed.writeString("utf-8"), content_type="application/atom+xml; charset=utf-8")


@login_not_required
@require_safe
@caching.public_page
def json_feed(request):
    """The same as a JSON Feed (jsonfeed.org, version 1.1)."""
    search = Search.from_query(request.GET).unordered()
    if elsewhere := _other_spelling(request, search):
        return elsewhere
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": _title(search),
        "home_page_url": _list_of(search),
        "feed_url": _address(request, search),
        "language": "en-GB",
        "items": [_item(entry) for entry in _newest(search)],
    }
    return HttpResponse(json.dumps(feed, ensure_ascii=False), content_type="application/feed+json")


def _item(entry: Entry) -> dict:
    return {
        "id": entry.url,
        "url": entry.url,
        "title": entry.title,
        "content_text": entry.summary,
        "date_published": entry.published_at.isoformat(),
        "date_modified": entry.updated_at.isoformat(),
        "authors": [{"name": entry.employer}],
    }


def _newest(search: Search) -> list[Entry]:
    """One query."""
    return entries(with_entries(find(search.asking(order=NEWEST)))[:MOST_ENTRIES])


def _other_spelling(request, search: Search) -> HttpResponse | None:
    """Every feed has one address, as every search has: any other spelling of it is sent there."""
    query = search.as_query()
    if list(request.GET.lists()) == list(QueryDict(query).lists()):
        return None
    return redirect(request.path + (f"?{query}" if query else ""))


def _title(search: Search) -> str:
    return f"{settings.SITE_NAME}: {search.in_words()}"


def _address(request, search: Search) -> str:
    query = search.as_query()
    return settings.SITE_URL + request.path + (f"?{query}" if query else "")


def _list_of(search: Search) -> str:
    query = search.as_query()
    return settings.SITE_URL + reverse("vacancies:list") + (f"?{query}" if query else "")


def _start_of_today(request) -> datetime:
    """The instant of a feed without entries; it is not kept beyond today."""
    return times.start_of_day(caching.state_of(request).earlier.astimezone(times.LONDON).date())
