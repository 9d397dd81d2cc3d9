"""Each widget as its component: label, hint and error are tied to the input."""

import re
from datetime import date
from types import SimpleNamespace

import pytest
from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile
from django.forms import formset_factory

from recruitment.nhsuk import rendering
from recruitment.nhsuk.fields import DateField, LongTextField
from recruitment.nhsuk.forms import NhsukForm, NhsukFormSet

CHOICES = [("a", "First"), ("b", "Second")]

FIELDS = {
    "text": (forms.CharField, {}),
    "email": (forms.EmailField, {}),
    "number": (forms.IntegerField, {}),
    "amount": (forms.DecimalField, {}),
    "password": (forms.CharField, {"widget": forms.PasswordInput}),
    "area": (forms.CharField, {"widget": forms.Textarea}),
    "counted": (LongTextField, {"max_length": 50}),
    "select": (forms.ChoiceField, {"choices": [("", "Choose"), *CHOICES]}),
    "radios": (forms.ChoiceField, {"choices": CHOICES, "widget": forms.RadioSelect}),
    "boxes": (forms.MultipleChoiceField, {"choices": CHOICES, "widget": forms.CheckboxSelectMultiple}),
    "tick": (forms.BooleanField, {}),
    "date": (DateField, {}),
    "file": (forms.FileField, {}),
}


def form_with(name, *, data=None, initial=None, **more):
    kind, params = FIELDS[name]
    field = kind(label="The question", help_text="The hint", **{**params, **more})
    return type("OneQuestion", (NhsukForm,), {"answer": field})(data, initial=initial, prefix="p")


def attribute(html, name):
    return re.findall(rf'\s{name}="([^"]*)"', html)


@pytest.mark.parametrize("name", FIELDS)
def test_label_hint_and_error_belong_to_the_input(name):
    html = rendering.field(form_with(name, data={})["answer"])
    ids = attribute(html, "id")
    assert len(ids) == len(set(ids))
    described = {reference for value in attribute(html, "aria-describedby") for reference in value.split()}
    assert {"id_p-answer-hint", "id_p-answer-error"} <= described
    assert described <= set(ids)
    assert set(attribute(html, "for")) <= set(ids)
    assert "The question" in html
    assert "The hint" in html
    assert "nhsuk-form-group--error" in html


@pytest.mark.parametrize("name", FIELDS)
def test_the_error_summary_leads_to_an_input_that_exists(name):
    form = form_with(name, data={})
    (link,) = attribute(rendering.error_summary([form]), "href")
    inputs = re.findall(r"<(?:input|textarea|select)[^>]*\sid=\"([^\"]*)\"", rendering.field(form["answer"]))
    assert link.removeprefix("#") in inputs


@pytest.mark.parametrize(
    ("name", "initial", "shown"),
    [
        ("text", 'Ada "<b>"', 'value="Ada &#34;&lt;b&gt;&#34;"'),
        ("email", "ada@example.org", 'value="ada@example.org"'),
        ("number", 0, 'value="0"'),
        ("amount", "37.50", 'value="37.50"'),
        ("select", "b", '<option value="b" selected>'),
        ("radios", "b", 'value="b" checked'),
        ("boxes", ["b"], 'value="b" checked'),
        ("tick", True, 'value="on" checked'),
        ("date", date(2027, 3, 1), 'name="p-answer_year" type="text" value="2027"'),
        ("area", "<b>", "&lt;b&gt;</textarea>"),
    ],
)
def test_what_is_known_already_is_shown(name, initial, shown):
    assert shown in rendering.field(form_with(name, initial={"answer": initial})["answer"])


def test_a_password_is_never_shown_again():
    html = rendering.field(form_with("password", data={"p-answer": "secret"})["answer"])
    assert "secret" not in html


@pytest.mark.parametrize("name", ["area", "counted"])
def test_lines_and_their_indentation_survive(name):
    text = "one\n\n  two\n\tthree"
    html = rendering.field(form_with(name, initial={"answer": text})["answer"])
    assert f">{text}</textarea>" in html


def test_only_the_wrong_part_of_a_date_is_marked_and_linked():
    form = form_with("date", data={"p-answer_day": "1", "p-answer_month": "2", "p-answer_year": "27"})
    html = rendering.field(form["answer"])
    assert html.count("nhsuk-input--error") == 1
    assert attribute(rendering.error_summary([form]), "href") == ["#id_p-answer_year"]


def test_figures_are_typed_as_text_with_the_right_keyboard():
    assert 'type="text"' in rendering.field(form_with("number")["answer"])
    assert 'inputmode="numeric"' in rendering.field(form_with("number")["answer"])
    assert 'inputmode="decimal"' in rendering.field(form_with("amount")["answer"])


def test_autocomplete_reaches_the_input():
    for name, widget in (("text", forms.TextInput), ("password", forms.PasswordInput)):
        form = form_with(name, widget=widget(attrs={"autocomplete": "new-password"}))
        assert attribute(rendering.field(form["answer"]), "autocomplete") == ["new-password"]


def test_pasted_text_is_not_cut_off():
    assert "maxlength=" not in re.sub(r"data-maxlength", "", rendering.field(form_with("counted")["answer"]))
    assert "maxlength=" not in rendering.field(form_with("text", max_length=5)["answer"])


def test_what_need_not_be_answered_is_called_optional():
    assert "The question (optional)" in rendering.field(form_with("text", required=False)["answer"])
    assert "(optional)" not in rendering.field(form_with("text")["answer"])
    unmarked = rendering.field(form_with("text", required=False)["answer"], mark_optional=False)
    assert "(optional)" not in unmarked


def test_a_label_can_be_the_heading_of_the_page():
    assert re.search(r"<h1[^>]*>\s*<label", rendering.field(form_with("text")["answer"], heading=True))
    assert re.search(r"<legend[^>]*>\s*<h1", rendering.field(form_with("radios")["answer"], heading=True))


def test_labels_and_errors_are_escaped_and_marked_hints_are_not():
    class Form(NhsukForm):
        answer = forms.CharField(label="<b>", help_text="<i>")

    html = rendering.field(Form({})["answer"])
    assert "<b>" not in html
    assert "<i>" not in html


def test_a_file_that_is_there_already_is_named_and_can_be_removed():
    uploaded = SimpleNamespace(url="/x", name="cv.pdf")
    form = form_with("file", required=False, initial={"answer": uploaded})
    html = rendering.field(form["answer"])
    assert "You have uploaded" in html
    assert 'name="p-answer-clear"' in html
    kept = form_with("file", initial={"answer": uploaded})
    assert 'name="p-answer-clear"' not in rendering.field(kept["answer"])


def test_a_chosen_file_is_not_shown_as_uploaded():
    class Form(NhsukForm):
        answer = forms.FileField()

    form = Form({}, {"answer": SimpleUploadedFile("cv.pdf", b"x")})
    assert "You have uploaded" not in rendering.field(form["answer"])


def test_a_hidden_field_stays_hidden():
    class Form(NhsukForm):
        answer = forms.CharField(widget=forms.HiddenInput)

    assert rendering.field(Form()["answer"]) == '<input type="hidden" name="answer" id="id_answer">'


def test_a_widget_without_a_component_is_refused_by_name():
    class Form(NhsukForm):
        answer = forms.SplitDateTimeField()

    with pytest.raises(TypeError, match="SplitDateTimeWidget"):
        rendering.field(Form()["answer"])


def test_the_summary_of_a_formset_leads_into_each_form():
    class Row(NhsukForm):
        answer = forms.CharField()

    FormSet = formset_factory(Row, formset=NhsukFormSet, extra=0)
    formset = FormSet({"form-TOTAL_FORMS": "2", "form-INITIAL_FORMS": "0", "form-1-answer": "here"})
    formset.forms[0].empty_permitted = formset.forms[1].empty_permitted = False
    formset.full_clean()
    assert attribute(rendering.error_summary([formset]), "href") == ["#id_form-0-answer"]


def test_no_errors_no_summary():
    assert rendering.error_summary([form_with("text", data={"p-answer": "x"})]) == ""
