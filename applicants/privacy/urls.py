"""The addresses of privacy: the notice for everybody, and what people can do in their own account."""

from django.urls import path

from applicants.privacy.views import holding, leaving, notice

app_name = "privacy"
urlpatterns = [
    path("privacy/", notice.notice, name="notice"),
    path("account/download/", holding.download, name="download"),
    path("account/delete/", leaving.leave, name="leave"),
    path("account/deleted/", leaving.left, name="left"),
]
