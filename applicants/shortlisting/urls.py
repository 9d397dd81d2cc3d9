"""The addresses of shortlisting."""

app_name = "shortlisting"
urlpatterns = []
