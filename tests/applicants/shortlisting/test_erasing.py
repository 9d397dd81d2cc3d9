"""An applicant who leaves takes along the words masked for them and what the panel wrote to them."""

import pytest
from django.db import DatabaseError, transaction

from applicants.privacy.actions import leaving
from applicants.shortlisting.models import Feedback, MaskedWords, ReleasedNote, reserve_key
from recruitment.mail.models import OutgoingEmail
from recruitment.mail.outbox import queue
from tests.applicants.shortlisting.panels import announced_vacancy
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db
SECRET = "Quillfeather"


def test_words_are_gone_and_rows_that_were_told_stay():
    vacancy = announced_vacancy(applications=2, invited=0)
    leaver, other = vacancy.applications.select_related("applicant")
    for application in (leaver, other):
        MaskedWords.objects.create(application=application, words=SECRET, masked_by=UserFactory())
        feedback = Feedback.objects.create(application=application, released_at="2026-11-01T00:00Z")
        criterion = vacancy.criteria.first()
        ReleasedNote.objects.create(feedback=feedback, criterion=criterion, words=f"You said {SECRET}.")
    key = reserve_key(leaver.pk)
    queue(to="old@example.org", template="welcome_to_staff", context={"name": SECRET}, key=key)
    OutgoingEmail.objects.update(state="sent", sent_at="2026-11-01T00:00Z")

    leaving.leave(leaver.applicant, by=leaver.applicant)

    assert list(MaskedWords.objects.values_list("application", flat=True)) == [other.pk]
    assert ReleasedNote.objects.get(feedback__application=leaver).words == ""
    assert SECRET in ReleasedNote.objects.get(feedback__application=other).words
    assert not OutgoingEmail.objects.filter(key=key, text__contains=SECRET).exists()
    # Leaving is over: what others were told is kept as before.
    with pytest.raises(DatabaseError, match="stays as it is"), transaction.atomic():
        ReleasedNote.objects.filter(feedback__application=other).update(words="")
