"""What is asked, and what can be answered: the categories of the census of 2021 for England and Wales.

Nobody writes anything in: words of one's own could tell who somebody is. Ages are in bands of ten years.
"""

from dataclasses import dataclass

NOT_SAID = "not_said"
NOT_SAID_IN_WORDS = "Prefer not to say"


@dataclass(frozen=True)
class Question:
    """One question; `groups` is for the one that is answered in two steps."""

    name: str
    title: str
    choices: tuple[tuple[str, str], ...] = ()
    hint: str = ""
    groups: tuple["Group", ...] = ()

    @property
    def codes(self) -> set[str]:
        """Every answer that can lie in the sealed room for this question, but for none at all."""
        grouped = {code for group in self.groups for code, _ in (*group.choices, (group.name, ""))}
        return {code for code, _ in self.choices} | grouped | {NOT_SAID}


@dataclass(frozen=True)
class Group:
    """A first answer that a second one makes more exact."""

    name: str
    title: str
    asks: str
    choices: tuple[tuple[str, str], ...]


ETHNIC_GROUPS = (
    Group(
        "asian",
        "Asian, Asian British or Asian Welsh",
        "Which Asian background?",
        (
            ("asian_indian", "Indian"),
            ("asian_pakistani", "Pakistani"),
            ("asian_bangladeshi", "Bangladeshi"),
            ("asian_chinese", "Chinese"),
            ("asian_other", "Any other Asian background"),
        ),
    ),
    Group(
        "black",
        "Black, Black British, Black Welsh, Caribbean or African",
        "Which Black background?",
        (
            ("black_caribbean", "Caribbean"),
            ("black_african", "African background"),
            ("black_other", "Any other Black, Black British or Caribbean background"),
        ),
    ),
    Group(
        "mixed",
        "Mixed or multiple ethnic groups",
        "Which mixed or multiple background?",
        (
            ("mixed_white_black_caribbean", "White and Black Caribbean"),
            ("mixed_white_black_african", "White and Black African"),
            ("mixed_white_asian", "White and Asian"),
            ("mixed_other", "Any other mixed or multiple background"),
        ),
    ),
    Group(
        "white",
        "White",
        "Which White background?",
        (
            ("white_british", "English, Welsh, Scottish, Northern Irish or British"),
            ("white_irish", "Irish"),
            ("white_gypsy_traveller", "Gypsy or Irish Traveller"),
            ("white_roma", "Roma"),
            ("white_other", "Any other White background"),
        ),
    ),
    Group(
        "other",
        "Other ethnic group",
        "Which other ethnic group?",
        (("other_arab", "Arab"), ("other_other", "Any other ethnic group")),
    ),
)

QUESTIONS = (
    Question(
        "age",
        "How old are you?",
        (
            ("16_24", "16 to 24"),
            ("25_34", "25 to 34"),
            ("35_44", "35 to 44"),
            ("45_54", "45 to 54"),
            ("55_64", "55 to 64"),
            ("65_over", "65 or over"),
        ),
    ),
    Question(
        "sex",
        "What is your sex?",
        (("female", "Female"), ("male", "Male")),
        hint="The next question is about gender identity.",
    ),
    Question(
        "gender",
        "Is the gender you identify with the same as your sex registered at birth?",
        (("same", "Yes"), ("different", "No")),
    ),
    Question(
        "orientation",
        "Which of these best describes your sexual orientation?",
        (
            ("straight", "Straight or heterosexual"),
            ("gay_lesbian", "Gay or lesbian"),
            ("bisexual", "Bisexual"),
            ("other_orientation", "Other sexual orientation"),
        ),
    ),
    Question("ethnicity", "What is your ethnic group?", groups=ETHNIC_GROUPS),
    Question(
        "religion",
        "What is your religion?",
        (
            ("no_religion", "No religion"),
            ("buddhist", "Buddhist"),
            ("christian", "Christian (all denominations)"),
            ("hindu", "Hindu"),
            ("jewish", "Jewish"),
            ("muslim", "Muslim"),
            ("sikh", "Sikh"),
            ("other_religion", "Any other religion"),
        ),
    ),
    Question(
        "disability",
        "Do you have a physical or mental health condition or illness that lasts, or is expected to last, "
        "12 months or more?",
        (
            ("yes_a_lot", "Yes, and it reduces what I can do day to day a lot"),
            ("yes_a_little", "Yes, and it reduces what I can do day to day a little"),
            ("yes_not_at_all", "Yes, but it does not reduce what I can do day to day"),
            ("no_condition", "No"),
        ),
        hint="This is how disability is counted. To ask for an adjustment, use your application instead: "
        "nobody who could help sees this answer.",
    ),
    Question(
        "partnership",
        "What is your legal marital or registered civil partnership status?",
        (
            ("never", "Never married and never registered in a civil partnership"),
            ("married", "Married"),
            ("civil_partnership", "In a registered civil partnership"),
            ("separated_married", "Separated, but still legally married"),
            ("separated_partnership", "Separated, but still legally in a civil partnership"),
            ("divorced", "Divorced"),
            ("dissolved", "Formerly in a civil partnership which is now legally dissolved"),
            ("widowed", "Widowed"),
            ("surviving_partner", "Surviving partner from a registered civil partnership"),
        ),
    ),
    Question(
        "maternity",
        "Are you pregnant, on maternity leave, or have you given birth in the last 26 weeks?",
        (("yes_maternity", "Yes"), ("no_maternity", "No")),
    ),
)

UNANSWERED = "unanswered"
UNSAID = ((NOT_SAID, NOT_SAID_IN_WORDS), (UNANSWERED, "Did not answer"))
# What is counted together, and how a recruiter reads it: (question, what is asked, its groups). Which answers
# belong to a group says monitoring_groups() in the database: nobody else may choose the groups.
REPORTED = (
    ("age", "Age", QUESTIONS[0].choices),
    ("sex", "Sex", (("female", "Female"), ("male", "Male"))),
    (
        "gender",
        "Gender identity",
        (("same", "Same as sex registered at birth"), ("different", "Different from it")),
    ),
    (
        "orientation",
        "Sexual orientation",
        (("straight", "Straight or heterosexual"), ("lgb", "Lesbian, gay, bisexual or other")),
    ),
    ("ethnicity", "Ethnic group", tuple((group.name, group.title) for group in ETHNIC_GROUPS)),
    ("religion", "Religion", QUESTIONS[5].choices),
    (
        "disability",
        "Disability",
        (("disabled", "A condition that reduces day-to-day activities"), ("not_disabled", "None that does")),
    ),
    (
        "partnership",
        "Marriage and civil partnership",
        (("together", "Married or in a civil partnership"), ("not_together", "Neither, or not any more")),
    ),
    (
        "maternity",
        "Pregnancy and maternity",
        (("yes_maternity", "Pregnant, or a birth lately"), ("no_maternity", "Neither")),
    ),
)
