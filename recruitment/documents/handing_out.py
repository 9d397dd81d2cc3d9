"""Handing out a document: always as a download of the kind we recognised, never shown within our pages."""

from django.http import Http404, HttpResponse
from django.utils.http import content_disposition_header

from recruitment.documents import storing
from recruitment.documents.recognising import Kind


def download(document, *, keeps_private: bool = False) -> HttpResponse:
    """The content of a row that has `sha256`, `kind` and `file_name`; 404 where the file was lost.

    `keeps_private`: no browser or proxy keeps a copy beside the one that was saved.
    """
    try:
        content = storing.read_kept(document.sha256)
    except storing.NotKept:
        raise Http404("The file is not here.") from None
    # The type that we recognised, not what was claimed; SecurityMiddleware adds nosniff.
    answer = HttpResponse(
        content,
        content_type=Kind(document.kind).content_type,
        headers={"Content-Disposition": content_disposition_header(True, document.file_name)},
    )
    if keeps_private:
        answer.headers["Cache-Control"] = "private, no-store"
    return answer
