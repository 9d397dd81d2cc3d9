"""The chair chooses: the ranking, who is left, the order of the reserve list."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from applicants.shortlisting import queries
from applicants.shortlisting.actions import deciding, reserve_list
from applicants.shortlisting.forms import OutcomesForm, ReserveOrderForm
from applicants.shortlisting.ranking import alike, highest_total
from applicants.shortlisting.status import Stage
from applicants.shortlisting.views.seats import chairs_seat_or_404
from recruitment.nhsuk.pagination import pagination

LINES_A_PAGE = 100
# Somebody else, or this person in another window, was faster: the vacancy's page says where things stand.
OVERTAKEN = (
    deciding.CardsOutstanding,
    deciding.AlreadyConfirmed,
    deciding.AlreadyAnnounced,
    deciding.VacancyWithdrawn,
)


@require_http_methods(["GET", "HEAD", "POST"])
def ranking(request, pk):
    """Everybody in order, under the chair's own labels, with an outcome to choose for each."""
    seat = chairs_seat_or_404(request, pk)
    if seat.stage != Stage.CHOOSING:
        return redirect("shortlisting:vacancy", pk)
    lines = queries.chairs_ranking(seat)
    page = Paginator(lines, LINES_A_PAGE).get_page(request.GET.get("page"))
    form = OutcomesForm(request.POST if request.method == "POST" else None, lines=lines)
    if form.is_bound and form.is_valid():
        try:
            deciding.choose(seat.member, form.outcomes(), by=request.user)
        except OVERTAKEN:
            return redirect("shortlisting:vacancy", pk)
        return _after_choosing(request, pk, page)
    rows, lacking = _rows(seat, lines), _lacking(seat)
    shown = {line.token for line in page.object_list}
    context = {
        "seat": seat,
        "page": page,
        "form": form,
        "rows": [row | {"lacks": lacking.get(row["token"], 0)} for row in rows if row["token"] in shown],
        "too_few_scorers": sum(line.token in lacking for line in lines),
        "pagination": pagination(page),
        "undecided": sum(not line.is_decided for line in lines),
        "meet": sum(row["meets_essentials"] for row in rows),
        "number": len(lines),
        "chosen": [
            (label, sum(line.outcome == outcome for line in lines))
            for outcome, label in deciding.Outcome.choices
        ],
        "unmoderated": sum(len(line.standing.diverging) for line in lines),
        "withdrawn": queries.withdrawn_before(seat.shortlist) if seat.shortlist else 0,
        "highest_total": highest_total(seat.measures, seat.scale.highest),
        "own_minimum": any(c.met_from != seat.scale.met_from for c in seat.scored_criteria),
        "outcomes": deciding.Outcome.choices,
    }
    return render(request, "shortlisting/ranking.html", context)


def _lacking(seat: queries.Seat) -> dict:
    """By token, how many scorers somebody has too few: their means rest on fewer people than was meant."""
    return {line.token: line.lacks for line in queries.few_scorers(seat.member) if line.lacks}


def _after_choosing(request, pk, page):
    if "rest" in request.POST:
        return redirect("shortlisting:rest", pk)
    if "stay" in request.POST or "next" in request.POST:
        messages.success(request, "Your choices are saved.")
        number = page.next_page_number() if "next" in request.POST and page.has_next() else page.number
        return redirect(reverse("shortlisting:ranking", args=[pk]) + f"?page={number}")
    return redirect("shortlisting:interviews", pk)


def _rows(seat: queries.Seat, lines: list[queries.RankingLine]) -> list[dict]:
    criteria = {criterion.pk: criterion for criterion in seat.criteria}
    totals = alike(line.standing.total for line in lines)
    return [_row(line, criteria, total) for line, total in zip(lines, totals, strict=True)]


def _row(line: queries.RankingLine, criteria: dict, total: str) -> dict:
    """One line of the table, worded."""
    standing = line.standing
    refused = [criteria[pk] for pk in line.not_acknowledged]
    return {
        "label": line.label,
        "token": line.token,
        "is_recognised": line.is_recognised,
        "field": OutcomesForm.name(line.token),
        "place": f"{standing.place}=" if standing.tied else str(standing.place),
        "total": total,
        "meets_essentials": standing.meets_essentials and not any(c.is_essential for c in refused),
        "unmet": [criteria[pk].text for pk in standing.unmet],
        "not_acknowledged": [criterion.text for criterion in refused],
        "remarks": [
            *(f"Not met: {criteria[pk].text}" for pk in standing.unmet),
            *(f"Not answered with yes: {criterion.text}" for criterion in refused),
            *(f"Scores differ: {criteria[pk].text}" for pk in standing.diverging),
            *(f"Agreed by the panel: {criteria[pk].text}" for pk in standing.agreed),
        ],
        "outcome": line.outcome,
    }


@require_http_methods(["GET", "HEAD", "POST"])
def rest(request, pk):
    """Everybody without an outcome, by label and why, to look through before "not shortlisted" is written.

    Only who was on the page the chair looked at is decided about.
    """
    seat = chairs_seat_or_404(request, pk)
    if seat.stage != Stage.CHOOSING:
        return redirect("shortlisting:vacancy", pk)
    lines = queries.chairs_ranking(seat)
    left = {line.token for line in lines if not line.is_decided}
    if request.method == "POST":
        shown = set(request.POST.getlist("shown"))
        try:
            number = deciding.not_shortlist(
                seat.member, [token for token in left if token.hex in shown], by=request.user
            )
        except OVERTAKEN:
            return redirect("shortlisting:vacancy", pk)
        people = "1 candidate is" if number == 1 else f"{number} candidates are"
        messages.success(request, f"{people} marked as not shortlisted. Nobody has been told.")
        return redirect("shortlisting:interviews", pk)
    if not left:
        return redirect("shortlisting:interviews", pk)
    context = {
        "seat": seat,
        "rows": [row for row in _rows(seat, lines) if row["token"] in left],
        "highest_total": highest_total(seat.measures, seat.scale.highest),
    }
    return render(request, "shortlisting/rest.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def reserve_order(request, pk):
    """Who on the reserve list is asked first: by numbers, or one step up or down."""
    seat = chairs_seat_or_404(request, pk)
    if seat.stage != Stage.CHOOSING or not seat.shortlist:
        return redirect("shortlisting:vacancy", pk)
    by_token = {line.token: line for line in queries.chairs_ranking(seat)}
    lines = [by_token[token] for token in queries.reserve_tokens(seat.member, seat.shortlist)]
    steps = {(way, line.token.hex): line.token for line in lines for way in ("up", "down")}
    stepped = next((step for step in steps if request.POST.get(step[0]) == step[1]), None)
    form = ReserveOrderForm(request.POST if request.method == "POST" and not stepped else None, lines=lines)
    if stepped or (form.is_bound and form.is_valid()):
        try:
            if stepped:
                reserve_list.move_one(seat.member, steps[stepped], up=stepped[0] == "up", by=request.user)
            else:
                reserve_list.put_in_order(seat.member, form.order(), by=request.user)
        except OVERTAKEN:
            return redirect("shortlisting:vacancy", pk)
        messages.success(request, "The order of the reserve list is saved.")
        return redirect("shortlisting:reserve_order", pk)
    rows = [
        {"label": line.label, "token": line.token, "field": form[form.name(line.token)]} for line in lines
    ]
    return render(request, "shortlisting/reserve_order.html", {"seat": seat, "rows": rows, "form": form})
