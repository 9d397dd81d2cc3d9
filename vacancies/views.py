"""The public site: the list of open adverts, and one advert whole. Nobody has to sign in to read them."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from recruitment.nhsuk.pagination import pagination
from vacancies import caching, job_posting, queries
from vacancies.forms.your_pay import YourPayForm

ADVERTS_A_PAGE = 20


@login_not_required
@require_safe
@caching.public_page
def advert_list(request):
    """Adverts that accept applications now, a page at a time. Two queries, however many there are."""
    order = request.GET.get("order")
    order = order if order in queries.ORDERS else next(iter(queries.ORDERS))
    page = Paginator(queries.open_adverts(order), ADVERTS_A_PAGE).get_page(request.GET.get("page"))
    return render(
        request,
        "vacancies/list.html",
        {
            "page": page,
            "rows": queries.rows(page.object_list),
            "orders": [
                {"text": words, "href": _address(order=key), "current": key == order}
                for key, (words, _) in queries.ORDERS.items()
            ],
            "pagination": pagination(page, lambda number: _address(order=order, page=number)),
            # Every order shows the same adverts: search engines keep one.
            "canonical": settings.SITE_URL + _address(page=page.number),
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


def _address(*, order: str = "", page: int = 1) -> str:
    """The list's own address, with no more in it than it takes."""
    default = next(iter(queries.ORDERS))
    asked = {}
    if order and order != default:
        asked["order"] = order
    if page > 1:
        asked["page"] = page
    return reverse("vacancies:list") + (f"?{urlencode(asked)}" if asked else "")
