"""The demo's other open adverts: enough of them, and different enough, to search among. All invented."""

from recruitment.management.commands._demo_adverts import Advert, Place
from recruitment.management.commands._demo_data import CHARITY, FENSIDE, TRUST, WESTMERE

NORTHMOOR: Place = ("Bridge House, Mill Lane\nNorthmoor", "ZZ99 1CD")
LOWER_VALE: Place = ("Lower Vale Health Centre\nLower Vale", "ZZ99 3CE")
SALTBY: Place = ("Quay House\nSaltby", "ZZ99 2BC")
SALTBY_CAFE: Place = ("The Anchor Community Café, Quay Street\nSaltby", "ZZ99 2BD")
WESTMERE_TOWN: Place = ("The Waterworks, 3 Reservoir Lane\nWestmere", "ZZ98 5AA")
KINGSWELL: Place = ("Kingswell Community Hospital\nKingswell", "ZZ98 7CD")
FENSIDE_TOWN: Place = ("Pump House, Long Drove\nFenside", "ZZ97 1AA")
THORNAY: Place = ("Thornay Village Surgery\nThornay", "ZZ97 4EF")

# What the work is, for the adverts people search among: a summary and the duties.
SUPPORT = (
    "Give people who are recovering from a crisis company, structure and small steps towards what they want.",
    ("Support people one to one", "Help to run groups", "Write notes the team can act on"),
)
PEER = (
    "Use your own experience of recovery to walk beside people who are at the beginning of theirs.",
    (
        "Meet people where they are",
        "Share what helped you, when it helps them",
        "Lead a course with a colleague",
    ),
)
OCCUPATION = (
    "Help people to do the things that make up a day: cooking, travelling, working, resting.",
    ("Carry out activities at home and on the ward", "Try out equipment", "Measure and record progress"),
)
CREATIVE = (
    "Run a studio where people make things together and find words, or do without them.",
    ("Lead open and closed groups", "Work with people one to one", "Show the work once a year"),
)
FAMILIES = (
    "Support families through a hard year: visits, groups, and a telephone that is answered.",
    ("Visit families at home", "Run a parents' group with a colleague", "Work closely with schools"),
)
LEADING = (
    "Lead a small team of support workers who like each other and want to stay that way.",
    ("Supervise six people", "Plan the rota fairly and early", "Keep a small caseload of your own"),
)
HOUSE = (
    "Share the everyday life of a supported house: breakfast, bills, arguments, birthdays.",
    ("Be the link worker of three residents", "Cook with people, not for them", "Sleep in once a week"),
)


def searched(
    reference: str, title: str, employer: str, work, place: Place, closes_in_days: int, **more
) -> Advert:
    """An open advert with the usual criteria; it opened up to ten days ago."""
    summary, duties = work
    more.setdefault("opened_days_ago", closes_in_days * 3 % 11)
    if employer == WESTMERE:
        more.setdefault("high_cost_area", "outer")
    return Advert(
        reference=reference,
        title=title,
        employer=employer,
        summary=summary,
        duties=duties,
        places=(place,),
        closes_in_days=closes_in_days,
        **more,
    )


HALF = {"patterns": ("part_time", "flexible"), "hours": "18.75"}
THREE_DAYS = {"patterns": ("part_time", "job_share"), "hours": "22.5"}
SPONSORED = {"sponsorship": "available"}

SEARCHED = (
    searched("NV-2001", "Healthcare Support Worker", TRUST, SUPPORT, NORTHMOOR, 5, band="2"),
    searched("NV-2002", "Recovery Support Worker", TRUST, SUPPORT, LOWER_VALE, 8, band="3", **HALF),
    searched(
        "NV-2003", "Senior Therapeutic Support Worker", TRUST, LEADING, NORTHMOOR, 15, band="5", **SPONSORED
    ),
    searched("NV-2004", "Senior Peer Support Worker", TRUST, PEER, LOWER_VALE, 16, band="4", **THREE_DAYS),
    searched("NV-2005", "Occupational Therapist", TRUST, OCCUPATION, NORTHMOOR, 20, band="6", **SPONSORED),
    searched(
        "NV-2006",
        "Occupational Therapy Assistant (bank)",
        TRUST,
        OCCUPATION,
        NORTHMOOR,
        28,
        band="3",
        contract="bank",
        patterns=("flexible",),
    ),
    searched("NV-2007", "Music Therapist", TRUST, CREATIVE, NORTHMOOR, 13, band="6", **THREE_DAYS),
    searched(
        "NV-2008",
        "Family Support Worker",
        TRUST,
        FAMILIES,
        LOWER_VALE,
        7,
        band="4",
        contract="fixed_term",
        duration_months=12,
        fixed_term_reason="maternity cover",
    ),
    searched(
        "NV-2009",
        "Ward Activity Coordinator",
        TRUST,
        SUPPORT,
        NORTHMOOR,
        3,
        band="3",
        patterns=("full_time", "compressed"),
    ),
    searched("NV-2010", "Lead Occupational Therapist", TRUST, LEADING, NORTHMOOR, 24, band="8a"),
    searched(
        "NV-2011",
        "Therapy Team Leader",
        TRUST,
        LEADING,
        LOWER_VALE,
        17,
        band="7",
        contract="secondment",
        duration_months=9,
        fixed_term_reason="a colleague leads a project elsewhere",
    ),
    searched(
        "NV-2012",
        "Apprentice Support Worker",
        TRUST,
        SUPPORT,
        NORTHMOOR,
        30,
        band="2",
        contract="apprenticeship",
        duration_months=14,
    ),
    searched("HLF-21", "House Support Worker", CHARITY, HOUSE, SALTBY, 6, salary=(24800, 26400)),
    searched("HLF-22", "Night Support Worker", CHARITY, HOUSE, SALTBY, 9, hourly_rate="14.20", **HALF),
    searched(
        "HLF-23",
        "Café Work Trainer",
        CHARITY,
        SUPPORT,
        SALTBY_CAFE,
        14,
        salary=(25500, 25500),
        dbs_level="standard",
        **THREE_DAYS,
    ),
    searched(
        "HLF-24",
        "Volunteer Coordinator",
        CHARITY,
        LEADING,
        SALTBY_CAFE,
        19,
        salary_text="£28,000 a year, and every Friday afternoon free",
        dbs_level="basic",
    ),
    searched(
        "HLF-25",
        "Relief Worker (bank)",
        CHARITY,
        HOUSE,
        SALTBY,
        29,
        hourly_rate="13.60",
        contract="bank",
        patterns=("flexible",),
    ),
    searched("WCH-301", "Therapy Support Worker", WESTMERE, OCCUPATION, KINGSWELL, 5, band="3", **SPONSORED),
    searched("WCH-302", "Peer Support Worker", WESTMERE, PEER, WESTMERE_TOWN, 10, band="3", **HALF),
    searched(
        "WCH-303", "Dance Movement Therapist", WESTMERE, CREATIVE, KINGSWELL, 18, band="7", **THREE_DAYS
    ),
    searched(
        "WCH-304",
        "Children's Therapy Assistant",
        WESTMERE,
        FAMILIES,
        KINGSWELL,
        12,
        band="4",
        dbs_level="enhanced_barred",
    ),
    searched(
        "WCH-305",
        "Occupational Therapist, Rotational",
        WESTMERE,
        OCCUPATION,
        WESTMERE_TOWN,
        22,
        band="5",
        posts=3,
        **SPONSORED,
    ),
    searched("FS-41", "Rural Outreach Support Worker", FENSIDE, SUPPORT, THORNAY, 4, band="4", driving=True),
    searched(
        "FS-42",
        "Family Therapist",
        FENSIDE,
        FAMILIES,
        FENSIDE_TOWN,
        21,
        band="7",
        patterns=("part_time", "home_or_remote"),
        hours="30",
    ),
    searched("FS-43", "Community Peer Worker", FENSIDE, PEER, THORNAY, 11, band="3", **HALF),
    searched("FS-44", "Horticultural Therapy Assistant", FENSIDE, CREATIVE, FENSIDE_TOWN, 13, band="3"),
    searched(
        "FS-45",
        "Assistant Practitioner, Older Adults",
        FENSIDE,
        OCCUPATION,
        FENSIDE_TOWN,
        25,
        band="4",
        **SPONSORED,
    ),
    searched(
        "FS-46",
        "Head of Lived Experience",
        FENSIDE,
        LEADING,
        FENSIDE_TOWN,
        27,
        band="8a",
        patterns=("full_time", "home_or_remote"),
    ),
)
