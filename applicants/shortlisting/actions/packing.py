"""Taking a decision pack away: that somebody did is kept."""

from django.db import transaction

from recruitment.accounts.models import User
from recruitment.audit.recording import record
from vacancies.models import Vacancy


@transaction.atomic
def note_download(vacancy: Vacancy, *, with_names: bool, form: str, by: User) -> None:
    """Audit that `by` was handed a decision pack, in the transaction that read it."""
    # A page of the desk holds the vacancy as its proxy, which the trail calls by another name.
    vacancy = Vacancy.objects.only("employer").get(pk=vacancy.pk)
    record(
        "vacancy.pack_downloaded",
        vacancy,
        by=by,
        employer_id=vacancy.employer_id,
        names=with_names,
        form=form,
    )
