"""One candidate at a time: everything they wrote, and this member's scores beside it."""

from django.http import Http404
from django.shortcuts import redirect, render

from applicants.shortlisting import blinding
from applicants.shortlisting.actions import seeing
from applicants.shortlisting.forms import cells_of_candidate
from applicants.shortlisting.status import Stage
from applicants.shortlisting.views.card import ScoresPage, answer, opaque, saves_itself
from applicants.shortlisting.views.seats import NOT_FOUND, seat_or_404


@saves_itself
def candidate(request, pk, token):
    """One candidate. Read-only once the card is in."""
    seat = seat_or_404(request, pk, counted=False, with_criteria=request.method == "POST")
    if not seat.may_read:
        return redirect("shortlisting:vacancy", pk)
    blind = _candidate(seat, token)

    def show(form, *, status=200):
        if request.method == "GET":
            seeing.seen(seat.member, [token], "candidate", by=request.user)
        context = {
            "seat": seat,
            "candidate": blind,
            "form": form,
            "rows": form.rows(),
            "may_score": seat.stage == Stage.SCORING,
            "whose": opaque(request.user),
        }
        return render(request, "shortlisting/candidate.html", context, status=status)

    def onward():
        if "next" in request.POST and blind.next:
            return redirect("shortlisting:candidate", pk, blind.next)
        return redirect("shortlisting:vacancy", pk)

    def progress():
        now, card = _candidate(seat, token), blinding.progress(seat.member, seat.criteria)
        return {
            "here": f"{now.scored} of {now.out_of} scored",
            "scored": now.scored,
            "out_of": now.out_of,
            "all": f"{card.scored} of {card.out_of} scores in all",
        }

    # What a form is checked against is what stands there when it comes.
    def cells():
        return cells_of_candidate(_candidate(seat, token) if request.method == "POST" else blind)

    return answer(ScoresPage(request, seat, cells, progress, show, onward))


def _candidate(seat, token):
    blind = blinding.candidate(seat.member, token)
    if blind is None:
        raise Http404(NOT_FOUND)
    return blind
