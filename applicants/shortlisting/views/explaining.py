"""The chair's pages about feedback: who gets it, the panel's notes on one candidate, letting them go."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from applicants.shortlisting.actions import deciding, explaining
from applicants.shortlisting.forms.explaining import NotesForm
from applicants.shortlisting.queries import explaining as queries
from applicants.shortlisting.status import Stage
from applicants.shortlisting.views.seats import NOT_FOUND, chairs_seat_or_404
from recruitment.nhsuk.pagination import pagination

LINES_A_PAGE = 100


@require_safe
def candidates(request, pk):
    """Everybody who is not shortlisted, by label, and how far the feedback to them is."""
    seat = chairs_seat_or_404(request, pk)
    if not queries.gives_feedback(seat):
        return redirect("shortlisting:vacancy", pk)
    lines = queries.feedback_lines(seat)
    page = Paginator(lines, LINES_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "seat": seat,
        "page": page,
        "pagination": pagination(page),
        "number": len(lines),
        "waiting": sum(line.is_waiting for line in lines),
        "looked_through": sum(line.looked_at is not None for line in lines),
        "to_release": sum(line.may_be_released for line in lines),
        "first": next((line for line in lines if not line.looked_at), None),
        "mode": queries.mode(seat),
    }
    return render(request, "shortlisting/explaining.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def notes(request, pk, token):
    """The panel's notes on one candidate, and what the applicant may read of them."""
    seat = chairs_seat_or_404(request, pk)
    if not queries.gives_feedback(seat):
        return redirect("shortlisting:vacancy", pk)
    found = queries.candidate_notes(seat, token)
    if found is None:
        raise Http404(NOT_FOUND)
    form = NotesForm(request.POST if request.method == "POST" else None, notes=found)
    could_be_read = bool(found.line.released_at and seat.stage == Stage.ANNOUNCED)
    warnings = {}
    if form.is_bound and form.is_valid():
        warnings = _warnings(seat, form.words())
        if not warnings or "sure" in request.POST or "take_back" in request.POST:
            return _save(request, seat, found, form.words(), could_be_read)
    context = {
        "seat": seat,
        "candidate": found,
        "form": form,
        "rows": [(note, field, warnings.get(note.criterion.pk, [])) for note, field in form.rows()],
        "warnings": warnings,
        "could_be_read": could_be_read,
        "mode": queries.mode(seat),
    }
    return render(request, "shortlisting/notes.html", context)


def _warnings(seat, words: dict[int, str]) -> dict[int, list[str]]:
    wary = queries.wary(seat)
    found = {pk: wary.of(note) for pk, note in words.items()}
    return {pk: reasons for pk, reasons in found.items() if reasons}


def _save(request, seat, found, words, could_be_read):
    pk, chair = seat.vacancy.pk, seat.member
    try:
        if could_be_read:
            changed = explaining.correct(chair, found.token, words, by=request.user)
            messages.success(request, _corrected(found.line.label, changed))
        elif "take_back" in request.POST:
            explaining.take_back(chair, found.token, by=request.user)
            messages.success(request, f"{found.line.label}: not released any more.")
        else:
            explaining.look_through(chair, found.token, words, by=request.user)
            if "release" in request.POST:
                explaining.release(chair, [found.token], by=request.user)
                messages.success(request, f"{found.line.label}: released.")
            else:
                messages.success(request, f"{found.line.label}: looked through and saved.")
    except explaining.NoSuchCandidate:
        raise Http404(NOT_FOUND) from None
    except (explaining.CouldBeRead, deciding.VacancyWithdrawn):
        messages.warning(request, "Nothing was changed: things have moved on meanwhile. Look again.")
        return redirect("shortlisting:explaining", pk)
    if "next" in request.POST and found.next:
        return redirect("shortlisting:explaining_notes", pk, found.next)
    return redirect("shortlisting:explaining", pk)


def _corrected(label: str, changed: int) -> str:
    if not changed:
        return f"{label}: nothing was different, so nothing was changed."
    return f"{label}: corrected. The applicant reads the new words; the earlier ones are kept."


@require_http_methods(["GET", "HEAD", "POST"])
def release(request, pk):
    """Let go what was looked through, of everybody at once; what needs another look waits."""
    seat = chairs_seat_or_404(request, pk)
    if not queries.gives_feedback(seat):
        return redirect("shortlisting:vacancy", pk)
    ready = [line for line in queries.feedback_lines(seat) if line.may_be_released]
    wary, kept = queries.wary(seat), queries.kept_words(seat.member, [line.token for line in ready])
    doubtful = [line for line in ready if any(wary.of(words) for words in kept[line.token])]
    clear = [line for line in ready if line not in doubtful]
    if not ready:
        return redirect("shortlisting:explaining", pk)
    if request.method == "POST":
        try:
            number = explaining.release(seat.member, [line.token for line in clear], by=request.user)
        except (explaining.NoSuchCandidate, deciding.VacancyWithdrawn):
            return redirect("shortlisting:vacancy", pk)
        people = "1 person" if number == 1 else f"{number:,} people"
        messages.success(request, f"Released the feedback to {people}.")
        return redirect("shortlisting:explaining", pk)
    context = {"seat": seat, "clear": clear, "doubtful": doubtful, "mode": queries.mode(seat)}
    return render(request, "shortlisting/release.html", context)
