"""The chair's pages while cards are written: who scores a candidate besides, and opening a card again."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from applicants.shortlisting import queries
from applicants.shortlisting.actions import assigning
from applicants.shortlisting.forms import ReopenCardForm, ScorerForm
from applicants.shortlisting.status import Stage
from applicants.shortlisting.views.seats import NOT_FOUND, chairs_seat_or_404

# While scores can still come in.
OPEN_TO_CHANGE = (Stage.SCORING, Stage.WAITING, Stage.CHOOSING)


@require_safe
def scorers(request, pk):
    """Whom somebody recognised or too few score, by the chair's own labels."""
    seat = chairs_seat_or_404(request, pk)
    if seat.stage not in OPEN_TO_CHANGE:
        return redirect("shortlisting:vacancy", pk)
    lines = queries.few_scorers(seat.member)
    return render(request, "shortlisting/scorers.html", {"seat": seat, "lines": lines})


@require_http_methods(["GET", "HEAD", "POST"])
def scorer(request, pk, token):
    """One of them: who shall score this candidate besides."""
    seat = chairs_seat_or_404(request, pk)
    if seat.stage not in OPEN_TO_CHANGE:
        return redirect("shortlisting:vacancy", pk)
    line = next((line for line in queries.few_scorers(seat.member) if line.token == token), None)
    if line is None:
        raise Http404(NOT_FOUND)
    if not (line.lacks and line.could_score):
        return redirect("shortlisting:scorers", pk)
    form = ScorerForm(request.POST if request.method == "POST" else None, line=line)
    if form.is_bound and form.is_valid():
        try:
            chosen = assigning.assign(seat.member, token, form.chosen(), by=request.user)
        except assigning.NobodyCould:
            messages.warning(request, "Nothing was changed: somebody else was faster.")
        except assigning.ShortlistConfirmed:
            return redirect("shortlisting:vacancy", pk)
        else:
            messages.success(request, f"{chosen} scores {line.label} from now on, and was emailed.")
        return redirect("shortlisting:scorers", pk)
    return render(request, "shortlisting/scorer.html", {"seat": seat, "line": line, "form": form})


@require_http_methods(["GET", "HEAD", "POST"])
def reopen_card(request, pk, number):
    """A member's card, by the member's number, open again for a reason."""
    seat = chairs_seat_or_404(request, pk)
    if seat.stage not in (Stage.WAITING, Stage.CHOOSING):
        return redirect("shortlisting:vacancy", pk)
    line = next((line for line in queries.overview(seat) if line.pk == number), None)
    if line is None:
        raise Http404(NOT_FOUND)
    if not line.card_in_at:
        return redirect("shortlisting:vacancy", pk)
    form = ReopenCardForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        reason = form.cleaned_data["reason"]
        try:
            assigning.reopen_card_of(seat.member, number, because=reason, by=request.user)
        except (assigning.ShortlistConfirmed, assigning.NotOnThePanel):
            messages.warning(request, "Nothing was changed: the panel has moved on.")
        else:
            messages.success(request, f"The card of {line.name} is open again, with all its scores.")
        return redirect("shortlisting:vacancy", pk)
    return render(request, "shortlisting/reopen_card.html", {"seat": seat, "line": line, "form": form})
