"""What search engines read first: which addresses there are, and which they should leave alone."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.db.models import F
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.html import escape
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from vacancies import caching
from vacancies.models import Vacancy
from vacancies.queries.entries import UPDATED_AT

# A part holds the open adverts whose numbers lie between two multiples of this: at most so many, always the
# same ones, found by their key, whatever else there is.
A_PART = 10_000
LAST_PART = 2**63 // A_PART - 1
SCHEMA = "http://www.sitemaps.org/schemas/sitemap/0.9"
XML = "application/xml; charset=utf-8"

# Nothing that belongs to one person, and nothing that only begins something.
PRIVATE = (
    "/account/",
    "/alerts/",
    "/api/",
    "/applications/",
    "/demo/",
    "/desk/",
    "/home/",
    "/panel/",
    "/reminders/",
    "/vacancies/*/apply/",
    "/vacancies/*/late-entry/",
)


@login_not_required
@require_safe
@caching.public_page
def sitemap(request):
    """The list of the parts that hold anything; the first always does."""
    parts = Vacancy.objects.open().annotate(part=F("pk") / A_PART).order_by("part")
    numbers = {0, *parts.values_list("part", flat=True).distinct()}
    addresses = [settings.SITE_URL + reverse("vacancies:sitemap_part", args=[n]) for n in sorted(numbers)]
    return _xml("sitemapindex", (f"<sitemap><loc>{escape(url)}</loc></sitemap>" for url in addresses))


@login_not_required
@require_safe
@cache_control(public=True, max_age=3600)
def sitemap_part(request, part):
    """The open adverts of one part. Not among the kept pages: one of these is as large as a hundred lists."""
    if part > LAST_PART:
        raise Http404("There is no such part.")
    adverts = (
        Vacancy.objects.open()
        .filter(pk__gte=part * A_PART, pk__lt=(part + 1) * A_PART)
        .order_by("pk")
        .values_list("pk", UPDATED_AT)
    )
    # Worked out once: asking for ten thousand addresses takes longer than all the rest.
    before, after = escape(settings.SITE_URL + reverse("vacancies:detail", args=[0])).rsplit("0", 1)
    urls = [
        f"<url><loc>{before}{pk}{after}</loc><lastmod>{updated_at:%Y-%m-%dT%H:%M:%SZ}</lastmod></url>"
        for pk, updated_at in adverts
    ]
    if part == 0:
        urls.insert(0, f"<url><loc>{escape(settings.SITE_URL + reverse('vacancies:list'))}</loc></url>")
    if not urls:
        raise Http404("There is nothing in this part.")
    return _xml("urlset", urls)


@login_not_required
@require_safe
@cache_control(public=True, max_age=3600)
def robots(request):
    """What crawlers are asked to leave alone, and where the sitemap is."""
    refused = "".join(f"Disallow: {path}\n" for path in PRIVATE)
    sitemap_url = settings.SITE_URL + reverse("vacancies:sitemap")
    return HttpResponse(
        f"User-agent: *\n{refused}\nSitemap: {sitemap_url}\n", content_type="text/plain; charset=utf-8"
    )


def _xml(root: str, parts) -> HttpResponse:
    body = "".join(parts)
    return HttpResponse(
        f'<?xml version="1.0" encoding="UTF-8"?>\n<{root} xmlns="{SCHEMA}">{body}</{root}>\n',
        content_type=XML,
    )
