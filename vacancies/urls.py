"""The addresses of the public site."""

from django.urls import path

from vacancies import downloads, views

app_name = "vacancies"
urlpatterns = [
    path("", views.advert_list, name="list"),
    path("vacancies/<int:pk>/", views.advert_detail, name="detail"),
    path("vacancies/<int:pk>/documents/<int:document>/", downloads.document, name="document"),
]
