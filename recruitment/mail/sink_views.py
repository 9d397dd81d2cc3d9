"""/demo/mail/: what the demo's mail sink has received. Mounted only where there is a sink."""

from pathlib import Path

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.shortcuts import render
from django.views.decorators.http import require_safe

from recruitment.mail import sink

SHOWN = 200


@require_safe
@login_not_required
def inbox(request):
    """The newest emails, newest first."""
    emails = sink.received(Path(settings.MAIL_SINK_DIR), at_most=SHOWN)
    return render(request, "mail/inbox.html", {"emails": emails, "shown": SHOWN})


@require_safe
@login_not_required
def message(request, name):
    """One email, as text."""
    email = sink.one(Path(settings.MAIL_SINK_DIR), name)
    if email is None:
        raise Http404
    return render(request, "mail/message.html", {"email": email})
