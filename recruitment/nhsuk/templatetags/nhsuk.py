"""`{% load nhsuk %}`: components, fields and the parts of base.html that need a little thought."""

from django import template
from django.conf import settings
from django.contrib.messages import constants
from django.forms import BaseForm
from django.forms.formsets import BaseFormSet
from markupsafe import Markup

from recruitment.nhsuk import rendering
from recruitment.nhsuk.components import component
from recruitment.nhsuk.context import address
from recruitment.nhsuk.parts import part

register = template.Library()


@register.simple_tag
def nhsuk(component_name: str, params: dict | None = None, **more) -> Markup:
    """`{% nhsuk "tag" text="Open" colour="green" %}` or `{% nhsuk "summary-list" details %}`."""
    return component(component_name, {**(params or {}), **more})


@register.simple_block_tag
def nhsukblock(content, component_name: str, **params) -> Markup:
    """`{% nhsukblock "inset-text" %}<p>…</p>{% endnhsukblock %}`: a component around HTML of the page."""
    return component(component_name, {**params, "html": content})


@register.simple_tag
def nhsuk_part(template: str, **context) -> Markup:
    """A part in Jinja, for what one page writes many times over."""
    return part(template, **context)


@register.simple_tag
def nhsuk_field(bound_field, **presentation) -> Markup:
    """One field of a form, for a page that writes its own <form>."""
    return rendering.field(bound_field, **presentation)


@register.simple_tag(takes_context=True)
def nhsuk_fields(context, form):
    """All fields of a form by its layout, without the <form> tag and its buttons; any Django form will do."""
    if hasattr(form, "bare_helper"):
        return form.bare_helper.render_layout(form, context, template_pack="nhsuk")
    return Markup("").join(rendering.field(bound) for bound in form)


@register.simple_tag
def nhsuk_error_summary(forms_and_formsets: list) -> Markup:
    """The error summary; base.html shows it by itself, above the page's heading."""
    return rendering.error_summary(forms_and_formsets)


@register.simple_tag(takes_context=True)
def nhsuk_wrong_forms(context) -> list:
    """Bound forms and formsets with errors, wherever the view put them, each once."""
    found: dict[int, BaseForm | BaseFormSet] = {}
    for layer in context.dicts:
        for value in layer.values():
            for thing in value if type(value) in (list, tuple) else (value,):
                if _is_form(thing) and thing.is_bound and _has_errors(thing):
                    found[id(thing)] = thing
    return list(found.values())


@register.simple_tag
def nhsuk_message(message, number: int) -> Markup:
    """One message of Django's framework as a notification banner."""
    success = message.level == constants.SUCCESS
    return component(
        "notification-banner",
        {
            "variant": "success" if success else None,
            "role": "alert" if message.level >= constants.SUCCESS else None,
            "titleId": f"message-{number}",
            "text": message.message,
        },
    )


@register.simple_tag
def nhsuk_qr(svg: str) -> Markup:
    """allauth's QR code within the page: as a `data:` image the content policy would block it."""
    return Markup(svg)  # noqa: S704 - drawn by allauth's own library from a key it made itself


@register.simple_tag
def desk_input(bound_field, label: str = ""):
    """An input in a table of the desk, with the column's heading as its name."""
    return bound_field.as_widget(attrs={"aria-label": label or bound_field.label})


@register.simple_tag
def nhsuk_site_name() -> str:
    """For pages rendered without context processors: a crash must still look like the service."""
    return settings.SITE_NAME


@register.simple_tag
def nhsuk_address(name: str) -> str:
    """The address of a page, or nothing where the installation has no such page."""
    return address(name)


def _is_form(thing) -> bool:
    # isinstance() would wake every lazy object of the context: the CSRF cookie would be set on each page.
    return issubclass(type(thing), BaseForm | BaseFormSet)


def _has_errors(thing: BaseForm | BaseFormSet) -> bool:
    if isinstance(thing, BaseFormSet):
        return bool(thing.total_error_count())
    return bool(thing.errors)
