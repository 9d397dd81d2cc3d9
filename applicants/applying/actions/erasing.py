"""Taking the person out of what was received: the row, its times and its outcome stay, for the statistics."""

from django.db import connection, transaction

from applicants.applying.models import Application

# Parts that are gone with the person. The database lets them go in a transaction that says it erases.
PARTS = (
    "sections",
    "support",
    "qualifications",
    "training",
    "employment",
    "explained_gaps",
    "referees",
    "documents",
)
EMPTIED = {
    "first_name": "",
    "last_name": "",
    "address": "",
    "postcode": "",
    "phone": "",
    "registration_body": "",
    "registration_number": "",
    "registration_ends_on": None,
    "statement": "",
    "knows_somebody": None,
    "whom_they_know": "",
    "where_seen_else": "",
}


@transaction.atomic
def erase(application: Application) -> None:
    """Empty a received application of everything that says whose it was; audited by who asks for it.

    What was chosen from a list stays (right to work, where the advert was seen), and so do the scores.
    """
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL applying.erasing = 'yes'")
    for name in PARTS:
        Application._meta.get_field(name).related_model.objects.filter(application=application).delete()
    application.answers.update(text="", copied_from=None)
    application.answers_before.update(answer="")
    application.status_changes.update(by=None, reason="")
    Application.objects.filter(pk=application.pk).update(**EMPTIED)
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL applying.erasing = 'no'")
