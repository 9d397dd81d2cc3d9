"""The demo's people, employers and adverts: data alone, all of it invented for this project."""

from dataclasses import dataclass

PASSWORD = "quiet river lantern"  # noqa: S105 - published on purpose, never loaded in production

TRUST = "Northmoor and Vale Partnership Trust"
CHARITY = "Harbour Lights Foundation"

EMPLOYERS = {
    TRUST: {
        "address": "Moorgate House\n12 Example Row\nNorthmoor\nZZ99 1AA",
        "website": "https://northmoor.example.org",
        "about": "We care for people with mental health needs and learning disabilities across the towns and "
        "villages of Northmoor and the Vale. **We train our own people** and we promote them.",
        "privacy_notice_url": "https://northmoor.example.org/privacy",
    },
    CHARITY: {
        "address": "The Old Sail Loft\nQuay Street\nSaltby\nZZ99 2BB",
        "website": "https://harbourlights.example.org",
        "about": "We run two supported houses and a community café with people who have lived with "
        "long-term mental illness.",
    },
}


@dataclass(frozen=True)
class Person:
    """Somebody who can sign in to the demo. `roles` are (role, employer) pairs."""

    email: str
    name: str
    who: str
    roles: tuple[tuple[str, str], ...] = ()
    is_administrator: bool = False


PEOPLE = (
    Person("administrator@example.org", "Ash Underhill", "administrator", is_administrator=True),
    Person("recruiter@example.org", "Robin Fairweather", "recruiter", (("recruiter", TRUST),)),
    Person(
        "chair@example.org",
        "Sam Okonjo-Bell",
        "hiring manager, chair of panels",
        (("hiring_manager", TRUST),),
    ),
    Person(
        "panel@example.org",
        "Jo Lindqvist",
        "hiring manager, panel member, two employers",
        (("hiring_manager", TRUST), ("hiring_manager", CHARITY)),
    ),
    Person(
        "both@example.org",
        "Casey Marlowe",
        "recruiter and hiring manager, two employers",
        (("recruiter", CHARITY), ("hiring_manager", CHARITY), ("hiring_manager", TRUST)),
    ),
    Person("applicant@example.org", "", "applicant with a draft and an application"),
    Person("newcomer@example.org", "", "applicant who has not begun"),
)

# The rest of the field: they applied for the vacancy that waits for its panel.
FIELD = (
    ("Priya", "Anand"),
    ("Tomasz", "Zielony"),
    ("Grace", "Adeyemi"),
    ("Owen", "Pritchard"),
    ("Leila", "Farouk"),
    ("Daniel", "Moss"),
)

# What people write, by a word of the criterion it answers; the applicants take them in turn.
EVIDENCE = {
    "distressed": (
        "For two years I supported people one to one on an acute ward. With Mr T, who would not leave his "
        "room, I began with ten minutes of music each morning; after a month he joined the walking group.",
        "I cared for my brother for six years. I learned to stay calm when he shouted, to sit down rather "
        "than stand over him, and to ask for help before I was exhausted.",
        "On a helpline I listen to about ten callers an evening. I name what I hear, I do not hurry, and "
        "I know when to pass a call to the supervisor.",
    ),
    "group": (
        "I lead a weekly craft group for eight people. I plan it with the occupational therapist, adapt "
        "it on the day, and write down afterwards what worked and for whom.",
        "I help to run a walking group. Once it rained for a month, so we learned the names of the trees "
        "from a window instead; nobody stayed away.",
        "I have not led one yet, but I set up the room and welcomed people at my children's centre.",
    ),
    "notes": (
        "I write notes the same shift: what I saw, what was said, what I did. My supervisor audits ten of "
        "them each quarter and has sent none back this year.",
        "As a warden I kept the day book. I learned to leave out what I only guessed.",
        "I use a template so that I forget nothing, and I read it aloud to myself before I save it.",
    ),
    "respect": (
        "A resident asked me not to tell her family where she was. I explained what I could promise and "
        "what I could not, and I kept what I had promised.",
        "I ask people what they like to be called and how they like to be helped. It takes a minute.",
        "In a village shop everybody knows everybody. I learned to say nothing.",
    ),
    "trauma": (
        "I ask before I touch a door, a shoulder or a subject. I know that a uniform or a corridor can "
        "bring things back, and I give people a choice wherever there is one.",
        "I finished the one-day course last spring and have used its grounding exercises since.",
        "I have read about it and would like to learn more.",
    ),
    "qualification": (
        "Level 3 diploma in adult care, finished in 2024.",
        "I have no certificate, but eleven years of support work behind me.",
        "I am half way through a level 3 award at evening college.",
    ),
    "own": (
        "I was in hospital twice in my twenties. A peer worker showed me the bus to the allotment. I "
        "would like to be that person for somebody else.",
    ),
}


@dataclass(frozen=True)
class Advert:
    """A vacancy of the demo. `closes_in_days` from today at 11:59pm; `stands` says how far it has come."""

    reference: str
    title: str
    employer: str
    stands: str  # draft | open | started (an applicant has a draft) | closed
    summary: str
    duties: tuple[str, ...]
    band: str = ""
    salary: tuple[int, int] | None = None
    contract: str = "permanent"
    duration_months: int | None = None
    patterns: tuple[str, ...] = ("full_time",)
    hours: str = "37.5"
    place: tuple[str, str] = ("Alder Unit, Moorgate Hospital\nNorthmoor", "ZZ99 1AB")
    closes_in_days: int = 14
    cap: int | None = None
    minimum_open_days: int = 0
    essential: tuple[tuple[str, str], ...] = ()
    desirable: tuple[tuple[str, str], ...] = ()
    # Asked before applying: the question, and what somebody should know who answers no.
    questions: tuple[tuple[str, str], ...] = ()
    # A Word document of this title stands beside the advert.
    document: str = ""


COMMON_ESSENTIAL = (
    (
        "Experience",
        "Experience of supporting people who are distressed, at work, as a volunteer or as a carer",
    ),
    ("Experience", "Experience of helping to run a group or an activity"),
    ("Skills", "Able to keep clear, factual written notes"),
    ("Values", "Treats every person with respect and keeps confidences"),
)
COMMON_DESIRABLE = (
    ("Knowledge", "Knows what trauma-informed care means in everyday practice"),
    ("Qualifications", "A level 3 qualification in health and social care, or equivalent experience"),
)

ADVERTS = (
    Advert(
        reference="NV-TSW-1042",
        title="Therapeutic Support Worker",
        employer=TRUST,
        stands="closed",
        band="4",
        summary="Join Alder Unit, a small ward for adults recovering from a crisis, and give each day "
        "a shape: conversation, movement, cooking, music.",
        duties=(
            "Support people one to one to reach goals they chose themselves",
            "Run two activity groups a week with the occupational therapist",
            "Write notes the team can act on",
        ),
        cap=40,
        essential=COMMON_ESSENTIAL,
        desirable=COMMON_DESIRABLE,
    ),
    Advert(
        reference="NV-PSW-1047",
        title="Peer Support Worker",
        employer=TRUST,
        stands="started",
        band="3",
        patterns=("part_time", "flexible"),
        hours="22.5",
        place=("The Vale Recovery College\nLower Vale", "ZZ99 3CD"),
        summary="Use what you have learned from your own experience of using mental health services to walk "
        "beside people who are at the beginning of their recovery.",
        duties=(
            "Meet people where they are, at home, in a café or on a walk",
            "Plan and lead recovery college courses with a colleague",
        ),
        closes_in_days=2,
        cap=30,
        minimum_open_days=1,
        essential=(
            ("Experience", "Experience of your own of mental health services and of recovery"),
            *COMMON_ESSENTIAL[2:],
        ),
        desirable=COMMON_DESIRABLE[:1],
    ),
    Advert(
        reference="NV-OTA-1051",
        title="Occupational Therapy Assistant",
        employer=TRUST,
        stands="open",
        band="3",
        place=("Community Therapy Team, Bridge House\nNorthmoor", "ZZ99 1CD"),
        summary="Help people to live at home again after illness: kitchens, stairs, buses, confidence.",
        duties=(
            "Carry out activities planned by an occupational therapist",
            "Fit and check simple equipment at home",
            "Measure and record progress",
        ),
        closes_in_days=9,
        essential=COMMON_ESSENTIAL,
        desirable=COMMON_DESIRABLE,
        questions=(
            (
                "Can you travel between people's homes in Northmoor, by whatever means?",
                "We lend bicycles and pay for buses and taxis. Tell us on the form what would help you.",
            ),
        ),
        document="Job description",
    ),
    Advert(
        reference="NV-TPW-1053",
        title="Trainee Mental Health and Wellbeing Practitioner",
        employer=TRUST,
        stands="open",
        band="5",
        contract="fixed_term",
        duration_months=18,
        place=("Northmoor Primary Care Centre\nNorthmoor", "ZZ99 1EF"),
        summary="An eighteen-month training post: two days a week at university, three with us.",
        duties=("Assess and support people with common mental health problems", "Use supervision well"),
        closes_in_days=21,
        cap=60,
        minimum_open_days=7,
        essential=(*COMMON_ESSENTIAL[:3], ("Qualifications", "Able to study at degree level")),
        desirable=COMMON_DESIRABLE[:1],
    ),
    Advert(
        reference="HLF-SOC-12",
        title="Sociotherapist",
        employer=CHARITY,
        stands="open",
        salary=(26000, 29500),
        patterns=("full_time", "job_share"),
        place=("Quay House\nSaltby", "ZZ99 2BC"),
        summary="Live the day with the people of Quay House, a therapeutic community of twelve: meals, "
        "meetings, work and what comes of them.",
        duties=("Take part in three community meetings a week", "Be the link worker of three residents"),
        closes_in_days=12,
        essential=COMMON_ESSENTIAL,
        desirable=COMMON_DESIRABLE[:1],
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
    ),
)
