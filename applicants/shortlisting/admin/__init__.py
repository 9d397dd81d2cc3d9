"""Shortlisting on the desk: `today` what waits, `shortlisting` the list of vacancies with a panel."""

from applicants.shortlisting.admin import shortlisting, today, wording

__all__ = ["shortlisting", "today", "wording"]
