"""The recruiter's pages about a panel and its shortlist; mixed into one ModelAdmin."""

from applicants.shortlisting.desk.hub import HubPage


class ShortlistingPages(HubPage):
    """Every page of one shortlisting."""
