"""The recruiter's look at the interviews that Disability Confident guarantees, before anybody is told.

The only pages that tell who takes part, and never to anybody who sits on the panel, or did.
"""

from django.contrib import messages
from django.shortcuts import redirect

from applicants.shortlisting import queries
from applicants.shortlisting.actions import checking, deciding
from applicants.shortlisting.desk.asking import AboutOne
from applicants.shortlisting.ranking import alike

LONGEST_REASON = 2_000
NOT_OFFERED = "This employer does not offer interviews under the Disability Confident scheme."
REFUSALS = {
    checking.NotConfirmed: "Nothing was kept: the chair has opened the shortlist again. You are emailed "
    "when it is confirmed.",
    checking.AlreadyChecked: "Nothing was changed: a colleague has looked at this shortlist before you.",
    checking.ListChanged: "Nothing was kept: the list has changed. Look at it again.",
    deciding.AlreadyAnnounced: "Nothing was changed: people have been told.",
    deciding.VacancyWithdrawn: "Nothing was changed: the vacancy was withdrawn.",
}
# What can be put right on the page itself: said there, nothing typed is lost.
MISSING = {
    deciding.ReasonMissing: "Say why high numbers do not allow you to invite everybody",
    checking.NobodyChosen: "Tick those who best meet the essential criteria: one person at least",
}


class GuaranteedPages(AboutOne):
    """Looking, inviting all or some, and taking that back until people are told."""

    pages = (
        ("guaranteed/", "guaranteed_view", "guaranteed"),
        ("guaranteed/take-back/", "take_back_view", "take_back_check"),
    )

    def guaranteed_view(self, request, pk):
        shortlisting = self._own(request, pk)
        if self._is_blind(request, shortlisting):
            return self._kept_blind(request, shortlisting)
        if not shortlisting.employer.is_disability_confident:
            return self._back(request, shortlisting, NOT_OFFERED, messages.INFO)
        shortlist = getattr(shortlisting, "shortlist", None)
        is_open = bool(shortlist and shortlist.confirmed_at and not shortlist.checked_at)
        lines = queries.taking_part(shortlist) if is_open else []
        error = ""
        if request.method == "POST":
            error, answer = self._check(request, shortlisting, lines)
            if answer:
                return answer
        points = alike(line.essentials for line in lines)
        ticked = set(request.POST.getlist("invited"))
        return self._page(
            request,
            "guaranteed",
            shortlisting,
            title="Guaranteed interviews",
            shortlist=shortlist,
            is_open=is_open,
            rows=[
                {"line": line, "points": figure, "is_ticked": str(line.pk) in ticked}
                for line, figure in zip(lines, points, strict=True)
            ],
            guaranteed=queries.guarantees(shortlist) if shortlist else [],
            error=error,
            whom=request.POST.get("whom", ""),
            reason=request.POST.get("reason", ""),
        )

    def _check(self, request, shortlisting, lines):
        """What is missing and nothing else, or the answer to the request."""
        whom, reason = request.POST.get("whom"), request.POST.get("reason", "").replace("\x00", "")
        if lines and whom not in ("all", "some"):
            return "Choose whom to invite", None
        if len(reason) > LONGEST_REASON:
            return f"Keep the reason to {LONGEST_REASON:,} characters; it has {len(reason):,}", None
        shown, ticked = set(request.POST.getlist("shown")), set(request.POST.getlist("invited"))
        of_page = [line.pk for line in lines if str(line.pk) in shown]
        try:
            number = checking.check(
                shortlisting,
                shown=of_page,
                invited=of_page if whom == "all" else [pk for pk in of_page if str(pk) in ticked],
                high_volume_reason=reason if whom == "some" else "",
                by=request.user,
            )
        except tuple(MISSING) as refusal:
            return MISSING[type(refusal)], None
        except tuple(REFUSALS) as refusal:
            messages.warning(request, REFUSALS[type(refusal)])
        else:
            invited = {0: "Nobody", 1: "1 person"}.get(number, f"{number} people")
            messages.success(
                request,
                f"{invited} {'are' if number > 1 else 'is'} guaranteed an interview. The chair can announce "
                "the shortlist now.",
            )
        return "", redirect("admin:shortlisting_shortlisting_guaranteed", shortlisting.pk)

    def take_back_view(self, request, pk):
        """The check is undone, until people are told. Asks once, by the page it comes from."""
        shortlisting = self._own(request, pk)
        if self._is_blind(request, shortlisting):
            return self._kept_blind(request, shortlisting)
        if request.method == "POST":
            try:
                checking.take_back(shortlisting, by=request.user)
            except (deciding.AlreadyAnnounced, deciding.VacancyWithdrawn) as refusal:
                messages.warning(request, REFUSALS[type(refusal)])
            else:
                messages.success(request, "Your check is taken back. Look at the list again.")
        return redirect("admin:shortlisting_shortlisting_guaranteed", shortlisting.pk)
