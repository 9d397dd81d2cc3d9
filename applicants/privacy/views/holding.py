"""Downloading everything held about oneself."""

from allauth.core.internal import ratelimit
from django.conf import settings
from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from applicants.privacy.packing import pack
from applicants.privacy.queries.holding import documents_of, everything_held
from recruitment.accounts.proving import proof_required
from recruitment.audit.recording import record

TOO_OFTEN = "You have downloaded this several times in the last hour. Wait an hour, then try again."


@require_http_methods(["GET", "HEAD", "POST"])
@proof_required
def download(request):
    """Says what is in it; POST gives it."""
    if request.method != "POST":
        return render(request, "privacy/download.html")
    if not _may(request):
        messages.error(request, TOO_OFTEN)
        return redirect("privacy:download")
    with transaction.atomic():
        record("account.downloaded", request.user, by=request.user)
        held = [(kind.title, rows) for kind, rows in everything_held(request.user)]
    now = timezone.localtime()
    answer = HttpResponse(pack(held, documents_of(request.user), at=now), content_type="application/zip")
    answer.headers["Content-Disposition"] = f'attachment; filename="held-about-you-{now:%Y-%m-%d}.zip"'
    answer.headers["X-Content-Type-Options"] = "nosniff"
    return answer


def _may(request) -> bool:
    """Each is hundreds of queries' worth of work."""
    return bool(
        ratelimit.consume(
            request,
            app="applicants.privacy",
            action="download",
            config=settings.ONES_OWN_RATE_LIMITS,
            key=str(request.user.pk),
        )
    )
