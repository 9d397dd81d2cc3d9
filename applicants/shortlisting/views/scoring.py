"""The pages of every panel member: their panels, one vacancy, one candidate, handing the card in."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from applicants.shortlisting import blinding, queries
from applicants.shortlisting.actions import scoring, seeing
from applicants.shortlisting.forms import LONGEST_NOTE, ScoringForm
from applicants.shortlisting.status import Stage
from applicants.shortlisting.views.seats import NOT_FOUND, seat_or_404
from recruitment.nhsuk.pagination import pagination

CANDIDATES_A_PAGE = 100
# Nothing to read yet, or nothing left to judge.
CLOSED_TO_THE_PANEL = (Stage.OPEN, Stage.WITHDRAWN)


@require_safe
def panels(request):
    """The vacancies this person shortlists for."""
    return render(request, "shortlisting/panels.html", {"seats": queries.seats(request.user)})


@require_safe
def vacancy(request, pk):
    """One vacancy: what to do now, the criteria, and the candidates by their labels."""
    seat = seat_or_404(request, pk)
    lines = [] if seat.stage in CLOSED_TO_THE_PANEL else blinding.candidates(seat.member)
    page = Paginator(lines, CANDIDATES_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "seat": seat,
        "page": page,
        "pagination": pagination(page),
        "scored": sum(line.is_scored for line in lines),
        "number": len(lines),
        "next_to_score": next((line for line in lines if not line.is_scored), None),
    }
    return render(request, "shortlisting/vacancy.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def candidate(request, pk, token):
    """One candidate: what they wrote, and this member's scores beside it. Read-only once the card is in."""
    seat = seat_or_404(request, pk, counted=False)
    if seat.stage in CLOSED_TO_THE_PANEL:
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
