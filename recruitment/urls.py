"""Mounts every activity; the only module of the project package that sees them all."""

from django.conf import settings
from django.contrib import admin
from django.urls import include, path

from recruitment.mail import sink_views
from recruitment.views import accessibility, home

urlpatterns = [
    path("", include("vacancies.urls")),
    path("", include("applicants.applying.urls")),
    path("", include("applicants.shortlisting.urls")),
    path("", include("applicants.privacy.urls")),
    path("home/", home, name="home"),
    path("accessibility/", accessibility, name="accessibility"),
    path("account/", include("recruitment.accounts.urls")),
    path("account/", include("allauth.urls")),
    path("desk/", admin.site.urls),
]

DEMO_MAIL = [
    path("demo/mail/", sink_views.inbox, name="demo-mail"),
    path("demo/mail/<slug:name>/", sink_views.message, name="demo-mail-message"),
]
if settings.MAIL_SINK_DIR:
    urlpatterns += DEMO_MAIL

if settings.SHOW_DESIGN_PAGE:
    urlpatterns += [path("design/", include("recruitment.nhsuk.urls"))]
