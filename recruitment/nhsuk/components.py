"""The bridge to NHS England's Jinja macros: one function that renders one component.

Pages stay Django templates; Jinja renders the components and nothing else.
"""

import json
from collections.abc import Mapping
from functools import cache, lru_cache

from django.utils.functional import Promise
from django.utils.safestring import SafeData
from jinja2 import ChainableUndefined, Environment, PackageLoader
from markupsafe import Markup, escape

# Where the macro is not named after the component's folder.
MACROS = {"tables": "table"}
FOLDERS = {"table": "tables"}
DICT_METHODS = frozenset(dir(dict))
# The back link stands before <main>; without a landmark around it, screen readers' users may never meet it.
LANDMARKS = {"back-link": Markup('<nav aria-label="Back">{}</nav>')}
# Made of addresses and words of ours, and a dozen nested macros each: the same parameters give the same HTML.
KEPT = {"back-link", "pagination"}


class ParametersFirst(Environment):
    """Looks a parameter up in its dict at once; Jinja would ask for an attribute of that name first."""

    def getattr(self, obj, attribute):
        if type(obj) is dict and attribute not in DICT_METHODS:
            return obj[attribute] if attribute in obj else self.undefined(obj=obj, name=attribute)
        return super().getattr(obj, attribute)


@cache
def environment() -> Environment:
    """The macros' own settings. Without auto_reload: a form renders in half the time."""
    return ParametersFirst(
        undefined=ChainableUndefined,
        loader=PackageLoader("nhsuk_frontend_jinja"),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )


@cache
def _macro(name: str):
    folder = FOLDERS.get(name, name)
    first, *rest = MACROS.get(folder, folder).split("-")
    macro = first + "".join(word.capitalize() for word in rest)
    return getattr(environment().get_template(f"nhsuk/components/{folder}/macro.jinja").module, macro)


def component(name: str, params: Mapping) -> Markup:
    """The HTML of the component `name` ("error-summary", "table" …) with the macro's own parameters.

    The macros print whatever stands under `html` as it is; here a plain string under `html` is escaped
    first, so that only text already marked as safe can carry tags.
    """
    plain = _plain(params)
    return _kept(name, json.dumps(plain)) if name in KEPT else _rendered(name, plain)


@lru_cache(maxsize=1_000)
def _kept(name: str, params: str) -> Markup:
    return _rendered(name, json.loads(params))


def _rendered(name: str, plain: Mapping) -> Markup:
    return LANDMARKS.get(name, Markup("{}")).format(_macro(name)(plain))


def _plain(value, key: str = ""):
    """Django's values as the macros understand them: real strings, no None, nothing unescaped as HTML."""
    if isinstance(value, Mapping):
        return {k: _plain(v, k) for k, v in value.items() if v is not None}
    if isinstance(value, list | tuple):
        return [_plain(item, key) for item in value]
    if isinstance(value, Promise):
        value = str(value)
    if key.lower().endswith("html"):
        return escape(value)
    # A literal in a template is marked as safe; a macro would take it for HTML and print it twice.
    return "".join(value) if isinstance(value, SafeData) else value
