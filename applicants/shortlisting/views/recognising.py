"""A member says that they know who a candidate is."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from applicants.shortlisting import blinding
from applicants.shortlisting.actions import recognising
from applicants.shortlisting.forms import RecogniseForm
from applicants.shortlisting.views.seats import NOT_FOUND, seat_or_404


@require_http_methods(["GET", "HEAD", "POST"])
def recognise(request, pk, token):
    """One question, with what follows from it; there is no way back."""
    seat = seat_or_404(request, pk, counted=False)
    if not seat.may_recognise:
        return redirect("shortlisting:vacancy", pk)
    label = blinding.label_of(seat.member, token)
    if label is None:
        raise Http404(NOT_FOUND)
    form = RecogniseForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            recognising.recognise(seat.member, token, form.cleaned_data["words"], by=request.user)
        except recognising.TooLate:
            messages.warning(request, "The shortlist is confirmed, so nothing was changed.")
        except recognising.NoSuchCandidate:
            raise Http404(NOT_FOUND) from None
        else:
            told = "" if seat.is_chair else " The chair has been told."
            messages.success(request, f"{label} is off your list.{told}")
        return redirect("shortlisting:vacancy", pk)
    return render(
        request, "shortlisting/recognise.html", {"seat": seat, "form": form, "label": label, "token": token}
    )
