"""How a decision pack calls people: candidates by one label each, members by keys; and what it masks."""

from collections.abc import Sequence

from django.db.models import OuterRef

from applicants.applying.models import Application
from applicants.shortlisting.masking import mask
from applicants.shortlisting.models import Candidate
from applicants.shortlisting.queries.naming import masked_by_hand, person_behind
from vacancies.models import PanelMember, Vacancy

# Stands in nothing that people write, and no rule of masking reaches across it.
BETWEEN = "\0"


class Words:
    """The candidates and members of one vacancy, by the numbers of their rows. Three queries."""

    def __init__(self, vacancy: Vacancy, labeller: PanelMember | None, *, with_names: bool):
        self.with_names = with_names
        self.members = {row.pk: f"M{n}" for n, row in enumerate(vacancy.panel.order_by("pk"), start=1)}
        rows = list(
            Candidate.objects.filter(member__vacancy=vacancy)
            .order_by("pk")
            .values_list("application", "member", "label")
        )
        self.applications = {
            row.pk: row
            for row in Application.objects.filter(pk__in={application for application, *_ in rows})
            .select_related("applicant")
            .annotate(by_hand=masked_by_hand(OuterRef("pk")))
            .only(*PERSONAL, "status", "reference")
        }
        self.labels = {pk: label for pk, member, label in rows if labeller and member == labeller.pk}
        # They withdrew before whoever labels now had a list. In the order of rows that were stored by chance.
        unlabelled = dict.fromkeys(pk for pk, *_ in rows if pk not in self.labels)
        self.labels |= {pk: f"Unlisted candidate {n}" for n, pk in enumerate(unlabelled, start=1)}
        self._people = (
            {}
            if with_names
            else {pk: person_behind(row, row.by_hand) for pk, row in self.applications.items()}
        )

    def about(self, application: int, text: str) -> str:
        """What was written about one candidate, masked where the pack has no names."""
        person = self._people.get(application)
        return mask(text, person) if person and text else text

    def about_anybody(self, texts: Sequence[str]) -> list[str]:
        """What could be about any of them."""
        joined = BETWEEN.join(texts)
        if joined.strip(BETWEEN):
            for person in self._people.values():
                joined = mask(joined, person)
        return joined.split(BETWEEN) if texts else []


PERSONAL = (
    "first_name",
    "last_name",
    "phone",
    "postcode",
    "address",
    "applicant__name",
    "applicant__email",
)
