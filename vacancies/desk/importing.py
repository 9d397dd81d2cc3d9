"""Importing an advert: the file, and the draft made from it."""

from django.contrib import messages
from django.shortcuts import redirect

from vacancies.desk.asking import AsksFirst
from vacancies.forms.importing import ImportForm
from vacancies.importing import drafting, reading


class ImportPages(AsksFirst):
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
