"""The addresses of applying."""

from django.urls import path

from applicants.applying import views

app_name = "applying"
urlpatterns = [
    path("vacancies/<int:pk>/apply/", views.start, name="start"),
    path("vacancies/<int:pk>/late-entry/", views.late_entry, name="late_entry"),
    path("reminders/<uuid:token>/stop/", views.stop_reminders, name="stop_reminders"),
    path("applications/", views.application_list, name="list"),
    path("applications/<slug:reference>/", views.task_list, name="task_list"),
    path("applications/<slug:reference>/details/", views.details, name="details"),
    path("applications/<slug:reference>/evidence/<int:criterion>/", views.evidence, name="evidence"),
    path("applications/<slug:reference>/declaration/", views.declaration, name="declaration"),
    path("applications/<slug:reference>/check/", views.check, name="check"),
    path("applications/<slug:reference>/submit/", views.submit, name="submit"),
    path("applications/<slug:reference>/receipt/", views.receipt, name="receipt"),
    path("applications/<slug:reference>/answers/", views.application, name="application"),
    path("applications/<slug:reference>/withdraw/", views.withdraw, name="withdraw"),
]
