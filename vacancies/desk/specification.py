"""Many criteria at once: pasting a list, and copying another vacancy's specification."""

from django.contrib import messages
from django.db.models import Count, Q
from django.shortcuts import redirect
from django.urls import path

from vacancies.actions import publishing, specifying
from vacancies.desk.asking import AsksFirst
from vacancies.forms.pasting import CopyForm, PastedRows, PasteForm
from vacancies.importing import pasted_list
from vacancies.status import Status

FROZEN = "The person specification of this vacancy cannot be changed any more. Nothing was added."
TOO_MANY = f"A vacancy holds at most {specifying.MOST_CRITERIA} criteria: these would be too many."
SHOWN_AT_ONCE = 20


class SpecificationPages(AsksFirst):
    """Mixed into the ModelAdmin of vacancies."""

    def get_urls(self):
        pages = {"paste": self.paste_page, "copy": self.copy_page}
        return [
            *(
                path(f"<int:pk>/{name}/", self.admin_site.admin_view(page), name=f"vacancies_vacancy_{name}")
                for name, page in pages.items()
            ),
            *super().get_urls(),
        ]

    def paste_page(self, request, pk):
        """The list; then the rows made of it, to correct; then the criteria."""
        vacancy = self._own(request, pk)
        if vacancy.status != Status.DRAFT:
            return self._back_with(request, vacancy, FROZEN)
        is_adding = "add" in request.POST
        rows = PastedRows(request.POST) if is_adding else None
        form = PasteForm(request.POST if request.method == "POST" and not is_adding else None)
        if rows is not None and rows.is_valid():
            points = [row.point for row in rows if row.cleaned_data["keep"]]
            if points:
                return self._added(request, vacancy, specifying.add_criteria, points)
            messages.warning(request, "No line was ticked, so nothing was added.")
        elif form.is_bound and form.is_valid():
            rows = self._understood(form)
        return self._ask(request, "paste", vacancy, title="Paste a list of criteria", form=form, rows=rows)

    def _understood(self, form):
        """The rows to show; None, and an error at the field, where there is no criterion in it."""
        given = form.cleaned_data
        points = pasted_list.read(given["text"], group=given["group"], importance=given["importance"])
        if not points:
            form.add_error("text", "There is no criterion in this: paste lines that say what somebody needs.")
            return None
        if len(points) > specifying.MOST_CRITERIA:
            form.add_error("text", TOO_MANY)
            return None
        return PastedRows(
            initial=[
                {
                    "keep": True,
                    "text": point.text,
                    "group": point.group,
                    "importance": point.importance,
                    "evidenced_by": list(point.evidenced_by) or given["evidenced_by"],
                }
                for point in points
            ]
        )

    def copy_page(self, request, pk):
        """The employer's other vacancies, searched; what one of them asks for is copied into the draft."""
        vacancy = self._own(request, pk)
        if vacancy.status != Status.DRAFT:
            return self._back_with(request, vacancy, FROZEN)
        others = self.get_queryset(request).filter(employer=vacancy.employer).exclude(pk=vacancy.pk)
        form = CopyForm(request.POST or None, sources=others)
        if request.method == "POST" and form.is_valid():
            choices = {name: form.cleaned_data[name] for name in ("with_questions", "with_scale")}
            source = form.cleaned_data["source"]
            return self._added(request, vacancy, specifying.copy_specification, source, **choices)
        words = request.GET.get("q", "").strip()[:100]
        found = others.annotate(number=Count("criteria")).filter(number__gt=0).order_by("-pk")
        if words:
            found = found.filter(Q(title__icontains=words) | Q(reference__icontains=words))
        return self._ask(
            request,
            "copy",
            vacancy,
            title="Copy a person specification",
            form=form,
            words=words,
            found=found[: SHOWN_AT_ONCE + 1],
            shown_at_once=SHOWN_AT_ONCE,
        )

    def _added(self, request, vacancy, act, what, **choices):
        try:
            number = act(vacancy, what, by=request.user, **choices)
        except publishing.NotADraft:
            return self._back_with(request, vacancy, FROZEN)
        except specifying.TooManyCriteria:
            return self._back_with(request, vacancy, TOO_MANY)
        added = f"{number} {'criterion was' if number == 1 else 'criteria were'} added."
        self.log_change(request, vacancy, f"Person specification: {added}")
        messages.success(request, f"{added} Read them through and put them in order.")
        return redirect(f"{self._page_of(vacancy)}#section-criteria")

    def _back_with(self, request, vacancy, words):
        messages.warning(request, words)
        return redirect(self._page_of(vacancy))
