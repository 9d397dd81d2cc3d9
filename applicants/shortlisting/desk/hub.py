"""One shortlisting's page: how far its panel is, and the way to everything about it."""

from django.http import Http404

from applicants.shortlisting import queries
from applicants.shortlisting.desk.asking import AboutOne
from recruitment.admin import row_number


class HubPage(AboutOne):
    """Stands where the admin would have its form."""

    def change_view(self, request, object_id, form_url="", extra_context=None):
        pk = row_number(object_id)
        if pk is None:
            raise Http404
        shortlisting = self._own(request, pk)
        return self._page(
            request,
            "hub",
            shortlisting,
            title=f"Shortlisting: {shortlisting}",
            so_far=queries.so_far(shortlisting),
            panel=queries.panel_of(shortlisting),
            is_blind=self._is_blind(request, shortlisting),
        )
