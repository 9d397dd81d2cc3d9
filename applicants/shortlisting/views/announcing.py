"""The chair tells: announcing, who was told, and the reserve list from then on."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from applicants.shortlisting import queries
from applicants.shortlisting.actions import announcing, deciding, reserve_list
from applicants.shortlisting.queries.explaining import feedback_so_far
from applicants.shortlisting.status import Stage
from applicants.shortlisting.views.confirming import groups_by_label
from applicants.shortlisting.views.seats import chairs_seat_or_404


@require_http_methods(["GET", "HEAD", "POST"])
def announce(request, pk):
    """Exactly who will be emailed what; then do it. The first page on which names may appear."""
    seat = chairs_seat_or_404(request, pk)
    if seat.stage != Stage.CONFIRMED:
        return redirect(
            "shortlisting:announced" if seat.stage == Stage.ANNOUNCED else "shortlisting:vacancy", pk
        )
    if request.method == "POST":
        return _announce(request, seat)
    waits_for_check = seat.vacancy.employer.is_disability_confident and not seat.shortlist.checked_at
    names_are_open = queries.names_are_open(seat.vacancy, seat.shortlist)
    context = {
        "seat": seat,
        # A list of names from before the recruiter's look, beside the one after it, would tell who was added.
        "names": names_are_open and not waits_for_check,
        "names_come_with_the_check": names_are_open and waits_for_check,
        "waits_for_check": waits_for_check,
        "held_until": announcing.held_until(seat.shortlist, timezone.now()),
        "withdrawn": queries.withdrawn_before(seat.shortlist),
        "feedback": feedback_so_far(seat),
    }
    if context["names"]:
        context["recipients"], context["previews"] = announcing.rehearse(seat.shortlist)
    else:
        lines = queries.chairs_ranking(seat)
        context |= {"groups": groups_by_label(seat, lines), "number": len(lines)}
    return render(request, "shortlisting/announce.html", context)


def _announce(request, seat):
    pk = seat.vacancy.pk
    try:
        announcing.announce(seat.vacancy, by=request.user)
    except (announcing.NotConfirmed, deciding.VacancyWithdrawn):
        return redirect("shortlisting:vacancy", pk)
    except announcing.NotChecked:
        messages.warning(request, "The recruiter has to look at the shortlist first. Nobody was told.")
        return redirect("shortlisting:announce", pk)
    except deciding.Undecided as refusal:
        messages.warning(
            request, f"{refusal.candidates} have no outcome. Re-open the shortlist and decide about them."
        )
        return redirect("shortlisting:announce", pk)
    return redirect("shortlisting:announced", pk)


@require_safe
def announced(request, pk):
    """Who was told, and how far each email is."""
    seat = chairs_seat_or_404(request, pk)
    if seat.stage != Stage.ANNOUNCED:
        return redirect("shortlisting:vacancy", pk)
    context = {
        "seat": seat,
        "told": queries.told(seat.shortlist),
        "on_reserve": len(queries.on_reserve(seat.shortlist)),
        "free_places": queries.free_places(seat.shortlist),
        "held_until": reserve_list.still_held(seat.shortlist),
    }
    return render(request, "shortlisting/announced.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def reserves(request, pk):
    """Who is on the reserve list, and inviting the first of them in one act."""
    seat = chairs_seat_or_404(request, pk)
    if seat.stage != Stage.ANNOUNCED:
        return redirect("shortlisting:vacancy", pk)
    lines = queries.on_reserve(seat.shortlist)
    if request.method == "POST":
        # Whom the chair saw as the first: two who press at once ask for the same person.
        asked = next((line for line in lines if str(line.pk) == request.POST.get("first")), None)
        try:
            if asked is None:
                raise reserve_list.NotNext
            reserve_list.promote(seat.vacancy, asked.pk, by=request.user)
        except (reserve_list.NotNext, reserve_list.NobodyOnReserve):
            messages.warning(request, "Nobody was invited: the reserve list has changed. Look at it again.")
        else:
            messages.success(request, f"{asked.name} is invited, and gets the invitation by email.")
        return redirect("shortlisting:reserves", pk)
    context = {
        "seat": seat,
        "lines": lines,
        "free_places": queries.free_places(seat.shortlist),
        "preview": announcing.previews(seat.shortlist)[deciding.Outcome.INVITE],
    }
    return render(request, "shortlisting/reserves.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def release_reserves(request, pk):
    """Nobody on the reserve list is needed any more: exactly who would be told, then do it."""
    seat = chairs_seat_or_404(request, pk)
    if seat.stage != Stage.ANNOUNCED:
        return redirect("shortlisting:vacancy", pk)
    lines = queries.on_reserve(seat.shortlist)
    if not lines:
        return redirect("shortlisting:reserves", pk)
    if request.method == "POST":
        shown = set(request.POST.getlist("shown"))
        try:
            number = reserve_list.release(
                seat.vacancy, shown=[line.pk for line in lines if str(line.pk) in shown], by=request.user
            )
        except (reserve_list.ListChanged, reserve_list.NobodyOnReserve):
            messages.warning(request, "Nobody was told: the reserve list has changed. Look at it again.")
        else:
            people = "1 person is" if number == 1 else f"{number} people are"
            messages.success(request, f"{people} told by email that nobody else is needed.")
        return redirect("shortlisting:reserves", pk)
    return render(request, "shortlisting/release_reserves.html", {"seat": seat, "lines": lines})
