"""A bound Django form field as the NHS component that fits its widget; errors as the error summary.

`RENDERERS` at the end maps widgets to functions; each function says how one widget becomes one component.
"""

from collections.abc import Iterable, Iterator, Mapping, Sized

from django import forms
from django.forms import BaseForm, BoundField
from django.forms.formsets import BaseFormSet
from django.utils.html import format_html_join
from markupsafe import Markup, escape

from recruitment.nhsuk.components import component
from recruitment.nhsuk.fields import DatePartsInput

# Attributes of Django's widgets that the components set themselves, or that get in people's way:
# `maxlength` cuts a pasted text without a word; the number spinners change a figure by scrolling.
# A placeholder disappears as soon as somebody types; the label and hint stay.
UNWANTED = {"id", "class", "type", "rows", "cols", "maxlength", "minlength", "min", "max", "step", "required"}
UNWANTED |= {"placeholder"}


def field(bound: BoundField, **presentation) -> Markup:
    """The whole form group of one field: label, hint, error, input.

    `presentation` may hold `label`, its `size` (s, m, l, xl), `heading` (the label is the page's h1),
    `caption`, `label_hidden`, `mark_optional`, `reveals` ({choice: html shown when chosen}), `hints`
    ({choice: text}), and the component's own parameters (inline, prefix, suffix, width, rows, classes).
    """
    if bound.is_hidden:
        return Markup(bound.as_widget())  # noqa: S704 - Django's own hidden input
    for kind in type(bound.field.widget).__mro__:
        if kind in RENDERERS:
            return RENDERERS[kind](bound, presentation)
    raise TypeError(f"No NHS component is chosen for {type(bound.field.widget).__name__} ({bound.name}).")


def text_input(bound: BoundField, presentation: Mapping) -> Markup:
    widget = bound.field.widget
    value = widget.format_value(bound.value())
    return component(
        "input",
        {
            **_common(bound, presentation),
            "label": _label(bound, presentation),
            "type": widget.input_type,
            "value": value or None,
            "spellcheck": False if widget.input_type in ("email", "tel", "url") else None,
            **_rest(presentation),
        },
    )


def number_input(bound: BoundField, presentation: Mapping) -> Markup:
    """A figure, typed as text: browsers' number inputs round, scroll and hide what was typed wrongly."""
    whole = isinstance(bound.field, forms.IntegerField) and not isinstance(
        bound.field, forms.DecimalField | forms.FloatField
    )
    value = bound.field.widget.format_value(bound.value())
    return component(
        "input",
        {
            **_common(bound, presentation),
            "label": _label(bound, presentation),
            "inputmode": "numeric" if whole else "decimal",
            "spellcheck": False,
            "width": 5,
            "value": value or None,
            **_rest(presentation),
        },
    )


def password_input(bound: BoundField, presentation: Mapping) -> Markup:
    params = _common(bound, presentation)
    autocomplete = params["attributes"].pop("autocomplete", None)
    return component(
        "password-input",
        {**params, "label": _label(bound, presentation), "autocomplete": autocomplete, **_rest(presentation)},
    )


def textarea(bound: BoundField, presentation: Mapping) -> Markup:
    """With a count where there is a limit: of words where the layout says `maxwords`, else of characters."""
    params = {
        **_common(bound, presentation),
        "label": _label(bound, presentation),
        "rows": bound.field.widget.attrs.get("rows", 5),
        "value": bound.field.widget.format_value(bound.value()) or "",
        **_rest(presentation),
    }
    if "maxwords" in params:
        # Without `maxlength` beside it: the counter would take that for a number of words.
        return component("character-count", params)
    if limit := getattr(bound.field, "max_length", None):
        return component("character-count", {**params, "maxlength": limit})
    return component("textarea", params)


def select(bound: BoundField, presentation: Mapping) -> Markup:
    chosen = _chosen(bound)
    items = [{"value": value, "text": text, "selected": value in chosen} for value, text in _choices(bound)]
    return component(
        "select",
        {
            **_common(bound, presentation),
            "label": _label(bound, presentation),
            "items": items,
            **_rest(presentation),
        },
    )


def radios(bound: BoundField, presentation: Mapping) -> Markup:
    return component("radios", _group(bound, presentation))


def checkboxes(bound: BoundField, presentation: Mapping) -> Markup:
    return component("checkboxes", _group(bound, presentation))


def single_checkbox(bound: BoundField, presentation: Mapping) -> Markup:
    """One box to tick, its label beside it: a yes that is either given or not."""
    params = _common(bound, presentation)
    params["idPrefix"] = params.pop("id")
    item = {
        "value": "on",
        "text": str(bound.label),
        "checked": bound.field.widget.check_test(bound.value()),
        "attributes": params.pop("attributes"),
    }
    return component("checkboxes", {**params, "items": [item], **_rest(presentation)})


def date_parts(bound: BoundField, presentation: Mapping) -> Markup:
    """Day, month, year, or the last two; only the parts that are wrong are marked."""
    value = bound.value()
    typed = value if isinstance(value, list | tuple) else bound.field.widget.decompress(value)
    wrong = _wrong_parts(bound)
    items = [
        {
            "id": f"{bound.auto_id}_{part}",
            "name": f"{bound.html_name}_{part}",
            "label": part.capitalize(),
            "value": text or None,
            "width": _width(part, typed),
            "error": part in wrong,
        }
        for part, text in zip(bound.field.widget.parts, typed, strict=True)
    ]
    params = {**_common(bound, presentation), "fieldset": {"legend": _label(bound, presentation)}}
    return component("date-input", {**params, "items": items, **_rest(presentation)})


def _width(part: str, parts: Sized) -> int:
    """Without a day beside it, a month is written as a word as often as not."""
    return 4 if part == "year" else 2 if len(parts) > 2 else 5


def file_input(bound: BoundField, presentation: Mapping) -> Markup:
    """A file; where one has been uploaded already, its name, and a box to remove it unless it is required."""
    widget = bound.field.widget
    params = {**_common(bound, presentation), "label": _label(bound, presentation), **_rest(presentation)}
    params["multiple"] = widget.attrs.get("multiple")
    clearable = isinstance(widget, forms.ClearableFileInput)
    uploaded = bound.initial if clearable and widget.is_initial(bound.initial) else None
    if not uploaded:
        return component("file-upload", params)
    hint = params.get("hint", {})
    hint = hint.get("html") or escape(hint.get("text", ""))
    saved = Markup("You have uploaded {}. Choose another file to replace it.").format(uploaded)
    params["hint"] = {"html": Markup(" ").join(filter(None, [hint, saved]))}
    upload = component("file-upload", params)
    return upload if widget.is_required else upload + _removal(bound)


def _removal(bound: BoundField) -> Markup:
    name = bound.field.widget.clear_checkbox_name(bound.html_name)
    item = {"value": "on", "text": f"Remove the uploaded file ({bound.label})"}
    id_ = bound.field.widget.clear_checkbox_id(name)
    return component("checkboxes", {"name": name, "idPrefix": id_, "small": True, "items": [item]})


# --- Parameters that several components share ----------------------------------------------------------

OWN = {"label", "size", "heading", "caption", "label_hidden", "mark_optional", "reveals", "hints"}


def _rest(presentation: Mapping) -> dict:
    """What a layout says to the component itself."""
    return {key: value for key, value in presentation.items() if key not in OWN}


def _common(bound: BoundField, presentation: Mapping) -> dict:
    attrs = bound.field.widget.attrs
    params = {
        "id": bound.auto_id,
        "name": bound.html_name,
        "attributes": {
            name: {"value": True, "optional": True} if value is True else str(value)
            for name, value in attrs.items()
            if name not in UNWANTED and value not in (None, False)
        },
        "disabled": bound.field.disabled or None,
        "classes": attrs.get("class"),
    }
    # Resolved first: only then does a lazy text show whether it is marked as safe.
    if help_text := str(bound.help_text):
        params["hint"] = {"html" if hasattr(help_text, "__html__") else "text": help_text}
    if bound.errors:
        params["errorMessage"] = {
            "html": format_html_join(Markup("<br>"), "{}", ((e,) for e in bound.errors))
        }
    return params


def _label(bound: BoundField, presentation: Mapping) -> dict:
    """The label or legend: "(optional)" is said where an answer is not needed."""
    text = str(presentation.get("label", bound.label))
    marked = presentation.get("mark_optional", getattr(bound.form, "mark_optional", True))
    if marked and not bound.field.required and "(optional)" not in text:
        text = f"{text} (optional)"
    heading = presentation.get("heading", False)
    return {
        "text": text,
        "size": presentation.get("size", "l" if heading else "s"),
        "isPageHeading": heading or None,
        "caption": presentation.get("caption"),
        "classes": "nhsuk-u-visually-hidden" if presentation.get("label_hidden") else None,
    }


def _group(bound: BoundField, presentation: Mapping) -> dict:
    """Radios or checkboxes under one legend; the first input has the field's own id."""
    params = _common(bound, presentation)
    chosen = _chosen(bound)
    reveals, hints = presentation.get("reveals", {}), presentation.get("hints", {})
    items = []
    for value, text in _choices(bound):
        if value == "":
            continue
        item = {"value": value, "text": text, "checked": value in chosen, "attributes": params["attributes"]}
        if value in hints:
            item["hint"] = {"text": hints[value]}
        if value in reveals:
            item["conditional"] = {"html": reveals[value]}
        items.append(item)
    del params["attributes"]
    params["idPrefix"] = params.pop("id")
    return {
        **params,
        "items": items,
        "fieldset": {"legend": _label(bound, presentation)},
        **_rest(presentation),
    }


def _chosen(bound: BoundField) -> set[str]:
    formatted = bound.field.widget.format_value(bound.value())
    return {formatted} if isinstance(formatted, str) else set(formatted)


def _choices(bound: BoundField) -> Iterator[tuple[str, str]]:
    """Values and texts, groups taken apart."""
    for value, text in bound.field.widget.choices:
        if isinstance(text, list | tuple):
            yield from ((str(v), str(t)) for v, t in text)
        else:
            yield "" if value is None else str(value), str(text)


def _wrong_parts(bound: BoundField) -> set[str]:
    wrong: set[str] = set()
    for error in bound.form.errors.as_data().get(bound.name, ()) if bound.errors else ():
        wrong.update((error.params or {}).get("parts", bound.field.widget.parts))
    return wrong


RENDERERS = {
    DatePartsInput: date_parts,
    forms.NumberInput: number_input,
    forms.PasswordInput: password_input,
    forms.FileInput: file_input,
    forms.RadioSelect: radios,
    forms.CheckboxSelectMultiple: checkboxes,
    forms.CheckboxInput: single_checkbox,
    forms.Select: select,
    forms.Textarea: textarea,
    forms.widgets.Input: text_input,
}


# --- Errors --------------------------------------------------------------------------------------------


def error_summary(forms_and_formsets: Iterable[BaseForm | BaseFormSet]) -> Markup:
    """The box at the top of the page: each error once, a link to the input it is about; takes the focus."""
    items = [item for thing in forms_and_formsets for item in _error_items(thing)]
    if not items:
        return Markup("")
    return component("error-summary", {"heading": {"text": "There is a problem"}, "errorList": items})


def _error_items(thing: BaseForm | BaseFormSet) -> Iterator[dict]:
    if isinstance(thing, BaseFormSet):
        yield from ({"text": error} for error in thing.non_form_errors())
        for form in thing.forms:
            yield from _error_items(form)
        return
    yield from ({"text": error} for error in thing.non_field_errors())
    for name in thing.fields:
        bound = thing[name]
        if not bound.errors:
            continue
        link = None if bound.is_hidden else f"#{_first_wrong_id(bound)}"
        yield from ({"text": error, "href": link} for error in bound.errors)


def _first_wrong_id(bound: BoundField) -> str:
    if isinstance(bound.field.widget, DatePartsInput):
        wrong = _wrong_parts(bound)
        return f"{bound.auto_id}_{next(part for part in bound.field.widget.parts if part in wrong)}"
    return bound.auto_id
