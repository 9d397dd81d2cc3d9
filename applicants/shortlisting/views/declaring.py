"""What a member says of conflicts of interest before the first look, and may say anew."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from applicants.shortlisting.actions import declaring
from applicants.shortlisting.forms import DeclarationForm
from applicants.shortlisting.status import MAY_READ, Conflict, Stage
from applicants.shortlisting.views.seats import seat_or_404

# Not before the applications are in, and not once everybody was told.
MAY_DECLARE = {Stage.DECLARING, Stage.ASIDE, *MAY_READ} - {Stage.ANNOUNCED}


@require_http_methods(["GET", "HEAD", "POST"])
def declaration(request, pk):
    """Three answers; the last one closes the applications to this member."""
    seat = seat_or_404(request, pk, counted=False)
    if seat.stage not in MAY_DECLARE:
        return redirect("shortlisting:vacancy", pk)
    posted = request.POST if request.method == "POST" else None
    form = DeclarationForm(posted, initial={"conflict": seat.conflict})
    if form.is_bound and form.is_valid():
        try:
            declaring.declare(seat.member, form.declared(), form.explanation(), by=request.user)
        except declaring.NothingToDeclare:
            return redirect("shortlisting:vacancy", pk)
        messages.success(request, _thanks(form.declared()))
        return redirect("shortlisting:vacancy", pk)
    return render(request, "shortlisting/declaration.html", {"seat": seat, "form": form})


def _thanks(conflict: Conflict) -> str:
    if conflict == Conflict.UNFIT:
        return "Thank you. The applications are closed to you; the chair and the recruiter have been told."
    return "Thank you. Your declaration is kept."
