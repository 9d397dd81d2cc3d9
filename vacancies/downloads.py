"""Handing out the documents beside an advert: always as a download, never shown within our pages."""

from django.contrib.auth.decorators import login_not_required
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from recruitment.documents.handing_out import download
from vacancies import queries


@login_not_required
@require_safe
def document(request, pk, document):
    """One document, while its advert is open; to the employer's staff always."""
    return download(get_object_or_404(queries.downloadable(request.user), pk=document, vacancy=pk))
