"""What an advert says only in its sentences: hours, interview day, sponsorship, DBS, length of a term.

Sentences are looked for, never inferred: one that could mean two things gives nothing and a doubt.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from vacancies.importing.advert_draft import Origin
from vacancies.importing.dates import DAY, DAY_WITHOUT_YEAR, WEEKDAY, day_in
from vacancies.importing.facts import FIXED_TERM, HOURS, hours_of, months_of
from vacancies.importing.lines import Line, plain

SENTENCE_END = re.compile(r"(?<=[.!?])\s+")
LONGEST_SENTENCE = 1_000
LONGEST_QUOTE = 160


@dataclass(frozen=True)
class Finding:
    """What the sentences say, or why it is not taken: at most one of both; and the words that say it."""

    value: date | Decimal | int | bool | None = None
    doubt: str | None = None
    words: str = field(default="", compare=False)


def sentences(lines: Iterable[Line]) -> Iterator[str]:
    """Every sentence of a length that somebody could mean."""
    for line in lines:
        yield from (text for text in SENTENCE_END.split(line.text) if len(text) <= LONGEST_SENTENCE)


def quoted(words: str) -> str:
    words = " ".join(words.split()).rstrip(".")
    return f"“{words[:LONGEST_QUOTE]}…”" if len(words) > LONGEST_QUOTE else f"“{words}”"


def listed(words: Iterable[str]) -> str:
    return " and ".join(dict.fromkeys(words))


# --- Hours ----------------------------------------------------------------------------------------------

ABOUT_THE_POST = re.compile(
    r"\b(?:posts?|roles?|positions?|vacanc(?:y|ies)|contract(?:ed)?|full[\s-]?time|part[\s-]?time|to work|"
    r"working|hours\s*(?:of work)?\s*:)",
    re.IGNORECASE,
)
NOT_THE_POST = re.compile(
    r"\b(?:supervis\w+|training|study|college|university|overtime|on[\s-]call|teaching|placement|protected)\b",
    re.IGNORECASE,
)
SHORT_LINE = 60


def weekly_hours(texts: Iterable[str]) -> Finding:
    """Hours a week of the post itself, where the sentences name exactly one figure."""
    figures: dict[Decimal, str] = {}
    inexact = []
    for text in texts:
        if not HOURS.search(text) or NOT_THE_POST.search(text):
            continue
        if len(text) > SHORT_LINE and not ABOUT_THE_POST.search(text):
            continue
        named, is_inexact = hours_of(text)
        figures |= dict.fromkeys(named, text)
        inexact += [text] * is_inexact
    if len(figures) == 1 and not inexact:
        return Finding(*figures, words=next(iter(figures.values())))
    if figures or inexact:
        said = [*figures.values(), *inexact]
        return Finding(
            doubt=f"The hours a week are not one figure: {listed(map(quoted, said))}.", words=said[0]
        )
    return Finding()


# --- Interview --------------------------------------------------------------------------------------------

INTERVIEW_LABEL = re.compile(
    r"(?:(?:planned|proposed|provisional|expected|anticipated|likely)\s+)?interview\s+(?:date|day)s?"
    r"(?:\s*(?::|-|–)\s*|\s+(?:is|are)\s+|$)",
    re.IGNORECASE,
)
# Only such words may stand between "interview" and its day: "invited to interview by …" names none.
_ON_THE_WAY = (
    r"dates?|days?|is|are|will|to|be|being|held|take|taking|place|planned|scheduled|expected|anticipated|"
    r"provisionally|currently|likely|due|booked|in|person|face|via|by (?:video|teams|telephone)|ms|microsoft|"
    r"teams|online|virtually|for|this|the|post|role|position|on|at|our|of|week|w/c|commencing|beginning"
)
NO_EXACT_DAY = re.compile(r"\b(?:week|w/c|commencing|beginning)\b", re.IGNORECASE)
INTERVIEW_DAY = re.compile(
    rf"\binterviews?\b(?:[\s:,–-]+(?:{_ON_THE_WAY})\b){{0,16}}[\s:,–-]+(?:{WEEKDAY})?", re.IGNORECASE
)
NO_INTERVIEW = re.compile(r"(?:n/?a|none|-)?", re.IGNORECASE)


def interview_day(lines: list[Line]) -> Finding:
    """The day of the interviews, where the advert names exactly one with its year."""
    days: dict[date, str] = {}
    unclear = []
    for text in _with_their_labels(lines):
        if "interview" not in text.casefold():
            continue
        for match in INTERVIEW_DAY.finditer(text):
            found = DAY.match(text, match.end())
            day = day_in(found) if found else None
            if day and not NO_EXACT_DAY.search(match.group()):
                days[day] = text
            elif found or DAY_WITHOUT_YEAR.match(text, match.end()):
                unclear.append(text)
        if (
            (label := INTERVIEW_LABEL.match(text))
            and not days
            and not NO_INTERVIEW.fullmatch(plain(text[label.end() :]))
        ):
            unclear.append(text)
    if len(days) == 1 and not (set(unclear) - set(days.values())):
        return Finding(*days, words=next(iter(days.values())))
    if days or unclear:
        said = [*days.values(), *unclear]
        return Finding(doubt=f"The interview date is not clear: {listed(map(quoted, said))}.", words=said[0])
    return Finding()


def _with_their_labels(lines: list[Line]) -> Iterator[str]:
    """The sentences; a label that stands alone is read together with the line below it."""
    for line, after in zip(lines, [*lines[1:], Line("")], strict=False):
        if INTERVIEW_LABEL.fullmatch(line.text):
            yield f"{line.text.rstrip(' :')}: {after.text}"
        else:
            yield from sentences([line])


# --- Sponsorship ------------------------------------------------------------------------------------------

SPONSORSHIP = re.compile(
    r"\bsponsorship\b|\bsponsor\b(?=.{0,80}\b(?:visa|skilled worker|overseas))|"
    r"\b(?:visa|skilled worker)\b.{0,80}\bsponsor|\bskilled worker (?:visa|route)\b",
    re.IGNORECASE,
)
REFUSED = re.compile(
    r"\b(?:cannot|can not|can['’]t|unable|not able|will not|won['’]t|do not|don['’]t|does not|doesn['’]t|"
    r"is not|isn['’]t|are not|aren['’]t|not be|not eligible|ineligible|not available|not offer|not provide|"
    r"not meet|no sponsorship|no visa sponsorship|no longer)\b",
    re.IGNORECASE,
)
WELCOMED = re.compile(
    r"\b(?:welcome|are considered|will be considered|is available|are able to|"
    r"can (?:offer|provide|be offered)|eligible for|we (?:offer|provide) |will (?:offer|provide)|happy to)",
    re.IGNORECASE,
)


NOT_FOR_EVERY_POST = re.compile(
    r"\b(?:all|every|some|most|many|certain)\b.{0,20}\b(?:roles?|posts?|jobs?|positions?|vacanc(?:y|ies))\b|"
    r"\bmay not\b",
    re.IGNORECASE,
)
THIS_POST = re.compile(r"\bthis (?:role|post|position|job|vacancy)\b", re.IGNORECASE)


def sponsorship_offered(texts: Iterable[str]) -> Finding:
    """Does the employer sponsor a Skilled Worker visa for this post? Nothing where its sentences disagree."""
    refused, welcomed = [], []
    for text in texts:
        if not (match := SPONSORSHIP.search(text)):
            continue
        if REFUSED.search(text[max(0, match.start() - 80) : match.end() + 80]):
            refused.append(text)
        elif WELCOMED.search(text):
            welcomed.append(text)
    if refused and welcomed:
        return Finding(
            doubt="The advert contradicts itself on sponsorship: it says "
            f"{quoted(refused[0])} and also {quoted(welcomed[0])}.",
            words=refused[0],
        )
    if any(map(NOT_FOR_EVERY_POST.search, refused)) and not any(map(THIS_POST.search, refused)):
        return Finding(
            doubt=f"It is not clear whether this post can be sponsored: {quoted(refused[0])}.",
            words=refused[0],
        )
    said = refused or welcomed
    return Finding(value=bool(welcomed), words=said[0]) if said else Finding()


# --- DBS --------------------------------------------------------------------------------------------------

DBS = re.compile(r"\bDBS\b|\bdisclosure and barring\b|\bcriminal record(?:s)? check", re.IGNORECASE)
DBS_NOT_NEEDED = re.compile(
    r"\b(?:no (?:enhanced |standard |basic )?(?:DBS|disclosure)|"
    r"(?:DBS|disclosure|check)\b.{0,60}\b(?:is |are )?not (?:be )?(?:required|needed|necessary)|"
    r"(?:does|do|will) not (?:require|need)\b.{0,60}\b(?:DBS|disclosure)|"
    r"not subject to\b.{0,40}\b(?:DBS|disclosure))",
    re.IGNORECASE,
)
DBS_NEEDED = re.compile(
    r"\b(?:necessary for a submission for disclosure|subject to|required|requires?|must|will need|need to|"
    r"be required to|undertake|undergo|pay for)\b",
    re.IGNORECASE,
)


def dbs_needed(texts: Iterable[str]) -> Finding:
    """Is a criminal record check needed for the post?"""
    needed, not_needed = [], []
    for text in texts:
        if not DBS.search(text):
            continue
        if DBS_NOT_NEEDED.search(text):
            not_needed.append(text)
        elif DBS_NEEDED.search(text):
            needed.append(text)
    if needed and not_needed:
        return Finding(
            doubt="The advert contradicts itself on the DBS check: it says "
            f"{quoted(needed[0])} and also {quoted(not_needed[0])}.",
            words=needed[0],
        )
    said = needed or not_needed
    return Finding(value=bool(needed), words=said[0]) if said else Finding()


# --- Length of a fixed term, closing date -------------------------------------------------------------------


def fixed_term_months(texts: Iterable[str]) -> Finding:
    """How long a fixed term lasts, where the sentences that speak of it name one length."""
    lengths: dict[int, str] = {}
    for text in texts:
        for match in FIXED_TERM.finditer(text):
            around = text[max(0, match.start() - 40) : match.end() + 60]
            if months := months_of(around):
                lengths.setdefault(months, text)
    if len(lengths) > 1:
        return Finding(
            doubt=f"The length of the fixed term is not one figure: {listed(map(quoted, lengths.values()))}.",
            words=next(iter(lengths.values())),
        )
    return Finding(*lengths, words=next(iter(lengths.values()), ""))


CLOSING_LABEL = re.compile(
    r"(?:the\s+)?closing\s+date(?:\s+and\s+time)?(?:\s+for\s+(?:this|the)\s+\w{1,12}|\s+for\s+applications)?"
    r"(?:\s+is\b|\s+will be\b|\s*:|\s*[-–])?\s*",
    re.IGNORECASE,
)


def after_closing_label(lines: list[Line]) -> list[Origin]:
    """What stands after each "The closing date is", on the same line or, after a bare label, on the next."""
    found = []
    for line, after in zip(lines, [*lines[1:], Line("")], strict=False):
        if match := CLOSING_LABEL.match(line.text[:LONGEST_QUOTE]):
            words = line.text[match.end() : LONGEST_QUOTE].strip()
            found.append(
                Origin(words, line.number) if words else Origin(after.text[:LONGEST_QUOTE], after.number)
            )
    return [origin for origin in found if origin.words]
