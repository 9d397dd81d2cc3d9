"""What every page of an act needs: the recruiter's own vacancy, the way back, the question itself."""

from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse

from vacancies.models import Vacancy


class AsksFirst:
    """A page of the desk that asks before it acts; mixed into a ModelAdmin."""

    def _own(self, request, pk) -> Vacancy:
        return get_object_or_404(self.get_queryset(request), pk=pk)

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
