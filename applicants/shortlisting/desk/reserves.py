"""The reserve list after the announcement, for a recruiter who was never on the panel."""

from django.contrib import messages
from django.shortcuts import redirect

from applicants.shortlisting import queries
from applicants.shortlisting.actions import deciding, reserve_list
from applicants.shortlisting.desk.asking import AboutOne

NOT_YET = "There is a reserve list once people have been told."
CHANGED = "Nobody was told anything: the reserve list has changed. Look at it again."
REFUSED = (
    reserve_list.NotNext,
    reserve_list.NobodyOnReserve,
    reserve_list.ListChanged,
    reserve_list.NotAnnounced,
    deciding.VacancyWithdrawn,
)


class ReservesPages(AboutOne):
    """Inviting the first in one act, and telling all that nobody else is needed."""

    pages = (
        ("reserves/", "reserves_view", "reserves"),
        ("reserves/release/", "release_reserves_view", "release_reserves"),
    )

    def reserves_view(self, request, pk):
        shortlisting, lines, refusal = self._reserves(request, pk)
        if refusal:
            return refusal
        if request.method == "POST":
            asked = next((line for line in lines if str(line.pk) == request.POST.get("first")), None)
            try:
                if asked is None:
                    raise reserve_list.NotNext
                reserve_list.promote(shortlisting, asked.pk, by=request.user)
            except REFUSED:
                messages.warning(request, CHANGED)
            else:
                messages.success(request, f"{asked.name} is invited, and gets the invitation by email.")
            return redirect("admin:shortlisting_shortlisting_reserves", pk)
        return self._page(
            request,
            "reserves",
            shortlisting,
            title="Reserve list",
            lines=lines,
            free_places=queries.free_places(shortlisting.shortlist),
        )

    def release_reserves_view(self, request, pk):
        shortlisting, lines, refusal = self._reserves(request, pk)
        if refusal:
            return refusal
        if not lines:
            return redirect("admin:shortlisting_shortlisting_reserves", pk)
        if request.method == "POST":
            shown = set(request.POST.getlist("shown"))
            of_page = [line.pk for line in lines if str(line.pk) in shown]
            try:
                number = reserve_list.release(shortlisting, shown=of_page, by=request.user)
            except REFUSED:
                messages.warning(request, CHANGED)
            else:
                people = "1 person is" if number == 1 else f"{number} people are"
                messages.success(request, f"{people} told by email that nobody else is needed.")
            return redirect("admin:shortlisting_shortlisting_reserves", pk)
        return self._page(
            request, "release_reserves", shortlisting, title="Nobody else is needed", lines=lines
        )

    def _reserves(self, request, pk):
        """The shortlisting and who waits; or why there is no such page for this person."""
        shortlisting = self._own(request, pk)
        if self._is_blind(request, shortlisting):
            return shortlisting, [], self._kept_blind(request, shortlisting)
        shortlist = getattr(shortlisting, "shortlist", None)
        if not (shortlist and shortlist.announced_at):
            return shortlisting, [], self._back(request, shortlisting, NOT_YET, messages.INFO)
        return shortlisting, queries.on_reserve(shortlist), None
