"""Acts on many vacancies at once: who is affected, then the progress; and the list as a spreadsheet."""

from django.contrib import admin
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import path
from django.utils import timezone

from recruitment import spreadsheets
from recruitment.mail import doorbell
from vacancies.actions import together
from vacancies.desk.asking import AsksFirst
from vacancies.forms.acts import CloseEarlyForm, ExtendForm
from vacancies.models import ActTogether, Step

MOST_AT_ONCE = 1_000
# So many are done before the page answers; the worker goes on with the rest.
DONE_AT_ONCE = 20
COLUMNS = (
    "Job title",
    "Reference",
    "Employer",
    "Band",
    "Pay",
    "Contract",
    "Stands",
    "Opened",
    "Last minute to apply",
    "Applications",
    "Closes after",
    "Closed",
    "Why it closed",
)


class ActsOnMany(AsksFirst):
    """The choices above the list of vacancies, and the page that shows how far one is."""

    actions = ("extend_together", "close_together", "export")

    def get_urls(self):
        return [
            path(
                "together/<int:pk>/",
                self.admin_site.admin_view(self.progress_page),
                name="vacancies_vacancy_together",
            ),
            *super().get_urls(),
        ]

    def get_actions(self, request):
        """Without Django's deleting of many at once."""
        return {name: action for name, action in super().get_actions(request).items() if name in self.actions}

    @admin.action(description="Give people more time…")
    def extend_together(self, request, vacancies):
        return self._ask_for_many(request, vacancies, ActTogether.Kind.EXTEND, ExtendForm)

    @admin.action(description="Close early…")
    def close_together(self, request, vacancies):
        return self._ask_for_many(request, vacancies, ActTogether.Kind.CLOSE, CloseEarlyForm)

    @admin.action(description="Export as a spreadsheet (CSV)")
    def export(self, request, vacancies):
        rows = (_as_row(vacancy) for vacancy in vacancies.select_related("employer").iterator(1_000))
        return spreadsheets.download(f"vacancies-{timezone.localdate():%Y-%m-%d}", COLUMNS, rows)

    def _ask_for_many(self, request, vacancies, kind, form_class):
        """What will happen to which of them, and why; then the steps."""
        chosen = list(vacancies.select_related("employer").order_by("closes_at", "pk")[: MOST_AT_ONCE + 1])
        form = form_class(request.POST if "ask" in request.POST else None)
        affected = [vacancy for vacancy in chosen if vacancy.is_open]
        if form.is_bound and form.is_valid() and affected and len(chosen) <= MOST_AT_ONCE:
            act = together.begin(
                affected,
                kind=kind,
                by=request.user,
                reason=form.cleaned_data["reason"],
                closes_at=form.cleaned_data.get("closes_at"),
            )
            together.go_on(act=act, at_most=DONE_AT_ONCE)
            if kind == ActTogether.Kind.CLOSE:
                doorbell.ring("applying.close_and_tell")
            if len(affected) > DONE_AT_ONCE:
                doorbell.ring("vacancies.go_on_together")
            return redirect("admin:vacancies_vacancy_together", act.pk)
        return self._ask(
            request,
            "ask_for_many",
            None,
            title=kind.label,
            form=form,
            kind=kind,
            affected=affected,
            unaffected=[vacancy for vacancy in chosen if not vacancy.is_open],
            too_many=MOST_AT_ONCE if len(chosen) > MOST_AT_ONCE else None,
            action=request.POST.get("action"),
            chosen=request.POST.getlist(ACTION_CHECKBOX_NAME),
            select_across=request.POST.get("select_across", "0"),
        )

    def progress_page(self, request, pk):
        """How far an act is, and what came of each step. The page asks again by itself until all is done."""
        act = get_object_or_404(ActTogether, pk=pk, by=request.user)
        steps = list(act.steps.select_related("vacancy"))
        waiting = sum(step.outcome == Step.Outcome.WAITING for step in steps)
        return TemplateResponse(
            request,
            "admin/vacancies/vacancy/together.html",
            {
                **self.admin_site.each_context(request),
                "title": act.get_kind_display(),
                "act": act,
                "total": len(steps),
                "waiting": waiting,
                "ready": len(steps) - waiting,
                "done": [step for step in steps if step.outcome == Step.Outcome.DONE],
                "refused": [step for step in steps if step.outcome == Step.Outcome.REFUSED],
            },
        )


def _as_row(vacancy) -> tuple:
    return (
        vacancy.title,
        vacancy.reference,
        vacancy.employer.name,
        vacancy.band,
        vacancy.pay_in_words,
        vacancy.contract_in_words,
        vacancy.standing,
        timezone.localtime(vacancy.opens_at) if vacancy.opens_at else "",
        vacancy.last_minute or "",
        vacancy.applications_received,
        vacancy.close_after_applications or "",
        timezone.localtime(vacancy.closed_at) if vacancy.closed_at else "",
        vacancy.get_close_reason_display(),
    )
