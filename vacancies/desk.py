"""The acts on a vacancy as pages of the desk: each says what will happen and to whom, asks, and acts."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone

from vacancies import queries, times
from vacancies.actions import closing, publishing
from vacancies.forms import CloseEarlyForm, ExtendForm, ImportForm
from vacancies.importing import drafting, reading
from vacancies.models import Vacancy
from vacancies.status import Status

ALREADY_CLOSED = "This vacancy has closed in the meantime. Nothing was changed."
NOT_PUBLISHED = "This vacancy is a draft: it has not been published yet."


class ActsOnVacancies:
    """The pages behind the buttons of a vacancy; mixed into its ModelAdmin."""

    def get_urls(self):
        acts = {
            "publish": self.publish_page,
            "preview": self.preview_page,
            "close": self.close_page,
            "extend": self.extend_page,
        }
        return [
            path("import/", self.admin_site.admin_view(self.import_page), name="vacancies_vacancy_import"),
            *(
                path(f"<int:pk>/{name}/", self.admin_site.admin_view(page), name=f"vacancies_vacancy_{name}")
                for name, page in acts.items()
            ),
            *super().get_urls(),
        ]

    def import_page(self, request):
        """Turn a saved advert into a draft for a person to review; what was not understood is said there."""
        form = ImportForm(request.POST or None, request.FILES or None, user=request.user)
        if request.method == "POST" and form.is_valid():
            try:
                draft = reading.read_upload(form.cleaned_data["file"])
                vacancy, warnings = drafting.create(
                    draft, employer=form.cleaned_data["employer"], by=request.user
                )
            except (reading.UnreadableAdvert, drafting.CannotDraft) as refusal:
                form.add_error("file", str(refusal))
            else:
                self.log_addition(request, vacancy, "Imported from a saved advert.")
                messages.success(request, f"{vacancy} is a draft now. Read it through before you publish it.")
                for warning in warnings:
                    messages.warning(request, warning)
                return redirect(self._page_of(vacancy))
        return self._ask(request, "import", None, title="Import an advert", form=form)

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
        return self._unless_not_open(request, vacancy) or self._ask(
            request, "extend", vacancy, title="Give people more time?", form=form
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

    def _own(self, request, pk) -> Vacancy:
        return get_object_or_404(self.get_queryset(request), pk=pk)

    def _page_of(self, vacancy) -> str:
        return reverse("admin:vacancies_vacancy_change", args=[vacancy.pk])

    def _unless_not_open(self, request, vacancy):
        """Back to the vacancy, with the reason, where there is nothing to close or to extend."""
        if vacancy.is_open:
            return None
        messages.warning(request, NOT_PUBLISHED if vacancy.status == Status.DRAFT else ALREADY_CLOSED)
        return redirect(self._page_of(vacancy))

    def _ask(self, request, act, vacancy, **context):
        back = self._page_of(vacancy) if vacancy else reverse("admin:vacancies_vacancy_changelist")
        return TemplateResponse(
            request,
            f"admin/vacancies/vacancy/{act}.html",
            {
                **self.admin_site.each_context(request),
                "opts": self.opts,
                "original": vacancy,
                "vacancy": vacancy,
                "vacancy_url": back,
                **context,
            },
        )


def _extension(form) -> dict:
    return {"closes_at": form.cleaned_data["closes_at"], "reason": form.cleaned_data["reason"]}
