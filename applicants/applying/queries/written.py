"""Everything that stands in one application, for whoever reads it whole: its owner, and the recruiter."""

from applicants.applying.models import Application
from applicants.applying.queries.asking import questions, questions_before
from applicants.applying.queries.background import lists_of
from applicants.applying.queries.documents import documents
from applicants.applying.queries.short_pages import short_pages


def everything_written(application: Application) -> dict:
    """As templates/applying/_answers.html and the desk's page name it. Needs `vacancy`."""
    return {
        "before": questions_before(application),
        "asked": questions(application),
        "documents": documents(application),
        "lists": lists_of(application),
        "short": short_pages(application),
    }
