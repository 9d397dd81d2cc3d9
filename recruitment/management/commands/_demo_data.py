"""The demo's people and employers, and what its applicants write: data alone, all of it invented here."""

from dataclasses import dataclass

PASSWORD = "quiet river lantern"  # noqa: S105 - published on purpose, never loaded in production

TRUST = "Northmoor and Vale Partnership Trust"
CHARITY = "Harbour Lights Foundation"
WESTMERE = "Westmere Community Health Partnership"
FENSIDE = "Fenside Mental Health Alliance"

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
        "shows_applications_so_far": True,
    },
    WESTMERE: {
        "address": "The Waterworks\n3 Reservoir Lane\nWestmere\nZZ98 5AA",
        "website": "https://westmere.example.org",
        "about": "We run community teams and day services for the western boroughs. **Nobody works alone**: "
        "every post has a named supervisor and an hour a week with them.",
        "privacy_notice_url": "https://westmere.example.org/privacy",
        "needs_approval": True,
        "is_disability_confident": True,
    },
    FENSIDE: {
        "address": "Pump House\nLong Drove\nFenside\nZZ97 1AA",
        "website": "https://fenside.example.org",
        "about": "We look after people in villages that a bus reaches twice a day, so we go to them.",
    },
}


@dataclass(frozen=True)
class Person:
    """Somebody who can sign in. `roles` are (role, employer) pairs, `tries` what there is for them to do."""

    email: str
    name: str
    who: str
    roles: tuple[tuple[str, str], ...] = ()
    is_administrator: bool = False
    tries: tuple[str, ...] = ()


PEOPLE = (
    Person("administrator@example.org", "Ash Underhill", "administrator", is_administrator=True),
    Person(
        "recruiter@example.org",
        "Robin Fairweather",
        "recruiter, two employers; one of them asks for a second person's approval",
        (("recruiter", TRUST), ("recruiter", WESTMERE)),
        tries=(
            "read and mask before the panel does: Respite Support Worker",
            "look at guaranteed interviews before anybody is told: Day Opportunities Worker",
        ),
    ),
    Person(
        "chair@example.org",
        "Sam Okonjo-Bell",
        "hiring manager, chair of panels",
        (("hiring_manager", TRUST), ("hiring_manager", WESTMERE)),
        tries=(
            "score 24 candidates, criterion by criterion, half done: Activity Worker, Older Adults",
            "agree on three scores: Tenancy Support Worker; choose: Music Group Facilitator",
            "invite from the reserve list, release feedback: Home Treatment Support Worker",
        ),
    ),
    Person(
        "panel@example.org",
        "Jo Lindqvist",
        "hiring manager, panel member, four employers",
        tuple(("hiring_manager", employer) for employer in EMPLOYERS),
        tries=(
            "declare conflicts of interest before the first look: Activity Worker, Older Adults",
            "score six of nine candidates, dealt out at random: Sports and Wellbeing Assistant",
        ),
    ),
    Person(
        "both@example.org",
        "Casey Marlowe",
        "recruiter of three employers and hiring manager of three",
        (
            *(("recruiter", employer) for employer in (CHARITY, WESTMERE, FENSIDE)),
            *(("hiring_manager", employer) for employer in (CHARITY, TRUST, FENSIDE)),
        ),
    ),
    Person(
        "applicant@example.org",
        "",
        "applicant: drafts and applications in every state",
        tries=(
            "read an invitation, the feedback on Community Café Support Worker, a place on a reserve list",
        ),
    ),
    Person("newcomer@example.org", "", "applicant who has not begun"),
)

# The rest of the field: the first of them applied, for one vacancy or another.
FIELD = (
    ("Priya", "Anand"),
    ("Tomasz", "Zielony"),
    ("Grace", "Adeyemi"),
    ("Owen", "Pritchard"),
    ("Leila", "Farouk"),
    ("Daniel", "Moss"),
    ("Hannah", "Wilks"),
    ("Yusuf", "Demir"),
    ("Bronwen", "Hale"),
    ("Kofi", "Mensah"),
    ("Ines", "Duarte"),
    ("Patrick", "Lowe"),
)
# Those who come in crowds, for the panels of the demo: the first so many of them applied.
CROWD = (
    ("Amara", "Okeke"),
    ("Benedict", "Shore"),
    ("Catrin", "Vaughan"),
    ("Dmitri", "Petrenko"),
    ("Eilidh", "Munro"),
    ("Femi", "Balogun"),
    ("Greta", "Lindholm"),
    ("Harpreet", "Sandhu"),
    ("Isla", "Thorne"),
    ("Jakub", "Wrona"),
    ("Keziah", "Brand"),
    ("Lorenzo", "Vitale"),
    ("Mairead", "Quill"),
    ("Nadia", "Haddad"),
    ("Oscar", "Penhale"),
    ("Paloma", "Reyes"),
    ("Quentin", "Ashby"),
    ("Rukhsana", "Malik"),
    ("Stellan", "Frost"),
    ("Tamsin", "Orchard"),
    ("Uma", "Krishnan"),
    ("Viktor", "Novak"),
    ("Winifred", "Tallis"),
    ("Zainab", "Yusufi"),
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
