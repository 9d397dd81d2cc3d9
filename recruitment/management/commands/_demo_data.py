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

EVIDENCE = (
    "For two years I supported people one to one on an acute ward. With Mr T, who would not leave his room, "
    "I began with ten minutes of music each morning; after a month he joined the walking group.",
    "I lead a weekly group for eight people. I plan it with the occupational therapist, adapt it on the day, "
    "and write down afterwards what worked and for whom.",
    "In my present post I write notes the same shift, factual and respectful, and I raise a concern the same "
    "hour. My supervisor audits ten of them each quarter.",
    "I cared for my brother for six years and volunteer in a community kitchen, where I learned to listen "
    "before I suggest anything.",
)


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
