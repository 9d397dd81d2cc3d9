"""The style page's address."""

from django.urls import path

from recruitment.nhsuk.views import components

app_name = "design"

urlpatterns = [path("", components, name="components")]
