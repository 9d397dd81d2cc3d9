"""The form bases: plain words, layouts, buttons."""

import re

import pytest
from crispy_forms.utils import render_crispy_form
from django import forms
from django.forms import formset_factory

from recruitment.nhsuk import rendering
from recruitment.nhsuk.fields import DateField, LongTextField
from recruitment.nhsuk.forms import NhsukForm, NhsukFormSet
from recruitment.nhsuk.layout import (
    Button,
    Component,
    Conditional,
    Field,
    Fieldset,
    Heading,
    Layout,
    Paragraph,
)


class ContactForm(NhsukForm):
    submit_label = "Send it"
    name = forms.CharField(label="Full name")
    dbs = forms.CharField(label="DBS number")
    why = forms.CharField(label="Why do you want this job?")
    band = forms.ChoiceField(label="Band", choices=[("4", "Band 4")])
    agreed = forms.BooleanField(label="I agree")
    paper = forms.FileField(label="Certificate")
    own_words = forms.CharField(error_messages={"required": "Say it in your own words"})
    story = LongTextField(label="Your story", max_length=5, required=False)


@pytest.mark.parametrize(
    ("field", "message"),
    [
        ("name", "Enter full name"),
        ("dbs", "Enter DBS number"),
        ("why", "Answer this question"),
        ("band", "Select band"),
        ("agreed", "Tick the box to continue: I agree"),
        ("paper", "Choose a file for certificate"),
        ("own_words", "Say it in your own words"),
    ],
)
def test_what_is_missing_is_said_plainly(field, message):
    assert ContactForm({}).errors[field] == [message]


def test_what_is_too_long_names_both_figures():
    (message,) = ContactForm({"story": "abc\r\ndef"}).errors["story"]
    assert message == "Your story must be 5 characters or fewer; you have typed 7"


def test_one_form_leaves_the_words_of_another_alone():
    class Other(NhsukForm):
        name = ContactForm.base_fields["name"]

        def plain_label(self, name, label):
            return "Nickname"

    assert Other({}).errors["name"] == ["Enter nickname"]
    assert ContactForm({}).errors["name"] == ["Enter full name"]


def test_a_form_renders_whole():
    html = render_crispy_form(ContactForm())
    assert re.search(r"<form[^>]*\snovalidate", html)
    assert 'enctype="multipart/form-data"' in html
    assert "Send it" in html
    assert " required" not in html
    assert html.count("<form") == html.count("</form>") == 1


def test_without_its_own_tag_a_form_has_no_button():
    class Part(ContactForm):
        form_tag = False

    html = render_crispy_form(Part())
    assert "<form" not in html
    assert "Send it" not in html


def test_hidden_fields_are_rendered_even_if_the_layout_forgets_them():
    class WithKey(NhsukForm):
        key = forms.CharField(widget=forms.HiddenInput, initial="k1")
        name = forms.CharField()

        def layout(self):
            return Layout("name")

    assert 'value="k1"' in render_crispy_form(WithKey())


class LaidOutForm(NhsukForm):
    how = forms.ChoiceField(label="How?", choices=[("e", "Email"), ("p", "Phone")], widget=forms.RadioSelect)
    phone = forms.CharField(label="Phone number", required=False)
    street = forms.CharField(label="Street")

    def layout(self):
        return Layout(
            Heading("First & foremost"),
            Paragraph("Read <this>"),
            Conditional("how", reveals={"p": ["phone"]}),
            Fieldset("Address", Field("street", width=10), hint="Where you live"),
            Component("inset-text", text="Note"),
        )

    def buttons(self):
        return [Button("Save"), Button("Back", href="/back/", variant="secondary")]


def test_a_layout_reveals_groups_and_decorates():
    html = render_crispy_form(LaidOutForm())
    revealed = html[html.index('id="conditional-id_how-2"') :]
    assert 'name="phone"' in revealed[: revealed.index("Address")]
    assert "Phone number (optional)" not in html
    assert "First &amp; foremost</h2>" in html
    assert "Read &lt;this&gt;" in html
    assert re.search(r"<legend[^>]*>\s*Address", html)
    assert "Where you live" in html
    assert "nhsuk-input--width-10" in html
    assert "nhsuk-inset-text" in html
    assert '<div class="nhsuk-button-group">' in html
    assert 'href="/back/"' in html


def test_a_page_that_asks_one_thing_has_its_question_as_heading():
    class One(NhsukForm):
        page_heading = "why"
        why = LongTextField(label="Why do you want this job?")

    assert re.search(r"<h1[^>]*>\s*<label", render_crispy_form(One()))


def test_a_formset_numbers_its_items_and_keeps_ids_apart():
    class Row(NhsukForm):
        name = forms.CharField()

    class Rows(NhsukFormSet):
        item_name = "Referee"

    html = render_crispy_form(formset_factory(Row, formset=Rows, extra=2)())
    assert "Referee 1" in html
    assert "Referee 2" in html
    ids = re.findall(r'\sid="([^"]*)"', html)
    assert len(ids) == len(set(ids))
    assert 'name="form-TOTAL_FORMS"' in html


def test_a_date_without_a_fault_is_not_in_the_summary_of_another_fields_fault():
    class Course(NhsukForm):
        title = forms.CharField()
        ended_on = DateField(required=False)

    summary = str(rendering.error_summary([Course({})]))
    assert "Enter title" in summary
    assert "ended_on" not in summary
