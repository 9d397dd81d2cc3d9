"""The way from an application to the sealed room, which is told a token and no more."""

from django.contrib import messages
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from applicants.applying import permissions
from applicants.applying.views.draft_page import own
from applicants.monitoring import views as monitoring
from applicants.monitoring.tokens import token_for

TOO_LATE = "The equality questions of this application can no longer be answered."


# Not the door of the draft: nothing typed here may be kept anywhere else, signed out or not.
@require_http_methods(["GET", "HEAD", "POST"])
def equality(request, reference):
    """The equality questions, for whose application it is, until they end."""
    application = own(request, reference)
    if not permissions.may_answer_equality(application):
        messages.info(request, TOO_LATE)
        return redirect("applying:application", reference)
    page = "applying:task_list" if application.is_draft else "applying:application"
    asked = monitoring.Asked(
        token=token_for(application.reference),
        about=f"{application.vacancy.title}, {application.vacancy.employer.name}",
        until="You can change your answers until the advert closes, and for at least "
        f"{permissions.EQUALITY_DAYS} days after you submit your application.",
        back=reverse(page, args=[reference]),
    )
    return monitoring.ask(request, asked)
