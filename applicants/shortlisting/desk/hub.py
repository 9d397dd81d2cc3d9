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
        panel = queries.panel_of(shortlisting)
        own = next((line for line in panel if line.member.user_id == request.user.pk), None)
        return self._page(
            request,
            "hub",
            shortlisting,
            title=f"Shortlisting: {shortlisting}",
            so_far=queries.so_far(shortlisting),
            panel=panel,
            # Who scores as well learns nothing of the others before their own card is in.
            hides_cards=own is not None and not own.card_in_at,
            is_blind=self._is_blind(request, shortlisting),
        )
