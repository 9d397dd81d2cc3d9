"""The chair's decision packs: which there are, and one as a page to print or a file."""

from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from applicants.shortlisting import queries
from applicants.shortlisting.actions import packing
from applicants.shortlisting.packing import handing_out
from applicants.shortlisting.views.seats import NOT_FOUND, chairs_seat_or_404


@never_cache
@require_safe
def packs(request, pk):
    """Which packs there are by now, and which come later."""
    seat = chairs_seat_or_404(request, pk)
    if not seat.has_a_pack:
        return redirect("shortlisting:vacancy", pk)
    offered = queries.packs_offered(seat.vacancy, to_recruiter=False)
    return render(request, "shortlisting/packs.html", {"seat": seat, "offered": offered})


@require_safe
def hand_out(request, pk, *, with_names, form):
    """One pack. Also: audits."""
    seat = chairs_seat_or_404(request, pk)
    if not seat.has_a_pack:
        return redirect("shortlisting:vacancy", pk)
    part = handing_out.part_asked_for(request, form)
    try:
        with queries.decision_pack(
            seat.vacancy, with_names=with_names, to_recruiter=False, part=part
        ) as pack:
            packing.note_download(seat.vacancy, with_names=with_names, form=form, by=request.user)
            return handing_out.answer(request, pack, form, number=pk, seat=seat)
    except queries.NotOffered:
        raise Http404(NOT_FOUND) from None
