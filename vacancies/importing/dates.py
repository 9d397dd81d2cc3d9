"""Days and times as adverts write them; nothing here knows where in an advert they stand.

Whatever could be read in two ways is read in none: a day without its year, a year of two digits.
"""

import re
from datetime import date, datetime, time

from vacancies import times

MONTHS = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip
_MONTH = r"(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]{0,6}"
WEEKDAY = r"(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|(?:mon|tues?|wed|thurs?|fri|sat|sun)),?\s+"
# Either words ("10th November 2025", "10-Nov-2025"), or British figures (10/11/2025), or ISO (2025-11-10).
DAY = re.compile(
    rf"\b(?:(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?:\s+(?:of\s+)?|-)(?P<month>{_MONTH})\.?,?(?:\s+|-)(?P<year>\d{{4}})"
    r"|(?P<d>\d{1,2})[/.-](?P<m>\d{1,2})[/.-](?P<y>\d{4})"
    r"|(?P<iso>\d{4}-\d{2}-\d{2}))\b",
    re.IGNORECASE,
)
DAY_WITHOUT_YEAR = re.compile(
    rf"\b\d{{1,2}}(?:st|nd|rd|th)?\s+(?:of\s+)?{_MONTH}\b(?!\.?,?\s+\d{{4}})", re.IGNORECASE
)
TIME = re.compile(
    r"(?:(?P<hour>\d{1,2})(?:[:.](?P<minute>\d{2}))?\s*(?P<half>am|pm|a\.m\.?|p\.m\.?)"
    r"|(?P<hour24>\d{1,2})[:.](?P<minute24>\d{2})(?:\s*(?:hrs|hours))?"
    r"|(?:12\s+)?(?P<noon>noon|midday)|(?:12\s+)?(?P<midnight>midnight))",
    re.IGNORECASE,
)
BEFORE_THE_DAY = re.compile(
    rf"(?:on\s+|by\s+)?(?:{TIME.pattern}(?:\s+on)?,?\s+)?(?:{WEEKDAY})?", re.IGNORECASE
)
AFTER_THE_DAY = re.compile(rf"(?:,?\s*(?:at|by|before|-|–)?\s*{TIME.pattern})?\.?", re.IGNORECASE)
ONLY_A_DAY = re.compile(rf"(?:{WEEKDAY})?{DAY.pattern}\.?", re.IGNORECASE)
LONGEST = 100


def day_of(text: str) -> date | None:
    """The day, where the whole text is one (a weekday may stand before it)."""
    match = ONLY_A_DAY.fullmatch(text.strip())
    return day_in(match) if match else None


def day_in(match: re.Match) -> date | None:
    """The day of a match of DAY; None where there is no such day."""
    parts = match.groupdict()
    try:
        if parts["iso"]:
            day = date.fromisoformat(parts["iso"])
        elif parts["month"]:
            day = date(int(parts["year"]), _month(parts["month"]), int(parts["day"]))
        else:
            day = date(int(parts["y"]), int(parts["m"]), int(parts["d"]))
    except ValueError:
        return None
    return day if 2000 <= day.year <= 2100 else None


def _month(word: str) -> int:
    """The month's number; ValueError for a word that only begins like one."""
    word = word.casefold()
    for number, month in enumerate(MONTHS, start=1):
        if word in (month, month[:3]) or (word == "sept" and number == 9):
            return number
    raise ValueError(word)


def closing_instant(text: str) -> tuple[datetime | None, bool]:
    """When an advert stops accepting, half-open and in UTC, and whether its "midnight" had to be read.

    "10 November 2025" accepts until 11:59pm in London, so it is the next midnight there. A stated minute is
    the last one that is accepted. "Midnight" on a day can mean either end of it; as the service's rule has
    it, it is the end. None where the text is no day, or where the clocks make the minute doubtful.
    """
    text = text.strip()
    match = DAY.search(text) if len(text) <= LONGEST else None
    before = BEFORE_THE_DAY.fullmatch(text[: match.start()]) if match else None
    after = AFTER_THE_DAY.fullmatch(text[match.end() :]) if match else None
    day = day_in(match) if before and after else None
    if day is None:
        return None, False
    stated = [found for found in (before, after) if any(found.groups())]
    is_midnight = any(found["midnight"] for found in stated)
    last_minute = times.END_OF_DAY if not stated or is_midnight else _time(stated[0])
    if last_minute is None or len(stated) > 1:
        return None, False
    try:
        return times.closing_instant(day, last_minute), is_midnight
    except (times.NoSuchTime, times.TwoSuchTimes):
        return None, False


def _time(stated: re.Match) -> time | None:
    if stated["noon"]:
        return time(12, 0)
    hour = int(stated["hour"] or stated["hour24"])
    minute = int(stated["minute"] or stated["minute24"] or 0)
    if stated["half"]:
        if not 1 <= hour <= 12 or (hour == 12 and stated["half"][0] in "aA"):
            return None
        hour = hour % 12 + (12 if stated["half"][0] in "pP" else 0)
    return time(hour, minute) if hour < 24 and minute < 60 else None
