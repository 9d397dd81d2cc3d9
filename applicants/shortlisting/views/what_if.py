"""What the chair may try out before choosing: another line, other weights. Looked at, and forgotten."""

from fractions import Fraction

from django.core.paginator import Paginator
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from applicants.shortlisting import queries
from applicants.shortlisting.forms import WhatIfForm
from applicants.shortlisting.ranking import alike, highest_total, rank
from applicants.shortlisting.status import Stage
from applicants.shortlisting.views import pictures
from applicants.shortlisting.views.seats import chairs_seat_or_404
from applicants.shortlisting.what_if import Line, Placed, Side, Step, draw
from recruitment.nhsuk.pagination import pagination

CANDIDATES_A_PAGE = 50
# So many on each side of the line are looked at closely.
NEAR = 10


@require_safe
def what_if(request, pk):
    """The ranking with a line across it, by the places, total and weights in the address."""
    seat = chairs_seat_or_404(request, pk)
    if seat.stage != Stage.CHOOSING or not queries.scores_are_open(seat):
        return redirect("shortlisting:vacancy", pk)
    tries = any(name in request.GET for name in ("places", "cut"))
    initial = {"places": seat.shortlist.interview_places if seat.shortlist else None}
    form = WhatIfForm(request.GET.dict() if tries else None, criteria=seat.scored_criteria, initial=initial)
    places, cut, measures = form.tried()
    board = queries.board(seat)
    scale = range(seat.scale.lowest, seat.scale.highest + 1)
    standings = rank(board.labels, board.marks, measures)
    line = draw(standings, board.marks, measures, scale=scale, places=places, cut=cut)
    before = {one.candidate: one for one in rank(board.labels, board.marks, seat.measures)}
    words = _Words(seat, board, before, alike(one.total for one in standings), line)
    page = Paginator(line.placed, CANDIDATES_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "seat": seat,
        "form": form,
        "line": line,
        "total": "" if line.total is None else pictures.signed(line.total),
        "above": line.number(Side.ABOVE),
        "tied": line.number(Side.TIED),
        "below": line.number(Side.BELOW),
        "picture": _picture(line, highest_total(measures, seat.scale.highest)),
        "near": [words.row(one) for one in _near(line)],
        "rows": [words.row(one) for one in page.object_list],
        "other_weights": measures != seat.measures,
        "highest_total": highest_total(measures, seat.scale.highest),
        "pagination": pagination(page, _page_address(request)),
    }
    return render(request, "shortlisting/what_if.html", context)


def _near(line: Line) -> list[Placed]:
    """Those closest to the line: just above it, tied on it, just below it; in their order."""
    if line.total is None:
        return [one for one in line.placed if one.steps][:NEAR]
    above = [one for one in line.placed if one.side == Side.ABOVE and one.steps][-NEAR:]
    tied = [one for one in line.placed if one.side == Side.TIED]
    below = [one for one in line.placed if one.side == Side.BELOW and one.steps][:NEAR]
    return [*above, *tied, *below]


class _Words:
    """Puts a candidate's place into words."""

    def __init__(self, seat, board, before, totals, line):
        self.labels, self.before = board.labels, before
        self.criteria = {criterion.pk: criterion for criterion in seat.scored_criteria}
        self.totals = {one.standing.candidate: total for one, total in zip(line.placed, totals, strict=True)}

    def row(self, one: Placed) -> dict:
        standing, before = one.standing, self.before[one.standing.candidate]
        return {
            "token": standing.candidate,
            "label": self.labels[standing.candidate],
            "place": _place(standing),
            "before": _place(before),
            "moved": before.place - standing.place,
            "moved_down": standing.place - before.place,
            "total": self.totals[standing.candidate],
            "side": one.side.value,
            "meets_essentials": standing.meets_essentials,
            "unmet": [self.criteria[pk].text for pk in standing.unmet],
            "steps": [self._step(step) for step in one.steps],
        }

    def _step(self, step: Step) -> str:
        points = pictures.signed(step.points, plus=True).removesuffix(".00")
        return f"{points} on {self.criteria[step.criterion].text}"


def _place(standing) -> str:
    return f"{standing.place}=" if standing.tied else str(standing.place)


def _picture(line: Line, highest: int) -> pictures.Heap:
    totals = [(one.standing.total, one.standing.meets_essentials) for one in line.placed]
    said = (
        f"{line.number(Side.ABOVE)} candidates above the line, {line.number(Side.TIED)} tied on it, "
        f"{line.number(Side.BELOW)} below it."
    )
    return pictures.heap("totals", "How the totals are spread", said, totals, Fraction(highest), line.total)


def _page_address(request):
    query = request.GET.copy()

    def address(number: int) -> str:
        query["page"] = str(number)
        return f"?{query.urlencode()}#everybody"

    return address
