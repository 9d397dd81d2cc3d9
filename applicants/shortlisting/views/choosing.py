"""The chair's pages: the ranking, the words of the invitation, confirming, re-opening, announcing."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from applicants.shortlisting import queries
from applicants.shortlisting.actions import announcing, deciding
from applicants.shortlisting.forms import InterviewForm, OutcomesForm, ReopenForm
from applicants.shortlisting.queries.explaining import feedback_so_far
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
            deciding.choose(
                seat.member,
                form.outcomes(),
                by=request.user,
                reject_the_rest="reject_the_rest" in request.POST,
            )
        except OVERTAKEN:
            return redirect("shortlisting:vacancy", pk)
        return _after_choosing(request, pk, page)
    criteria = {criterion.pk: criterion for criterion in seat.criteria}
    totals = dict(
        zip((line.token for line in lines), alike(line.standing.total for line in lines), strict=True)
    )
    context = {
        "seat": seat,
        "page": page,
        "rows": [_row(line, criteria, totals[line.token]) for line in page.object_list],
        "pagination": pagination(page),
        "undecided": sum(not line.is_decided for line in lines),
        "invited": sum(line.outcome == deciding.Outcome.INVITE for line in lines),
        "highest_total": highest_total(seat.measures, seat.scale.highest),
        "own_minimum": any(c.met_from != seat.scale.met_from for c in seat.scored_criteria),
        "outcomes": deciding.Outcome.choices,
    }
    return render(request, "shortlisting/ranking.html", context)


def _after_choosing(request, pk, page):
    if "stay" in request.POST or "next" in request.POST:
        messages.success(request, "Your choices are saved.")
        number = page.next_page_number() if "next" in request.POST and page.has_next() else page.number
        return redirect(reverse("shortlisting:ranking", args=[pk]) + f"?page={number}")
    return redirect("shortlisting:interviews", pk)


def _row(line: queries.RankingLine, criteria: dict, total: str) -> dict:
    """One line of the table, worded."""
    standing = line.standing
    return {
        "label": line.label,
        "token": line.token,
        "is_recognised": line.is_recognised,
        "field": OutcomesForm.name(line.token),
        "place": f"{standing.place}=" if standing.tied else str(standing.place),
        "total": total,
        "meets_essentials": standing.meets_essentials,
        "unmet": [criteria[pk].text for pk in standing.unmet],
        "diverging": [criteria[pk].text for pk in standing.diverging],
        "agreed": [criteria[pk].text for pk in standing.agreed],
        "not_acknowledged": [criteria[pk].text for pk in line.not_acknowledged],
        "outcome": line.outcome,
    }


@require_http_methods(["GET", "HEAD", "POST"])
def interviews(request, pk):
    """What every invitation says of the interview."""
    seat = chairs_seat_or_404(request, pk)
    if seat.stage != Stage.CHOOSING:
        return redirect("shortlisting:vacancy", pk)
    if seat.shortlist and not queries.anybody_invited(seat.shortlist):
        return redirect("shortlisting:confirm", pk)
    written = seat.shortlist.interview_details if seat.shortlist else ""
    form = InterviewForm(request.POST or None, initial={"interview_details": written})
    if form.is_bound and form.is_valid():
        try:
            deciding.describe_interviews(
                seat.vacancy, form.cleaned_data["interview_details"], by=request.user
            )
        except OVERTAKEN:
            return redirect("shortlisting:vacancy", pk)
        return redirect("shortlisting:confirm", pk)
    return render(request, "shortlisting/interviews.html", {"seat": seat, "form": form})


@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request, pk):
    """Everything that was chosen once more, by label, before it is confirmed."""
    seat = chairs_seat_or_404(request, pk)
    if seat.stage != Stage.CHOOSING:
        return redirect(
            "shortlisting:announce" if seat.stage == Stage.CONFIRMED else "shortlisting:vacancy", pk
        )
    if not seat.shortlist:
        return redirect("shortlisting:ranking", pk)
    if request.method == "POST":
        return _confirm(request, seat)
    lines = queries.chairs_ranking(seat)
    by_outcome = [
        (label, [line for line in lines if line.outcome == outcome])
        for outcome, label in deciding.Outcome.choices
    ]
    undecided = [line for line in lines if not line.is_decided]
    context = {
        "seat": seat,
        "by_outcome": by_outcome,
        "undecided": undecided,
        "unmoderated": sum(len(line.standing.diverging) for line in lines),
        "number": len(lines),
    }
    return render(request, "shortlisting/confirm.html", context)


def _confirm(request, seat):
    pk = seat.vacancy.pk
    try:
        deciding.confirm(seat.shortlist, by=request.user)
    except deciding.Undecided as refusal:
        messages.warning(request, f"{refusal.candidates} still need an outcome before you can confirm.")
        return redirect("shortlisting:ranking", pk)
    except deciding.Unmoderated:
        messages.warning(request, "Agree on every score on which the panel differs before you confirm.")
        return redirect("shortlisting:moderation", pk)
    except deciding.InterviewDetailsMissing:
        messages.warning(request, "Say when and where the interview is before you confirm.")
        return redirect("shortlisting:interviews", pk)
    except (deciding.NobodyToDecide, *OVERTAKEN):
        return redirect("shortlisting:vacancy", pk)
    return redirect("shortlisting:announce", pk)


@require_http_methods(["GET", "HEAD", "POST"])
def reopen(request, pk):
    """Back to choosing, with a reason, while nobody has been told."""
    seat = chairs_seat_or_404(request, pk)
    if seat.stage != Stage.CONFIRMED:
        return redirect("shortlisting:vacancy", pk)
    form = ReopenForm(request.POST or None)
    if form.is_bound and form.is_valid():
        try:
            deciding.reopen(seat.shortlist, by=request.user, reason=form.cleaned_data["reason"])
        except (deciding.AlreadyAnnounced, deciding.VacancyWithdrawn):
            return redirect("shortlisting:vacancy", pk)
        messages.success(request, "The shortlist is open again. Nobody was told anything.")
        return redirect("shortlisting:ranking", pk)
    return render(request, "shortlisting/reopen.html", {"seat": seat, "form": form})


@require_http_methods(["GET", "HEAD", "POST"])
def announce(request, pk):
    """Exactly who will be emailed what; then do it. The first page on which names may appear."""
    seat = chairs_seat_or_404(request, pk)
    if seat.stage != Stage.CONFIRMED:
        return redirect(
            "shortlisting:announced" if seat.stage == Stage.ANNOUNCED else "shortlisting:vacancy", pk
        )
    if request.method == "POST":
        try:
            announcing.announce(seat.vacancy, by=request.user)
        except (announcing.NotConfirmed, deciding.VacancyWithdrawn):
            return redirect("shortlisting:vacancy", pk)
        except deciding.Undecided as refusal:
            messages.warning(
                request, f"{refusal.candidates} have no outcome. Re-open the shortlist and decide about them."
            )
            return redirect("shortlisting:announce", pk)
        return redirect("shortlisting:announced", pk)
    recipients, previews = announcing.rehearse(seat.shortlist)
    context = {
        "seat": seat,
        "recipients": recipients,
        "previews": previews,
        "by_name": all(recipient.email for recipient in recipients),
        "feedback": feedback_so_far(seat),
    }
    return render(request, "shortlisting/announce.html", context)


@require_safe
def announced(request, pk):
    """Who was told, and how far each email is."""
    seat = chairs_seat_or_404(request, pk)
    if seat.stage != Stage.ANNOUNCED:
        return redirect("shortlisting:vacancy", pk)
    return render(
        request, "shortlisting/announced.html", {"seat": seat, "told": queries.told(seat.shortlist)}
    )
