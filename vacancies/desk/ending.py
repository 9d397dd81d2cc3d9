"""Withdrawing a vacancy, advertising it anew, putting it away and fetching it back."""

from django.contrib import messages
from django.shortcuts import redirect

from vacancies import queries
from vacancies.actions import archiving, readvertising, withdrawing
from vacancies.actions.moving import StandsElsewhere, leads_to
from vacancies.desk.asking import AsksFirst
from vacancies.forms.acts import ReadvertiseForm, WithdrawForm
from vacancies.status import ENDED, Status

ANNOUNCED = (
    "The shortlist of this vacancy has been announced: people were invited to interview or turned down. "
    "It cannot be withdrawn any more."
)
NOT_OPENED = "Nobody outside has seen this advert yet: take it back instead."
SOMEBODY_WAITS = (
    "It cannot be put away yet: somebody who applied, or the panel, has not been told how it ended. "
    "Emails about a closing or a withdrawal take a minute; decisions take the panel."
)


class EndingPages(AsksFirst):
    def withdraw_page(self, request, pk):
        """Who is affected; then withdraw, for a reason."""
        vacancy = self._own(request, pk)
        if vacancy.status not in leads_to(Status.WITHDRAWN):
            return self._overtaken(request, vacancy)
        if vacancy.is_scheduled:
            return self._refused(request, vacancy, NOT_OPENED)
        if queries.is_announced(vacancy):
            return self._refused(request, vacancy, ANNOUNCED)
        form = WithdrawForm(request.POST or None)
        if request.method == "POST" and form.is_valid():
            try:
                withdrawing.withdraw(vacancy, by=request.user, reason=form.cleaned_data["reason"])
            except StandsElsewhere:
                return self._overtaken(request, vacancy)
            except withdrawing.NotOpenedYet:
                return self._refused(request, vacancy, NOT_OPENED)
            except withdrawing.AlreadyAnnounced:
                return self._refused(request, vacancy, ANNOUNCED)
            told = "Everybody concerned is told by email."
            return self._acted(request, vacancy, "Withdrawn.", f"{vacancy} is withdrawn. {told}")
        return self._ask(
            request,
            "withdraw",
            vacancy,
            title="Withdraw this vacancy?",
            form=form,
            waiting=queries.waiting_applications(vacancy),
            drafts=queries.unfinished_applications(vacancy),
            panel=vacancy.panel.seated().select_related("user"),
        )

    def readvertise_page(self, request, pk):
        """What is copied and what is not; then the new draft."""
        vacancy = self._own(request, pk)
        if vacancy.status not in (Status.PUBLISHED, *ENDED):
            return self._overtaken(request, vacancy)
        copies = vacancy.readvertised_as.order_by("-pk")
        form = ReadvertiseForm(request.POST or None, initial={"copies_seen": copies.count()})
        if request.method == "POST" and form.is_valid():
            try:
                copy = readvertising.readvertise(vacancy, by=request.user, **form.cleaned_data)
            except StandsElsewhere:
                return self._overtaken(request, vacancy)
            except readvertising.CopiedMeanwhile as refusal:
                messages.info(request, "This vacancy was copied a moment ago. This is the copy.")
                return redirect(self._page_of(refusal.copy))
            self.log_addition(request, copy, f"Copied from {vacancy.reference}.")
            return self._acted(
                request,
                copy,
                "Made as a copy.",
                f"This draft is a copy of {vacancy}. Set the closing time, read it through, then publish it.",
            )
        return self._ask(
            request,
            "readvertise",
            vacancy,
            title="Advertise this vacancy again?",
            form=form,
            copies=copies,
            reference=readvertising.free_reference(vacancy),
        )

    def archive_page(self, request, pk):
        """What it means; then out of the list."""
        vacancy = self._own(request, pk)
        if vacancy.status not in ENDED or vacancy.archived_at:
            return self._overtaken(request, vacancy)
        if request.method == "POST":
            try:
                archiving.archive(vacancy, by=request.user)
            except StandsElsewhere:
                return self._overtaken(request, vacancy)
            except archiving.SomebodyWaits:
                return self._refused(request, vacancy, SOMEBODY_WAITS)
            return self._acted(
                request,
                vacancy,
                "Archived.",
                f"{vacancy} is put away. The button “Fetch back into the list” undoes it.",
            )
        return self._ask(request, "archive", vacancy, title="Put this vacancy away?")

    def unarchive_page(self, request, pk):
        """Back into the list."""
        vacancy = self._own(request, pk)
        if not vacancy.archived_at:
            return self._overtaken(request, vacancy)
        if request.method == "POST":
            try:
                archiving.unarchive(vacancy, by=request.user)
            except StandsElsewhere:
                return self._overtaken(request, vacancy)
            return self._acted(request, vacancy, "Fetched back.", f"{vacancy} is in the list again.")
        return self._ask(request, "unarchive", vacancy, title="Fetch this vacancy back into the list?")
