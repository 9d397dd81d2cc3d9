"""Where an advert's free text says something else than its fields: pointed out, never refused.

Pure: reads a vacancy's own columns and the texts it is given; no query. It would rather miss a contradiction
than see one where there is none.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from vacancies.status import Contract, DbsLevel, PayScheme, Sponsorship


@dataclass(frozen=True)
class Contradiction:
    """One sentence to the recruiter, and the field it is about."""

    sentence: str
    at: str


_CONTRACTS = {
    Contract.PERMANENT: r"\bpermanent\b(?!\s+(?:resid|right|leave|address))",
    Contract.FIXED_TERM: r"\bfixed[- ]term\b|\bmaternity cover\b",
    Contract.BANK: r"\bbank (?:contract|post|role|position|job|worker|basis)\b|\bzero[- ]hours?\b",
    Contract.SECONDMENT: r"\bsecondment\b",
    Contract.APPRENTICESHIP: r"\bapprenticeship\b",
}
_BUT_NOT = re.compile(
    r"(?:\bnot\b|\bbecom\w+|\blead\w*|\bnon\b|\bturn\w*|\bprevious\w*|\bour\b)[\w\s-]{0,20}$", re.I
)
_MONTHS = re.compile(r"\b(\d{1,2})[- ]months?\b", re.I)
_FOR_A_TIME = re.compile(r"fixed[- ]term|secondment|contract|cover", re.I)
_HOURS = re.compile(r"\b(\d{1,2}(?:\.\d{1,2})?)\s*(?:hours|hrs)\s*(?:(?:a|per|each)\s+|/\s*)week\b", re.I)
_BAND = re.compile(
    r"(?:\b(?:this|a|an|the|our|grade:?|pay:?|salary:?)\s+(?:is\s+(?:a|an)\s+)?(?:afc\s+|nhs\s+)?band\s+([2-9][a-d]?)\b"
    r"(?=\s*(?:post|role|position|job|vacancy|[.,;)]|$)))|\bband\s+([2-9][a-d]?)\s+(?:post|role|position|job|vacancy)\b",
    re.I,
)
_DBS = re.compile(r"\b(?:dbs|disclosure and barring|criminal record)\b", re.I)
_LEVELS = {
    DbsLevel.ENHANCED: re.compile(r"\benhanced\b", re.I),
    DbsLevel.STANDARD: re.compile(r"\bstandard (?:dbs|disclosure|check|criminal)", re.I),
    DbsLevel.BASIC: re.compile(r"\bbasic (?:dbs|disclosure|check|criminal)", re.I),
}
_REFUSES = re.compile(
    r"\b(?:cannot|can not|can[’']t|unable|not|no|don[’']t|won[’']t|doesn[’']t)\b[\w\s,]{0,60}\bsponsor", re.I
)
_REFUSED = re.compile(r"\bsponsor\w*\b[\w\s,]{0,40}\b(?:not|cannot|isn[’']t|unavailable)\b", re.I)
_WELCOMES = re.compile(
    r"\b(?:welcome\w*|available|offer\w*|provide\w*|consider\w*|can sponsor|able to)\b", re.I
)
_DRIVES = re.compile(
    r"\bdriv(?:ing|er[’']?s?) licen[cs]e|\b(?:able|ability) to drive\b"
    r"|\b(?:access to|use of) (?:a|your own) (?:car|vehicle)\b|\bcar (?:owner|driver)\b",
    re.I,
)
_NEEDS_NOT = re.compile(r"\b(?:not|no|isn[’']t|without)\b", re.I)
_MONTHS_IN_SHORT = "jan feb mar apr may jun jul aug sep oct nov dec"
_MONTH_NAMES = {
    name: number
    for number, name in enumerate(
        ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"], start=1
    )
}
_DAY = re.compile(
    r"\b(\d{1,2})(?:st|nd|rd|th)?(?:\s+of)?[\s/.-]+(\d{1,2}|jan\w*|feb\w*|mar\w*|apr\w*|may|jun\w*|jul\w*|aug\w*|sep\w*"
    r"|oct\w*|nov\w*|dec\w*)(?:[\s/.,-]+(\d{4}|\d{2})\b)?",
    re.I,
)
# What people are told to send, and what shows things that nobody who chooses may know.
_SENDS = re.compile(
    r"\b(?:attach|upload|enclose|send(?: us)?|submit)\b[\w\s,’']{0,40}?"
    r"\b(cv|curriculum vitae|(?:cover(?:ing)? )letter|portfolio|copy of your [\w ]{0,40}?certificates?)\b",
    re.I,
)
_TOO_EARLY = re.compile(
    r"\b(?:passport|birth certificate|photo(?:graph)?s?|driving licen[cs]e|visa|right to work|identity|dbs"
    r"|criminal|disclosure|medical|health|sick|national insurance|p45|p60|payslips?)\b",
    re.I,
)
_CLOSES = re.compile(r"\bclos(?:es|ing)\b|\bdeadline\b|\bapply by\b", re.I)
_SENTENCE_ENDS = re.compile(r"(?<=[.!?;])\s+|\n+")


def contradictions(
    vacancy, criteria: Iterable[str] = (), asked_documents: Iterable[str] = ()
) -> list[Contradiction]:
    """What the title, texts and criteria of a vacancy say against its fields, in the order of the page.

    `asked_documents` are the titles of the documents that an applicant sends along.
    """
    asked = list(asked_documents)
    own = [vacancy.title, vacancy.summary, vacancy.main_duties, vacancy.responsibilities]
    sentences = [part.strip() for text in own for part in _SENTENCE_ENDS.split(text) if part.strip()]
    everything = [*sentences, *_SENTENCE_ENDS.split(vacancy.about_us)]
    checks = (
        _band(vacancy, sentences),
        _contract(vacancy, sentences),
        _months(vacancy, sentences),
        _hours(vacancy, sentences),
        _dbs(vacancy, sentences),
        _sponsorship(vacancy, everything),
        _driving(vacancy, [*sentences, *criteria]),
        _documents(sentences, asked),
        _too_early(asked),
        _closing(vacancy, sentences),
    )
    return [found for found in checks if found]


def _band(vacancy, sentences):
    said = {(match[1] or match[2]).lower() for sentence in sentences for match in _BAND.finditer(sentence)}
    if not said or vacancy.band in said:
        return None
    field = f"the band is {vacancy.band}" if vacancy.band else "no band is chosen"
    if vacancy.pay_scheme != PayScheme.AGENDA_FOR_CHANGE:
        field = "the pay scheme is not Agenda for Change"
    return Contradiction(f"The text says Band {' and '.join(sorted(said))}, but {field}.", "band")


def _contract(vacancy, sentences):
    said = [kind for kind, words in _CONTRACTS.items() if any(_says(words, each) for each in sentences)]
    if not said or vacancy.contract in said:
        return None
    words = " and ".join(f"“{kind.label.lower()}”" for kind in said)
    field = Contract(vacancy.contract).label if vacancy.contract else "not chosen"
    return Contradiction(f"The text says {words}, but the contract is {field}.", "contract")


def _says(words: str, sentence: str) -> bool:
    # A few words before it are enough: a text that says it ten thousand times is read in time, too.
    return any(
        not _BUT_NOT.search(sentence[max(0, found.start() - 40) : found.start()])
        for found in re.finditer(words, sentence, re.IGNORECASE)
    )


def _months(vacancy, sentences):
    said = {
        int(match[1])
        for sentence in sentences
        if _FOR_A_TIME.search(sentence)
        for match in _MONTHS.finditer(sentence)
    }
    if not said or vacancy.duration_months is None or vacancy.duration_months in said:
        return None
    return Contradiction(
        f"The text says {min(said)} months, but the length is {vacancy.duration_months} months.",
        "duration_months",
    )


def _hours(vacancy, sentences):
    said = {float(match[1]) for sentence in sentences for match in _HOURS.finditer(sentence)}
    if not said or (vacancy.hours_per_week and float(vacancy.hours_per_week) in said):
        return None
    hours = " and ".join(f"{number:g}" for number in sorted(said))
    field = f"Hours per week says {float(vacancy.hours_per_week):g}" if vacancy.hours_per_week else ""
    return Contradiction(
        f"The text says {hours} hours a week, but {field or 'Hours per week is empty'}.", "hours_per_week"
    )


def _dbs(vacancy, sentences):
    about = [sentence for sentence in sentences if _DBS.search(sentence)]
    if not about:
        return None
    if vacancy.dbs_level == DbsLevel.NOT_STATED:
        return Contradiction("The text speaks of a DBS check, but DBS check is not stated.", "dbs_level")
    if vacancy.dbs_level == DbsLevel.NONE:
        if any(_NEEDS_NOT.search(sentence) for sentence in about):
            return None
        return Contradiction(
            "The text speaks of a DBS check, but the DBS check field says that none is needed.", "dbs_level"
        )
    said = [level for level, words in _LEVELS.items() if any(words.search(each) for each in about)]
    field = DbsLevel(vacancy.dbs_level)
    asked = DbsLevel.ENHANCED if field == DbsLevel.ENHANCED_BARRED else field
    if not said or asked in said:
        return None
    levels = " and ".join(level.label.lower() for level in said)
    return Contradiction(
        f"The text says {levels} DBS check, but the field says “{field.label}”.", "dbs_level"
    )


def _sponsorship(vacancy, sentences):
    about = [sentence for sentence in sentences if "sponsor" in sentence.lower()]
    refuses = any(_REFUSES.search(each) or _REFUSED.search(each) for each in about)
    welcomes = any(
        _WELCOMES.search(each) and not _REFUSES.search(each) and not _REFUSED.search(each) for each in about
    )
    match vacancy.sponsorship:
        case Sponsorship.AVAILABLE if refuses:
            words = "The text refuses sponsorship, but the field welcomes people who need it."
        case Sponsorship.NOT_AVAILABLE if welcomes:
            words = "The text welcomes people who need sponsorship, but the field says it cannot be given."
        case Sponsorship.NOT_STATED if refuses or welcomes:
            words = "The text speaks of sponsorship, but the field is not stated."
        case _:
            return None
    return Contradiction(
        f"{words} The field decides what the advert says: take it out of the text.", "sponsorship"
    )


def _driving(vacancy, sentences):
    about = [sentence for sentence in sentences if _DRIVES.search(sentence)]
    needed = [sentence for sentence in about if not _NEEDS_NOT.search(sentence)]
    if needed and not vacancy.driving:
        return Contradiction(
            "The text asks for driving, but “The job needs driving” is not ticked: "
            "the advert then says nothing of adjustments.",
            "driving",
        )
    if about and not needed and vacancy.driving:
        return Contradiction("The text says that driving is not needed, but the field is ticked.", "driving")
    return None


def _documents(sentences, asked):
    found = [
        match[1]
        for sentence in sentences
        for match in _SENDS.finditer(sentence)
        if not _NEEDS_NOT.search(sentence)
    ]
    if not found or asked:
        return None
    return Contradiction(
        f"The text tells people to send a {found[0]}, but no document is asked for: the application has no "
        "place for it.",
        "asked_documents",
    )


def _too_early(asked):
    found = [title for title in asked if _TOO_EARLY.search(title)]
    if not found:
        return None
    return Contradiction(
        f"You ask for “{found[0]}”. Identity, right to work, criminal record and health are checked after an "
        "offer: asked for now, it can show age, origin or health to people who choose.",
        "asked_documents",
    )


def _closing(vacancy, sentences):
    if not vacancy.closes_at:
        return None
    shown = vacancy.last_minute.date()
    days = [match for sentence in sentences if _CLOSES.search(sentence) for match in _DAY.finditer(sentence)]
    said = [match[0] for match in days if _is_another_day(match, shown)]
    if not said or len(said) < len(days):
        return None
    return Contradiction(
        f"The text says that it closes on {said[0]}, but the closing date is {shown.day} {shown:%B %Y}.",
        "closes_on",
    )


def _is_another_day(match, shown: date) -> bool:
    month = _MONTH_NAMES.get(match[2][:3].lower()) or (int(match[2]) if match[2].isdigit() else 0)
    year = int(match[3]) if match[3] else shown.year
    year += 2000 if year < 100 else 0
    return (int(match[1]), month, year) != (shown.day, shown.month, shown.year)
