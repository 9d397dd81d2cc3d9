"""The headings and labels of job descriptions: which words begin which part. Tables of facts."""

import re
from enum import Enum, auto

from vacancies.importing.headings import Part
from vacancies.importing.lines import plain


class Own(Enum):
    """What a job description has and an advert's page has not."""

    TITLE = auto()
    CLOSING = auto()
    REPORTS = auto()
    ADMINISTRATION = auto()
    ENDING = auto()


Place = Part | Own

LABELS: dict[Place, str] = {
    Own.TITLE: (
        "job title|title of post|post title|title of job|job|post|role|role title|position|position title|"
        "title|job role|name of post|vacancy|advertised title"
    ),
    Part.BAND: (
        "band|grade|pay band|afc band|agenda for change band|banding|job band|post band|pay grade|grade/band|"
        "band/grade|pay band/grade|current band|proposed band|job grade|nhs afc|grade/pay band"
    ),
    Part.SALARY: (
        "salary|salary range|pay|salary scale|salary/grade|grade/salary|pay range|remuneration|annual salary"
    ),
    Part.HOURS: (
        "hours|hours per week|hours of work|working hours|contracted hours|weekly hours|number of hours|"
        "hours a week|hours/week|contract hours|hours of duty|basic hours|total hours|no of hours|wte/hours|"
        "hours/wte"
    ),
    Part.WORKING_PATTERN: "working pattern|working patterns|work pattern|pattern of work",
    Part.CONTRACT: (
        "contract|contract type|type of contract|employment type|contract/duration|tenure|type of employment|"
        "contract status"
    ),
    Part.DURATION: (
        "duration|contract length|length of contract|contract duration|duration of contract|duration of post"
    ),
    Part.REFERENCE: (
        "job reference|vacancy reference|job ref|reference number|reference|ref|vacancy ref|ref no|"
        "job reference number|vacancy reference number|job ref no|vacancy number|job reference no"
    ),
    Part.LOCATIONS: (
        "base|location|work base|place of work|work location|location/base|base/location|job base|"
        "normal place of work|workplace|based at|site|job location|main base|location of post|"
        "usual place of work"
    ),
    Part.EMPLOYER_NAME: (
        "employer|organisation|organization|company|employing organisation|employer name|name of employer|"
        "employing trust|trust"
    ),
    Part.CONTACT: "contact|contact details|contact for the post|further information",
    Part.POSTED_ON: "date posted",
    Own.CLOSING: ("closing date|closing date and time|applications close|closes|date closing|closing"),
    Own.REPORTS: (
        "reports to|responsible to|accountable to|line manager|managerially accountable to|manager|"
        "professionally accountable to|clinically accountable to|responsible for|line managed by|"
        "reporting to|managerially responsible to|professionally responsible to|operationally accountable to|"
        "supervised by|department|directorate|division|service|team|ward/department|care group|service area|"
        "ward|specialty|department/ward|directorate/department|business unit|clinical oversight|"
        "line management|key relationships|manages|accountability|staff managed"
    ),
    Own.ADMINISTRATION: (
        "date|version|date of issue|review date|date reviewed|last updated|issue date|job code|"
        "job description reference|jd ref|jd reference|jd number|job matching number|job evaluation number|"
        "je ref|prepared by|approved by|author|esr position number|cost centre|date approved|date of review|"
        "matched|job evaluation reference|unique id|document owner|job number|post number|date evaluated|"
        "evaluation date"
    ),
}
HEADINGS: dict[Place, str] = {
    Part.SUMMARY: (
        "job summary|job purpose|purpose of the role|purpose of the post|purpose of the job|purpose of role|"
        "purpose of post|purpose of job|purpose|role summary|role purpose|main purpose of the job|"
        "main purpose of the post|main purpose of the role|main purpose of job|overview|role overview|"
        "job overview|overview of the role|summary|summary of the role|summary of role|summary of post|"
        "summary of the post|about the role|about the job|main purpose|overall purpose|"
        "overall purpose of the post|overall purpose of the role|overall purpose of the job|post summary|"
        "the role|overview of the post|overview of role|key purpose|position summary|job summary/purpose|"
        "job outline|purpose and summary of the role|job summary and purpose|summary of the job|"
        "summary of job|introduction to the role"
    ),
    Part.MAIN_DUTIES: (
        "key responsibilities|"
        "main duties|main duties of the job|main duties of the post|main duties of the role|key duties|"
        "main duties and responsibilities|duties and responsibilities|key tasks|principal duties|"
        "principal responsibilities|key duties and responsibilities|duties|key accountabilities|main tasks|"
        "main tasks and responsibilities|main responsibilities and duties|key responsibilities and duties|"
        "key tasks and responsibilities|principal duties and responsibilities|duties of the post|"
        "main duties/responsibilities|duties/responsibilities|main duties & responsibilities|"
        "key result areas|key duties/responsibilities|summary of duties|specific duties and responsibilities|"
        "main responsibilities|main job tasks|key responsibilities of the role|accountabilities|"
        "principal accountabilities|main accountabilities|what you will do|day to day duties"
    ),
    Part.ABOUT_US: (
        "about us|about the trust|about the organisation|about the employer|our trust|who we are|"
        "about the service|about the team|about the company|about our trust|the organisation|the trust|"
        "our organisation|about our service|about our team"
    ),
    Part.RESPONSIBILITIES: (
        "responsibilities|job responsibilities|clinical responsibilities|clinical|"
        "clinical duties|communication|communication and relationships|communications and relationships|"
        "communication and relationship skills|key working relationships|key relationships|"
        "working relationships|key stakeholders|key contacts|dimensions|organisational chart|"
        "organisation chart|organisational position|organisational structure|structure|"
        "analytical and judgement|analytical and judgemental skills|planning and organisation|"
        "planning and organisational skills|planning and organisational|patient care|patient/client care|"
        "responsibility for patient care|responsibilities for patient care|policy and service development|"
        "policy and service|responsibility for policy and service development|finance|"
        "financial responsibilities|financial and physical resources|responsibility for finance|"
        "responsibility for financial and physical resources|human resources|management and leadership|"
        "leadership|responsibility for human resources|information resources|"
        "responsibility for information resources|research and development|research and audit|"
        "responsibility for research and development|freedom to act|physical effort|physical skills|"
        "mental effort|emotional effort|working conditions|effort and environment|environmental conditions|"
        "health and safety|health & safety|health, safety and security|confidentiality|safeguarding|"
        "safeguarding children and adults|infection control|infection prevention and control|"
        "equality and diversity|equality, diversity and inclusion|data protection|information governance|"
        "no smoking policy|smoke free|general|general responsibilities|general duties|other duties|"
        "other responsibilities|additional information|additional duties|training and development|"
        "training, development and supervision|training and professional development|"
        "professional development|personal development|education and training|supervision|line management|"
        "recording and reporting|record keeping|standard responsibilities|corporate responsibilities|"
        "our values|values|trust values|values and behaviours|mandatory training|"
        "job description agreement notes|risk management|quality and governance|clinical governance|"
        "governance|professional responsibilities|professional|service improvement|job description|"
        "sustainability|duty of candour|disclosure and barring|flexibility|terms and conditions|"
        "rehabilitation of offenders act|special conditions|job context|scope of the role|scope|effort|"
        "variation"
    ),
    Part.SPECIFICATION: (
        "person specification|person spec|employee specification|personal specification|"
        "person specification criteria|candidate specification|the person specification|"
        "essential criteria and desirable criteria|essential and desirable criteria|selection criteria"
    ),
    Part.CONTACT: ("for questions about the job, contact|contact for informal enquiries|informal enquiries"),
    Own.ENDING: (
        "job holder|signatures|signature|agreement|job description agreement|acceptance|declaration|signed|"
        "post holder signature|job description agreed|contents|table of contents|document control|signed by"
    ),
}
# What every employer's job description says at its end; never a group of criteria, never a duty of this job.
STANDING = re.compile(
    r"confidentiality|health(?:,)? (?:and )?safety.*|infection.*|equality.*|data protection|safeguarding.*|"
    r"no smoking.*|"
    r"smoke free|information governance|general(?: responsibilities| duties)?|standard responsibilities|"
    r"corporate responsibilities|mandatory training|sustainability|duty of candour|disclosure and barring|"
    r"terms and conditions|rehabilitation of offenders act|risk management|other (?:duties|responsibilities)|"
    r"additional (?:information|duties)|our values|trust values|flexibility|variation|special conditions|"
    r"working conditions|(?:physical|mental|emotional) effort|effort and environment|"
    r"environmental conditions|"
    r"freedom to act|job description agreement notes|job description",
    re.IGNORECASE,
)
# Lines over a job description that are its kind and not its name.
FURNITURE = re.compile(
    r"(?:job\s+)?description(?:\s+(?:and|&|/)\s+person(?:al)?\s+spec(?:ification)?)?|job\s+profile|role\s+profile|"
    r"jd(?:\s*/\s*ps)?|job details|post details|section \w{1,2}|role description|confidential|"
    r"job description(?: and person specification)?|job information|job identification|role details|"
    r"key information|"
    r"page \d{1,3}(?: of \d{1,3})?|\d{1,3}",
    re.IGNORECASE,
)
SIGNATURES = re.compile(
    r"(?:(?:job|post)\s?holder(?:'s|’s)?|(?:line\s)?manager(?:'s|’s)?)\s(?:signature|signed|name)\b|"
    r"sign(?:ed|ature)\b\s*(?:by|of|on behalf|:|[.…_]{2})",
    re.IGNORECASE,
)
TITLED = re.compile(
    r"(?:job|role|post)\s+(?:description|profile|details)\s*(?:for|of|:|-|–|—)\s*(?:the\s+)?"
    r"(?P<title>.+)",
    re.I,
)
ENUMERATED = re.compile(
    r"(?:(?:section|part|appendix)\s+(?:\d{1,2}|[a-z]|[ivx]{1,4})\s*[:.)–-]?\s*|"
    r"\d{1,2}(?:\.\d{1,2}){0,3}[.):]?\s+|"
    r"[a-z][.)]\s+|[ivx]{1,4}[.)]\s+)",
    re.I,
)
NOTE = re.compile(r"\s*\([^()]{1,60}\)\s*")
EMPLOYER = re.compile(
    r".{3,80}\b(?:trust|council|university|hospitals?|health board|ltd|limited|plc|c\.?i\.?c\.?|charity|"
    r"community interest company|foundation)\.?",
    re.I,
)
LONGEST_HEADING = 70


def _by_words(table: dict[Place, str]) -> dict[str, Place]:
    return {words: place for place, listed in table.items() for words in listed.split("|")}


_LABELS, _HEADINGS = _by_words(LABELS), _by_words(HEADINGS)


def unnumbered(text: str) -> str:
    """A heading without its number."""
    return ENUMERATED.sub("", text.strip(), count=1)


def _bare(text: str) -> str:
    words = NOTE.sub(" ", plain(text)).replace("&", "and")
    return plain(" ".join(words.replace(" / ", "/").rstrip("-–— ").split()))


def labelled(text: str) -> Place | None:
    """What stands beside a label of these words."""
    return _LABELS.get(_bare(text)) if len(text) <= LONGEST_HEADING else None


def is_standing(text: str) -> bool:
    """Is this a heading that every employer's job descriptions end with?"""
    return bool(STANDING.fullmatch(_bare(text)) or STANDING.fullmatch(_bare(unnumbered(text))))


def headed(text: str) -> Place | None:
    """What stands under a heading of these words, numbered or not."""
    if SIGNATURES.match(text):
        return Own.ENDING
    if len(text) > LONGEST_HEADING:
        return None
    words = _bare(text)
    return _HEADINGS.get(words) or _HEADINGS.get(_bare(unnumbered(text)))
