"""The page on which a panel member hands the card in."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from applicants.shortlisting.actions import scoring
from applicants.shortlisting.status import Stage
from applicants.shortlisting.views.seats import seat_or_404


@require_http_methods(["GET", "HEAD", "POST"])
def submit(request, pk):
    """Hand the card in, after a warning that it cannot be changed afterwards."""
    seat = seat_or_404(request, pk)
    if seat.stage != Stage.SCORING:
        return redirect("shortlisting:vacancy", pk)
    if request.method == "POST":
        try:
            scoring.submit_card(seat.member, by=request.user)
        except scoring.Unscored as refusal:
            messages.warning(request, _unscored(refusal.candidates))
        except (scoring.CardIsIn, scoring.ScoringNotOpen):
            return redirect("shortlisting:vacancy", pk)
        else:
            messages.success(request, "Your score card is in.")
        return redirect("shortlisting:vacancy", pk)
    if seat.scored < seat.to_score:
        messages.warning(request, _unscored(seat.to_score - seat.scored))
        return redirect("shortlisting:vacancy", pk)
    return render(request, "shortlisting/submit.html", {"seat": seat})


def _unscored(number: int) -> str:
    candidates = "1 candidate has" if number == 1 else f"{number} candidates have"
    return f"{candidates} no score on every criterion yet. Score them before you hand in your card."
