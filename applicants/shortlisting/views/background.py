"""What a candidate brings besides their evidence, to read: nothing is scored here."""

from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from applicants.shortlisting import blinding
from applicants.shortlisting.actions import seeing
from applicants.shortlisting.views.seats import NOT_FOUND, seat_or_404


@require_safe
def background(request, pk, token):
    """Work, qualifications, training, registration, the statement, and what their documents say."""
    seat = seat_or_404(request, pk, counted=False)
    if not seat.may_read:
        return redirect("shortlisting:vacancy", pk)
    blind = blinding.brought_by(seat.member, token)
    if blind is None:
        raise Http404(NOT_FOUND)
    if request.method == "GET":
        seeing.seen(seat.member, [blind.token], "background", by=request.user)
    context = {"seat": seat, "candidate": blind, "background": blind.background}
    return render(request, "shortlisting/background.html", context)
