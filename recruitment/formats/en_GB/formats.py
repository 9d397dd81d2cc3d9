"""Dates and times on the desk's lists, as its forms take them: 25 October 2026, 23:59.

Django has no letters for "11:59pm" (its "a" is "p.m."); where pages and emails say a time in words,
vacancies/times.py does it.
"""

DATE_FORMAT = "j F Y"
TIME_FORMAT = "H:i"
DATETIME_FORMAT = "j F Y, H:i"
