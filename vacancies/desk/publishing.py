"""Publishing now or at a time, taking back, and looking at the advert beforehand."""

from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils import timezone

from vacancies import queries, times
from vacancies.actions import approving, publishing
from vacancies.actions.moving import StandsElsewhere, leads_to
from vacancies.desk.asking import AsksFirst
from vacancies.forms.acts import PublishForm
from vacancies.status import Status

PUBLISHED_ALREADY = "This vacancy was published already."


class PublishingPages(AsksFirst):
    def publish_page(self, request, pk):
        """What is still missing, or what publishing does; then publish, now or at a time."""
        vacancy = self._own(request, pk)
        form = PublishForm(request.POST if request.POST.get("when") else None)
        if vacancy.status == Status.DRAFT and vacancy.employer.needs_approval:
            return redirect("admin:vacancies_vacancy_send", vacancy.pk)
        if request.method == "POST" and (not form.is_bound or form.is_valid()):
            if answer := self._publish(request, vacancy, form):
                return answer
        elif vacancy.status not in leads_to(Status.PUBLISHED) or vacancy.has_closed:
            return self._not_to_publish(request, vacancy)
        return self._ask(
            request,
            "publish",
            vacancy,
            title="Publish this vacancy?",
            form=form,
            missing=publishing.what_is_missing(vacancy),
            panel=vacancy.panel.seated().select_related("user"),
            cap_from=times.minute_in_words(times.days_later(timezone.now(), vacancy.minimum_open_days)),
        )

    def _publish(self, request, vacancy, form):
        """The page to go on to, or None where this one has to say what is wrong."""
        opens_at = form.cleaned_data["opens_at"] if form.is_bound else None
        try:
            publishing.publish(vacancy, by=request.user, opens_at=opens_at)
        except publishing.NotADraft:
            return self._not_to_publish(request, vacancy)
        except publishing.NeedsApproval:
            return redirect("admin:vacancies_vacancy_send", vacancy.pk)
        except publishing.TooSoon:
            form.add_error("opens_on", "This time has passed: choose a later one, or publish now.")
            return None
        except publishing.TooLate:
            form.add_error(
                "opens_on", f"Choose an earlier time: it closes at {vacancy.closing_minute_in_words}."
            )
            return None
        except publishing.NotReady as refusal:
            # What is missing on the day it opens; the page itself names what is missing today.
            if form.is_bound and opens_at:
                form.add_error("opens_on", refusal.missing)
            return None
        if opens_at:
            opens = times.minute_in_words(opens_at)
            return self._acted(request, vacancy, "Scheduled.", f"{vacancy} opens by itself at {opens}.")
        return self._acted(request, vacancy, "Published.", f"{vacancy} is published: people can apply now.")

    def _not_to_publish(self, request, vacancy):
        if vacancy.status == Status.AWAITING_APPROVAL:
            return self._refused(request, vacancy, "This vacancy is waiting for approval.")
        return self._refused(request, vacancy, PUBLISHED_ALREADY)

    def take_back_page(self, request, pk):
        """Make what was sent, approved or scheduled a draft again."""
        vacancy = self._own(request, pk)
        acts = {
            Status.AWAITING_APPROVAL: approving.take_back,
            Status.APPROVED: approving.give_up,
            Status.PUBLISHED: publishing.take_back,
        }
        if vacancy.status not in acts or (vacancy.status == Status.PUBLISHED and not vacancy.is_scheduled):
            return self._overtaken(request, vacancy)
        by_others = (
            vacancy.status == Status.AWAITING_APPROVAL and vacancy.sent_for_approval_by_id != request.user.pk
        )
        if by_others:
            return redirect("admin:vacancies_vacancy_send_back", vacancy.pk)
        # What the page showed, so that a stale one does not give up an approval it never spoke of.
        if request.method == "POST" and request.POST.get("standing") == vacancy.status:
            try:
                acts[vacancy.status](vacancy, by=request.user)
            except (StandsElsewhere, publishing.HasOpened, approving.OnlyByTheSender):
                return self._overtaken(request, vacancy)
            return self._acted(request, vacancy, "Taken back.", f"{vacancy} is a draft again.")
        return self._ask(
            request,
            "take_back",
            vacancy,
            title="Make this vacancy a draft again?",
            opens=vacancy.opens_at and times.minute_in_words(vacancy.opens_at),
        )

    def preview_page(self, request, pk):
        """The advert as applicants see it, whatever its status."""
        vacancy = get_object_or_404(queries.adverts().filter(employer__in=request.user.recruits_for), pk=pk)
        return TemplateResponse(
            request,
            "vacancies/detail.html",
            {
                "vacancy": vacancy,
                "advert": queries.advert(vacancy),
                "preview_of": self._page_of(vacancy),
            },
        )
