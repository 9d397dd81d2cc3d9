"""The living style page: every component the service uses, as it really renders."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from recruitment.nhsuk import specimens


@login_not_required
def components(request: HttpRequest) -> HttpResponse:
    """Show them all; with `?errors` the forms as they look when everything is missing."""
    if not settings.SHOW_DESIGN_PAGE:
        raise Http404
    typed = {} if "errors" in request.GET else None
    context = {"form": specimens.SpecimenForm(typed), "specimens": specimens.COMPONENTS}
    return render(request, "design/components.html", context)
