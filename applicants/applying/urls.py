"""The addresses of applying."""

from django.urls import path

from applicants.applying.pages import PAGES
from applicants.applying.views import (
    applications,
    background,
    beginning,
    copying,
    documents,
    drafts,
    equality,
    listing,
    submitting,
)

app_name = "applying"
# Of each list: "qualifications", "qualifications_add", "qualifications_change", "qualifications_remove".
LISTS = [
    path(
        f"applications/<slug:reference>/{page.name}/{ending}",
        view,
        {"name": page.name},
        name=page.name + suffix,
    )
    for page in PAGES
    if page.is_list
    for ending, view, suffix in (
        ("", background.rows, ""),
        ("add/", background.add, "_add"),
        ("<int:pk>/", background.change, "_change"),
        ("<int:pk>/remove/", background.remove, "_remove"),
    )
]
urlpatterns = [
    path("vacancies/<int:pk>/apply/", beginning.start, name="start"),
    path("vacancies/<int:pk>/late-entry/", beginning.late_entry, name="late_entry"),
    path("vacancies/<int:pk>/late-entry/<slug:code>/", beginning.late_entry_link, name="late_entry_link"),
    path("reminders/<uuid:token>/stop/", beginning.stop_reminders, name="stop_reminders"),
    path("applications/", listing.application_list, name="list"),
    path("applications/<slug:reference>/", drafts.task_list, name="task_list"),
    path("applications/<slug:reference>/questions/", drafts.questions, name="questions"),
    path("applications/<slug:reference>/right-to-work/", drafts.right_to_work, name="right_to_work"),
    *LISTS,
    path("applications/<slug:reference>/employment/gaps/<int:year>/<int:month>/", background.gap, name="gap"),
    path("applications/<slug:reference>/details/", drafts.details, name="details"),
    path("applications/<slug:reference>/registration/", drafts.registration, name="registration"),
    path("applications/<slug:reference>/evidence/<int:criterion>/", drafts.evidence, name="evidence"),
    path("applications/<slug:reference>/copy/", copying.choose, name="copy"),
    path("applications/<slug:reference>/copy/<slug:earlier>/", copying.copy, name="copy_from"),
    path("applications/<slug:reference>/documents/", documents.documents, name="documents"),
    path(
        "applications/<slug:reference>/documents/<int:document>/file/",
        documents.document_file,
        name="document_file",
    ),
    path(
        "applications/<slug:reference>/documents/<int:document>/remove/",
        documents.document_remove,
        name="document_remove",
    ),
    path(
        "applications/<slug:reference>/documents/<int:document>/another/",
        documents.document_another,
        name="document_another",
    ),
    path("applications/<slug:reference>/statement/", drafts.statement, name="statement"),
    path("applications/<slug:reference>/connections/", drafts.connections, name="connections"),
    path("applications/<slug:reference>/support/", drafts.support, name="support"),
    path("applications/<slug:reference>/declaration/", drafts.declaration, name="declaration"),
    path("applications/<slug:reference>/check/", submitting.check, name="check"),
    path("applications/<slug:reference>/equality/", equality.equality, name="equality"),
    path("applications/<slug:reference>/submit/", submitting.submit, name="submit"),
    path("applications/<slug:reference>/receipt/", submitting.receipt, name="receipt"),
    path("applications/<slug:reference>/answers/", applications.application, name="application"),
    path("applications/<slug:reference>/withdraw/", applications.withdraw, name="withdraw"),
    path("applications/<slug:reference>/messages/", listing.messages_sent, name="messages"),
    path("applications/<slug:reference>/put-away/", listing.put_away, name="put_away"),
]
