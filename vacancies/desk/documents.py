"""The documents beside an advert: adding one, putting a newer one in its place, taking it away."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse

from vacancies.actions import attaching
from vacancies.desk.asking import AsksFirst
from vacancies.forms.documents import DocumentForm, ReplacementForm

STAYS = {
    attaching.HasEnded: "This vacancy has closed: the documents beside it stay as they were.",
    attaching.IsJudged: "This vacancy was sent for approval: the documents beside it stay as they are. Take "
    "it back to change them; it is then sent for approval once more.",
}
TOO_MANY = f"At most {attaching.MOST_DOCUMENTS} documents stand beside an advert: remove one first."


class DocumentPages(AsksFirst):
    """Mixed into the ModelAdmin of vacancies."""

    def get_urls(self):
        view, name = self.admin_site.admin_view, "vacancies_vacancy"
        one = "<int:pk>/documents/<int:document>"
        return [
            path("<int:pk>/documents/", view(self.documents_page), name=f"{name}_documents"),
            path(f"{one}/replace/", view(self.replace_document_page), name=f"{name}_document_replace"),
            path(f"{one}/remove/", view(self.remove_document_page), name=f"{name}_document_remove"),
            *super().get_urls(),
        ]

    def documents_page(self, request, pk):
        """Those that are there, and a form for one more."""
        vacancy = self._own(request, pk)
        try:
            attaching.refuse_if_it_stays(vacancy)
        except attaching.Stays as refusal:
            return self._refused(request, vacancy, STAYS[type(refusal)])
        form = DocumentForm(request.POST or None, request.FILES or None)
        if request.method == "POST" and form.is_valid():
            document, title = form.cleaned_data["file"], form.cleaned_data["title"]
            try:
                attaching.attach(vacancy, document, title=title, by=request.user)
            except attaching.TooManyDocuments:
                form.add_error(None, TOO_MANY)
            except attaching.Stays as refusal:
                return self._refused(request, vacancy, STAYS[type(refusal)])
            else:
                return self._done(request, vacancy, f"The document “{title}” was added.")
        return self._ask(
            request,
            "documents",
            vacancy,
            title="Supporting documents",
            form=form,
            documents=vacancy.documents.all(),
        )

    def replace_document_page(self, request, pk, document):
        """A newer file; title and address stay."""
        vacancy = self._own(request, pk)
        attached = get_object_or_404(vacancy.documents.select_related("vacancy"), pk=document)
        form = ReplacementForm(request.POST or None, request.FILES or None)
        if request.method == "POST" and form.is_valid():
            try:
                attaching.replace(attached, form.cleaned_data["file"], by=request.user)
            except attaching.Stays as refusal:
                return self._refused(request, vacancy, STAYS[type(refusal)])
            return self._done(request, vacancy, f"The document “{attached}” was replaced.")
        return self._ask(
            request, "document_replace", vacancy, title="Replace this document?", form=form, attached=attached
        )

    def remove_document_page(self, request, pk, document):
        """Asks; then takes the document from the advert."""
        vacancy = self._own(request, pk)
        attached = get_object_or_404(vacancy.documents.select_related("vacancy"), pk=document)
        if request.method == "POST":
            try:
                attaching.remove(attached, by=request.user)
            except attaching.Stays as refusal:
                return self._refused(request, vacancy, STAYS[type(refusal)])
            return self._done(request, vacancy, f"The document “{attached}” was removed.")
        return self._ask(
            request, "document_remove", vacancy, title="Remove this document?", attached=attached
        )

    def _done(self, request, vacancy, words):
        self.log_change(request, vacancy, words)
        messages.success(request, words)
        return redirect(reverse("admin:vacancies_vacancy_documents", args=[vacancy.pk]))
