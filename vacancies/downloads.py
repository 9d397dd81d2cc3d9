"""Handing out the documents beside an advert: always as a download, never shown within our pages."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from recruitment.documents import storing
from recruitment.documents.recognising import Kind
from vacancies import queries


@login_not_required
@require_safe
def document(request, pk, document):
    """One document, while its advert is open; to the employer's staff always."""
    found = get_object_or_404(queries.downloadable(request.user), pk=document, vacancy=pk)
    try:
        with storing.open_kept(found.sha256) as kept:
            content = kept.read()  # at most what was let in: a few megabytes
    except storing.NotKept:
        raise Http404("The file is not here.") from None
    # The type that we recognised, not what was claimed; SecurityMiddleware adds nosniff.
    return HttpResponse(
        content,
        content_type=Kind(found.kind).content_type,
        headers={"Content-Disposition": content_disposition_header(True, found.file_name)},
    )
