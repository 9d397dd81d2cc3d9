"""The recruiter says how one vacancy's panel works."""

from dataclasses import asdict

from django.utils.decorators import method_decorator
from django.views.decorators.http import require_http_methods

from applicants.shortlisting import queries
from applicants.shortlisting.actions import rules as acts
from applicants.shortlisting.desk.asking import AboutOne
from applicants.shortlisting.forms.rules import RulesForm


class RulesPage(AboutOne):
    """Tells nothing of who applied, so it is open to a recruiter who sits on the panel, too."""

    pages = (("rules/", "rules_view", "rules"),)

    @method_decorator(require_http_methods(["GET", "HEAD", "POST"]))
    def rules_view(self, request, pk):
        """One form; what cannot change any more is said beside its field."""
        shortlisting = self._own(request, pk)
        form = RulesForm(
            request.POST if request.method == "POST" else None, initial=asdict(queries.rules_of(shortlisting))
        )
        if form.is_bound and form.is_valid():
            try:
                acts.set_rules(shortlisting, form.rules(), by=request.user)
            except acts.RulesRefused as refusal:
                form.add_error(refusal.field, str(refusal))
            else:
                return self._back(request, shortlisting, "The panel's rules are saved.")
        return self._page(request, "rules", shortlisting, title="How the panel works", form=form)
