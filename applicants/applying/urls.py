"""The addresses of applying."""

app_name = "applying"
urlpatterns = []
