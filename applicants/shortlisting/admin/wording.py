"""The recruiter's pages about the words of the emails that answer applicants."""

from django.contrib import admin, messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse

from applicants.shortlisting import emails
from applicants.shortlisting.actions import rewording
from applicants.shortlisting.forms.wording import WordingForm
from applicants.shortlisting.models import Wording
from applicants.shortlisting.queries.wording import WordingLine, changes, wording_line, wording_lines
from applicants.shortlisting.status import Worded
from applicants.shortlisting.wording import KINDS
from recruitment.admin import AllowedLookups, ReadOnly

WORDS_OF = "<int:employer>/<slug:kind>"


@admin.register(Wording)
class WordingAdmin(ReadOnly, AllowedLookups, admin.ModelAdmin):
    """Every kind of email of one's own employers, whether it has own words or not."""

    def get_urls(self):
        view = self.admin_site.admin_view
        return [
            path("", view(self.changelist_view), name="shortlisting_wording_changelist"),
            path("<int:employer>/<slug:kind>/", view(self.words), name="shortlisting_wording_words"),
            path(
                "<int:employer>/<slug:kind>/built-in/",
                view(self.built_in),
                name="shortlisting_wording_built_in",
            ),
        ]

    def has_module_permission(self, request):
        return request.user.is_active and request.user.is_staff

    def has_view_permission(self, request, obj=None):
        # Whose: every page asks for the employers this person recruits for.
        return self.has_module_permission(request)

    def changelist_view(self, request, extra_context=None):
        """What is used now, employer by employer."""
        lines = wording_lines(request.user.recruits_for.order_by("name"))
        by_employer = {}
        for line in lines:
            by_employer.setdefault(line.employer, []).append(line)
        return self._page(request, "list", title="Words of emails", by_employer=by_employer.items())

    def words(self, request, employer, kind):
        """The words of one kind of email: to change, with a preview."""
        line = self._own(request, employer, kind)
        form = WordingForm(request.POST or None, kind=line.kind, words=line.words)
        meanwhile = None
        if form.is_bound and form.is_valid() and "save" in request.POST:
            try:
                rewording.reword(
                    line.employer, line.kind, form.words(), began_with=form.began_with(), by=request.user
                )
            except rewording.ChangedMeanwhile as refusal:
                meanwhile = refusal.words
            else:
                messages.success(request, f"“{line.kind.label}” uses these words from now on.")
                return redirect("admin:shortlisting_wording_changelist")
        usable = not form.is_bound or form.is_valid()
        shown = form.words() if form.is_bound and usable else line.words
        return self._page(
            request,
            "words",
            title=line.kind.label,
            line=line,
            form=form,
            meanwhile=meanwhile,
            known=KINDS[line.kind],
            preview=emails.sample(line.employer, line.kind, shown) if usable else None,
            changes=changes(line.employer, line.kind),
        )

    def built_in(self, request, employer, kind):
        """Back to the built-in words, after a look at them."""
        line = self._own(request, employer, kind)
        if not line.is_own:
            return redirect("admin:shortlisting_wording_words", employer, kind)
        if request.method == "POST":
            rewording.use_built_in(line.employer, line.kind, by=request.user)
            messages.success(request, f"“{line.kind.label}” uses the built-in words again.")
            return redirect("admin:shortlisting_wording_changelist")
        return self._page(
            request,
            "built_in",
            title=f"Use the built-in words: {line.kind.label}",
            line=line,
            preview=emails.sample(line.employer, line.kind, KINDS[line.kind].built_in),
        )

    def _own(self, request, employer, kind) -> WordingLine:
        """Of an employer of this recruiter; another's answers like one that never was."""
        if kind not in Worded.values:
            raise Http404
        return wording_line(get_object_or_404(request.user.recruits_for, pk=employer), Worded(kind))

    def _page(self, request, template: str, **context):
        return TemplateResponse(
            request,
            f"admin/shortlisting/wording/{template}.html",
            {
                **self.admin_site.each_context(request),
                "opts": self.opts,
                "list_url": reverse("admin:shortlisting_wording_changelist"),
                **context,
            },
        )
