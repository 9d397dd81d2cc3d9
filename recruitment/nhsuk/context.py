"""The furniture of every page: the service's name, its logo, the navigation."""

from functools import cache

from django.conf import settings
from django.contrib.auth import get_user_model
from django.db.models import Exists, QuerySet
from django.urls import NoReverseMatch, reverse
from django.utils.functional import SimpleLazyObject

from recruitment.prepared import prepared


def furniture(request) -> dict:
    """What base.html needs besides the page itself. The navigation costs a signed-in person one query."""
    return {
        "site_name": settings.SITE_NAME,
        "brand_logo": settings.BRAND_LOGO,
        "navigation": SimpleLazyObject(lambda: navigation(request)),
    }


def navigation(request) -> list[dict]:
    """The links in the header, for what this person does here."""
    on_a_panel, recruits = duties(getattr(request, "user", None))
    signed_in = bool(getattr(request, "user", None) and request.user.is_authenticated)
    here = request.resolver_match.namespace if request.resolver_match else ""
    links = [
        ("Vacancies", "vacancies:list", True),
        ("Your applications", "applying:list", signed_in),
        ("Panels", "shortlisting:panels", on_a_panel),
        ("Desk", "admin:index", recruits),
    ]
    return [
        {"text": text, "href": url, "current": name.split(":")[0] == here}
        for text, name, shown in links
        if shown and (url := address(name))
    ]


def duties(user) -> tuple[bool, bool]:
    """Whether this person sits on a panel, and whether they recruit."""
    if not user or not user.is_authenticated:
        return False, False
    ((panel, recruiter),) = _duties(user.pk)
    return panel, recruiter or user.is_superuser


@prepared
def _duties(person: int) -> QuerySet:
    user = get_user_model()(pk=person)
    entitled = Exists(user.panels.seated().still_entitled())
    return get_user_model().objects.filter(pk=person).values_list(entitled, Exists(user.recruits_for))


@cache
def address(name: str) -> str:
    """The address of a page that an installation may not have; empty then. Asked on every page, so kept."""
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""
