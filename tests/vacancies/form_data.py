"""What a browser would send back if somebody pressed Save on a page as it stands."""

from html.parser import HTMLParser


class _Fields(HTMLParser):
    """Collects the named, enabled fields of the form with an id."""

    def __init__(self, form_id):
        super().__init__()
        self.form_id, self.inside = form_id, False
        self.data: dict[str, str | list[str]] = {}
        self.select = self.textarea = None

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        if tag == "form":
            self.inside = attrs.get("id") == self.form_id
        if not self.inside:
            return
        name = attrs.get("name") if "disabled" not in attrs else None
        kind = attrs.get("type", "text")
        if tag == "select":
            self.select = name
        elif tag == "option" and self.select and "selected" in attrs:
            self._add(self.select, attrs.get("value", ""))
        elif tag == "textarea" and name:
            self.textarea, self.data[name] = name, ""
        elif tag == "input" and name and self._is_sent(kind, attrs):
            self._add(name, attrs.get("value", "on" if kind == "checkbox" else ""))

    def handle_endtag(self, tag):
        if tag == "form":
            self.inside = False
        elif tag == "textarea":
            if self.textarea:  # a browser drops the line break right after the tag
                self.data[self.textarea] = self.data[self.textarea].removeprefix("\r").removeprefix("\n")
            self.textarea = None
        elif tag == "select":
            self.select = None

    def handle_data(self, text):
        if self.textarea:
            self.data[self.textarea] += text

    def _is_sent(self, kind, attrs) -> bool:
        if kind in ("checkbox", "radio"):
            return "checked" in attrs
        return kind not in ("submit", "button", "file")

    def _add(self, name, value):
        before = self.data.get(name)
        if before is None:
            self.data[name] = value
        else:
            self.data[name] = [*(before if isinstance(before, list) else [before]), value]


def as_sent(response, form_id: str) -> dict:
    """The data of the page's form `form_id`: a string a field, a list where a name comes several times."""
    fields = _Fields(form_id)
    fields.feed(response.text)
    return fields.data
