"""What the short phrases of an advert mean: pay, band, contract, length, patterns, hours, postcode, contact.

Each function takes the words of one fact and answers with the fact, or None where they do not say just one.
"""

import re
from decimal import Decimal
from typing import NamedTuple

from vacancies.importing.advert_draft import DraftContact, DraftLocation
from vacancies.importing.lines import Line, plain
from vacancies.pay import BANDS

# --- Pay ----------------------------------------------------------------------------------------------

_AMOUNT = r"£?\s?(?:\d{1,3}(?:,\d{3})+|\d{1,7})(?:\.\d{2})?(?![\d,.]?\d)"
MONEY = re.compile(
    rf"(?P<bound>\b(?:up to|from)\s+)?(?<![\d,.])(?P<low>{_AMOUNT})"
    rf"(?:(?:\s+a year|\s+per annum)?\s*(?:\bto\b|\band\b|-|–|—)\s*(?P<high>{_AMOUNT}))?"
    r"(?P<period>\s*(?:\b(?:a|an|per|each)\s+|/\s*)(?:year|annum|hour|hr|day|week|month|session|shift)\b"
    r"|\s*\bp\.?a\b\.?|\s*\bp\.?h\b\.?|\s*\b(?:annually|yearly|hourly)\b)?",
    re.IGNORECASE,
)
A_YEAR = ("year", "annum", "pa", "annually", "yearly")
AN_HOUR = ("hour", "hr", "ph", "hourly")
# A figure this high without a period beside it is a year's pay: nobody earns it in a month.
SURELY_A_YEAR = 10_000
LONGEST_REFERENCE = 60


class Sum(NamedTuple):
    """One figure or range of a salary line."""

    words: str
    low: Decimal | None
    high: Decimal | None
    period: str
    is_money: bool


class Salary(NamedTuple):
    """Pounds a year and pounds an hour, as far as stated; `leftover` are figures that found no place."""

    low: Decimal | None = None
    high: Decimal | None = None
    hourly: Decimal | None = None
    leftover: tuple[str, ...] = ()


def has_period(text: str) -> bool:
    """Does a salary line say for which time its sums are?"""
    return any(match["period"] for match in MONEY.finditer(text)) or not MONEY.search(text)


def salary_of(text: str) -> Salary | None:
    """The yearly range and the hourly rate in a salary line; None where it holds no sum of money."""
    sums = [found for found in map(_sum, MONEY.finditer(text)) if found.is_money]
    if not sums:
        return None
    yearly = [found for found in sums if found.period == "year" and _is_a_range(found, 1_000, 1_000_000)]
    hourly = [found for found in sums if found.period == "hour" and _is_a_range(found, 1, 1_000)]
    yearly = yearly or [
        found for found in sums if not found.period and _is_a_range(found, SURELY_A_YEAR, 1_000_000)
    ]
    taken = []
    low = high = rate = None
    if len({(found.low, found.high) for found in yearly}) == 1:
        low, high = yearly[0].low, yearly[0].high
        taken += yearly
    if len({(found.low, found.high) for found in hourly}) == 1 and hourly[0].low == hourly[0].high:
        rate = hourly[0].low
        taken += hourly
    return Salary(low, high, rate, tuple(found.words for found in sums if found not in taken))


def _sum(match: re.Match) -> Sum:
    low = _pounds(match["low"])
    high = _pounds(match["high"]) if match["high"] else low
    bound = (match["bound"] or "").strip().casefold()
    if bound and not match["high"]:
        low, high = (None, high) if bound == "up to" else (low, None)
    words = re.sub(r"[^a-z]", "", (match["period"] or "").casefold())
    period = words and (
        "year" if words.endswith(A_YEAR) else "hour" if words.endswith(AN_HOUR) else "something else"
    )
    is_money = "£" in match.group() or "," in match.group() or bool(period)
    return Sum(" ".join(match.group().split()), low, high, period, is_money)


def _pounds(words: str) -> Decimal:
    return Decimal(words.replace("£", "").replace(",", "").strip())


def _is_a_range(found: Sum, least: int, most: int) -> bool:
    ends = [end for end in (found.low, found.high) if end is not None]
    return all(least <= end < most for end in ends) and ends == sorted(ends)


HIGH_COST_AREA = re.compile(
    r"\b(?:hcas?|high[\s-]cost[\s-]area\w*|(?:inner|outer) london|london weighting|fringe)\b", re.IGNORECASE
)


def names_high_cost_area(text: str) -> bool:
    """Does a salary line speak of a high cost area supplement, included or on top?"""
    return bool(HIGH_COST_AREA.search(text))


def pay_scheme_of(text: str) -> str:
    """Agenda for Change, or another."""
    return (
        "agenda_for_change" if re.search(r"\bagenda for change\b|\bafc\b", text, re.IGNORECASE) else "other"
    )


_BAND = re.compile(
    r"\bbands?\s*[-:]?\s*(?P<first>\d{1,2}(?:\s?-?\s?(?:range\s)?[a-d]\b)?)"
    r"(?:\s*(?:-|–|/|to|or|and|&)\s*(?:band\s*)?(?P<second>\d[a-d]?)\b)?(?![a-z\d])",
    re.IGNORECASE,
)


def band_of(text: str) -> str | None:
    """The Agenda for Change band named: "4", "8a"; None for none, two, or one that does not exist."""
    text = text.strip().strip("()")
    named = set()
    for match in _BAND.finditer(text):
        named |= {match["first"], match["second"] or match["first"]}
    if not named and re.fullmatch(r"\d[a-d]?", text, re.IGNORECASE):
        named = {text}
    bands = {re.sub(r"[\s-]|range", "", words.casefold()) for words in named}
    return bands.pop() if len(bands) == 1 and bands <= set(BANDS) else None


# --- Contract -----------------------------------------------------------------------------------------

# No length of theirs is a fact of the post: what stands beside them is a probation or a notice period.
WITHOUT_END = ("permanent", "bank")
FIXED_TERM = re.compile(r"\bfixed[\s-]{0,3}term\b", re.IGNORECASE)
CONTRACTS = (
    (re.compile(r"\bpermanent\b", re.IGNORECASE), "permanent"),
    (FIXED_TERM, "fixed_term"),
    (re.compile(r"\bbank\b(?! holiday)", re.IGNORECASE), "bank"),
    (re.compile(r"\bsecondment\b", re.IGNORECASE), "secondment"),
    (re.compile(r"\bapprentice(?:ship)?\b", re.IGNORECASE), "apprenticeship"),
    (
        re.compile(
            r"\b(?:locum|training|voluntary|honorary|session(?:al)?|temporary|casual|zero[\s-]hours?|other)\b",
            re.IGNORECASE,
        ),
        "other",
    ),
)
_NUMBERS = (
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen twenty"
)
IN_WORDS = {word: number for number, word in enumerate(_NUMBERS.split(), start=1)}
IN_WORDS |= {"twenty-four": 24, "twenty four": 24, "thirty-six": 36, "thirty six": 36}
_COUNT = rf"(?:\d{{1,3}}|{'|'.join(sorted(IN_WORDS, key=len, reverse=True))})"
LENGTH = re.compile(
    rf"(?P<not_exact>\b(?:up to|at least|minimum(?: of)?|maximum(?: of)?|approximately|about|between|from|"
    rf"initially|\d{{1,3}}\s*(?:-|–|to))\s*)?"
    rf"\b(?:(?P<years>{_COUNT})[\s-]?(?:years?|yrs?)\b(?:\s*(?:and|,)?\s*(?P<rest>{_COUNT})[\s-]?months?\b)?"
    rf"|(?P<months>{_COUNT})[\s-]?months?\b)",
    re.IGNORECASE,
)


def contract_of(text: str) -> str | None:
    """The one kind of contract named."""
    named = {kind for pattern, kind in CONTRACTS if pattern.search(text)}
    # "Fixed term (temporary)" is fixed term: the general word adds nothing to the exact one.
    named = named - {"other"} or named
    return named.pop() if len(named) == 1 else None


def months_of(text: str) -> int | None:
    """The one exact length named, in months."""
    lengths = set()
    for match in LENGTH.finditer(text):
        if match["not_exact"]:
            return None
        years, rest, months = (_count(match[name]) for name in ("years", "rest", "months"))
        lengths.add(years * 12 + rest + months)
    return lengths.pop() if len(lengths) == 1 and 0 < max(lengths, default=0) <= 120 else None


def _count(words: str | None) -> int:
    if not words:
        return 0
    return IN_WORDS.get(words.casefold()) or int(words)


PATTERNS = (
    (re.compile(r"\bfull[\s-]?time\b", re.IGNORECASE), "full_time"),
    (re.compile(r"\bpart[\s-]?time\b", re.IGNORECASE), "part_time"),
    (re.compile(r"\bjob[\s-]?shar(?:e|ing)\b", re.IGNORECASE), "job_share"),
    (re.compile(r"\bflexible(?:[\s-]working)?\b", re.IGNORECASE), "flexible"),
    (
        re.compile(r"\b(?:home(?:[\s-]working)? or remote|home|remote)(?:[\s-]working)?\b", re.IGNORECASE),
        "home_or_remote",
    ),
    (re.compile(r"\bcompressed(?:[\s-](?:hours|working|week))?\b", re.IGNORECASE), "compressed"),
)
BETWEEN_PATTERNS = re.compile(r"\b(?:or|and)\b|[\s,;/&|.()+-]+", re.IGNORECASE)


def patterns_of(text: str) -> tuple[tuple[str, ...], str]:
    """The working patterns named, in the order of the service's list, and the words that are none."""
    patterns = []
    for pattern, name in PATTERNS:
        text, times = pattern.subn(" , ", text)
        if times:
            patterns.append(name)
    text = HOURS.sub(" , ", text)
    leftover = " ".join(word for word in BETWEEN_PATTERNS.split(text) if word)
    return tuple(patterns), leftover


HOURS = re.compile(
    r"(?P<not_exact>\b(?:up to|at least|minimum(?: of)?|maximum(?: of)?|min|max|between|from|approximately|"
    r"\d{1,2}(?:\.\d{1,2})?\s*(?:hours|hrs)?\s*(?:-|–|to|or|and))\s*)?"
    r"(?<![\d.,£])(?P<hours>\d{1,2}(?:\.\d{1,2})?)\s*(?:hours?|hrs?)\.?\s*(?:\(\w{1,6}\)\s*)?"
    r"(?:(?:per|a|each|/)\s*(?:week|wk)\b|weekly\b|p\.?w\b)",
    re.IGNORECASE,
)


def hours_of(text: str, *, labelled: bool = False) -> tuple[set[Decimal], bool]:
    """The weekly hours named, and whether some are named only as a range or a limit.

    Under a label that says so already, "37.5" or "37.5 hours" is enough.
    """
    figures, is_inexact = set(), False
    for match in HOURS.finditer(text):
        if match["not_exact"]:
            is_inexact = True
        else:
            figures.add(Decimal(match["hours"]))
    if (
        labelled
        and not figures
        and (
            match := re.fullmatch(
                r"(\d{1,2}(?:\.\d{1,2})?)(?:\s*(?:hours|hrs))?(?:\s*(?:per|a|each)\s+week)?", text.strip()
            )
        )
    ):
        figures.add(Decimal(match.group(1)))
    return {figure for figure in figures if Decimal("0.5") <= figure <= 60}, is_inexact


# "37.5 hours" under a label of hours, the week left unsaid.
HOURS_ALONE = re.compile(
    r"(?<![\d.,£])(\d{1,2}(?:\.\d{1,2})?)\s*(?:hours?|hrs?)\b"
    r"(?!\s*(?:and\s*)?\d+\s*min|\s*(?:per|a|an|each|every|/)\s*\w|\s*(?:-|–|to|or)\s*\d)",
    re.IGNORECASE,
)


def hours_beside(text: str) -> set[Decimal]:
    """The hours on a line that tells working pattern and hours together."""
    figures, is_inexact = hours_of(text, labelled=True)
    if not figures and not is_inexact and not HOURS.search(text):
        figures = {Decimal(match[1]) for match in HOURS_ALONE.finditer(text)}
    return {figure for figure in figures if Decimal("0.5") <= figure <= 60}


def without_hours(text: str) -> str:
    """The words of a line that tell neither a number of hours nor of posts."""
    return " ".join(HOURS_ALONE.sub(" ", text).split())


def reference_of(text: str) -> str | None:
    """A vacancy's number: one short phrase."""
    return text if len(text) <= LONGEST_REFERENCE else None


# --- Places and people ----------------------------------------------------------------------------------

POSTCODE = re.compile(r"(?:^|[\s,])([A-Z]{1,2}\d[A-Z\d]?)\s?(\d[A-Z]{2})\.?$", re.IGNORECASE)
EMAIL = re.compile(r"[^\s@<>,;:()\[\]]{1,64}@[A-Za-z0-9.-]{1,200}\.[A-Za-z]{2,24}")
PHONE = re.compile(r"(?:\+\s?\d|\(?0)[\d\s()./-]{7,24}(?:\s*(?:ext|x)\.?\s*\d{1,6})?", re.IGNORECASE)
LONGEST_CONTACT_LINE = 200
CONTACT_LABELS = {
    "job title": "role",
    "role": "role",
    "position": "role",
    "name": "name",
    "contact name": "name",
    "email": "email",
    "e-mail": "email",
    "email address": "email",
    "telephone": "phone",
    "telephone number": "phone",
    "tel": "phone",
    "phone": "phone",
    "phone number": "phone",
    "mobile": "phone",
}


def locations_of(lines: list[Line]) -> tuple[DraftLocation, ...]:
    """Places of work: an address goes on until its postcode."""
    places, address = [], []
    for line in lines:
        match = POSTCODE.search(line.text[-12:])
        if not match:
            address.append(line.text.rstrip(", "))
            continue
        before = line.text[-12:][: match.start()]
        if street := (line.text[:-12] + before).strip(", "):
            address.append(street)
        places.append(DraftLocation(tuple(address), " ".join(match.groups()).upper()))
        address = []
    if address:
        places.append(DraftLocation(tuple(address)))
    return tuple(dict.fromkeys(places))


def contact_of(lines: list[Line]) -> tuple[DraftContact, list[str]]:
    """Whom to ask, and the lines that are neither role, name, email nor phone.

    The page prints them in this order and leaves out what it does not know: two unmarked lines are the role
    and the name; of one alone nobody can tell which it is.
    """
    found: dict[str, str] = {}
    unmarked, strange = [], []
    for line in lines:
        if len(line.text) > LONGEST_CONTACT_LINE:
            strange.append(line.text)
            continue
        label, _, value = line.text.partition(":")
        kind = CONTACT_LABELS.get(plain(label)) if value.strip() else None
        text = value.strip() if kind else line.text
        if email := EMAIL.search(text):
            kind, text = "email", email.group().rstrip(".")
        elif kind != "phone" and not kind and PHONE.fullmatch(text):
            kind = "phone"
        if not kind:
            unmarked.append(text)
        elif found.setdefault(kind, text) != text:
            strange.append(line.text)
    free = [kind for kind in ("role", "name") if kind not in found]
    if len(unmarked) == len(free):
        found |= dict(zip(free, unmarked, strict=True))
    else:
        strange += unmarked
    return DraftContact(**found), strange
