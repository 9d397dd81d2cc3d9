"""The addresses of the public site."""

from django.urls import path

from vacancies import alerts, downloads, feeds, sitemap, views
from vacancies.api import views as api

app_name = "vacancies"
urlpatterns = [
    path("", views.advert_list, name="list"),
    path("vacancies/<int:pk>/", views.advert_detail, name="detail"),
    path("vacancies/<int:pk>/documents/<int:document>/", downloads.document, name="document"),
    path("feed.atom", feeds.atom, name="atom"),
    path("feed.json", feeds.json_feed, name="json_feed"),
    path("alerts/", alerts.alert, name="alert"),
    path("alerts/asked/", alerts.alert_asked, name="alert_asked"),
    path("alerts/confirm/<str:token>/", alerts.confirm, name="alert_confirm"),
    path("alerts/stop/<str:token>/", alerts.stop, name="alert_stop"),
    path("sitemap.xml", sitemap.sitemap, name="sitemap"),
    path("sitemap-<int:part>.xml", sitemap.sitemap_part, name="sitemap_part"),
    path("api/v1/vacancies", api.vacancies, name="api_vacancies"),
    path("api/v1/vacancies/<int:pk>", api.vacancy, name="api_vacancy"),
    path("api/openapi.json", api.description, name="api_description"),
    path("api/<path:rest>", api.nothing, name="api_nothing"),
    path("robots.txt", sitemap.robots, name="robots"),
]
