"""What an advert of the demo is, and one for everything that can become of a vacancy: all of it invented."""

from dataclasses import dataclass

from recruitment.management.commands._demo_data import CHARITY, TRUST, WESTMERE

Place = tuple[str, str]
Point = tuple[str, str]

COMMON_ESSENTIAL: tuple[Point, ...] = (
    (
        "Experience",
        "Experience of supporting people who are distressed, at work, as a volunteer or as a carer",
    ),
    ("Experience", "Experience of helping to run a group or an activity"),
    ("Skills", "Able to keep clear, factual written notes"),
    ("Values", "Treats every person with respect and keeps confidences"),
)
COMMON_DESIRABLE: tuple[Point, ...] = (
    ("Knowledge", "Knows what trauma-informed care means in everyday practice"),
    ("Qualifications", "A level 3 qualification in health and social care, or equivalent experience"),
)
OWN_EXPERIENCE: Point = ("Experience", "Experience of your own of mental health services and of recovery")


@dataclass(frozen=True)
class Advert:
    """A vacancy of the demo: what a recruiter typed, and how far it has come.

    Days are counted from today; it closes at 11:59pm. `stands`: draft, awaiting_approval, scheduled (for next
    Monday), open, closed (early, with its panel's work to do) or withdrawn.
    """

    reference: str
    title: str
    employer: str
    summary: str
    duties: tuple[str, ...]
    stands: str = "open"
    opened_days_ago: int = 0
    closes_in_days: int = 14
    band: str = ""
    high_cost_area: str = ""
    salary: tuple[int, int] | None = None
    salary_text: str = ""
    hourly_rate: str | None = None
    contract: str = "permanent"
    duration_months: int | None = None
    fixed_term_reason: str = ""
    patterns: tuple[str, ...] = ("full_time",)
    hours: str = "37.5"
    posts: int = 1
    places: tuple[Place, ...] = (("Alder Unit, Moorgate Hospital\nNorthmoor", "ZZ99 1AB"),)
    sponsorship: str = "not_available"
    dbs_level: str = "enhanced"
    driving: bool = False
    registration: str = ""
    cap: int | None = None
    cap_policy: str = "at_once"
    minimum_open_days: int = 0
    # The points of a scale of its own, from this one up; the demo's others take the usual four.
    score_lowest: int = 0
    score_labels: tuple[str, ...] = ()
    met_from: int = 2
    essential: tuple[Point, ...] = COMMON_ESSENTIAL
    desirable: tuple[Point, ...] = COMMON_DESIRABLE[:1]
    # Asked before applying: the question, and what somebody should know who answers no.
    questions: tuple[tuple[str, str], ...] = ()
    # Documents people may send along: the title, and what it should show.
    asked_documents: tuple[tuple[str, str, bool], ...] = ()
    # A Word document of this title stands beside the advert.
    document: str = ""
    # So many of the field applied; the applicant of the demo has begun, or has applied too.
    applied: int = 0
    applicant: str = ""  # begun | in progress | applied | withdrew | put away
    answer: str = ""  # invited | not_shortlisted: what the panel decided about the applicant
    # So many of the crowd applied, and how far the panel is: a name in `_demo_panels.PANELS`.
    crowd: int = 0
    panel: str = ""
    # So many of the employer's hiring managers sit on it; all of them where it says nothing.
    panel_of: int | None = None
    # Why it was given more time, closed early or withdrawn.
    extended_because: str = ""
    ended_because: str = ""
    readvertised: bool = False
    # The service was down this morning, and the advert closes within hours.
    hit_by_an_outage: bool = False


STORIES = (
    Advert(
        reference="NV-TSW-1042",
        title="Therapeutic Support Worker",
        employer=TRUST,
        stands="closed",
        opened_days_ago=12,
        band="4",
        summary="Join Alder Unit, a small ward for adults recovering from a crisis, and give each day "
        "a shape: conversation, movement, cooking, music.",
        duties=(
            "Support people one to one to reach goals they chose themselves",
            "Run two activity groups a week with the occupational therapist",
            "Write notes the team can act on",
        ),
        cap=40,
        desirable=COMMON_DESIRABLE,
        applied=6,
        applicant="applied",
        ended_because="We have enough applications to choose from.",
    ),
    Advert(
        reference="NV-PSW-1047",
        title="Peer Support Worker",
        employer=TRUST,
        opened_days_ago=9,
        band="3",
        patterns=("part_time", "flexible"),
        hours="22.5",
        places=(("The Vale Recovery College\nLower Vale", "ZZ99 3CD"),),
        summary="Use what you have learned from your own experience of using mental health services to walk "
        "beside people who are at the beginning of their recovery.",
        duties=(
            "Meet people where they are, at home, in a café or on a walk",
            "Plan and lead recovery college courses with a colleague",
        ),
        closes_in_days=1,
        cap=30,
        minimum_open_days=1,
        essential=(OWN_EXPERIENCE, *COMMON_ESSENTIAL[2:]),
        applicant="begun",
        extended_because="The advert stood on our noticeboard a week late.",
    ),
    Advert(
        reference="NV-OTA-1051",
        title="Occupational Therapy Assistant",
        employer=TRUST,
        opened_days_ago=3,
        band="3",
        places=(
            ("Community Therapy Team, Bridge House\nNorthmoor", "ZZ99 1CD"),
            ("Lower Vale Health Centre\nLower Vale", "ZZ99 3CE"),
        ),
        posts=2,
        driving=True,
        summary="Help people to live at home again after illness: kitchens, stairs, buses, confidence.",
        duties=(
            "Carry out activities planned by an occupational therapist",
            "Fit and check simple equipment at home",
            "Measure and record progress",
        ),
        closes_in_days=9,
        desirable=COMMON_DESIRABLE,
        questions=(
            (
                "Can you travel between people's homes in Northmoor, by whatever means?",
                "We lend bicycles and pay for buses and taxis. Tell us on the form what would help you.",
            ),
        ),
        asked_documents=(
            ("Copy of your care certificate", "If you have one. A letter that says so will do.", False),
        ),
        document="Job description",
    ),
    Advert(
        reference="NV-TPW-1053",
        title="Trainee Mental Health and Wellbeing Practitioner",
        employer=TRUST,
        opened_days_ago=1,
        band="5",
        contract="fixed_term",
        duration_months=18,
        fixed_term_reason="the training lasts eighteen months",
        places=(("Northmoor Primary Care Centre\nNorthmoor", "ZZ99 1EF"),),
        summary="An eighteen-month training post: two days a week at university, three with us.",
        duties=("Assess and support people with common mental health problems", "Use supervision well"),
        closes_in_days=21,
        cap=60,
        minimum_open_days=7,
        sponsorship="available",
        essential=(*COMMON_ESSENTIAL[:3], ("Qualifications", "Able to study at degree level")),
    ),
    Advert(
        reference="NV-STR-1056",
        title="Support, Time and Recovery Worker",
        employer=TRUST,
        opened_days_ago=5,
        band="3",
        patterns=("full_time", "part_time"),
        places=(("Early Intervention Team, The Old Bakery\nNorthmoor", "ZZ99 1GH"),),
        summary="Time is what we give: a walk to the job centre, a first swim in years.",
        duties=("Plan a week with each of eight people", "Keep their goals and yours in one shared notebook"),
        closes_in_days=11,
        cap=14,
        applied=12,
    ),
    Advert(
        reference="NV-CSW-1057",
        title="Carer Support Worker",
        employer=TRUST,
        opened_days_ago=4,
        band="4",
        patterns=("part_time", "job_share"),
        hours="30",
        places=(("Carers' House, 4 Station Road\nNorthmoor", "ZZ99 1JK"),),
        summary="Look after the people who look after somebody: advice, a break, and a group that laughs.",
        duties=("Offer carers an assessment within two weeks", "Run the Thursday group with two volunteers"),
        closes_in_days=10,
        cap=6,
        cap_policy="with_notice",
        applied=6,
        applicant="begun",
    ),
    Advert(
        reference="NV-NSW-1058",
        title="Night Support Worker",
        employer=TRUST,
        opened_days_ago=8,
        band="3",
        places=(("Beech Lodge, Moorgate Hospital\nNorthmoor", "ZZ99 1AB"),),
        summary="Be the calm person at three in the morning on an eight-bed rehabilitation unit.",
        duties=("Sit with people who cannot sleep", "Hand over in writing at seven"),
        closes_in_days=0,
        hit_by_an_outage=True,
    ),
    Advert(
        reference="NV-ART-1059",
        title="Art Therapist",
        employer=TRUST,
        stands="scheduled",
        closes_in_days=14,
        band="6",
        patterns=("part_time",),
        hours="22.5",
        places=(("Studio 2, Moorgate Hospital\nNorthmoor", "ZZ99 1AB"),),
        summary="Open the studio three days a week, to the wards first and to the town after lunch.",
        duties=("Lead open and closed groups", "Supervise one trainee"),
        essential=(
            *COMMON_ESSENTIAL,
            ("Qualifications", "Registered as an arts therapist, or able to be before starting"),
        ),
        score_lowest=1,
        score_labels=("Not shown", "Hinted at", "Shown", "Shown well", "Shown in depth"),
        met_from=3,
    ),
    Advert(
        reference="NV-BNK-1060",
        title="Activity Worker (bank)",
        employer=TRUST,
        stands="draft",
        band="2",
        contract="bank",
        patterns=("flexible",),
        summary="Shifts that suit you on our five wards.",
        duties=("Offer activities in the evening and at the weekend",),
        essential=(),
        desirable=(),
    ),
    Advert(
        reference="NV-EMP-1038",
        title="Employment Specialist",
        employer=TRUST,
        stands="withdrawn",
        opened_days_ago=10,
        band="5",
        places=(("Northmoor Primary Care Centre\nNorthmoor", "ZZ99 1EF"),),
        summary="Help people who use our services to find paid work they want, and to keep it.",
        duties=("Hold a caseload of twenty", "Know the employers of the town by name"),
        applied=2,
        applicant="applied",
        ended_because="The money for this post was moved to next year.",
        readvertised=True,
    ),
    Advert(
        reference="HLF-SOC-12",
        title="Sociotherapist",
        employer=CHARITY,
        opened_days_ago=6,
        salary=(26000, 29500),
        patterns=("full_time", "job_share"),
        places=(("Quay House\nSaltby", "ZZ99 2BC"),),
        summary="Live the day with the people of Quay House, a therapeutic community of twelve: meals, "
        "meetings, work and what comes of them.",
        duties=("Take part in three community meetings a week", "Be the link worker of three residents"),
        closes_in_days=12,
        cap=20,
        minimum_open_days=3,
        applied=4,
    ),
    Advert(
        reference="WCH-TSW-204",
        title="Therapeutic Support Worker, Day Service",
        employer=WESTMERE,
        stands="awaiting_approval",
        band="4",
        high_cost_area="outer",
        places=(("Westmere Day Service, 9 Reservoir Lane\nWestmere", "ZZ98 5AB"),),
        summary="A day service for thirty people a day needs somebody who sees the quiet ones.",
        duties=("Welcome people and plan their day with them", "Lead one group each morning"),
        closes_in_days=18,
    ),
)

# A job description as it comes out of a word processor: read for the recruiter, and not looked through yet.
WAITING_DOCUMENT = (
    "Recovery College Tutor.txt",
    """Northmoor and Vale Partnership Trust

JOB DESCRIPTION

Job title: Recovery College Tutor
Band: 4
Hours: 30 hours per week
Base: The Vale Recovery College, Lower Vale

Job summary
You plan and teach short courses together with people who have used our services: sleep, money, cooking for \
one, coming off a ward. Nobody is marked and nobody is turned away.

Main duties
- Plan eight courses a year with the people who will attend them
- Teach in pairs, one of you by profession and one by experience
- Keep a plain record of who came and what they said

PERSON SPECIFICATION

Essential
- Experience of teaching or leading groups of adults (A, I)
- Able to write plainly (A)
- Experience of your own of mental health services, or of caring for somebody who uses them (A, I)

Desirable
- A teaching qualification (C)
- Knows the towns of the Vale (I)
""",
)
