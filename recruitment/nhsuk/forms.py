"""What turns a Django form into a page of the design system; the bases every form here is made from."""

from crispy_forms.helper import FormHelper
from django import forms
from django.core.validators import MaxLengthValidator
from django.forms import BaseFormSet
from django.forms.utils import pretty_name
from django.utils.functional import Promise

from recruitment.nhsuk.layout import Button, ButtonGroup, Field, Layout


class NhsukFormMixin:
    """Puts a form into the design system: `{% crispy form %}` is all the page needs.

    The error summary and "Error: " in the title come from base.html, for every form in the context.
    """

    submit_label = "Save and continue"
    # The field whose label or legend is the page's h1: for a page that asks one thing.
    page_heading = ""
    # "(optional)" behind the label of what need not be answered.
    mark_optional = True
    form_method = "post"
    form_action = ""
    form_id = ""
    # False where several forms share one <form> tag, written in the page.
    form_tag = True

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.use_required_attribute = False
        for name, field in self.fields.items():
            field.label = self.plain_label(name, field.label)
            label = str(field.label or pretty_name(name))
            _say_plainly_what_is_missing(label, field)
            _say_plainly_what_is_too_long(label, field)

    def plain_label(self, name: str, label: str | None) -> str | None:
        """Override to reword labels of a form that somebody else has written."""
        return label

    @property
    def helper(self) -> FormHelper:
        """For `{% crispy form %}`; made anew for each rendering, so that fields added late are in it."""
        helper = self.bare_helper
        if self.form_tag:
            helper.layout = Layout(helper.layout, ButtonGroup(*self.buttons()))
        helper.form_method, helper.form_action = self.form_method, self.form_action
        helper.form_tag, helper.form_id = self.form_tag, self.form_id
        helper.attrs = {"novalidate": True}
        return helper

    @property
    def bare_helper(self) -> FormHelper:
        """For `{% nhsuk_fields form %}`: the fields alone; the page writes the <form> and its buttons."""
        helper = FormHelper()
        helper.layout = self.layout()
        helper.render_hidden_fields = True
        return helper

    def layout(self) -> Layout:
        """Override to group, reveal or decorate; by default the fields in their order."""
        return Layout(
            *(Field(name, heading=True) if name == self.page_heading else name for name in self.fields)
        )

    def buttons(self) -> list:
        """Override for more than one; empty where `submit_label` is."""
        return [Button(self.submit_label)] if self.submit_label else []


class NhsukForm(NhsukFormMixin, forms.Form):
    """A form of the design system."""


class NhsukFormSet(BaseFormSet):
    """Several of the same form; each stands under a legend made of `item_name` and its number."""

    item_name = "Item"


def _say_plainly_what_is_missing(label: str, field: forms.Field) -> None:
    """Replace "This field is required." by what to do about it, unless the form says it already."""
    if not isinstance(field.error_messages.get("required"), Promise):
        return
    if label.endswith("?"):
        message = "Answer this question"
    elif isinstance(field, forms.FileField):
        message = f"Choose a file for {_mid_sentence(label)}"
    elif isinstance(field.widget, forms.CheckboxInput):
        message = f"Tick the box to continue: {label}"
    elif isinstance(field, forms.ChoiceField | forms.ModelChoiceField):
        message = f"Select {_mid_sentence(label)}"
    else:
        message = f"Enter {_mid_sentence(label)}"
    field.error_messages["required"] = message


def _say_plainly_what_is_too_long(label: str, field: forms.Field) -> None:
    """Name the field and both figures; Django's sentence names neither."""
    message = (
        f"{label.rstrip('?')} must be %(limit_value)d characters or fewer; you have typed %(show_value)d"
    )
    field.validators = [
        MaxLengthValidator(v.limit_value, message) if type(v) is MaxLengthValidator else v
        for v in field.validators
    ]


def _mid_sentence(label: str) -> str:
    """A label as it reads within a sentence: "Full name" -> "full name", "DBS check" stays."""
    return label[:1].lower() + label[1:] if label[1:2].islower() else label
