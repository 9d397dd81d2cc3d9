"""What every page of a shortlisting's desk needs: whose it is, the way back, the frame."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse

from applicants.shortlisting.models import Shortlisting
from vacancies import permissions

KEPT_BLIND = (
    "You sit on the panel of this vacancy, or did, so this page stays closed to you: it could tell who "
    "applied. Ask another recruiter."
)


class AboutOne:
    """Pages about one shortlisting. `pages` of each mixin: (route after the number, method, name)."""

    pages: tuple[tuple[str, str, str], ...] = ()

    def get_urls(self):
        pages = [page for kind in type(self).__mro__ for page in vars(kind).get("pages", ())]
        return [
            *(
                path(
                    f"<int:pk>/{route}",
                    self.admin_site.admin_view(getattr(self, method)),
                    name=f"shortlisting_shortlisting_{name}",
                )
                for route, method, name in pages
            ),
            # Of the admin's own pages only the list and the one: nothing is added or deleted here.
            *(url for url in super().get_urls() if (url.name or "").endswith(("_changelist", "_change"))),
        ]

    def _own(self, request, pk) -> Shortlisting:
        """One of this recruiter's own; somebody else's answers like one that never was."""
        return get_object_or_404(self.get_queryset(request).select_related("employer", "shortlist"), pk=pk)

    def _is_blind(self, request, shortlisting) -> bool:
        return permissions.is_kept_blind(request.user, shortlisting)

    def _kept_blind(self, request, shortlisting):
        """Back to the shortlisting's page, which says why."""
        return self._back(request, shortlisting, KEPT_BLIND, messages.WARNING)

    def _page_of(self, shortlisting) -> str:
        return reverse("admin:shortlisting_shortlisting_change", args=[shortlisting.pk])

    def _back(self, request, shortlisting, sentence: str, level: int = messages.SUCCESS):
        messages.add_message(request, level, sentence)
        return redirect(self._page_of(shortlisting))

    def _page(self, request, template: str, shortlisting, **context):
        """templates/admin/shortlisting/shortlisting/<template>.html, in the desk's frame."""
        return TemplateResponse(
            request,
            f"admin/shortlisting/shortlisting/{template}.html",
            {
                **self.admin_site.each_context(request),
                "opts": self.opts,
                "shortlisting": shortlisting,
                "shortlisting_url": self._page_of(shortlisting),
                **context,
            },
        )
