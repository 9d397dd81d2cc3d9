"""Publishing, and looking at the advert beforehand."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils import timezone

from vacancies import queries, times
from vacancies.actions import publishing
from vacancies.desk.asking import AsksFirst
from vacancies.forms.your_pay import YourPayForm
from vacancies.status import Status


class PublishingPages(AsksFirst):
    def publish_page(self, request, pk):
        """What is still missing, or what publishing does; then publish."""
        vacancy = self._own(request, pk)
        if request.method == "POST":
            try:
                publishing.publish(vacancy, by=request.user)
            except publishing.NotADraft:
                messages.info(request, "This vacancy was published already.")
                return redirect(self._page_of(vacancy))
            except publishing.NotReady:
                pass  # the page below says what is missing
            else:
                self.log_change(request, vacancy, "Published.")
                messages.success(request, f"{vacancy} is published: people can apply now.")
                return redirect(self._page_of(vacancy))
        elif vacancy.status != Status.DRAFT:
            messages.info(request, "This vacancy was published already.")
            return redirect(self._page_of(vacancy))
        return self._ask(
            request,
            "publish",
            vacancy,
            title="Publish this vacancy?",
            missing=publishing.what_is_missing(vacancy),
            panel=vacancy.panel.seated().select_related("user"),
            cap_from=times.minute_in_words(times.days_later(timezone.now(), vacancy.minimum_open_days)),
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
                "your_pay": YourPayForm.of(vacancy, request.GET),
                "preview_of": self._page_of(vacancy),
            },
        )
