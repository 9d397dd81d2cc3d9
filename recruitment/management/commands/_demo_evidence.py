"""What a crowd writes about each criterion: a beginning and an end each, put together anew for everybody.

All of it invented. `{first}` and `{last}` are the writer's own: what the panel's masking is for.
"""

BEGINNINGS = {
    "distressed": (
        "On the late shift at a respite house I sat with a man who was sure that nobody would come back.",
        "A woman on our ward threw her tray every lunchtime. I asked to eat with her, away from the hall.",
        "I have looked after my mother since I was nineteen, through four crises and a great many good days.",
        "As a railway volunteer I walk the platforms in the evening and talk to people who stand too long.",
        "At the night shelter we open at nine, and whoever comes first is usually the most frightened.",
        "For three years I was a classroom assistant beside one boy who hid whenever a chair scraped.",
    ),
    "group": (
        "I started a soup group in a church hall with two pans and five people.",
        "Every Tuesday I run chair exercises for a dozen people who say that they hate exercise.",
        "With a colleague I led ten weeks of “Sleep without the phone” for young adults.",
        "I keep the scores of a walking football team for men who live by themselves.",
        "Our choir sings badly and every week. I choose the songs and put out the chairs.",
        "I helped at a repair café: four tables, one kettle, and people who talk while they screw.",
    ),
    "notes": (
        "I write at the end of each visit, in the car, before the next one pushes it out of my head.",
        "In the pharmacy every line had to be readable by somebody who was not there.",
        "My handover has three headings: what changed, what did not, who should know.",
        "I kept the incident book of a hostel for two years and was asked about it in court once.",
        "I had to learn this. My first notes were stories; a nurse crossed out every adjective.",
        "At the day centre people read what we write about them, and I write so that they can.",
    ),
    "respect": (
        "I worked where I live, so I met the people I supported at the baker’s.",
        "A man asked me every morning whether I believed him. I told him what I could say honestly.",
        "I wait at the door until somebody says “come in”, also when the door is open.",
        "A family rang and asked how their daughter was. She had asked me not to say.",
        "People told me at the hairdresser’s what they told nobody else; none of it left the chair.",
        "I support people to vote, to pray and to eat as they do, whatever I do myself.",
    ),
    "trauma": (
        "After a bad night I ask what would have helped, not what went wrong.",
        "I learned on a women’s ward that keys are a sound with a history.",
        "Our team reads one page together each month; mine was about choice.",
        "I took the two-day course and changed one thing: I say what I am going to do before I do it.",
        "I have not been trained, but I know from myself what a raised voice does.",
        "Somebody froze when I switched the light off. I have asked first ever since.",
    ),
    "qualification": (
        "I hold a level 3 diploma in adult care.",
        "I am in the second year of an access course, on Monday and Wednesday evenings.",
        "My certificate is from another country, and a college has compared it with level 3.",
        "I have the care certificate and nine years in two supported houses.",
        "I left school early and have learned everything since at work.",
        "I hold a youth work diploma, most of which was about listening.",
    ),
}
ENDINGS = {
    "distressed": (
        "I did not say that it would be all right. I said how long I would stay, and I stayed that long.",
        "What I learned is to make less of it: a chair, a glass of water, one question at a time.",
        "My supervisor wrote: “{first} stays calm, and it spreads.” It took me years.",
        "I asked for help early. The nurse and I agreed beforehand who would speak.",
        "It did not always work. Twice I had to ring the crisis team, and I told the person that I would.",
    ),
    "group": (
        "After a year two of them led it, and I washed up.",
        "I plan for eight and am ready for three. Nobody is ever made to speak.",
        "On our noticeboard it still says “Ask {first} {last}”, although I have left.",
        "I wrote down each time who came and what they asked for, and we changed it twice.",
        "I only assisted; the plan was somebody else’s, but the room was mine.",
    ),
    "notes": (
        "I write what I saw and heard, and I mark what I only think.",
        "I sign in full, {first} {last}, and put the time, because somebody will ask.",
        "My manager checked a sample each month and stopped after half a year.",
        "If I am not sure of a word I use a shorter one.",
        "I am slow at it, and I would want to be shown your system.",
    ),
    "respect": (
        "I say at the beginning what I cannot keep to myself, and why.",
        "It is mostly small: a name said as they say it, a curtain closed, a knock.",
        "When I got it wrong I said so the same day.",
        "Nobody has had to ask me twice.",
        "They called me “{first} who says nothing”, and I was proud of it.",
    ),
    "trauma": (
        "There is always one more choice that can be offered, if only which chair.",
        "I tell people that they may stop, and I stop when they do.",
        "I would like to learn how the whole team does this, not only one person.",
        "It made the mornings quieter for everybody, me included.",
        "I am careful not to ask for the story itself.",
    ),
    "qualification": (
        "The certificate is with this application.",
        "I finish next summer.",
        "I can send a letter from the college, made out to {first} {last}.",
        "I would be glad to go on to level 4.",
        "What I missed at school I have made up for by reading.",
    ),
}


def written(criterion_text: str, number: int, first: str, last: str) -> str:
    """What the number-th person of a crowd wrote on a criterion: no two of thirty the same."""
    word = next(word for word in BEGINNINGS if word in criterion_text.lower())
    beginnings, endings = BEGINNINGS[word], ENDINGS[word]
    begins = beginnings[number % len(beginnings)]
    ends = endings[(number + number // len(beginnings)) % len(endings)]
    return f"{begins} {ends}".format(first=first, last=last)
