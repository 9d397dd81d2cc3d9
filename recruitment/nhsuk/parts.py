"""Parts that one page writes many times over, in Jinja, which compiles them: ten answers with their scores.

Pages stay Django templates; `{% nhsuk_part "shortlisting/scores.jinja" … %}` puts such a part into one.
"""

from functools import cache, lru_cache

from django.conf import settings
from django.urls import reverse
from django.utils.html import linebreaks
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from recruitment.nhsuk.rendering import field


@cache
def environment() -> Environment:
    """Beside the components' own environment: here a name that is misspelt is an error."""
    made = Environment(
        loader=FileSystemLoader(settings.BASE_DIR / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=settings.DEBUG,
    )
    made.filters["linebreaks"] = paragraphs
    made.globals.update(field=field, url=url)
    return made


def paragraphs(text: str) -> Markup:
    """As Django's filter `linebreaks` in a template: whatever stands in the text is escaped."""
    return Markup(linebreaks(str(text), autoescape=True))  # noqa: S704 - escaped just here


@lru_cache(maxsize=10_000)
def url(name: str, *args) -> str:
    """The address of a page; such a part names some dozens, and each takes as long as a row around it."""
    return reverse(name, args=args)


def part(template: str, **context) -> Markup:
    """The HTML of one part; `field` and `url` stand in it for `{% nhsuk_field %}` and `{% url %}`."""
    return Markup(environment().get_template(template).render(context))  # noqa: S704 - autoescaped
