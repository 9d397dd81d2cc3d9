"""The pages on which a panel member scores: one candidate, handing the card in."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from applicants.shortlisting import blinding
from applicants.shortlisting.actions import scoring, seeing
from applicants.shortlisting.forms import LONGEST_NOTE, ScoringForm
from applicants.shortlisting.status import Stage
from applicants.shortlisting.views.seats import NOT_FOUND, seat_or_404


@require_http_methods(["GET", "HEAD", "POST"])
def candidate(request, pk, token):
    """One candidate: what they wrote, and this member's scores beside it. Read-only once the card is in."""
    seat = seat_or_404(request, pk, counted=False)
    if not seat.may_read:
        return redirect("shortlisting:vacancy", pk)
    blind = blinding.candidate(seat.member, token)
    if blind is None:
        raise Http404(NOT_FOUND)
    form = ScoringForm(request.POST if request.method == "POST" else None, candidate=blind, scale=seat.scale)
    if form.is_bound and form.is_valid():
        return _save(request, seat, blind, form)
    if request.method == "GET":
        seeing.seen(seat.member, [blind.token], "candidate", by=request.user)
    context = {
        "seat": seat,
        "candidate": blind,
        "form": form,
        "may_score": seat.stage == Stage.SCORING,
        "longest_note": LONGEST_NOTE,
    }
    return render(request, "shortlisting/candidate.html", context)


def _save(request, seat, blind, form):
    try:
        scoring.save_scores(seat.member, blind.token, form.marks(), by=request.user)
    except scoring.NoSuchCandidate:
        raise Http404(NOT_FOUND) from None
    except (scoring.CardIsIn, scoring.ScoringNotOpen):
        messages.warning(request, "Nothing was changed: scoring is over for you on this vacancy.")
        return redirect("shortlisting:vacancy", seat.vacancy.pk)
    if "next" in request.POST and blind.next:
        return redirect("shortlisting:candidate", seat.vacancy.pk, blind.next)
    return redirect("shortlisting:vacancy", seat.vacancy.pk)


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
