"""One criterion at a time across all candidates; and where somebody goes on, whichever way they score."""

from contextlib import suppress
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_http_methods

from applicants.shortlisting import blinding
from applicants.shortlisting.actions import habits, seeing
from applicants.shortlisting.forms import cells_of_criterion
from applicants.shortlisting.queries import Seat
from applicants.shortlisting.status import Stage, Way
from applicants.shortlisting.views.card import ScoresPage, answer, opaque, saves_itself
from applicants.shortlisting.views.seats import NOT_FOUND, seat_or_404
from recruitment.nhsuk.pagination import pagination

# As many answers as a person compares at a time; no page to wait for between them.
ANSWERS_A_PAGE = 10
MISSING = "missing"


@require_http_methods(["GET", "HEAD", "POST"])
def go_on(request, pk):
    """Where this member goes on with scoring, in the way they chose last. A POST chooses."""
    seat = seat_or_404(request, pk)
    if seat.stage != Stage.SCORING:
        return redirect("shortlisting:vacancy", pk)
    if request.method != "POST":
        return redirect(_next_place(seat, seat.way))
    if request.POST.get("way") in Way.values:
        way = Way(request.POST["way"])
        habits.choose_way(request.user, way)
        return redirect(_next_place(seat, way))
    if request.POST.get("shortcuts") in ("on", "off"):
        habits.use_shortcuts(request.user, request.POST["shortcuts"] == "on")
    back = request.POST.get("next", "")
    if not url_has_allowed_host_and_scheme(back, allowed_hosts=None):
        back = reverse("shortlisting:vacancy", args=[pk])
    return redirect(back)


def _next_place(seat: Seat, way: Way) -> str:
    """The first page on which something is missing; where nothing is, the whole card."""
    pk = seat.vacancy.pk
    if way == Way.BY_CANDIDATE:
        for line in blinding.candidates(seat.member):
            if not line.is_scored:
                return reverse("shortlisting:candidate", args=[pk, line.token])
    return _criterion_after(seat, None)


def _criterion_after(seat: Seat, criterion: int | None) -> str:
    """The next criterion on which scores are missing, from this one on and round to the beginning."""
    progress = blinding.progress(seat.member, seat.criteria)
    order = [line.pk for line in seat.scored_criteria]
    start = order.index(criterion) + 1 if criterion in order else 0
    for pk in order[start:] + order[:start]:
        if progress.missing(pk):
            url = reverse("shortlisting:criterion", args=[seat.vacancy.pk, pk])
            return f"{url}?show={MISSING}" if progress.on(pk) else url
    return reverse("shortlisting:submit", args=[seat.vacancy.pk])


@saves_itself
def criterion(request, pk, criterion):
    """What the candidates wrote on one criterion, so many to a page, and this member's scores beside it."""
    seat = seat_or_404(request, pk, counted=False, with_criteria=True)
    if seat.stage != Stage.SCORING and request.method != "POST":
        return redirect("shortlisting:vacancy", pk)
    line = next((line for line in seat.scored_criteria if line.pk == criterion), None)
    if line is None:
        raise Http404(NOT_FOUND)
    sheet = _Sheet(request, seat, line)
    return answer(ScoresPage(request, seat, sheet.cells, sheet.progress, sheet.show, sheet.onward))


class _Sheet:
    """One page of one criterion."""

    def __init__(self, request, seat, line):
        self.request, self.seat, self.line = request, seat, line
        self.missing_only = request.GET.get("show") == MISSING
        self.counted = blinding.progress(seat.member, seat.criteria)
        missing = self.counted.missing(line.pk)
        found = range(missing if self.missing_only else self.counted.everybody)
        self.gone = 0
        self.page = Paginator(found, ANSWERS_A_PAGE).get_page(request.GET.get("page"))

    def cells(self):
        if self.request.method == "POST":
            tokens = _tokens(self.request.POST)
            found = blinding.answers(self.seat.member, self.line, tokens=tokens)
            self.gone = len(tokens) - len(found)
        else:
            first = (self.page.number - 1) * ANSWERS_A_PAGE
            part = slice(first, first + ANSWERS_A_PAGE)
            found = blinding.answers(self.seat.member, self.line, part, missing_only=self.missing_only)
        return cells_of_criterion(found)

    def progress(self):
        return _in_words(blinding.progress(self.seat.member, self.seat.criteria), self.line)

    def show(self, form, *, status=200):
        seat, request = self.seat, self.request
        if request.method == "GET" and form.cells:
            tokens = [cell.token for cell in form.cells]
            seeing.seen(seat.member, tokens, f"criterion {self.line.pk}", by=request.user)
        lines = seat.scored_criteria
        context = {
            "seat": seat,
            "criterion": self.line,
            "place": lines.index(self.line) + 1,
            "criteria": [
                {"line": line, "scored": self.counted.on(line.pk), "missing": self.counted.missing(line.pk)}
                for line in lines
            ],
            "candidates": self.counted.everybody,
            "missing": self.counted.missing(self.line.pk),
            "missing_only": self.missing_only,
            "progress": _in_words(self.counted, self.line),
            "page": self.page,
            "pagination": pagination(self.page, self._address),
            "form": form,
            "rows": form.rows(),
            "whose": opaque(request.user),
        }
        return render(request, "shortlisting/criterion.html", context, status=status)

    def onward(self):
        """The next page of this criterion, else the next criterion."""
        pk = self.seat.vacancy.pk
        if self.gone:
            gone = "1 candidate is" if self.gone == 1 else f"{self.gone} candidates are"
            messages.warning(self.request, f"{gone} no longer on your list. Everything else was saved.")
        here = reverse("shortlisting:criterion", args=[pk, self.line.pk])
        if "stop" in self.request.POST:
            return redirect("shortlisting:vacancy", pk)
        if self.missing_only:
            now = blinding.progress(self.seat.member, self.seat.criteria).missing(self.line.pk)
            if now < self.counted.missing(self.line.pk):
                # Those just scored are on no page any more: the next ones moved up.
                return redirect(f"{here}{self._address(self.page.number)}" if now else self._next())
        if self.page.has_next():
            return redirect(f"{here}{self._address(self.page.next_page_number())}")
        return redirect(self._next())

    def _next(self):
        return _criterion_after(self.seat, self.line.pk)

    def _address(self, number: int) -> str:
        show = f"show={MISSING}&" if self.missing_only else ""
        return f"?{show}page={number}"


def _tokens(data) -> set[UUID]:
    """Whose scores a form holds."""
    found = set()
    for name in [*data, data.get("undo", ""), data.get("take", "")]:
        with suppress(ValueError):
            found.add(UUID(hex=name.rpartition("_")[2]))
    return found


def _in_words(counted: blinding.Progress, line) -> dict:
    return {
        "here": f"{counted.on(line.pk)} of {counted.everybody} scored on this criterion",
        "scored": counted.on(line.pk),
        "out_of": counted.everybody,
        "all": f"{counted.scored} of {counted.out_of} scores in all",
    }
