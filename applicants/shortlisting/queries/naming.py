"""Who somebody is: whether a panel may learn it by now, and what has to be masked as long as it may not.

Everything that could tell a panel a name asks here.
"""

from collections.abc import Iterable

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef

from applicants.applying.models import Application
from applicants.shortlisting.masking import Person
from applicants.shortlisting.models import MaskedWords, Shortlist
from applicants.shortlisting.queries.rules import rules_of
from applicants.shortlisting.status import NamesAfter
from vacancies.models import Vacancy


def names_are_open(vacancy: Vacancy, shortlist: Shortlist | None) -> bool:
    """Once the shortlist is confirmed; where the panel's rules are stricter, once everybody has been told."""
    if shortlist is None or not shortlist.confirmed_at:
        return False
    return bool(shortlist.announced_at) or rules_of(vacancy).names_after != NamesAfter.ANNOUNCED


def masked_by_hand(application: OuterRef) -> ArraySubquery:
    """Within a query about something of `application`: the words a reader masked in it."""
    words = MaskedWords.objects.filter(application=application).order_by("pk")
    return ArraySubquery(words.values("words"))


# The columns of an application that `person_behind` reads.
PERSON = (
    *("first_name", "last_name", "phone", "postcode", "address"),
    *("applicant__name", "applicant__email"),
)


def person_behind(application: Application, by_hand: Iterable[str]) -> Person:
    """All that is masked in what this applicant wrote, or others about them. Needs `applicant`."""
    return Person(
        first_name=application.first_name,
        last_name=application.last_name,
        account_name=application.applicant.name,
        email=application.applicant.email,
        phone=application.phone,
        postcode=application.postcode,
        address=application.address,
        by_hand=tuple(by_hand),
    )
