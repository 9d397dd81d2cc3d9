"""A person with a browser, without JavaScript: reads pages, fills in forms, presses buttons."""

from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import urljoin

import httpx


class UnexpectedPage(AssertionError):
    """The page is not the one the person expected to see."""


@dataclass
class Form:
    """A form as the page served it: where it goes, and what it already holds."""

    action: str
    method: str = "get"
    values: list[tuple[str, str]] = field(default_factory=list)
    buttons: list[tuple[str, str, str]] = field(default_factory=list)  # name, value, words
    names: set[str] = field(default_factory=set)  # of every field, filled in or not

    def filled(self, answers: dict[str, str | list[str]]) -> dict[str, list[str]]:
        """What the browser would send: the form's own values, with the person's answers in their place."""
        data: dict[str, list[str]] = {}
        for name, value in self.values:
            data.setdefault(name, []).append(value)
        for name, value in answers.items():
            data[name] = list(value) if isinstance(value, list | tuple) else [str(value)]
        return data


class PageReader(HTMLParser):
    """Collects the forms, the links and the words of one page."""

    VOID_OR_SILENT = ("script", "style")

    def __init__(self):
        super().__init__()
        self.forms: list[Form] = []
        self.links: list[tuple[str, str]] = []
        self.words: list[str] = []
        self.in_order: list[str] = []  # the names of all fields as they come
        self.options: dict[str, list[tuple[str, str]]] = {}  # select -> (value, words)
        self._form: Form | None = None
        self._select: str | None = None
        self._area: tuple[str, list[str]] | None = None
        self._link: tuple[str, list[str]] | None = None
        self._button: tuple[str, str, list[str]] | None = None
        self._option: tuple[str, list[str]] | None = None
        self._silent = 0

    def handle_starttag(self, tag, attrs):
        at = {name: value or "" for name, value in attrs}
        if tag in self.VOID_OR_SILENT:
            self._silent += 1
        elif tag == "form":
            self._form = Form(at.get("action", ""), at.get("method", "get").lower())
            self.forms.append(self._form)
        elif tag == "a" and "href" in at:
            self._link = (at["href"], [])
        elif self._form is not None:
            self._field(tag, at)

    def _field(self, tag, at):
        name, kind = at.get("name", ""), at.get("type", "text")
        self._form.names.add(name)
        self.in_order.append(name)
        if tag == "select":
            self._select = name
        elif tag == "option" and self._select:
            self._option = (at.get("value", ""), [])
            self.options.setdefault(self._select, [])
            if "selected" in at:
                self._form.values.append((self._select, at.get("value", "")))
        elif tag == "textarea":
            self._area = (name, [])
        elif tag == "button" or (tag == "input" and kind == "submit"):
            words = [at.get("value", "")] if tag == "input" else []
            self._button = (name, at.get("value", ""), words)
            if tag == "input":
                self.handle_endtag("button")
        elif tag == "input" and name and _is_sent(kind, at):
            self._form.values.append((name, at.get("value", "on" if kind == "checkbox" else "")))

    def handle_data(self, data):
        for open_element in (self._area, self._link, self._option):
            if open_element:
                open_element[1].append(data)
        if self._button:
            self._button[2].append(data)
        if not self._silent:
            self.words.append(data)

    def handle_endtag(self, tag):
        if tag in self.VOID_OR_SILENT:
            self._silent -= 1
        elif tag == "form":
            self._form = None
        elif tag == "select" and self._form is not None:
            chosen = [name for name, _ in self._form.values if name == self._select]
            if not chosen and self.options.get(self._select):
                # A browser sends the first option where none is marked.
                self._form.values.append((self._select, self.options[self._select][0][0]))
            self._select = None
        elif tag == "option" and self._option and self._select:
            value, words = self._option
            self.options[self._select].append((value, " ".join("".join(words).split())))
            self._option = None
        elif tag == "textarea" and self._area and self._form is not None:
            # HTML drops the first line break of a textarea.
            self._form.values.append((self._area[0], "".join(self._area[1]).removeprefix("\n")))
            self._area = None
        elif tag == "a" and self._link:
            self.links.append((self._link[0], " ".join("".join(self._link[1]).split())))
            self._link = None
        elif tag == "button" and self._button and self._form is not None:
            name, value, words = self._button
            self._form.buttons.append((name, value, " ".join("".join(words).split())))
            self._button = None


def _is_sent(kind: str, at: dict[str, str]) -> bool:
    """Would a browser send this input as it stands?"""
    if kind in ("checkbox", "radio"):
        return "checked" in at
    return kind not in ("file", "image", "reset", "button")


class Person:
    """Somebody at a browser of their own, coming from an address of their own."""

    def __init__(self, site: str, email: str, address: str = "127.0.0.1"):
        self.email = email
        self.client = httpx.Client(
            base_url=site,
            # A connection each time: one kept for too long is closed just when the next request sets out.
            transport=httpx.HTTPTransport(
                local_address=address, limits=httpx.Limits(max_keepalive_connections=0)
            ),
            follow_redirects=True,
            timeout=30,
        )
        self.response: httpx.Response | None = None
        self.page = PageReader()

    # --- looking -------------------------------------------------------------------------------------

    @property
    def words(self) -> str:
        return " ".join(" ".join(self.page.words).split())

    @property
    def url(self) -> str:
        return str(self.response.url)

    def see(self, *phrases: str) -> "Person":
        """Be sure that the page says each of these."""
        for phrase in phrases:
            if phrase not in self.words:
                raise UnexpectedPage(
                    f"{self.response.request.method} {self.url} ({self.response.status_code}) "
                    f"does not say {phrase!r}. It says: {self.words[:1500]}"
                )
        return self

    def value_of(self, name: str) -> str:
        """What the page's field of this name already holds."""
        return next(value for form in self.page.forms for key, value in form.values if key == name)

    def goto(self, path: str, status: int = 200) -> "Person":
        return self._read(self.client.get(path), status)

    def follow(self, words: str) -> "Person":
        """Follow the first link with these words."""
        for href, text in self.page.links:
            if words.casefold() in text.casefold():
                return self.goto(urljoin(self.url, href))
        raise UnexpectedPage(
            f"{self.url} has no link {words!r}, only {[text for _, text in self.page.links]}"
        )

    # --- acting --------------------------------------------------------------------------------------

    def press(self, button: str, answers: dict | None = None, files=None, status: int = 200) -> "Person":
        """Fill in the form that has this button and press it."""
        for form in self.page.forms:
            for name, value, words in form.buttons:
                if button.casefold() in words.casefold():
                    data = form.filled(answers or {})
                    if name:
                        data[name] = [value]
                    return self._read(self._send(form, data, files), status)
        offered = [words for form in self.page.forms for *_, words in form.buttons]
        raise UnexpectedPage(
            f"{self.url} has no button {button!r}, only {offered}. It says: {self.words[:800]}"
        )

    def _send(self, form: Form, data, files) -> httpx.Response:
        url = urljoin(self.url, form.action or self.url)
        if form.method == "get":
            return self.client.get(url, params=data)
        return self.client.post(url, data=data, files=files, headers={"Referer": self.url})

    def _read(self, response: httpx.Response, status: int) -> "Person":
        self.response = response
        self.page = PageReader()
        self.page.feed(response.text)
        if response.status_code != status:
            raise UnexpectedPage(
                f"{response.request.method} {response.url} answered {response.status_code}, "
                f"not {status}: {self.words[:800]}"
            )
        return self
