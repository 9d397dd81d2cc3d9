"""How alike a panel scores: its members' page of figures, each as a picture and as a table."""

from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from applicants.shortlisting import agreement, queries
from applicants.shortlisting.agreement import CriterionFigures, MemberFigures
from applicants.shortlisting.views import pictures
from applicants.shortlisting.views.seats import seat_or_404


@require_safe
def figures(request, pk):
    """By criterion, by member, how strictly, and what tells nobody apart."""
    seat = seat_or_404(request, pk)
    if not queries.scores_are_open(seat):
        return redirect("shortlisting:vacancy", pk)
    of_criteria, of_members = queries.figures(seat)
    texts = pictures.numbered(criterion.text for criterion in seat.scored_criteria)
    criteria = list(zip(texts, of_criteria, strict=True))
    members = list(zip(queries.scorers(seat), of_members, strict=True))
    points = [points for points, _, _ in seat.scale.points]
    context = {
        "seat": seat,
        "fewest": agreement.FEWEST,
        "criteria": [_criterion(text, one, points) for text, one in criteria],
        "members": [_member(name, one) for name, one in members],
        "points": points,
        "alike": [text for text, one in criteria if not one.discriminates],
        **_pictures(criteria, members, points),
    }
    return render(request, "shortlisting/figures.html", context)


def _criterion(text: str, one: CriterionFigures, points: list[int]) -> dict:
    given = [one.spread.get(each, 0) for each in points]
    return {"text": text, "figures": one, "alpha": pictures.signed(one.alpha), "given": given}


def _member(name: str, one: MemberFigures) -> dict:
    difference = pictures.signed(one.difference, plus=True)
    return {"name": name, "figures": one, "alpha": pictures.signed(one.alpha), "difference": difference}


def _pictures(criteria: list, members: list, points: list[int]) -> dict[str, pictures.Picture]:
    return {
        "of_criteria": pictures.agreement(
            "criteria",
            "Agreement on each criterion",
            [(text, one.alpha, one.reading) for text, one in criteria],
        ),
        "of_members": pictures.agreement(
            "members",
            "Agreement of each member with the others",
            [(name, one.alpha, one.reading) for name, one in members],
        ),
        "strictness": pictures.strictness(
            "strictness",
            "How strictly each member scores",
            [(name, one.difference, one.strictness) for name, one in members],
        ),
        "spread": pictures.spread(
            "spread",
            "How often each number of points was given",
            [(text, one.spread) for text, one in criteria],
            points,
        ),
    }
