"""The chair makes sure: the words of the invitation, the hour of the emails, confirming, re-opening."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from applicants.shortlisting import queries
from applicants.shortlisting.actions import announcing, deciding
from applicants.shortlisting.forms import HoldForm, InterviewForm, ReopenForm
from applicants.shortlisting.status import Stage
from applicants.shortlisting.views.choosing import OVERTAKEN
from applicants.shortlisting.views.seats import chairs_seat_or_404


@require_http_methods(["GET", "HEAD", "POST"])
def interviews(request, pk):
    """What every invitation says of the interview. Passed over where nobody could be invited."""
    seat = chairs_seat_or_404(request, pk)
    if seat.stage != Stage.CHOOSING:
        return redirect("shortlisting:vacancy", pk)
    shortlist = seat.shortlist
    if shortlist and not queries.needs_interviews(shortlist):
        return redirect("shortlisting:confirm", pk)
    names = InterviewForm.base_fields
    written = {name: getattr(shortlist, f"interview_{name}") for name in names} if shortlist else {}
    form = InterviewForm(request.POST if request.method == "POST" else None, initial=written)
    if form.is_bound and form.is_valid():
        try:
            deciding.describe_interviews(seat.vacancy, form.interviews(), by=request.user)
        except OVERTAKEN:
            return redirect("shortlisting:vacancy", pk)
        return redirect("shortlisting:confirm", pk)
    return render(request, "shortlisting/interviews.html", {"seat": seat, "form": form})


@require_http_methods(["GET", "HEAD", "POST"])
def emails(request, pk):
    """Whether the emails wait for a time of day."""
    seat = chairs_seat_or_404(request, pk)
    if seat.stage not in (Stage.CHOOSING, Stage.CONFIRMED):
        return redirect("shortlisting:vacancy", pk)
    until = seat.shortlist and seat.shortlist.emails_from
    initial = {"until": until.strftime("%H:%M") if until else ""}
    form = HoldForm(request.POST if request.method == "POST" else None, initial=initial)
    if form.is_bound and form.is_valid():
        try:
            deciding.hold_emails(seat.vacancy, form.cleaned_data["until"], by=request.user)
        except OVERTAKEN:
            return redirect("shortlisting:vacancy", pk)
        return redirect("shortlisting:confirm", pk)
    return render(request, "shortlisting/emails.html", {"seat": seat, "form": form})


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
    undecided = sum(not line.is_decided for line in lines)
    unmoderated = sum(len(line.standing.diverging) for line in lines)
    undescribed = queries.needs_interviews(seat.shortlist) and not seat.shortlist.describes_interviews
    context = {
        "seat": seat,
        "groups": groups_by_label(seat, lines),
        "number": len(lines),
        "undecided": undecided,
        "unmoderated": unmoderated,
        "undescribed": undescribed,
        "may_confirm": not (undecided or unmoderated or undescribed),
        "withdrawn": queries.withdrawn_before(seat.shortlist),
    }
    return render(request, "shortlisting/confirm.html", context)


def groups_by_label(seat: queries.Seat, lines: list[queries.RankingLine]) -> list[dict]:
    """Who will get which email, by label, and how it reads: what the panel decided, and nothing beyond."""
    previews = announcing.previews(seat.shortlist)
    place = {token: n for n, token in enumerate(queries.reserve_tokens(seat.member, seat.shortlist))}
    return [
        {
            "outcome": outcome.label,
            "summary": f"The email for “{outcome.label}”",
            "is_reserve": outcome == deciding.Outcome.RESERVE,
            "lines": sorted(
                (line for line in lines if line.outcome == outcome), key=lambda line: place.get(line.token, 0)
            ),
            "preview": previews[outcome],
        }
        for outcome in deciding.Outcome
    ]


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
