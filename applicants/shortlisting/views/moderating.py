"""Where the panel's members differ, and what they agree on: seen by each of them, written by the chair."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from applicants.shortlisting import blinding, queries
from applicants.shortlisting.actions import deciding, moderating, seeing
from applicants.shortlisting.forms import AgreeForm, RestForm, TakeBackForm
from applicants.shortlisting.status import Basis, Stage
from applicants.shortlisting.views.seats import NOT_FOUND, chairs_seat_or_404, seat_or_404
from recruitment.nhsuk.pagination import pagination

DIFFERENCES_A_PAGE = 25
LISTED_A_PAGE = 200
# Cards came back, or the shortlist was confirmed meanwhile: the vacancy's page says where things stand.
OVERTAKEN = (
    deciding.CardsOutstanding,
    deciding.AlreadyConfirmed,
    deciding.AlreadyAnnounced,
    deciding.VacancyWithdrawn,
)


@require_safe
def moderation(request, pk):
    """What the panel has to talk about: what is left to agree, or with ?show=agreed what is settled."""
    seat = seat_or_404(request, pk)
    if not queries.scores_are_open(seat):
        return redirect("shortlisting:vacancy", pk)
    lines = queries.differences(seat)
    shows_agreed = request.GET.get("show") == "agreed"
    shown = [line for line in lines if bool(line.agreed) == shows_agreed]
    page = Paginator(shown, DIFFERENCES_A_PAGE).get_page(request.GET.get("page"))
    prefix = "?show=agreed&page={}" if shows_agreed else "?page={}"
    context = {
        "seat": seat,
        "page": page,
        "lines": queries.with_scores(seat, page.object_list),
        "pagination": pagination(page, prefix.format),
        "shows_agreed": shows_agreed,
        "left": sum(not line.agreed for line in lines),
        "settled": sum(bool(line.agreed) for line in lines),
        "may_agree": _may_agree(seat),
        "scorers": queries.scorers(seat),
    }
    return render(request, "shortlisting/moderation.html", context)


@require_safe
def difference(request, pk, token, criterion):
    """One candidate and one criterion: the answer, what each member said of it, and what is agreed."""
    seat = seat_or_404(request, pk)
    if not queries.scores_are_open(seat):
        return redirect("shortlisting:vacancy", pk)
    lines = queries.differences(seat)
    return _show(request, seat, lines, _place(lines, token, criterion))


@require_http_methods(["GET", "HEAD", "POST"])
def agree(request, pk, token, criterion):
    """The chair writes down what the panel agreed on; the page is the difference's own."""
    seat = chairs_seat_or_404(request, pk)
    if not (queries.scores_are_open(seat) and _may_agree(seat)):
        return redirect("shortlisting:vacancy", pk)
    lines = queries.differences(seat)
    place = _place(lines, token, criterion)
    form = AgreeForm(request.POST, scale=seat.scale) if request.method == "POST" else None
    if form and form.is_valid():
        response = _agree(request, seat, lines[place], form, _next(lines, place))
        if response:
            return response
        lines = queries.differences(seat)
    return _show(request, seat, lines, _place(lines, token, criterion), form)


def _show(request, seat, lines, place, form=None):
    line = queries.with_scores(seat, [lines[place]])[0]
    agreements = queries.agreements(seat, line.token, line.criterion.pk)
    context = {
        "seat": seat,
        "line": line,
        "answer": _answer(request, seat, line),
        "form": form or AgreeForm(scale=seat.scale, initial=_as_agreed(line)),
        "after": _next(lines, place),
        "may_agree": _may_agree(seat),
        "superseded": [old for old in agreements if old.superseded_at],
    }
    return render(request, "shortlisting/difference.html", context)


def _agree(request, seat, line, form, after):
    """Write it down; None, with an error on the form, where somebody was faster."""
    try:
        moderating.agree(
            seat.member,
            line.token,
            line.criterion.pk,
            form.cleaned_data["points"],
            note=form.cleaned_data["note"],
            by=request.user,
            seen=_number(request.POST.get("seen")),
        )
    except moderating.AgreedMeanwhile:
        form.add_error(
            None, "Something else was written down in the meantime. Look at it, then save again or leave it."
        )
        return None
    except moderating.NoDifference:
        raise Http404(NOT_FOUND) from None
    except OVERTAKEN:
        return redirect("shortlisting:vacancy", seat.vacancy.pk)
    messages.success(request, f"The panel's score for {line.label} is saved.")
    if "next" in request.POST and after:
        return redirect("shortlisting:difference", seat.vacancy.pk, after.token, after.criterion.pk)
    return redirect("shortlisting:moderation", seat.vacancy.pk)


@require_http_methods(["GET", "HEAD", "POST"])
def rest(request, pk):
    """Everything that is left, and what taking the mean or the lower would write: listed, then done."""
    seat = chairs_seat_or_404(request, pk)
    if not (queries.scores_are_open(seat) and _may_agree(seat)):
        return redirect("shortlisting:vacancy", pk)
    form = RestForm(request.POST) if request.method == "POST" else None
    if form and form.is_valid():
        try:
            return _agree_the_rest(request, seat, form)
        except moderating.ListChanged:
            messages.warning(request, "What is left has changed. Look through the list again, then save.")
    basis = Basis.LOWER if "lower" in (request.GET.get("take"), request.POST.get("basis")) else Basis.MEAN
    if form is None or form.is_valid():
        listed = moderating.fingerprint(moderating.proposals(seat.vacancy, basis))
        typed = request.POST.get("note", "")
        form = RestForm(initial={"note": typed, "basis": basis, "listed": listed})
    lines = [line for line in queries.differences(seat) if not line.agreed]
    if not lines:
        return redirect("shortlisting:moderation", pk)
    page = Paginator(lines, LISTED_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "seat": seat,
        "form": form,
        "takes_the_lower": basis == Basis.LOWER,
        "page": page,
        "lines": queries.with_scores(seat, page.object_list),
        "pagination": pagination(page, f"?take={basis}&page={{}}".format),
    }
    return render(request, "shortlisting/moderation_rest.html", context)


def _agree_the_rest(request, seat, form):
    try:
        number = moderating.agree_the_rest(seat.member, **form.cleaned_data, by=request.user)
    except OVERTAKEN:
        return redirect("shortlisting:vacancy", seat.vacancy.pk)
    messages.success(request, f"{number} score{'' if number == 1 else 's'} agreed.")
    return redirect("shortlisting:moderation", seat.vacancy.pk)


@require_http_methods(["GET", "HEAD", "POST"])
def take_back(request, pk, token, criterion):
    """End an agreement, with a reason."""
    seat = chairs_seat_or_404(request, pk)
    if not (queries.scores_are_open(seat) and _may_agree(seat)):
        return redirect("shortlisting:vacancy", pk)
    line = _again(seat, token, criterion)
    if not line.agreed:
        return redirect("shortlisting:difference", pk, token, criterion)
    form = TakeBackForm(request.POST or None, initial={"seen": line.agreed.pk})
    if form.is_bound and form.is_valid():
        try:
            moderating.take_back(seat.member, token, criterion, **form.cleaned_data, by=request.user)
        except moderating.AgreedMeanwhile:
            messages.warning(request, "Nothing was taken back: something else was agreed in the meantime.")
        except OVERTAKEN:
            return redirect("shortlisting:vacancy", pk)
        else:
            messages.success(request, f"The panel's score for {line.label} is taken back.")
        return redirect("shortlisting:difference", pk, token, criterion)
    return render(request, "shortlisting/take_back.html", {"seat": seat, "line": line, "form": form})


def _may_agree(seat) -> bool:
    return seat.is_chair and seat.stage == Stage.CHOOSING


def _place(lines, token, criterion) -> int:
    for place, line in enumerate(lines):
        if (line.token, line.criterion.pk) == (token, criterion):
            return place
    raise Http404(NOT_FOUND)


def _again(seat, token, criterion):
    """The difference as it stands now."""
    lines = queries.differences(seat)
    return lines[_place(lines, token, criterion)]


def _next(lines, place):
    """The next that is not agreed, from the beginning again after the last; None where there is no other."""
    around = [*lines[place + 1 :], *lines[:place]]
    return next((line for line in around if not line.agreed), None)


def _as_agreed(line) -> dict:
    """What stands, to change it; points that are no whole number are chosen anew."""
    if not line.agreed:
        return {}
    whole = line.agreed.points.denominator == 1
    return {"note": line.agreed.note, "points": int(line.agreed.points) if whole else None}


def _answer(request, seat, line):
    """What the candidate wrote, masked; None for who may not read it."""
    blind = blinding.candidate(seat.member, line.own_token) if line.own_token else None
    if blind is None:
        return None
    if request.method == "GET":
        seeing.seen(seat.member, [blind.token], f"difference {line.criterion.pk}", by=request.user)
    return next(answer for answer in blind.answers if answer.criterion.pk == line.criterion.pk)


def _number(typed: str | None) -> int | None:
    return int(typed) if typed and typed.isascii() and typed.isdigit() and len(typed) < 19 else None
