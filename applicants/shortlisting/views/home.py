"""Where a panel member begins: their panels, and one vacancy with what there is to do now."""

from django.core.paginator import Paginator
from django.shortcuts import render
from django.views.decorators.http import require_safe

from applicants.shortlisting import blinding, queries
from applicants.shortlisting.queries.explaining import feedback_so_far
from applicants.shortlisting.status import Stage
from applicants.shortlisting.views.seats import seat_or_404
from recruitment.nhsuk.pagination import pagination

CANDIDATES_A_PAGE = 100


# While the day on which scores are due matters to a member.
BEFORE_HANDING_IN = (Stage.OPEN, Stage.BEING_READ, Stage.DECLARING, Stage.SCORING)
OPEN_TO_CHANGE = (Stage.SCORING, Stage.WAITING, Stage.CHOOSING)


@require_safe
def panels(request):
    """The vacancies this person shortlists for."""
    return render(request, "shortlisting/panels.html", {"seats": queries.seats(request.user)})


@require_safe
def vacancy(request, pk):
    """One vacancy: what to do now, the criteria, and the candidates by their labels."""
    seat = seat_or_404(request, pk)
    lines = blinding.candidates(seat.member) if seat.may_read else []
    page = Paginator(lines, CANDIDATES_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "seat": seat,
        "feedback": feedback_so_far(seat),
        "page": page,
        "pagination": pagination(page),
        "scored": sum(line.is_scored for line in lines),
        "number": len(lines),
        "before_handing_in": BEFORE_HANDING_IN,
        "may_declare_anew": seat.may_read and seat.stage != Stage.ANNOUNCED,
        **_for_the_chair(seat),
        "next_to_score": next((line for line in lines if not line.is_scored), None),
    }
    return render(request, "shortlisting/vacancy.html", context)


def _for_the_chair(seat) -> dict:
    """Who is done, once the chair's own card is in; and whether anybody has too few scorers."""
    if not seat.is_chair or seat.stage not in OPEN_TO_CHANGE:
        return {}
    return {
        "overview": queries.overview(seat) if seat.card_submitted_at else [],
        "may_reopen": True,
        "few": queries.somebody_has_few(seat),
    }
