"""The addresses of vacancies."""

app_name = "vacancies"
urlpatterns = []
