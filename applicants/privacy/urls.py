"""The addresses of privacy: below those of one's own account."""

from django.urls import path

from applicants.privacy.views import holding, leaving

app_name = "privacy"
urlpatterns = [
    path("account/download/", holding.download, name="download"),
    path("account/delete/", leaving.leave, name="leave"),
    path("account/deleted/", leaving.left, name="left"),
]
