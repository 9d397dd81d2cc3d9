"""What a form's `layout()` is made of, besides the names of its fields."""

from crispy_forms.layout import Layout, LayoutObject
from markupsafe import Markup

from recruitment.nhsuk import rendering
from recruitment.nhsuk.components import component

__all__ = [
    "Button",
    "ButtonGroup",
    "Component",
    "Conditional",
    "Field",
    "Fieldset",
    "Heading",
    "Layout",
    "Paragraph",
]


class Field(LayoutObject):
    """One field with more to say about how it looks.

    `Field("salary", prefix="£", width=10)`, `Field("contact", heading=True, inline=True)`; see
    `rendering.field` for all that can be said.
    """

    def __init__(self, name: str, **presentation):
        self.fields = [name]
        self.presentation = presentation

    def render(self, form, context, template_pack=None, **kwargs) -> Markup:
        (name,) = self.fields
        form.rendered_fields.add(name)
        return rendering.field(form[name], **self.presentation)


class Conditional(Field):
    """Radios or checkboxes whose choices show further fields, right below the choice.

    `Conditional("contact", reveals={"email": ["email"], "phone": ["phone", "best_time"]})`.
    Without JavaScript the further fields are always there, so the form must judge them by the choice:
    they are `required=False`, and yet not called optional.
    """

    def __init__(self, name: str, *, reveals: dict[str, list], **presentation):
        super().__init__(name, **presentation)
        self.reveals = reveals

    def render(self, form, context, template_pack=None, **kwargs) -> Markup:
        (name,) = self.fields
        form.rendered_fields.add(name)
        shown = {
            choice: Layout(*(_unmarked(part) for part in parts)).render(form, context, template_pack)
            for choice, parts in self.reveals.items()
        }
        return rendering.field(form[name], reveals=shown, **self.presentation)


def _unmarked(part):
    return Field(part, mark_optional=False) if isinstance(part, str) else part


class Fieldset(LayoutObject):
    """Fields that belong together under one legend: the lines of an address."""

    def __init__(self, legend: str, *fields, size: str = "m", hint: str = ""):
        self.legend, self.fields, self.size, self.hint = legend, list(fields), size, hint

    def render(self, form, context, template_pack=None, **kwargs) -> Markup:
        html = Markup(self.get_rendered_fields(form, context, template_pack, **kwargs))  # noqa: S704 - rendered above
        if self.hint:
            html = component("hint", {"text": self.hint}) + html
        legend = {"text": self.legend, "size": self.size}
        return component("fieldset", {"legend": legend, "html": html})


class Component(LayoutObject):
    """Any component between fields: `Component("inset-text", text="…")`."""

    def __init__(self, name: str, /, **params):
        self.fields: list = []
        self.name, self.params = name, params

    def render(self, form, context, template_pack=None, **kwargs) -> Markup:
        return component(self.name, self.params)


class Button(Component):
    """A button; a second click while the first is on its way does nothing. With `href` it is a link."""

    def __init__(self, text: str, /, **params):
        super().__init__("button", text=text, preventDoubleClick=None if "href" in params else True, **params)


class ButtonGroup(LayoutObject):
    """Buttons in one row on a desk, under one another on a phone."""

    def __init__(self, *buttons: Button):
        self.fields = list(buttons)

    def render(self, form, context, template_pack=None, **kwargs) -> Markup:
        rendered = Markup("").join(button.render(form, context) for button in self.fields)
        return Markup('<div class="nhsuk-button-group">{}</div>').format(rendered) if rendered else rendered


class Heading(LayoutObject):
    """A heading between fields."""

    def __init__(self, text: str, *, level: int = 2, size: str = "m"):
        self.fields: list = []
        self.text, self.level, self.size = text, level, size

    def render(self, form, context, template_pack=None, **kwargs) -> Markup:
        html = Markup('<h{level} class="nhsuk-heading-{size}">{text}</h{level}>')
        return html.format(level=self.level, size=self.size, text=self.text)


class Paragraph(LayoutObject):
    """A paragraph between fields; `text` may be marked as safe."""

    def __init__(self, text: str):
        self.fields: list = []
        self.text = text

    def render(self, form, context, template_pack=None, **kwargs) -> Markup:
        return Markup('<p class="nhsuk-body">{}</p>').format(self.text)
