"""The page of equality monitoring. Whose it is, is known to who calls it; here there is only a token."""

from dataclasses import dataclass
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables

from applicants.monitoring.actions import answering
from applicants.monitoring.forms import EqualityForm

KEPT = (
    "Thank you. Your answers are kept apart from your application, and nobody who decides about it sees them."
)
NOTHING_CHOSEN = "You did not choose any answer, so we kept none. That is fine: every question is optional."
NOT_KEPT = (
    "We could not keep your answers just now. Your application is not affected. Please try again later."
)
TOO_OFTEN = "You have changed your answers as often as this page allows. The last ones count."


@dataclass(frozen=True)
class Asked:
    """Who is asked, as far as this room may know: a token, where they came from, and until when."""

    token: UUID
    about: str
    until: str
    back: str


@never_cache
@sensitive_post_parameters()
@sensitive_variables("form")
def ask(request: HttpRequest, asked: Asked) -> HttpResponse:
    """Show the questions, or keep the answers and go back. Keeps no answer anywhere but in the room."""
    form = EqualityForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        if not form.answers:
            messages.info(request, NOTHING_CHOSEN)
            return redirect(asked.back)
        try:
            answering.answer(asked.token, form.answers)
        except answering.TooOften:
            messages.warning(request, TOO_OFTEN)
            return redirect(asked.back)
        except answering.NotKept:
            form.add_error(None, NOT_KEPT)
        else:
            messages.success(request, KEPT)
            return redirect(asked.back)
    times = answering.times_answered(asked.token)
    return render(request, "monitoring/ask.html", {"asked": asked, "form": form, "has_answered": times > 0})
