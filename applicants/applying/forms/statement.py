"""What somebody wants to add to their evidence."""

from applicants.applying.forms.evidence import WORDS_AT_MOST, WordsField
from applicants.applying.forms.saved import SectionForm
from recruitment.nhsuk.layout import Field, Layout


class StatementForm(SectionForm):
    """One box, for what none of the points asks about. Nobody has to write anything."""

    statement = WordsField(
        label="Is there anything else you want to say?",
        what="Your statement",
        required=False,
        help_text="Why you want this job, or something you bring that no point asks about. You need not "
        "write the same thing twice.",
    )

    def layout(self):
        return Layout(Field("statement", size="m", rows=12, maxwords=WORDS_AT_MOST))

    @classmethod
    def is_complete(cls, kept: dict) -> bool:
        return bool(kept["statement"])
