"""Mounts every activity; the only module of the project package that sees them all."""

from django.contrib import admin
from django.urls import include, path

from recruitment.views import home

urlpatterns = [
    path("", include("vacancies.urls")),
    path("", include("applicants.applying.urls")),
    path("panel/", include("applicants.shortlisting.urls")),
    path("home/", home, name="home"),
    path("account/", include("allauth.urls")),
    path("desk/", admin.site.urls),
]
