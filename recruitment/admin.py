"""The recruiter's desk: Django's admin under our own roof, signed in to through the ordinary sign-in."""

from django.conf import settings
from django.contrib import admin
from django.contrib.auth.views import redirect_to_login
from django.urls import reverse


class RecruitmentAdminSite(admin.AdminSite):
    """The admin for recruiters and administrators. One sign-in for everybody, so one set of rules."""

    site_header = site_title = f"{settings.SITE_NAME}: desk"
    index_title = "Desk"
    enable_nav_sidebar = False

    def login(self, request, extra_context=None):
        """Send people to the site's own sign-in, which throttles and asks for the second factor."""
        return redirect_to_login(request.GET.get("next") or reverse("admin:index"))
