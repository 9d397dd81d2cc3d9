"""The pages of an alert: asking for one, and the two that the links in its emails lead to."""

from allauth.core.internal import ratelimit
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from vacancies.actions import alerting
from vacancies.forms.alerts import AlertForm
from vacancies.models import SavedSearch
from vacancies.models.alerts import CONFIRM, STOP
from vacancies.searching import Search

read_or_write = require_http_methods(["GET", "HEAD", "POST"])
TOO_MANY = "Too many alerts have been asked for. Wait an hour, then try again."


@login_not_required
@never_cache
@read_or_write
def alert(request):
    """Asks where to write when there are new vacancies like the ones in the address."""
    search = Search.from_query(request.GET).unordered()
    initial = {"email": request.user.email} if request.user.is_authenticated else {}
    form = AlertForm(request.POST if request.method == "POST" else None, initial=initial)
    if form.is_valid():
        if _may_ask(request, form.cleaned_data["email"]):
            alerting.ask(form.cleaned_data["email"], search)
            return redirect("vacancies:alert_asked")
        form.add_error("email", TOO_MANY)
    context = {"form": form, "search": search.in_words(), "query": search.as_query()}
    return render(request, "vacancies/alerts/ask.html", context)


@login_not_required
@require_safe
def alert_asked(request):
    """Look into your mail: the same whoever the address belongs to, and whether or not it is known."""
    return render(request, "vacancies/alerts/asked.html", {"days": alerting.UNCONFIRMED_KEPT.days})


@csrf_exempt
@login_not_required
@never_cache
@read_or_write
def confirm(request, token):
    """Begins an alert with one press. Reading the page changes nothing: mail scanners follow links.

    The token says who it is, so there is no session to protect against a forged form.
    """
    saved = SavedSearch.objects.named_by(token, CONFIRM).first()
    if saved is None or saved.ended_at:
        return _unknown(request)
    if request.method == "POST":
        alerting.confirm(saved)
    return _page(request, "vacancies/alerts/confirm.html", saved)


@csrf_exempt
@login_not_required
@never_cache
@read_or_write
def stop(request, token):
    """Stops an alert with one press, here or in a mail program (RFC 8058)."""
    saved = SavedSearch.objects.named_by(token, STOP).first()
    if saved is None:
        return _unknown(request)
    if request.method == "POST":
        alerting.stop(saved)
    return _page(request, "vacancies/alerts/stop.html", saved)


def _may_ask(request, email: str) -> bool:
    """Counted in the database like attempts to sign in, known address or not."""
    limits = settings.ALERT_RATE_LIMITS
    return ratelimit.consume(request, app="vacancies", action="ask", config=limits, key=email) is not None


def _page(request, template: str, saved: SavedSearch):
    search = Search.from_query(saved.query)
    context = {"saved": saved, "search": search.in_words(), "query": saved.query}
    return render(request, template, context)


def _unknown(request):
    return render(request, "vacancies/alerts/unknown.html", status=404)
