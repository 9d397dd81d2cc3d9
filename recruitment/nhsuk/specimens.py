"""What the style page shows: one form with every kind of field, and the parameters of each component."""

from django import forms

from recruitment.nhsuk.fields import DateField, LongTextField
from recruitment.nhsuk.forms import NhsukForm
from recruitment.nhsuk.layout import Button, Component, Conditional, Field, Fieldset, Layout

CONTACT = [("email", "Email"), ("phone", "Phone"), ("post", "Post")]
PATTERNS = [("full_time", "Full time"), ("part_time", "Part time"), ("flexible", "Flexible working")]
BANDS = [("", "Choose a band"), ("3", "Band 3"), ("4", "Band 4"), ("5", "Band 5")]
POINTS = [("0", "0: no evidence"), ("1", "1: some evidence"), ("2", "2: meets it"), ("3", "3: exceeds it")]


class SpecimenForm(NhsukForm):
    """One field of each kind."""

    submit_label = "Save and continue"
    use_required_attribute = False

    name = forms.CharField(
        label="Full name",
        max_length=100,
        help_text="As you would like us to write to you",
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    email = forms.EmailField(label="Email address", widget=forms.EmailInput(attrs={"autocomplete": "email"}))
    password = forms.CharField(
        label="Password", widget=forms.PasswordInput(attrs={"autocomplete": "new-password"})
    )
    line_1 = forms.CharField(
        label="Address line 1", widget=forms.TextInput(attrs={"autocomplete": "address-line1"})
    )
    line_2 = forms.CharField(
        label="Address line 2",
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "address-line2"}),
    )
    postcode = forms.CharField(
        label="Postcode", widget=forms.TextInput(attrs={"autocomplete": "postal-code"})
    )
    contact = forms.ChoiceField(
        label="How should we contact you?", choices=CONTACT, widget=forms.RadioSelect, help_text="Choose one"
    )
    phone = forms.CharField(
        label="Phone number",
        required=False,
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "tel"}),
    )
    points = forms.ChoiceField(label="Points for this answer", choices=POINTS, widget=forms.RadioSelect)
    patterns = forms.MultipleChoiceField(
        label="Which working patterns suit you?", choices=PATTERNS, widget=forms.CheckboxSelectMultiple
    )
    band = forms.ChoiceField(label="Band", choices=BANDS)
    started_on = DateField(label="Start date", help_text="For example, 27 3 2027")
    hours = forms.DecimalField(label="Hours a week")
    evidence = LongTextField(
        label="Experience of supporting people in distress",
        max_length=1500,
        help_text="Give one or two examples",
    )
    notes = LongTextField(label="Anything else", required=False)
    certificate = forms.FileField(label="Certificate", help_text="A PDF or Word document")
    agreed = forms.BooleanField(label="What I have written is true and complete")

    def layout(self) -> Layout:
        return Layout(
            "name",
            "email",
            "password",
            Fieldset("Address", "line_1", Field("line_2"), Field("postcode", width=10)),
            Conditional("contact", reveals={"phone": [Field("phone", width=20, mark_optional=False)]}),
            Field("points", inline=True),
            Field("patterns", small=True),
            "band",
            "started_on",
            Field("hours", suffix="hours"),
            Field("evidence", rows=6),
            Field("notes", rows=3),
            "certificate",
            Component("inset-text", text="You can change your answers until you submit your application."),
            "agreed",
        )

    def buttons(self) -> list:
        return [Button(self.submit_label), Button("Save and come back later", variant="secondary")]


TASKS = [
    {
        "heading": "Your details",
        "href": "#tasks",
        "status": {"text": "Completed", "classes": "nhsuk-task-list__status--completed"},
    },
    {
        "heading": "Evidence for each criterion",
        "hint": "4 of 9 written",
        "href": "#tasks",
        "status": {"tag": {"text": "In progress", "colour": "blue"}},
    },
    {
        "heading": "Declaration",
        "href": "#tasks",
        "status": {"tag": {"text": "Not started", "colour": "white"}},
    },
    {"heading": "Check and submit", "status": {"text": "Cannot start yet"}},
]
ANSWERS = [
    {
        "key": {"text": "Full name"},
        "value": {"text": "Robin Example"},
        "actions": {"items": [{"href": "#answers", "text": "Change", "visuallyHiddenText": "full name"}]},
    },
    {
        "key": {"text": "Email address"},
        "value": {"text": "robin@example.org"},
        "actions": {"items": [{"href": "#answers", "text": "Change", "visuallyHiddenText": "email address"}]},
    },
]
TAGS = [
    ("Draft", "grey"),
    ("Open", "green"),
    ("Closes soon", "orange"),
    ("Closed", "red"),
    ("Submitted", "blue"),
]
TABLE = {
    "caption": {"text": "Candidates by total", "size": "m"},
    "responsive": True,
    "head": [{"text": "Candidate"}, {"text": "Essentials met"}, {"text": "Total", "format": "numeric"}],
    "rows": [
        [
            {"header": "Candidate", "text": "Candidate 7"},
            {"header": "Essentials met", "text": "All 5"},
            {"header": "Total", "text": "14.5", "format": "numeric"},
        ],
        [
            {"header": "Candidate", "text": "Candidate 3"},
            {"header": "Essentials met", "text": "4 of 5"},
            {"header": "Total", "text": "13.0", "format": "numeric"},
        ],
    ],
}
PAGES = {
    "previous": {"href": "#pages"},
    "next": {"href": "#pages"},
    "items": [
        {"number": 1, "href": "#pages"},
        {"number": 2, "href": "#pages", "current": True},
        {"number": 3, "href": "#pages"},
    ],
}

# (heading, anchor, [(component, parameters), …]) in the order of the page.
COMPONENTS = [
    (
        "Buttons",
        "buttons",
        [
            ("button", {"text": "Start now"}),
            ("button", {"text": "Save and come back later", "variant": "secondary"}),
            ("button", {"text": "Withdraw your application", "variant": "warning"}),
            (
                "button",
                {"text": "Back to the list", "href": "#buttons", "variant": "secondary", "small": True},
            ),
        ],
    ),
    ("Task list", "tasks", [("task-list", {"idPrefix": "specimen", "items": TASKS})]),
    ("Summary list", "answers", [("summary-list", {"rows": ANSWERS})]),
    ("Table", "table", [("table", TABLE)]),
    ("Pagination", "pages", [("pagination", PAGES)]),
    ("Tags", "tags", [("tag", {"text": text, "colour": colour}) for text, colour in TAGS]),
    (
        "Notification banner",
        "banner",
        [
            (
                "notification-banner",
                {
                    "variant": "success",
                    "role": "region",
                    "titleId": "specimen-saved",
                    "text": "Your answers are saved.",
                },
            ),
            (
                "notification-banner",
                {"titleId": "specimen-news", "text": "This advert closes tomorrow at 11:59pm."},
            ),
        ],
    ),
    ("Inset text", "inset", [("inset-text", {"text": "Nobody on the panel sees your name."})]),
    (
        "Warning callout",
        "warning",
        [
            (
                "warning-callout",
                {
                    "heading": "This advert may close early",
                    "text": "It closes once 40 applications have come in.",
                },
            )
        ],
    ),
    (
        "Details",
        "details",
        [
            (
                "details",
                {"summaryText": "How we score", "text": "Each answer gets 0 to 3 points from each member."},
            )
        ],
    ),
    (
        "Panel",
        "panel",
        [
            (
                "panel",
                {
                    "headingLevel": 3,
                    "titleText": "Application submitted",
                    "text": "Your reference is A1B2-C3D4",
                },
            )
        ],
    ),
    (
        "Breadcrumb",
        "breadcrumb",
        [
            (
                "breadcrumb",
                {
                    "items": [
                        {"href": "#top", "text": "Vacancies"},
                        {"href": "#top", "text": "Occupational therapy assistant"},
                    ]
                },
            ),
        ],
    ),
    (
        "Card",
        "card",
        [
            (
                "card",
                {
                    "headingLevel": 3,
                    "heading": "Panels",
                    "description": "7 of 23 candidates scored",
                    "clickable": True,
                    "href": "#card",
                },
            )
        ],
    ),
]
