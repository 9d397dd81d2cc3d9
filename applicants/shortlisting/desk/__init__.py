"""The recruiter's pages about a panel and its shortlist; mixed into one ModelAdmin."""

from applicants.shortlisting.desk.guaranteed import GuaranteedPages
from applicants.shortlisting.desk.hub import HubPage
from applicants.shortlisting.desk.pack import PackPages
from applicants.shortlisting.desk.rates import RatesPage
from applicants.shortlisting.desk.reading import ReadingPages
from applicants.shortlisting.desk.reserves import ReservesPages
from applicants.shortlisting.desk.rules import RulesPage


class ShortlistingPages(
    GuaranteedPages, PackPages, RatesPage, ReadingPages, ReservesPages, RulesPage, HubPage
):
    """Every page of one shortlisting."""
