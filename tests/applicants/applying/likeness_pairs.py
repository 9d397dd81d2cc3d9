"""Pairs of criteria as adverts word them, and whether what was written for one helps with the other.

Written for this: each is made up, after the manner of person specifications for support posts. `same` says
the same in other words; `near` asks for a little more or less, so that an answer is a good beginning;
`different` asks for something else, however alike it looks.
"""

SAME, NEAR, DIFFERENT = "same", "near", "different"

PAIRS = (
    (SAME, "Experience of running groups", "Experience of running groups."),
    (SAME, "Good communication skills", "Excellent communication skills"),
    (
        SAME,
        "Good written and verbal communication skills",
        "Excellent communication skills, both verbal and written",
    ),
    (SAME, "Able to work as part of a team", "Ability to work well within a team"),
    (SAME, "Experience of supporting service users", "Experience in supporting patients"),
    (SAME, "IT skills", "Computer skills"),
    (SAME, "Full UK driving licence", "Holds a full UK driving license"),
    (SAME, "NVQ Level 3 in Health and Social Care", "Health and social care NVQ level 3"),
    (
        SAME,
        "Knowledge of safeguarding vulnerable adults",
        "Understanding of safeguarding of vulnerable adults",
    ),
    (
        SAME,
        "Experience of working in a multi-disciplinary team",
        "Has worked within a multidisciplinary team",
    ),
    (
        SAME,
        "Lived experience of mental health difficulties",
        "Own lived experience of mental health difficulties",
    ),
    (SAME, "Ability to keep accurate records", "Able to keep records that are accurate"),
    (
        SAME,
        "Ability to manage own time and prioritise workload",
        "Able to prioritise workload and manage time",
    ),
    (SAME, "Non-judgemental attitude", "A nonjudgmental attitude"),
    (NEAR, "Experience of running groups", "Experience of running therapeutic groups"),
    (
        NEAR,
        "Experience of supporting people with mental health problems",
        "Experience of supporting people with severe mental health problems in the community",
    ),
    (
        NEAR,
        "Experience of planning and leading group activities",
        "Experience of leading activities for groups",
    ),
    (
        NEAR,
        "Good written and verbal communication skills",
        "Ability to communicate verbally and in writing",
    ),
    (
        NEAR,
        "Knowledge of the recovery approach in mental health",
        "Understanding of the recovery model in mental health",
    ),
    (
        NEAR,
        "GCSE English and maths at grade C or above",
        "GCSE grade C or above in English, maths and science",
    ),
    (NEAR, "Understanding of confidentiality", "Understanding of confidentiality and information governance"),
    (
        NEAR,
        "Ability to work under supervision and reflect on own practice",
        "Able to use supervision to reflect on practice",
    ),
    (NEAR, "Experience of care planning", "Experience of care planning and risk assessment"),
    (NEAR, "Experience of using electronic patient records", "Able to use electronic records"),
    (DIFFERENT, "Experience of running groups", "Experience of keeping records"),
    (DIFFERENT, "Experience of working with children", "Experience of working with older adults"),
    (
        DIFFERENT,
        "Experience of supporting people with mental health problems",
        "Experience of supporting people with learning disabilities",
    ),
    (DIFFERENT, "Ability to work as part of a team", "Ability to work on own initiative"),
    (DIFFERENT, "Ability to work under pressure", "Ability to work flexible hours"),
    (DIFFERENT, "Knowledge of safeguarding", "Knowledge of mental health legislation"),
    (DIFFERENT, "Good communication skills", "Good organisational skills"),
    (DIFFERENT, "Full UK driving licence", "Full membership of a professional body in the UK"),
    (DIFFERENT, "NVQ Level 2 in Health and Social Care", "NVQ Level 3 in Business Administration"),
    (
        DIFFERENT,
        "Experience of working in a mental health inpatient ward",
        "Experience of carrying out risk assessments on an inpatient ward",
    ),
    (DIFFERENT, "Experience of care planning", "Experience of care work"),
    (DIFFERENT, "Understanding of the role of a peer support worker", "Experience of support work"),
    (DIFFERENT, "Ability to travel between sites", "Ability to build relationships with patients"),
    (DIFFERENT, "Kind", "Reliable"),
    (
        DIFFERENT,
        "Lived experience of mental health difficulties",
        "Knowledge of mental health services in the county",
    ),
    (DIFFERENT, "Supervised by others", "Experience of supervising staff"),
    (DIFFERENT, "Experience of leading a team", "Experience of being part of a team meeting agenda"),
)
