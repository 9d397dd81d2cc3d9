"""The page on which a panel member looks through the whole card, and hands it in."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from applicants.shortlisting import blinding
from applicants.shortlisting.actions import scoring
from applicants.shortlisting.status import Stage
from applicants.shortlisting.views.seats import seat_or_404
from recruitment.nhsuk.pagination import pagination

# More scores than that are shown criterion by criterion.
SCORES_A_PAGE = 2_000


@require_http_methods(["GET", "HEAD", "POST"])
def submit(request, pk):
    """Every score by criterion and what is missing; then hand the card in. Read-only once it is in."""
    seat = seat_or_404(request, pk)
    if not seat.may_read or (request.method == "POST" and seat.stage != Stage.SCORING):
        return redirect("shortlisting:vacancy", pk)
    if request.method == "POST":
        return _hand_in(request, seat)
    counted = blinding.progress(seat.member, seat.criteria)
    page = _page_of(seat, request.GET.get("page"))
    context = {
        "seat": seat,
        "may_hand_in": seat.stage == Stage.SCORING,
        "counted": counted,
        "missing": [
            (line, counted.missing(line.pk)) for line in seat.scored_criteria if counted.missing(line.pk)
        ],
        "sheets": [_sheet(seat, sheet) for sheet in blinding.whole_card(seat.member, page.object_list)],
        "pagination": pagination(page),
    }
    return render(request, "shortlisting/submit.html", context)


def _hand_in(request, seat):
    try:
        scoring.submit_card(seat.member, by=request.user)
    except scoring.Unscored as refusal:
        messages.warning(request, _unscored(refusal.candidates))
        return redirect("shortlisting:submit", seat.vacancy.pk)
    except (scoring.CardIsIn, scoring.ScoringNotOpen):
        return redirect("shortlisting:vacancy", seat.vacancy.pk)
    messages.success(request, "Your score card is in.")
    return redirect("shortlisting:vacancy", seat.vacancy.pk)


def _page_of(seat, number):
    """The criteria whose scores fit on one page."""
    fit = max(1, SCORES_A_PAGE // max(1, seat.to_score or 0))
    return Paginator(seat.scored_criteria, fit).get_page(number)


def _sheet(seat, sheet: blinding.OnCriterion) -> dict:
    """One criterion, the highest points first, worded."""
    points = reversed(seat.scale.points)
    return {
        "criterion": sheet.criterion,
        "by_points": [(number, words, sheet.with_points(number)) for number, words, _ in points],
        "missing": sheet.missing,
        "noted": sheet.noted,
    }


def _unscored(number: int) -> str:
    candidates = "1 candidate has" if number == 1 else f"{number} candidates have"
    return f"{candidates} no score on every criterion yet. Score them before you hand in your card."
