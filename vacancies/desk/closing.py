"""Closing early, and giving people more time."""

from functools import partial

from django.contrib import messages
from django.db import transaction
from django.shortcuts import redirect

from recruitment.mail import doorbell
from vacancies import queries
from vacancies.actions import closing
from vacancies.desk.asking import AsksFirst
from vacancies.forms.acts import CloseEarlyForm, ExtendForm

ALREADY_CLOSED = "This vacancy has closed in the meantime. Nothing was changed."
NOTICE_STANDS = (
    "Enough people have applied for this vacancy and notice was given: those who had begun can submit until "
    "{}. A later closing time would not change that. Single people can get a late-entry code."
)
NOT_PUBLISHED = "This vacancy is a draft, or has not opened yet: change the draft, or take it back."


class ClosingPages(AsksFirst):
    def close_page(self, request, pk):
        """Who is affected; then close early, for a reason."""
        vacancy = self._own(request, pk)
        form = CloseEarlyForm(request.POST or None)
        if request.method == "POST" and form.is_valid():
            try:
                closing.close_early(vacancy, by=request.user, reason=form.cleaned_data["reason"])
            except closing.AlreadyClosed:
                messages.warning(request, ALREADY_CLOSED)
            except closing.NotPublished:
                messages.warning(request, NOT_PUBLISHED)
            else:
                # Who is writing an application hears of it now, not in a minute.
                transaction.on_commit(partial(doorbell.ring, "applying.close_and_tell"), robust=True)
                self.log_change(request, vacancy, "Closed early.")
                messages.success(request, f"{vacancy} is closed. The panel and people with a draft are told.")
            return redirect(self._page_of(vacancy))
        return self._unless_not_open(request, vacancy) or self._ask(
            request,
            "close",
            vacancy,
            title="Close this vacancy early?",
            form=form,
            panel=vacancy.panel.seated().select_related("user"),
            drafts=queries.unfinished_applications(vacancy),
        )

    def extend_page(self, request, pk):
        """Until when, and why; then move the closing time later."""
        vacancy = self._own(request, pk)
        form = ExtendForm(request.POST or None)
        if request.method == "POST" and form.is_valid():
            try:
                closing.extend(vacancy, by=request.user, **_extension(form))
            except closing.NotLater:
                form.add_error("closes_on", "Choose a time after the present one: people were promised that.")
            except closing.NoticeStands:
                vacancy.refresh_from_db()
                return self._notice_stands(request, vacancy)
            except closing.AlreadyClosed:
                messages.warning(request, ALREADY_CLOSED)
                return redirect(self._page_of(vacancy))
            except closing.NotPublished:
                messages.warning(request, NOT_PUBLISHED)
                return redirect(self._page_of(vacancy))
            else:
                self.log_change(request, vacancy, "Closing time moved later.")
                messages.success(request, f"{vacancy} now {vacancy.closing_in_words}.")
                return redirect(self._page_of(vacancy))
        if vacancy.is_open and vacancy.ends_at < vacancy.closes_at:
            return self._notice_stands(request, vacancy)
        return self._unless_not_open(request, vacancy) or self._ask(
            request, "extend", vacancy, title="Give people more time?", form=form
        )

    def _notice_stands(self, request, vacancy):
        return self._refused(request, vacancy, NOTICE_STANDS.format(vacancy.closing_minute_in_words))

    def _unless_not_open(self, request, vacancy):
        """Back to the vacancy, with the reason, where there is nothing to close or to extend."""
        if vacancy.is_open:
            return None
        messages.warning(request, ALREADY_CLOSED if vacancy.has_ended else NOT_PUBLISHED)
        return redirect(self._page_of(vacancy))


def _extension(form) -> dict:
    return {"closes_at": form.cleaned_data["closes_at"], "reason": form.cleaned_data["reason"]}
