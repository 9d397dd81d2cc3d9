"""Keeping a closing fair: late-entry codes, and what follows from an outage near the closing time."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse
from django.utils import timezone

from vacancies import permissions, queries, times
from vacancies.actions import closing, late_entry, outages
from vacancies.desk.asking import AsksFirst
from vacancies.forms.fairness import LateEntryForm, OutageForm, RevokeForm

CODE_MADE = (
    "The code for {for_whom} is {code}. Write it down now: we keep no copy, and it is not shown again. "
    "They enter it at {address}, signed in to their account."
)
CODE_SENT = " We have also emailed it to them."
NOTHING_TO_ENTER = (
    "No code was made: people can apply for this vacancy without one, or it was never published."
)
KEPT_BLIND = (
    "You sit on the panel of this vacancy, or did, so you may not read for whom a late-entry code is: the "
    "panel never learns who came in late. Ask another recruiter to make the code or to take it back."
)
SETTLED = "There is no outage to decide about, or a colleague has just decided."
REFUSED = {
    outages.ClosedOtherwise: "This vacancy did not end by its time: it was closed early, withdrawn or full. "
    "More time would not undo that. You can give single people a late-entry code.",
    outages.PanelHasBegun: "A member of the panel has handed in scores, so the vacancy cannot open again.",
}


class FairnessPages(AsksFirst):
    """The pages of codes and outages; mixed into the ModelAdmin of vacancies."""

    def get_urls(self):
        pages = (
            ("late-entry/", self.late_entry_page, "late_entry"),
            ("late-entry/<int:code>/revoke/", self.revoke_page, "revoke_code"),
            ("outage/", self.outage_page, "outage"),
        )
        return [
            *(
                path(f"<int:pk>/{route}", self.admin_site.admin_view(page), name=f"vacancies_vacancy_{name}")
                for route, page, name in pages
            ),
            *super().get_urls(),
        ]

    def late_entry_page(self, request, pk):
        """The codes of this vacancy, and a form for another one. The code itself is shown once."""
        vacancy = self._own(request, pk)
        if permissions.is_kept_blind(request.user, vacancy):
            return self._refused(request, vacancy, KEPT_BLIND)
        form = LateEntryForm(request.POST or None, initial=_tomorrow())
        if request.method == "POST" and form.is_valid():
            try:
                entry, code = late_entry.make(vacancy, by=request.user, **_code_asked_for(form))
            except late_entry.NotLater:
                form.add_error("closes_on", "Choose a time that has not passed.")
            except late_entry.NothingToEnter:
                messages.warning(request, NOTHING_TO_ENTER)
                return redirect(self._page_of(vacancy))
            else:
                self.log_change(request, vacancy, "Late-entry code made.")
                address = request.build_absolute_uri(reverse("applying:late_entry", args=[vacancy.pk]))
                said = CODE_MADE.format(for_whom=entry.for_whom, code=code, address=address)
                messages.success(request, said + (CODE_SENT if entry.email else ""))
                return redirect(request.path)
        return self._ask(
            request,
            "late_entry",
            vacancy,
            title="Late-entry codes",
            form=form,
            codes=vacancy.late_entry_codes.select_related("created_by"),
            takes_everybody=vacancy.takes_new_applications or not vacancy.published_at,
        )

    def revoke_page(self, request, pk, code):
        """What taking the code back does; then take it back, for a reason."""
        vacancy = self._own(request, pk)
        if permissions.is_kept_blind(request.user, vacancy):
            return self._refused(request, vacancy, KEPT_BLIND)
        entry = get_object_or_404(vacancy.late_entry_codes, pk=code)
        codes_page = reverse("admin:vacancies_vacancy_late_entry", args=[vacancy.pk])
        form = RevokeForm(request.POST or None)
        if request.method == "POST" and form.is_valid():
            try:
                late_entry.revoke(entry, by=request.user, reason=form.cleaned_data["reason"])
            except late_entry.NotValid:
                messages.warning(request, "Nothing was changed: this code is used, over or taken back.")
            else:
                self.log_change(request, vacancy, "Late-entry code taken back.")
                messages.success(request, f"The code for {entry.for_whom} lets nobody in any more.")
            return redirect(codes_page)
        return self._ask(
            request,
            "revoke_code",
            vacancy,
            title="Take this code back?",
            entry=entry,
            form=form,
            codes_page=codes_page,
        )

    def outage_page(self, request, pk):
        """When the service was down, and who is affected; then more time, or none, for a reason."""
        vacancy = self._own(request, pk)
        if vacancy.outage_from is None or vacancy.outage_settled_at:
            messages.info(request, SETTLED)
            return redirect(self._page_of(vacancy))
        form = OutageForm(request.POST or None, initial=_suggestion(vacancy))
        if request.method == "POST" and form.is_valid():
            try:
                done = self._decide(vacancy, form, by=request.user)
            except closing.NotLater:
                form.add_error("closes_on", "Choose a time after the present one that has not passed.")
            except outages.NoOutage:
                messages.info(request, SETTLED)
                return redirect(self._page_of(vacancy))
            except (outages.ClosedOtherwise, outages.PanelHasBegun) as refusal:
                form.add_error("decision", REFUSED[type(refusal)])
            else:
                self.log_change(request, vacancy, done)
                messages.success(request, done)
                return redirect(self._page_of(vacancy))
        return self._ask(
            request,
            "outage",
            vacancy,
            title="Should people get more time?",
            form=form,
            length=times.length_in_words(vacancy.outage_until - vacancy.outage_from),
            since=times.minute_in_words(vacancy.outage_from),
            until=times.minute_in_words(vacancy.outage_until),
            drafts=queries.unfinished_applications(vacancy),
        )

    def _decide(self, vacancy, form, *, by) -> str:
        reason = form.cleaned_data["reason"]
        if form.cleaned_data["decision"] == "leave":
            outages.leave_as_it_is(vacancy, by=by, reason=reason)
            return "After the outage, the closing time was left as it is."
        closes_at = form.cleaned_data["closes_at"]
        outages.extend_after(vacancy, by=by, closes_at=closes_at, reason=reason)
        return f"After the outage, people got more time: the vacancy {vacancy.closing_in_words}."


def _code_asked_for(form) -> dict:
    names = ("for_whom", "email", "uses_allowed", "until", "reason")
    return {name: form.cleaned_data[name] for name in names}


def _tomorrow() -> dict:
    end = times.last_minute(times.days_later(timezone.now(), 1))
    return {"closes_on": end.date(), "closes_time": times.END_OF_DAY}


def _suggestion(vacancy) -> dict:
    end = times.last_minute(outages.suggested_end(vacancy, now=timezone.now()))
    return {"closes_on": end.date(), "closes_time": end.time().replace(second=0, microsecond=0)}
