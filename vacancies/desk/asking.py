"""What every page of an act needs: the recruiter's own vacancy, the way back, the question itself."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse

from vacancies.models import Vacancy


class AsksFirst:
    """A page of the desk that asks before it acts; mixed into a ModelAdmin."""

    def _own(self, request, pk) -> Vacancy:
        return get_object_or_404(self.get_queryset(request).select_related("employer"), pk=pk)

    def _page_of(self, vacancy) -> str:
        return reverse("admin:vacancies_vacancy_change", args=[vacancy.pk])

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

    def _acted(self, request, vacancy, log: str, sentence: str):
        """Back to the vacancy's page, which says what was done."""
        self.log_change(request, vacancy, log)
        messages.success(request, sentence)
        return redirect(self._page_of(vacancy))

    def _refused(self, request, vacancy, sentence: str):
        """Back to the vacancy's page, which says why nothing was done."""
        messages.warning(request, sentence)
        return redirect(self._page_of(vacancy))

    def _overtaken(self, request, vacancy):
        """Somebody else, or this person in another window, was faster: say where the vacancy stands."""
        standing = vacancy.standing.lower()
        return self._refused(
            request, vacancy, f"Nothing was changed by that page: this vacancy stands at “{standing}” now."
        )
