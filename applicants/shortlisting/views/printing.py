"""The print pack: everything a member may read and score, for paper."""

from django.core.paginator import Paginator
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from applicants.shortlisting import blinding
from applicants.shortlisting.actions import seeing
from applicants.shortlisting.views.seats import seat_or_404
from recruitment.nhsuk.pagination import pagination

# A browser lays out so many with a dozen answers each without a wait; more come in parts.
CANDIDATES_A_PART = 25


@require_safe
def print_pack(request, pk):
    """Criteria, scale, and candidates in this member's order, masked, each with room for scores and notes."""
    seat = seat_or_404(request, pk)
    if not seat.may_read:
        return redirect("shortlisting:vacancy", pk)
    part = Paginator(range(seat.to_score), CANDIDATES_A_PART).get_page(request.GET.get("page"))
    first = (part.number - 1) * CANDIDATES_A_PART
    papers = blinding.on_paper(seat.member, seat.criteria, slice(first, first + CANDIDATES_A_PART))
    if request.method == "GET" and papers:
        seeing.seen(seat.member, [paper.token for paper in papers], "print", by=request.user)
    context = {
        "seat": seat,
        "papers": papers,
        "part": part,
        "pagination": pagination(part),
    }
    return render(request, "shortlisting/print.html", context)
