"""Importing an advert: the file, the review beside the document, and the draft made from it."""

from pathlib import PurePath

from django.contrib import messages
from django.db import transaction
from django.shortcuts import get_object_or_404, redirect
from django.urls import path

from vacancies.actions import drafting
from vacancies.desk.asking import AsksFirst
from vacancies.forms.importing import ImportForm, ReviewForm
from vacancies.importing import kept, reading, reviewing
from vacancies.models import ImportedAdvert, Vacancy
from vacancies.status import Status


class ImportPages(AsksFirst):
    """Mixed into the ModelAdmin of vacancies. Nothing here publishes."""

    def get_urls(self):
        return [
            path("import/", self.admin_site.admin_view(self.import_page), name="vacancies_vacancy_import"),
            path(
                "import/<int:pk>/",
                self.admin_site.admin_view(self.review_page),
                name="vacancies_vacancy_review",
            ),
            *super().get_urls(),
        ]

    def import_page(self, request):
        """Choose the document; what was understood of it is reviewed on the next page."""
        form = ImportForm(request.POST or None, request.FILES or None, user=request.user)
        if request.method == "POST" and form.is_valid():
            file = form.cleaned_data["file"]
            try:
                found = reading.reading_of_upload(file)
            except reading.UnreadableAdvert as refusal:
                form.add_error("file", str(refusal))
            else:
                imported = ImportedAdvert.objects.create(
                    employer=form.cleaned_data["employer"],
                    imported_by=request.user,
                    file_name=PurePath(file.name).name[-200:],
                    text=found.text,
                    draft=kept.values_of(found.draft),
                )
                return redirect("admin:vacancies_vacancy_review", imported.pk)
        return self._ask(request, "import", None, title="Import an advert", form=form)

    def review_page(self, request, pk):
        """Every field beside the document's own words; then the draft, of what stays ticked."""
        imported = get_object_or_404(
            ImportedAdvert.objects.select_related("vacancy", "employer"),
            pk=pk,
            employer__in=request.user.recruits_for,
        )
        draft = kept.draft_of(imported.draft)
        namesake = self._namesake(imported, draft)
        found = reviewing.findings(draft)
        form = ReviewForm(
            request.POST if request.method == "POST" else None,
            findings=found,
            existing=namesake if namesake and namesake.status == Status.DRAFT else None,
        )
        if request.method == "POST" and (imported.vacancy or form.is_valid()):
            try:
                return self._made_once(request, imported, draft, form, namesake)
            except drafting.CannotDraft as refusal:
                form.add_error(None, str(refusal))
        return self._ask(
            request,
            "review",
            None,
            title="Read through what was understood",
            form=form,
            imported=imported,
            source=draft.recognised_as or "a document",
            findings=[row for row in found if row.value or row.doubts],
            not_found=[row.label for row in found if not row.value and not row.doubts],
            doubts=reviewing.other_doubts(draft),
            points=reviewing.points(draft),
            lines=imported.text.splitlines(),
            namesake=namesake,
        )

    @transaction.atomic
    def _made_once(self, request, imported, draft, form, namesake):
        """Two clicks at once make one draft: the second waits for the first, and is led to what it made."""
        waited_for = ImportedAdvert.objects.select_for_update(of=("self",)).select_related("vacancy")
        imported.refresh_from_db(from_queryset=waited_for)
        if imported.vacancy:
            messages.info(request, f"This document has become {imported.vacancy} already.")
            return redirect(self._page_of(imported.vacancy))
        return self._made(request, imported, draft, form, namesake)

    def _made(self, request, imported, draft, form, namesake):
        """The draft vacancy, new or brought up to date, and the way to its page."""
        taken = reviewing.only(draft, form.kept)
        if namesake and form.is_update:
            vacancy, warnings = namesake, drafting.update(namesake, taken, by=request.user)
            self.log_change(request, vacancy, "Brought up to date from a document.")
            messages.success(request, f"{vacancy} says now what the document says.")
        else:
            vacancy, warnings = drafting.create(
                taken, employer=imported.employer, by=request.user, as_another=True
            )
            self.log_addition(request, vacancy, "Imported from a document.")
            messages.success(request, f"{vacancy} is a draft now. Read it through before you publish it.")
        imported.vacancy = vacancy
        imported.save(update_fields=["vacancy"])
        for warning in set(warnings) - set(draft.warnings):
            messages.warning(request, warning)
        return redirect(self._page_of(vacancy))

    def _namesake(self, imported, draft) -> Vacancy | None:
        if not draft.reference:
            return None
        return Vacancy.objects.filter(employer=imported.employer, reference=draft.reference).first()
